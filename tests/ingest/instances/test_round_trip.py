"""A whole instance out and in again: every row of every table, every file, on and between SQLite and PostgreSQL."""

import contextlib
import hashlib
import io
import json
import os
import shutil
import signal
import uuid
import zipfile
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import dj_database_url
import psycopg
import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.models import F
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from budgets.models import (
    Department,
    EconomicCode,
    FunctionalCode,
    GlossaryTerm,
    Region,
    Section,
    ServicePurchase,
    Statement,
)
from ingest import actions
from ingest.corrections import Place
from ingest.identity import Stated
from ingest.instances import importing
from ingest.instances.rows import all_models
from ingest.models import FirstPassword, LoginAttempt
from ingest.second_factors import kept
from tests.budgets import factories
from tests.ingest.conftest import TARGET, expenditure, member, parsed, projects, save

pytestmark = pytest.mark.django_db
SESSIONS = {"django_session"}
EMPTY = {"auth_user_user_permissions", "budgets_succession"}
PASSWORD = "a long enough phrase"
KEY = "0123456789abcdef0123456789abcdef01234567"  # in an app on a phone


@pytest.fixture
def zhou(db, django_user_model):
    factories.fictional_city()
    return member(django_user_model, "zhou", "录入员", "审核员", region="999900")


def code_now():
    return f"{totp(bytes.fromhex(KEY)):06d}"


@pytest.fixture
def codes(zhou):
    """A code that is used up, and a recovery code that isn't."""
    used = code_now()
    _, recovery = actions.set_second_factor(user=zhou, key=KEY, password=PASSWORD, code=used)
    return used, recovery[0]


@pytest.fixture
def filled(zhou, codes, django_user_model, tmp_path):
    """Every state that a report, an upload and an account can be in."""
    li = member(django_user_model, "li", "管理员")
    first = save(parsed(targets=(TARGET,)), data=b"%PDF-1.4 first", by=zhou)
    first = actions.publish_report(report=first, by=li)
    revision = actions.open_revision(report=first, by=zhou)
    place = Place("total", "expenditure", 1)
    actions.correct_report(report=revision, place=place, value="12.00", why="看错了", by=zhou)
    actions.publish_report(report=revision, by=li, acknowledgement="原件如此，已经核对")
    save(parsed(department=None, tables=(expenditure(), projects("另一个项目"))), data=b"%PDF-1.4 draft")
    gone = save(parsed(year=2023, tables=(expenditure(total="10.50"),)), data=b"%PDF-1.4 gone")
    for finding in actions.open_errors(gone):
        actions.acknowledge_finding(finding=finding, reason="原件如此", by=zhou)
    actions.withdraw_report(report=actions.publish_report(report=gone), by=li, reason="部门要求核实")
    hand_in(tmp_path, zhou)
    LoginAttempt.objects.create(name="n", address="a")
    words_of(first)
    fill_up()
    Department.objects.create(region=Region.objects.get(pk="999900"), name="不再有的部门").delete()
    return first


def fill_up():
    """A row in every table that is empty still: tables that are new here come along by themselves."""
    for model in all_models():
        if not model._base_manager.exists() and model._meta.db_table not in EMPTY:
            model._base_manager.bulk_create([model(**anything_for(model))])


def anything_for(model):
    values = {}
    for field in model._meta.local_concrete_fields:
        if field.has_default() or field.null or field.primary_key or getattr(field, "auto_now_add", False):
            continue
        if field.is_relation:
            values[field.attname] = field.related_model._base_manager.values_list("pk", flat=True).first()
        else:
            values[field.attname] = {
                "DateTimeField": timezone.now(),
                "DateField": timezone.localdate(),
                "UUIDField": uuid.uuid4(),
                "BooleanField": True,
                "DecimalField": Decimal("1.50"),
            }.get(field.get_internal_type(), 1 if "Integer" in field.get_internal_type() else "一")
    return values


