"""Production refuses to start without its secrets and says which; the demo needs none."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

WHOLE = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "budgets.example.org", "DATABASE_URL": "sqlite://:memory:"}


def start(tmp_path, **environment):
    own = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "LANG": "C.UTF-8", **environment}
    return subprocess.run([sys.executable, "manage.py", "check"], cwd=ROOT, env=own, capture_output=True, text=True)


@pytest.mark.parametrize("missing", WHOLE)
def test_production_refuses_to_start_without(missing, tmp_path):
    rest = {key: value for key, value in WHOLE.items() if key != missing}
    run = start(tmp_path, PORTAL_MODE="production", **rest)
    assert run.returncode == 1
    assert f"{missing} is not set: production does not start without it" in run.stderr


def test_production_starts_with_all_of_them(tmp_path):
    run = start(tmp_path, PORTAL_MODE="production", **WHOLE)
    assert run.returncode == 0, run.stderr


def test_a_secret_may_stand_in_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("y" * 60)
    rest = {key: value for key, value in WHOLE.items() if key != "SECRET_KEY"}
    assert start(tmp_path, PORTAL_MODE="production", SECRET_KEY_FILE=str(secret), **rest).returncode == 0


def test_an_unknown_mode_is_named(tmp_path):
    assert "PORTAL_MODE must be demo or production, not 'prod'" in start(tmp_path, PORTAL_MODE="prod").stderr


def test_an_unknown_wish_for_second_factors_is_named(tmp_path):
    said = start(tmp_path, SECOND_FACTOR="yes").stderr
    assert "SECOND_FACTOR must be optional or required, not 'yes'" in said


def test_the_demo_keeps_a_random_key_of_its_own(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        assert start(tmp_path / name).returncode == 0
    keys = {(tmp_path / name / "secret-key").read_text() for name in ("one", "two")}
    assert len(keys) == 2
    assert (tmp_path / "one" / "secret-key").stat().st_mode & 0o077 == 0
