"""`manage.py serve_demo`: web and worker in one terminal."""

import os
import socket
import subprocess
import sys

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Serve the demo on 127.0.0.1 (PORT, default 8000) with one worker for uploads. Stop with Ctrl-C."

    def handle(self, *args, **options):
        port = os.environ.get("PORT", "8000")
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise CommandError(f"PORT={port} is no port: give a number from 1 to 65535.")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, int(port)))
            except OSError as error:
                raise CommandError(f"Port {port} can't be used ({error.strerror}). Try: make demo PORT=8080") from error
        self.stdout.write(f"\n部门预算公开查询平台  http://{HOST}:{port}/")
        call_command("make_demo_staff", stdout=self.stdout)
        self.stdout.flush()
        worker = subprocess.Popen([sys.executable, "manage.py", "worker"])
        try:
            web = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", "--threads", "4"]
            subprocess.run([*web, "--log-level", "warning"], check=False)  # noqa: S603
        except KeyboardInterrupt:
            pass
        finally:
            worker.terminate()
            worker.wait(timeout=30)