def words_of(report):
    """What no action above writes, straight into its tables."""
    factories.unit(report.department, "示例市第一小学")
    Section.objects.create(report=report, position=1, part=1, title="部门职责", text="“教育”\n一、", page=2)
    Statement.objects.create(report=report, position=1, topic="revenue_change", amount="1.00", quote="增加1万元")
    GlossaryTerm.objects.create(report=report, position=1, term="基本支出", definition="")
    ServicePurchase.objects.create(report=report, position=1, name="物业管理服务", amount="2.00")
    FunctionalCode.objects.create(code="205", name="教育支出", level="class", years=[2023, 2024])
    EconomicCode.objects.create(code="301", name="工资福利支出", level="class", classification="department")
    FirstPassword.objects.create(user=report.approved_by or get_user_model().objects.first())


def hand_in(tmp_path, by):
    path = tmp_path / "等着读.pdf"
    path.write_bytes(b"%PDF-1.4 waiting")
    batch = actions.open_batch(by=by)
    with path.open("rb") as stream:
        actions.receive_upload(file=File(stream), name=path.name, by=by, stated=Stated(), batch=batch)


def every_row(using="default"):
    """By table and column, as Python sees them, in the order of the keys."""
    tables = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in SESSIONS:
            continue
        names = [field.attname for field in model._meta.local_concrete_fields]
        tables[model._meta.db_table] = list(model._base_manager.using(using).order_by("pk").values(*names))
    return tables


def every_file():
    folder = Path(default_storage.location)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@contextlib.contextmanager
def another_instance(url, alias="elsewhere"):
    """A portal beside the test's own database."""
    options = {"transaction_mode": "IMMEDIATE"} if url.startswith("sqlite") else {}
    base = connections.databases["default"]
    connections.databases[alias] = {**base, **dj_database_url.parse(url), "OPTIONS": options}
    connections[alias].connect()
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


def migrated(url):
    """Before anything is filled in: migrations that write rows write them into the default database too."""
    with another_instance(url) as alias:
        call_command("migrate", database=alias, verbosity=0)


@pytest.fixture(scope="module")
def new_sqlite(tmp_path_factory, django_db_setup, django_db_blocker):
    """A database file as `migrate` leaves it, to be copied."""
    path = tmp_path_factory.mktemp("new") / "new.sqlite3"
    with django_db_blocker.unblock():
        migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="module")
def new_postgresql(django_db_setup, django_db_blocker):
    """The same on the server: (a connection that may make databases, the template's name, URL of a name)."""
    server = os.environ.get("TEST_DATABASE_URL") or os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        pytest.skip("needs TEST_DATABASE_URL (a PostgreSQL server)")
    template = f"round_trip_{os.getpid()}"
    address = lambda name: urlunsplit(urlsplit(server)._replace(path=f"/{name}"))  # noqa: E731
    with contextlib.closing(psycopg.connect(server, autocommit=True)) as admin:
        admin.execute(f"CREATE DATABASE {template}")
        try:
            with django_db_blocker.unblock():
                migrated(address(template))
            yield admin, template, address
        finally:
            admin.execute(f"DROP DATABASE {template} WITH (FORCE)")


@pytest.fixture
def empty(tmp_path, new_sqlite, filled):
    path = shutil.copy(new_sqlite, tmp_path / "empty.sqlite3")
    with another_instance(f"sqlite:///{path}") as alias:
        yield alias


@pytest.fixture
def empty_on_postgresql(new_postgresql, filled):
    admin, template, address = new_postgresql
    name = f"{template}_copy"
    admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        with another_instance(address(name)) as alias:
            yield alias
    finally:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request):
    return request.getfixturevalue({"sqlite": "empty", "postgresql": "empty_on_postgresql"}[request.param])


@pytest.fixture
def package(filled, tmp_path):
    path = tmp_path / "portal.zip"
    call_command("export", str(path), stdout=io.StringIO())
    return path


@pytest.fixture
def own_folder(settings, tmp_path):
    """Where the other instance keeps its files."""

    def move():
        settings.MEDIA_ROOT = tmp_path / "elsewhere" / "files"

    return move


