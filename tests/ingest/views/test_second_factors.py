import io
import re
from base64 import b32decode

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from budgets.models import Event
from ingest.models import FirstPassword, LoginAttempt
from tests.ingest.conftest import logged_in, member
from tests.ingest.views.test_people import RIGHT, log_in

pytestmark = pytest.mark.django_db
OWN = "/staff/second-factor/"
END = f"{OWN}end/"
WRONG = "用户名、密码或动态验证码不对。"


def app_of(client):
    """What the app shows, once it has the key from the page."""
    key = b32decode(re.search(r'class="key">([A-Z2-7 ]+)<', client.get(OWN).content.decode())[1].replace(" ", ""))
    return lambda: f"{totp(key):06d}"


def set_up(client):
    """The app, and the recovery codes as shown."""
    app = app_of(client)
    page = client.post(OWN, {"password": RIGHT, "code": app()}).content.decode()
    return app, re.findall(r'class="key">([\d ]+)<', page)


def a_minute_later():
    """The codes used so far lie a minute back, and so does the last wrong one."""
    TOTPDevice.objects.update(last_t=F("last_t") - 2, throttling_failure_timestamp=None)
    StaticDevice.objects.update(throttling_failure_timestamp=None)


@pytest.fixture
def person(db, django_user_model):
    return member(django_user_model, "zhou", "录入员")


@pytest.fixture
def device(person):
    """What it is in the database once the app has its key, without recovery codes."""
    return TOTPDevice.objects.create(user=person, name="动态验证码")


def code_of(device):
    return f"{totp(device.bin_key):06d}"


def log_in_with(code, client=None, password=RIGHT, name="zhou", **headers):
    sent = {"username": name, "password": password, "code": code}
    response = (client or Client()).post(reverse("staff:login"), sent, **headers)
    return response.status_code, response.content.decode()


