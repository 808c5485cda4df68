import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets.models import Event
from ingest import throttling
from ingest.models import LoginAttempt
from tests.ingest.conftest import logged_in, member

pytestmark = pytest.mark.django_db
RIGHT = "a long enough phrase"


def log_in(name, password, client=None):
    response = (client or Client()).post(reverse("staff:login"), {"username": name, "password": password})
    return response.status_code, response.content.decode()


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(person):
    def shape(name):
        status, page = log_in(name, "wrong")
        return status, [line for line in page.splitlines() if "csrf" not in line and 'name="username"' not in line]

    assert shape("zhou") == shape("nobody-by-this-name")


@pytest.mark.parametrize("name", ["zhou", "nobody-by-this-name"])
def test_after_five_failures_a_name_has_to_wait_whether_it_exists_or_not(person, name):
    for _ in range(5):
        assert log_in(name, "wrong")[0] == 200
    status, page = log_in(name, RIGHT)
    assert (status, "登录失败次数太多，请 15 分钟后再试。" in page) == (429, True)


def test_others_and_later_are_not_kept_waiting(person, django_user_model, settings):
    member(django_user_model, "li")
    for _ in range(5):
        log_in("zhou", "wrong")
    assert log_in("li", RIGHT)[0] == 302
    LoginAttempt.objects.update(at=timezone.now() - timezone.timedelta(seconds=settings.LOGIN_WINDOW + 1))
    assert log_in("zhou", RIGHT)[0] == 302
    assert throttling.forget_old() == 0  # the success has wiped them


def test_many_names_from_one_address_have_to_wait_too(person, settings):
    settings.LOGIN_FAILURES_OF_ADDRESS = 3
    for n in range(3):
        log_in(f"guess{n}", "wrong")
    assert log_in("zhou", RIGHT)[0] == 429


def test_behind_a_proxy_the_address_is_the_visitor_s(rf, settings):
    request = rf.get("/", headers={"x-forwarded-for": "spoofed, 203.0.113.9"})
    assert throttling.address_of(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert throttling.address_of(request) == "203.0.113.9"


def test_an_administrator_makes_an_account_that_works(administrator, regions):
    sent = {"username": "wang", "name": "王", "roles": ["录入员"], "regions": "141100"}
    page = administrator.post(reverse("staff:account_new"), sent, follow=True).content.decode()
    password = page.split("初始密码 ")[1].split("，")[0]
    assert log_in("wang", password)[0] == 302
    user = User.objects.get(username="wang")
    assert [group.name for group in user.groups.all()] == ["录入员"]
    assert [j.region_id for j in user.jurisdictions.all()] == ["141100"]
    assert Event.objects.filter(verb="account_made").get().detail["account"] == "wang"


def test_whoever_got_a_password_chooses_their_own_before_anything_else(administrator, regions):
    sent = {"username": "wang", "roles": ["录入员"], "everywhere": "on"}
    page = administrator.post(reverse("staff:account_new"), sent, follow=True).content.decode()
    first = page.split("初始密码 ")[1].split("，")[0]
    client = Client()
    log_in("wang", first, client)
    for name in ("staff:desk", "staff:upload_files", "staff:events_csv"):
        assert client.get(reverse(name)).url == reverse("staff:password")
    assert "现在的密码是管理员设的" in client.get(reverse("staff:password")).content.decode()
    assert client.get("/").status_code == 200
    answer = client.post(reverse("staff:password"), {"old": first, "new": first})
    assert "新密码要和现在的不同。" in answer.content.decode()
    client.post(reverse("staff:password"), {"old": first, "new": RIGHT})
    assert client.get(reverse("staff:desk")).status_code == 200

    administrator.post(reverse("staff:account_password", args=[User.objects.get(username="wang").pk]))
    client.force_login(User.objects.get(username="wang"))
    assert client.get(reverse("staff:desk")).url == reverse("staff:password")


def test_a_name_twice_and_an_unknown_region_are_named(administrator, person, regions):
    page = administrator.post(reverse("staff:account_new"), {"username": "zhou", "regions": "000000"}).content.decode()
    assert "没有这些行政区划代码：000000。" in page
    page = administrator.post(reverse("staff:account_new"), {"username": "zhou"}).content.decode()
    assert "用户名 zhou 已经有人用了。" in page


def test_an_account_is_closed_and_its_sessions_end(administrator, django_user_model):
    user = member(django_user_model, "li", "录入员")
    client = logged_in(user)
    assert client.get(reverse("staff:desk")).status_code == 200
    administrator.post(reverse("staff:account", args=[user.pk]), {"name": "李", "everywhere": "on"})
    assert client.get(reverse("staff:desk")).status_code == 302


def test_a_new_password_ends_the_sessions_of_the_old(administrator, django_user_model):
    user = member(django_user_model, "li", "录入员")
    client = logged_in(user)
    administrator.post(reverse("staff:account_password", args=[user.pk]))
    assert client.get(reverse("staff:desk")).status_code == 302


def test_an_administrator_of_one_region_gives_away_no_other(django_user_model, regions, person):
    client = logged_in(member(django_user_model, "local", "管理员", region="141100"))
    for sent in ({"everywhere": "on"}, {"regions": "140100"}):
        page = client.post(reverse("staff:account_new"), {"username": "x1", **sent}).content.decode()
        assert "只能分配自己负责的地区。" in page
    page = client.post(reverse("staff:account_password", args=[person.pk]), follow=True).content.decode()
    assert "只能分配自己负责的地区。" in page
    boss = django_user_model.objects.create_superuser("root", password=RIGHT)
    page = client.post(reverse("staff:account_password", args=[boss.pk]), follow=True).content.decode()
    assert "超级管理员的账号只能在服务器上改。" in page
    assert User.objects.filter(username="x1").count() == 0


def test_one_s_own_password_follows_the_rules(uploader):
    def change(old, new):
        return uploader.post(reverse("staff:password"), {"old": old, "new": new}, follow=True).content.decode()

    assert "现在的密码不对。" in change("wrong", "another long phrase")
    assert "密码" in change(RIGHT, "short")
    assert "密码改好了。" in change(RIGHT, "another long phrase")
    assert uploader.get(reverse("staff:desk")).status_code == 200


def test_the_event_log_is_shown_and_exported_within_one_s_regions(reviewer, published, django_user_model):
    page = reviewer.get(reverse("staff:events")).content.decode()
    assert "公布" in page
    response = reviewer.get(reverse("staff:events_csv") + f"?report={published.public_id}")
    rows = b"".join(response.streaming_content).decode().splitlines()
    assert rows[0] == "\ufeff时间,谁,做了什么,报告,报告编号,详情"
    assert [row.split(",")[2] for row in rows[1:]] == ["公布", "读取成草稿"]
    other = logged_in(member(django_user_model, "lvliang", "审核员", region="141100"))
    assert "示例市教育局" not in other.get(reverse("staff:events")).content.decode()


def test_an_event_is_never_changed_or_deleted(published):
    event = published.events.first()
    with pytest.raises(TypeError, match="append-only"):
        event.save()
    with pytest.raises(TypeError, match="append-only"):
        event.delete()


def test_a_deactivated_account_is_out_at_once(django_user_model):
    person = member(django_user_model, "li", "录入员")
    client = logged_in(person)
    assert client.get(reverse("staff:desk")).status_code == 200
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(reverse("staff:desk")).status_code == 302
