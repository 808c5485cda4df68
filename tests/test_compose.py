"""docker-compose.yml as far as it goes without an engine: services, their safety, the commands the README names."""

import shlex
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
OURS = ("migrate", "web", "worker")


def commands(service):
    """The commands a service runs, a shell's `a && b` taken apart."""
    words = shlex.split(SERVICES[service]["command"])
    text = words[2] if words[:2] == ["sh", "-c"] else SERVICES[service]["command"]
    return [part.strip() for part in text.split("&&")]


def test_there_are_a_database_a_web_server_and_a_worker():
    assert {"db", "web", "worker"} <= set(SERVICES)


@pytest.mark.parametrize("service", OURS)
def test_its_commands_are_those_of_the_readme(service):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in commands(service) if f"`{command}`" not in readme] == []


@pytest.mark.parametrize("service", OURS)
def test_the_management_commands_it_runs_are_there(service):
    named = [shlex.split(c)[2] for c in commands(service) if c.startswith("python manage.py")]
    assert set(named) <= set(get_commands())


@pytest.mark.parametrize("service", OURS)
def test_our_services_run_read_only_with_secrets_from_files(service):
    ours = SERVICES[service]
    assert ours["read_only"] is True
    assert {"SECRET_KEY_FILE", "DATABASE_URL_FILE"} <= set(ours["environment"])
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(ours["environment"])


def test_the_image_runs_as_nobody_in_particular():
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert "USER portal" in lines


def test_everything_the_image_needs_is_copied():
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = {line.split()[1].rstrip("/") for line in lines if line.startswith("COPY") and "--from" not in line}
    assert {"manage.py", "config", "budgets", "ingest", "templates", "static", "requirements.txt"} <= copied


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_every_service_that_serves_says_how_to_ask_after_its_health():
    assert [name for name in ("db", "web", "proxy", "storage") if "healthcheck" not in SERVICES[name]] == []


def test_what_keeps_data_keeps_it_in_a_named_volume():
    whole = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    kept = {v.split(":")[0] for s in SERVICES.values() for v in s.get("volumes", ()) if not v.startswith(".")}
    assert kept == set(whole["volumes"])


def test_a_worker_has_time_to_give_back_what_it_reads():
    assert SERVICES["worker"]["stop_grace_period"] == "30s"