def test_somebody_sets_it_up_and_logs_in_with_password_and_code(person):
    client = logged_in(person)
    page = client.get(OWN).content.decode()
    key = re.search(r'class="key">([A-Z2-7 ]+)<', page)[1]
    assert re.fullmatch(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", key)
    link = f"otpauth://totp/127.0.0.1%3Azhou?secret={key.replace(' ', '')}&amp;algorithm=SHA1"
    assert f'href="{link}&amp;digits=6&amp;period=30&amp;issuer=127.0.0.1"' in page
    assert '<img class="qr" src="data:image/svg+xml;charset=utf-8,%3Csvg' in page
    app, recovery = set_up(client)
    assert [bool(re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", code)) for code in recovery] == [True] * 8
    assert client.get(reverse("staff:desk")).status_code == 200
    page = client.get(OWN).content.decode()
    assert "恢复码还剩 8 个" in page
    assert not [secret for secret in (key, *recovery) if secret in page]
    a_minute_later()
    assert log_in_with(app())[0] == 302


def test_the_key_stays_the_same_until_a_code_shows_that_the_app_has_it(uploader):
    app = app_of(uploader)
    answer = uploader.post(OWN, {"password": RIGHT, "code": "nonsense"})
    assert (answer.status_code, "动态验证码不对。" in answer.content.decode()) == (400, True)
    answer = uploader.post(OWN, {"password": "wrong", "code": app()})
    assert (answer.status_code, "现在的密码不对。" in answer.content.decode()) == (400, True)
    assert TOTPDevice.objects.count() == 0
    assert app_of(uploader)() == app()


def test_nobody_sets_one_up_for_somebody_else_and_no_second_beside_the_first(anonymous, person, device):
    assert anonymous.get(OWN).url == f"/staff/login/?next={OWN}"
    assert anonymous.post(END).url == f"/staff/login/?next={END}"
    client = Client()
    log_in_with(code_of(device), client)
    assert client.post(OWN, {"password": RIGHT, "code": "123456"}).url == OWN
    assert TOTPDevice.objects.get() == device


@pytest.mark.parametrize("code", ["", "000000", "wrong", "12345678901234567890", "٣٣٣٣٣٣", "\x00"])
def test_without_the_right_code_the_password_is_answered_like_a_wrong_one(person, device, code):
    def shape(password, code):
        status, page = log_in_with(code, password=password)
        return status, [line for line in page.splitlines() if "csrf" not in line and 'name="code"' not in line]

    assert shape(RIGHT, code) == shape("wrong", code)
    assert WRONG in log_in_with(code)[1]


def test_a_code_is_taken_however_it_is_typed_but_not_twice(person, device):
    code = code_of(device)
    typed = f"{code[:3]} {code[3:]}".translate({ord(str(n)): chr(ord("０") + n) for n in range(10)})
    assert log_in_with(typed)[0] == 302
    assert log_in_with(code)[0] == 200


def test_a_code_of_another_account_is_wrong(person, device, django_user_model):
    theirs = TOTPDevice.objects.create(user=member(django_user_model, "li"), name="动态验证码")
    assert log_in_with(code_of(theirs))[0] == 200


def test_whoever_has_none_logs_in_whatever_stands_in_the_field(person):
    assert log_in_with("123456")[0] == log_in("zhou", RIGHT)[0] == 302


def test_a_recovery_code_works_once_and_says_how_many_are_left(person):
    _, (first, *_) = set_up(logged_in(person))
    client = Client()
    assert log_in_with(first, client)[0] == 302
    assert "这个恢复码用掉了，还剩 7 个。" in client.get(reverse("staff:desk")).content.decode()
    assert log_in_with(first)[0] == 200
    events = Event.objects.order_by("id").values_list("verb", "actor__username", "detail")
    assert list(events) == [
        ("second_factor_set", "zhou", {"account": "zhou"}),
        ("recovery_code_used", "zhou", {"account": "zhou", "codes_left": 7}),
        ("logged_in", "zhou", {}),
    ]


def test_wrong_codes_count_like_wrong_passwords_by_name_and_address(person, device, settings):
    for _ in range(5):
        assert log_in_with("000000")[0] == 200
        a_minute_later()
    status, page = log_in_with(code_of(device))
    assert (status, "登录失败次数太多，请 15 分钟后再试。" in page) == (429, True)
    assert log_in_with(code_of(device), REMOTE_ADDR="203.0.113.9")[0] == 302
    settings.LOGIN_FAILURES_OF_ADDRESS = 5
    assert log_in_with("", name="li")[0] == 429


def test_from_many_addresses_each_wrong_code_doubles_the_wait(person, device):
    for n in range(3):
        log_in_with("000000", REMOTE_ADDR=f"203.0.113.{n}")
        TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timezone.timedelta(seconds=2**n))
    TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now())
    assert log_in_with(code_of(device))[0] == 200
    assert TOTPDevice.objects.get().throttling_failure_count == 3


def test_wrong_codes_and_passwords_slow_the_switching_off_too(person, device):
    client = Client()
    log_in_with(code_of(device), client)
    a_minute_later()
    for _ in range(5):
        answer = client.post(END, {"password": "wrong", "code": code_of(device)})
        assert (answer.status_code, "密码或动态验证码不对。" in answer.content.decode()) == (400, True)
    answer = client.post(END, {"password": RIGHT, "code": code_of(device)})
    assert (answer.status_code, "请 15 分钟后再试" in answer.content.decode()) == (400, True)
    LoginAttempt.objects.all().delete()
    assert client.post(END, {"password": RIGHT, "code": code_of(device)}).status_code == 302


def test_it_is_switched_off_only_with_the_password_and_a_code(person):
    client = logged_in(person)
    app, recovery = set_up(client)
    assert client.get(END).status_code == 405
    for password, code in ((RIGHT, ""), (RIGHT, app()), (RIGHT, "000000"), ("wrong", recovery[0]), ("", "")):
        assert client.post(END, {"password": password, "code": code}).status_code == 400
    assert client.post(END, {"password": RIGHT, "code": recovery[0]}).url == OWN
    assert (TOTPDevice.objects.count(), StaticDevice.objects.count(), StaticToken.objects.count()) == (0, 0, 0)
    assert Event.objects.filter(verb="second_factor_ended").get().actor == person
    assert log_in("zhou", RIGHT)[0] == 302
    assert client.post(END, {"password": RIGHT, "code": recovery[1]}).url == OWN  # there is none any more


def test_sessions_begun_without_a_code_end_when_it_is_set_up(person):
    here, elsewhere = logged_in(person), logged_in(person)
    before = here.session.session_key
    set_up(here)
    assert here.session.session_key != before
    assert here.get(reverse("staff:desk")).status_code == 200
    assert elsewhere.get(reverse("staff:password")).url == "/staff/login/?next=/staff/password/"
    assert "_auth_user_id" not in elsewhere.session


def test_the_session_gets_a_new_key_at_a_log_in_with_a_code(person, device):
    client = Client()
    client.get(reverse("staff:login"))
    client.session.save()
    before = client.session.session_key
    log_in_with(code_of(device), client)
    assert client.session.session_key != before
    assert client.get(reverse("staff:desk")).status_code == 200


def test_where_it_is_required_nothing_on_the_desk_opens_before_it_is_set_up(person, settings):
    settings.SECOND_FACTOR = "required"
    client = Client()
    assert log_in("zhou", RIGHT, client)[0] == 302
    for name in ("staff:desk", "staff:upload_files", "staff:events_csv", "staff:accounts"):
        assert client.get(reverse(name)).url == OWN
    assert client.get("/").status_code == client.get(reverse("staff:password")).status_code == 200
    assert "这里的每个账号登录时都要动态验证码。" in client.get(OWN).content.decode()
    set_up(client)
    assert client.get(reverse("staff:desk")).status_code == 200


def test_a_first_password_is_changed_before_a_second_factor_is_set_up(person, settings):
    settings.SECOND_FACTOR = "required"
    FirstPassword.objects.create(user=person)
    client = logged_in(person)
    assert client.get(OWN).url == reverse("staff:password")
    client.post(reverse("staff:password"), {"old": RIGHT, "new": "another long phrase"})
    assert client.get(reverse("staff:desk")).url == OWN


def test_whoever_logs_in_another_way_is_not_asked_for_one(person, device, settings):
    settings.SECOND_FACTOR = "required"
    settings.AUTHENTICATION_BACKENDS = [
        "django.contrib.auth.backends.AllowAllUsersModelBackend",
        "django.contrib.auth.backends.ModelBackend",
    ]
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.AllowAllUsersModelBackend")
    assert client.get(reverse("staff:desk")).status_code == 200


def remove(client, user):
    address = reverse("staff:account_second_factor", args=[user.pk])
    return client.post(address, follow=True).content.decode()


def test_an_administrator_sees_who_has_one_and_removes_it(administrator, person, device, django_user_model):
    member(django_user_model, "li")
    page = administrator.get(reverse("staff:accounts")).content.decode()
    assert re.findall(r'aria-label="移除 (\w+) 的动态验证码"', page) == ["zhou"]
    client = Client()
    log_in_with(code_of(device), client)
    assert "zhou 的动态验证码移除了" in remove(administrator, person)
    assert log_in("zhou", RIGHT)[0] == 302
    event = Event.objects.get(verb="second_factor_removed")
    assert (event.actor.username, event.detail) == ("administrator", {"account": "zhou"})
    assert "zhou 没有启用动态验证码。" in remove(administrator, person)
    assert "移除动态验证码" in administrator.get(reverse("staff:events")).content.decode()


def test_nobody_else_removes_it(person, device, uploader, reviewer, outsider, anonymous):
    address = reverse("staff:account_second_factor", args=[person.pk])
    assert [client.post(address).status_code for client in (uploader, reviewer, outsider)] == [403, 403, 403]
    assert anonymous.post(address).url == f"/staff/login/?next={address}"
    assert TOTPDevice.objects.get() == device


def test_an_administrator_of_one_region_removes_none_beyond_it(django_user_model, regions, person, device):
    client = logged_in(member(django_user_model, "local", "管理员", region="141100"))
    assert "只能分配自己负责的地区。" in remove(client, person)
    assert TOTPDevice.objects.get() == device


def test_an_administrator_s_own_takes_the_password_and_a_code(django_user_model):
    boss = member(django_user_model, "boss", "管理员")
    device = TOTPDevice.objects.create(user=boss, name="动态验证码")
    client = Client()
    log_in_with(code_of(device), client, name="boss")
    assert "移除 boss" not in client.get(reverse("staff:accounts")).content.decode()
    assert "自己的动态验证码要用密码和验证码停用" in remove(client, boss)
    assert TOTPDevice.objects.get() == device


def test_on_the_server_it_is_removed_for_whom_no_administrator_is_left(person, device):
    out = io.StringIO()
    call_command("remove_second_factor", "zhou", stdout=out)
    assert (out.getvalue(), TOTPDevice.objects.count()) == ("zhou 的动态验证码移除了。\n", 0)
    assert Event.objects.get(verb="second_factor_removed").actor is None
    with pytest.raises(CommandError, match="zhou 没有启用动态验证码。"):
        call_command("remove_second_factor", "zhou")
    with pytest.raises(CommandError, match="没有账号 nobody。"):
        call_command("remove_second_factor", "nobody")


def test_no_secret_stands_in_the_logs_the_events_or_as_it_was_shown_in_the_database(person, caplog):
    caplog.set_level("DEBUG")
    client = logged_in(person)
    key = re.search(r'class="key">([A-Z2-7 ]+)<', client.get(OWN).content.decode())[1]
    app, recovery = set_up(client)
    codes = [app(), "000000", recovery[0]]
    for code in codes:
        log_in_with(code)
    secrets = [key, key.replace(" ", ""), TOTPDevice.objects.get().key, *codes]
    secrets += [code.replace(" ", "") for code in recovery]
    written = [str(vars(record)) for record in caplog.records if not record.name.startswith("django.db")]
    written += [str(event.detail) for event in Event.objects.all()]
    assert [record.getMessage() for record in caplog.records if record.name == "portal.security"].count(
        "log-in failed"
    ) == 2
    assert [secret for secret in secrets if any(secret in line for line in written)] == []
    kept = StaticToken.objects.values_list("token", flat=True)
    assert (len(kept), set(kept) & set(secrets)) == (7, set())