def manifest_of(package):
    with zipfile.ZipFile(package) as zipped:
        return json.loads(zipped.read("manifest.json"))


def taken_in(package, alias):
    out = io.StringIO()
    call_command("import_package", str(package), database=alias, stdout=out)
    return out.getvalue()


def test_every_row_and_every_file_is_the_same_in_another_database(elsewhere, package, own_folder):
    rows, files = every_row(), every_file()
    assert min(len(found) for found in (rows["budgets_event"], rows["budgets_correction"], rows["ingest_upload"])) > 0
    assert [name for name, found in rows.items() if not found and name not in EMPTY] == []
    own_folder()
    count = sum(len(found) for found in rows.values())
    said = taken_in(package, elsewhere)
    assert said == f"已导入 {count} 行，{len(files)} 个文件。账号和密码照旧，大家需要重新登录。\n"
    assert every_row(elsewhere) == rows
    assert every_file() == files


def test_an_id_that_was_ever_given_is_not_given_again(elsewhere, package, own_folder):
    """The highest department was deleted before: its address must not lead to another one."""
    own_folder()
    taken_in(package, elsewhere)
    highest = Department.objects.order_by("-pk").first()
    new = Department.objects.using(elsewhere).create(region_id="999900", name="新设的部门")
    assert new.pk == highest.pk + 2


def test_people_log_in_with_their_passwords(elsewhere, package, own_folder):
    own_folder()
    taken_in(package, elsewhere)
    person = get_user_model().objects.using(elsewhere).get(username="zhou")
    assert person.check_password(PASSWORD)
    assert sorted(person.groups.values_list("name", flat=True)) == ["审核员", "录入员"]


def test_second_factors_and_recovery_codes_stay_what_they_are(elsewhere, package, own_folder, codes):
    used, recovery = codes
    own_folder()
    taken_in(package, elsewhere)
    phones, kept_codes = TOTPDevice.objects.using(elsewhere), StaticDevice.objects.using(elsewhere).get()
    assert not phones.get().verify_token(used)
    phones.update(last_t=F("last_t") - 2, throttling_failure_timestamp=None)
    assert phones.get().verify_token(code_now())
    assert [kept_codes.verify_token(kept(recovery, phones.get())) for _ in range(2)] == [True, False]


def test_the_package_of_the_copy_holds_the_same_again(elsewhere, package, own_folder, tmp_path):
    own_folder()
    taken_in(package, elsewhere)
    call_command("export", str(tmp_path / "again.zip"), database=elsewhere, stdout=io.StringIO())
    first, again = (
        json.loads(zipfile.ZipFile(path).read("manifest.json")) for path in (package, tmp_path / "again.zip")
    )
    assert again["files"] == first["files"]
    assert {name: (t["rows"], t["last_id"]) for name, t in again["tables"].items()} == {
        name: (t["rows"], t["last_id"]) for name, t in first["tables"].items()
    }


def refusal_of(package, alias):
    """What the command says; the instance is as empty as before."""
    before = every_row(alias)
    with pytest.raises(CommandError) as refused:
        taken_in(package, alias)
    assert every_row(alias) == before
    assert every_file() == {}
    return str(refused.value)


def altered(package, name, change):
    """The package with one file changed, repacked so that ZIP itself finds nothing."""
    path = package.with_name("altered.zip")
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            content = change(content) if entry == name else content
            if content is not None:
                new.writestr(entry, content)
    return path


