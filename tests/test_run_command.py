"""`manage.py run` serves the portal and ends everything it started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from ojportal.management.commands.run import environment_of

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes_mentioning(word: str) -> list[str]:
    lines = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(entry.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return [line for line in lines if word in line]


def wait_for(address: str, seconds: float) -> str:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                return answer.read().decode()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


# The settings of the portal, where each process that reads them says what it is and where its links lead.
TELLING_SETTINGS = """
import sys
from ojportal.settings import *
with (VAR_DIR / "sites").open("a") as told:
    print(Path(sys.argv[0]).parent.name, SITE_URL, file=told)
"""


def wait_for_sites(told: Path, seconds: float) -> dict[str, str]:
    """The site of gunicorn and that of celery, when both have read their settings."""
    deadline = time.monotonic() + seconds
    while True:
        sites = dict(line.split(" ") for line in told.read_text().splitlines())
        if {"gunicorn", "celery"} <= sites.keys() or time.monotonic() > deadline:
            return sites
        time.sleep(0.2)


def test_a_site_that_is_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://oj.example")
    assert environment_of("127.0.0.1", 8012)["SITE_URL"] == "https://oj.example"


@pytest.mark.starts_processes
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")
def test_run_serves_and_ctrl_c_ends_every_process(tmp_path: Path) -> None:
    (tmp_path / "telling_settings.py").write_text(TELLING_SETTINGS)
    told = {"DJANGO_SETTINGS_MODULE": "telling_settings", "PYTHONPATH": str(tmp_path)}
    environment = {**os.environ, "OJPORTAL_VAR": str(tmp_path), **told}
    environment.pop("DATABASE_URL", None)
    environment.pop("SITE_URL", None)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    port = free_port()
    command = [sys.executable, "manage.py", "run", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        portal = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        assert '"ok"' in wait_for(f"http://127.0.0.1:{port}/halsa/", 30)
        sites = wait_for_sites(tmp_path / "sites", 30)
        portal.send_signal(signal.SIGINT)
        portal.wait(20)
    here = f"http://127.0.0.1:{port}"
    assert (sites["gunicorn"], sites["celery"]) == (here, here), "links in mails lead to this portal"
    assert processes_mentioning(f"127.0.0.1:{port}") == []
    assert here in (tmp_path / "log").read_text()
