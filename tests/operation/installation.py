"""A portal run by the very commands of docker-compose.yml, on a PostgreSQL server of its own, behind the real proxy."""

import contextlib
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from string import Template

import yaml

from tests.conftest import ROOT

SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
PROXY_SHELL = """
worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx-error.log;
events { worker_connections 512; }
http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
include ${folder}/portal.conf; }
"""
WAIT = 300.0  # seconds for anything to come up or end: only where it never does a test fails by it
HELD = []


def commands(service):
    """The commands a service runs, a shell's `a && b` taken apart, each as words."""
    words = shlex.split(SERVICES[service]["command"])
    text = words[2] if words[:2] == ["sh", "-c"] else SERVICES[service]["command"]
    return [here(shlex.split(part)) for part in text.split("&&")]


def here(words):
    """The same command with this environment's Python."""
    first = [sys.executable] if words[0] == "python" else [str(Path(sys.executable).with_name(words[0]))]
    return [*first, *words[1:]]


def free_port():
    """Held for as long as the tests run, so that nobody else is given it; a server may listen there all the same."""
    probe = socket.socket()
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    probe.bind(("127.0.0.1", 0))
    HELD.append(probe)
    return probe.getsockname()[1]


def until(true, what):
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if true():
                return
        time.sleep(0.05)
    raise TimeoutError(what)


class Cluster:
    """A PostgreSQL server in a folder of its own, on a socket there; `initdb` must be installed."""

    def __init__(self, tools):
        self.tools = tools
        self.folder = Path(tempfile.mkdtemp(prefix="cluster.", dir="/tmp"))
        self.data = self.folder / "data"
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")

    def run(self, tool, *arguments):
        owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*owner, str(self.tools / tool), *map(str, arguments)], check=True, capture_output=True, cwd="/")

    def create(self):
        self.run("initdb", "--pgdata", self.data, "--username", "portal", "--auth", "trust", "--encoding", "UTF8")
        self.start()
        return self

    def copy_of(self, other):
        """A standby that streams from another cluster."""
        self.run(
            "pg_basebackup", "--host", other.folder, "--username", "portal", "--pgdata", self.data, "-R", "-X", "s"
        )
        self.start()
        return self

    def start(self):
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        log = self.folder / "log"
        self.run("pg_ctl", "--pgdata", self.data, "--wait", "--log", log, "--options", options, "start")

    def stop(self):
        self.run("pg_ctl", "--pgdata", self.data, "--wait", "--mode", "immediate", "stop")

    def remove(self):
        with contextlib.suppress(subprocess.CalledProcessError):
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def url(self):
        return f"postgres://portal@{str(self.folder).replace('/', '%2F')}/postgres"


class Installation:
    """Settings, files and running services of one production portal."""

    def __init__(self, folder, database_url, **settings):
        self.folder = folder
        self.port = free_port()
        self.running = []
        keep = {"PATH", "HOME", "LANG", "TMPDIR"}
        self.environment = {
            **{name: value for name, value in os.environ.items() if name in keep},
            "PORTAL_MODE": "production",
            "SECRET_KEY": "only-for-this-test-" + "x" * 50,
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": database_url,
            "VAR_DIR": str(folder / "var"),
            "SECURE_SSL_REDIRECT": "0",
            "CHART_JS": "off",
            "BEHIND_PROXY": "1",
            "MIN_FREE_BYTES": "0",
            **settings,
        }

    def manage(self, *arguments):
        self.run([sys.executable, "manage.py", *arguments])

    def run(self, command):
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}: {done.stderr[-2000:]}"

    def start(self, command, name):
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        self.running.append(process)
        return process

    def log(self, name):
        return (self.folder / f"{name}.log").read_text(encoding="utf-8")

    def migrate(self):
        for command in commands("migrate"):
            self.run(command)
        self.manage("load_codes")
        return self

    def serve(self):
        (web,) = commands("web")
        self.start([*web, "--bind", f"127.0.0.1:{self.port}"], "web")
        until(lambda: self.get("/healthz")[0] == 200, "the web processes")
        return self

    def serve_behind_proxy(self, *, rate=1000, burst=1000):
        """The address that visitors see; the proxy's file is the one that docker-compose.yml mounts."""
        self.serve()
        port = free_port()
        values = {
            "PORTAL_UPSTREAM": f"127.0.0.1:{self.port}",
            "PORTAL_LISTEN": f"127.0.0.1:{port}",
            "PORTAL_GATEWAY": "192.0.2.1",
            "PORTAL_RATE": str(rate),
            "PORTAL_BURST": str(burst),
        }
        template = (ROOT / "config" / "nginx" / "portal.conf.template").read_text(encoding="utf-8")
        (self.folder / "portal.conf").write_text(Template(template).safe_substitute(values), encoding="utf-8")
        shell = Template(PROXY_SHELL).substitute(folder=self.folder)
        (self.folder / "nginx.conf").write_text(shell, encoding="utf-8")
        self.start([nginx(), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")], "nginx")
        self.port = port
        until(lambda: self.get("/healthz")[0] == 200, "the proxy")
        return self

    def get(self, path, **headers):
        """Status, headers and body; a refusal is an answer too."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read()

    def stop(self):
        for process in self.running:
            process.terminate()
        for process in self.running:
            try:
                process.wait(timeout=WAIT)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def nginx():
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def postgres_tools():
    """The folder with PostgreSQL's server and its tools, newest version first; None where it isn't installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parts[-2]), reverse=True)
    elsewhere = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    return next(
        (f for f in [*debian, *elsewhere] if {"initdb", "pg_basebackup"} <= {p.name for p in f.iterdir()}), None
    )