def test_what_is_altered_missing_or_added_is_refused_by_its_name(empty, package, own_folder):
    own_folder()
    name = next(n for n in zipfile.ZipFile(package).namelist() if n.startswith("files/sources/"))
    events = "tables/budgets_event.jsonl"
    for file, change, sentence in (
        (
            events,
            lambda content: content.replace(b"_published", b"_publishes"),
            f"文件被改动或已损坏：{events}",
        ),
        (name, lambda content: content + b" ", f"文件被改动或已损坏：{name}"),
        (name, lambda content: None, f"包里少了文件：{name}"),
        ("manifest.json", lambda content: content[:-2], "文件被改动或已损坏：manifest.json"),
        ("manifest.json", lambda content: None, "altered.zip 不是整站包：没有完好的 manifest.json。"),
    ):
        assert refusal_of(altered(package, file, change), empty) == sentence
    with zipfile.ZipFile(package, "a") as more:
        more.writestr("files/another.pdf", b"")
    assert refusal_of(package, empty) == "包里多出清单上没有的文件：files/another.pdf"


def test_a_package_cut_short_or_with_a_flipped_byte_is_refused(empty, package, own_folder):
    own_folder()
    whole = package.read_bytes()
    package.write_bytes(whole[: len(whole) // 2])
    assert refusal_of(package, empty) == "portal.zip 不完整或不是整站包（没有完好的目录）。请重新复制一份。"
    with zipfile.ZipFile(io.BytesIO(whole)) as zipped:
        info = zipped.getinfo("tables/budgets_region.jsonl")
    at = info.header_offset + 30 + len(info.filename) + len(info.extra) + info.compress_size // 2
    package.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert refusal_of(package, empty) == "文件被改动或已损坏：tables/budgets_region.jsonl"


def test_an_instance_that_is_not_empty_is_refused_and_keeps_what_it_has(empty, package, own_folder):
    own_folder()
    taken_in(package, empty)
    rows, files = every_row(empty), every_file()
    with pytest.raises(CommandError, match="这个实例不是空的"):
        taken_in(package, empty)
    assert (every_row(empty), every_file()) == (rows, files)


def test_a_package_of_another_version_is_refused(empty, package, own_folder):
    own_folder()
    change = lambda content: content.replace(b'"budgets.0001_initial"', b'"budgets.0001_other"')  # noqa: E731
    said = refusal_of(altered(package, "manifest.json", change), empty)
    assert said == (
        "数据库的版本和包的不一样（budgets.0001_initial 等 2 处）。请用导出时的版本建库（migrate）、导入，再升级。"
    )


def test_an_import_that_is_interrupted_leaves_nothing(empty, package, own_folder, monkeypatch):
    """Terminated while it writes the files: the last row is in, the first file stored."""
    own_folder()
    stored = []

    class Terminated(FileSystemStorage):
        def save(self, name, content, max_length=None):
            if stored:
                os.kill(os.getpid(), signal.SIGTERM)
            stored.append(super().save(name, content, max_length))
            return stored[-1]

    monkeypatch.setattr(importing, "default_storage", Terminated(location=default_storage.location))
    assert refusal_of(package, empty) == "导入被中断，什么都没有留下。"


def test_what_a_killed_import_left_is_removed_by_the_next(empty, package, own_folder):
    own_folder()
    (path, *_) = manifest_of(package)["files"]
    default_storage.save(path, ContentFile(b"%PDF half"))
    default_storage.save(importing.UNDERWAY, ContentFile(json.dumps([path]).encode()))
    taken_in(package, empty)
    assert every_row(empty) == every_row()


def test_files_that_are_there_without_a_database_are_not_overwritten(empty, package, own_folder):
    own_folder()
    (path, *_) = manifest_of(package)["files"]
    default_storage.save(path, ContentFile(b"somebody's"))
    with pytest.raises(CommandError, match=f"文件目录不是空的（已有 {path}），没有导入。"):
        taken_in(package, empty)
    assert list(every_file()) == [path]


def test_only_its_owner_may_read_a_package_and_none_is_overwritten(package):
    assert package.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="已经有了，不覆盖"):
        call_command("export", str(package))


def test_an_export_without_a_file_that_the_database_names_fails_and_leaves_nothing(filled, tmp_path):
    filled.source.file.delete(save=False)
    with pytest.raises(CommandError, match="数据库里有、磁盘上没有的文件"):
        call_command("export", str(tmp_path / "new.zip"))
    assert list(tmp_path.glob("new.zip*")) == []
