"""Serves the portal with its background worker; Ctrl-C ends every process it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import suppress
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from municipalities.people.queries import demo_people

GRACE = 5.0  # seconds a process gets to end by itself


def web_command(host: str, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "ojportal.wsgi:application", "--bind", f"{host}:{port}"),
        *("--workers", "2", "--threads", "4", "--timeout", "60", "--no-control-socket", "--log-level", "warning"),
    ]


def environment_of(host: str, port: int) -> dict[str, str]:
    """What the processes are started with. Links in mails lead here, unless the environment or .env says where."""
    here = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
    return {"SITE_URL": f"http://{here}:{port}", **os.environ}


def worker_command() -> list[str]:
    """One worker with the timer inside it; gossip and mingle need a broker that can broadcast."""
    return [
        # Celery warns root of unpickling tasks; ours are JSON only.
        *(sys.executable, "-W", "ignore::UserWarning:celery.platforms", "-m", "celery", "--quiet"),
        *("--app", "ojportal", "worker", "--beat", "--pool", "solo"),
        *("--without-gossip", "--without-mingle", "--loglevel", "WARNING"),
    ]


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):  # also where a shell has told its children to ignore Ctrl-C
            signal.signal(number, self._stop)
        commands = {"webb": web_command(options["host"], options["port"]), "arbetare": worker_command()}
        environment = environment_of(options["host"], options["port"])
        children = {name: self._start(command, environment) for name, command in commands.items()}
        self._greet(options["host"], options["port"])
        try:
            self._watch(commands, children, environment)
        except KeyboardInterrupt:
            self.stdout.write("\nAvslutar.")
        finally:
            end_all(list(children.values()))

    def _start(self, command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches this command alone, which then ends the whole group in order.
        return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, start_new_session=True)

    def _watch(
        self,
        commands: dict[str, list[str]],
        children: dict[str, subprocess.Popen[bytes]],
        environment: dict[str, str],
    ) -> None:
        """Starts a worker that died again; ends when the web server ends."""
        while children["webb"].poll() is None:
            if children["arbetare"].poll() is not None:
                self.stderr.write("Arbetaren avslutades och startas om.")
                children["arbetare"] = self._start(commands["arbetare"], environment)
            time.sleep(1)
        raise SystemExit(children["webb"].returncode or 1)

    def _greet(self, host: str, port: int) -> None:
        self.stdout.write(f"\nÖJportalen:  http://{host}:{port}\n")
        people = demo_people()
        if people:
            self.stdout.write("Exempelpersoner (lösenord exempel-oj-2017):")
            for name, email, role in people:
                self.stdout.write(f"  {email:<28} {name}, {role}")
        self.stdout.write("Avsluta med Ctrl-C.\n")
        self.stdout.flush()

    @staticmethod
    def _stop(signum: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt


def end_all(children: list[subprocess.Popen[bytes]]) -> None:
    """Asks every process group to end, waits, and kills what is left."""
    for child in children:
        _signal_group(child, signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
        _signal_group(child, signal.SIGKILL)
        child.wait()


def _signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, number)
