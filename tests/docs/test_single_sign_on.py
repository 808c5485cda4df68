"""The three files of docs/staff.md make the portal log people in at a provider of OpenID Connect: a real one, here."""

import base64
import hashlib
import json
import os
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.browser.conftest import manage, own_environment, serving
from tests.conftest import ROOT

pytest.importorskip("mozilla_django_oidc", reason="needs mozilla-django-oidc (requirements-dev.txt)")
jwt = pytest.importorskip("jwt")  # comes with it
PASSWORD = "a long enough phrase"
ACCOUNTS = f"""
from django.contrib.auth.models import User
User.objects.create_user("zhou", password={PASSWORD!r})
"""
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(BaseHTTPRequestHandler):
    """Lets everybody in as the person its server names; each answer is what the standard asks for, no more."""

    def do_GET(self):
        at = urlsplit(self.path)
        asked = {key: values[0] for key, values in parse_qs(at.query).items()}
        if at.path == "/authorize":
            self.server.asked.update(asked)
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({'code': 'c', 'state': asked['state']})}")
            self.end_headers()
        elif at.path == "/userinfo":
            self.say({"sub": "1", "preferred_username": self.server.person})
        else:
            public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            self.say({"keys": [{**public, "kid": "1", "alg": "RS256"}]})

    def do_POST(self):
        told = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.told.update({key: values[0] for key, values in parse_qs(told).items()})
        claims = {"sub": "1", "aud": "portal", "nonce": self.server.asked["nonce"], "exp": time.time() + 60}
        self.say({"access_token": "a", "id_token": jwt.encode(claims, KEY, "RS256", headers={"kid": "1"})})

    def say(self, answer):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_):
        """Nothing on the tests' standard error."""


@pytest.fixture(scope="module")
def provider():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.asked, server.told, server.person = {}, {}, "zhou"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.url = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def portal(provider, tmp_path_factory):
    """Served with the files as they stand in the docs."""
    folder = tmp_path_factory.mktemp("site")
    text = (ROOT / "docs" / "staff.md").read_text(encoding="utf-8")
    for name, code in re.findall(r"```python\n# (site_\w+\.py)\n(.*?)```", text, re.S):
        (folder / name).write_text(code, encoding="utf-8")
    environment = own_environment(folder / "var") | {
        "DJANGO_SETTINGS_MODULE": "site_settings",
        "PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]),
        "OIDC_RP_CLIENT_ID": "portal",
        "OIDC_RP_CLIENT_SECRET": "only between the two",
        "OIDC_OP_AUTHORIZATION_ENDPOINT": f"{provider.url}/authorize",
        "OIDC_OP_TOKEN_ENDPOINT": f"{provider.url}/token",
        "OIDC_OP_USER_ENDPOINT": f"{provider.url}/userinfo",
        "OIDC_OP_JWKS_ENDPOINT": f"{provider.url}/keys",
    }
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "shell", "-c", ACCOUNTS)
    with serving(environment) as url:
        yield url


@pytest.fixture
def visitor():
    with requests.Session() as session:
        session.trust_env = False  # nothing between the two but this machine
        yield session


def test_the_log_in_page_offers_it_and_leads_back_to_where_one_was_going(portal, visitor):
    page = visitor.get(f"{portal}/staff/uploads/")
    assert page.url == f"{portal}/staff/login/?next=/staff/uploads/"
    assert '<a class="btn" href="/staff/oidc/authenticate/?next=/staff/uploads/">单点登录</a>' in page.text


def test_it_asks_the_provider_as_documented(portal, provider, visitor):
    answer = visitor.get(f"{portal}/staff/oidc/authenticate/", allow_redirects=False)
    address, _, query = answer.headers["Location"].partition("?")
    asked = {key: values[0] for key, values in parse_qs(query).items()}
    own = {key: asked.pop(key) for key in ("state", "nonce", "code_challenge")}
    assert (answer.status_code, address, all(own.values())) == (302, f"{provider.url}/authorize", True)
    assert asked == {
        "response_type": "code",
        "scope": "openid profile",
        "client_id": "portal",
        "redirect_uri": f"{portal}/staff/oidc/callback/",
        "code_challenge_method": "S256",
    }


def test_whoever_the_provider_knows_by_the_name_of_an_account_gets_in(portal, provider, visitor):
    provider.person = "zhou"
    page = visitor.get(f"{portal}/staff/oidc/authenticate/?next=/staff/password/")
    assert (page.status_code, page.url) == (200, f"{portal}/staff/password/")
    assert "zhou" in page.text
    assert (provider.told["code"], provider.told["client_secret"]) == ("c", "only between the two")
    challenge = base64.urlsafe_b64encode(hashlib.sha256(provider.told["code_verifier"].encode()).digest())
    assert challenge.decode().rstrip("=") == provider.asked["code_challenge"]


def test_nobody_else_gets_in_and_no_account_is_made(portal, provider, visitor):
    for _ in range(2):
        provider.person = "somebody"
        page = visitor.get(f"{portal}/staff/oidc/authenticate/")
        assert page.url == f"{portal}/staff/login/?single"
        assert "单点登录没有成功" in page.text
    assert visitor.get(f"{portal}/staff/").url == f"{portal}/staff/login/?next=/staff/"


def test_log_in_by_password_stays(portal, visitor):
    page = visitor.get(f"{portal}/staff/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    told = {"username": "zhou", "password": PASSWORD, "csrfmiddlewaretoken": token, "next": ""}
    assert visitor.post(f"{portal}/staff/login/", told).url == f"{portal}/staff/"
