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


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")
def test_run_serves_and_ctrl_c_ends_every_process(tmp_path: Path) -> None:
    environment = {**os.environ, "OJPORTAL_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "ojportal.settings"}
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    port = free_port()
    command = [sys.executable, "manage.py", "run", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        portal = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        assert '"ok"' in wait_for(f"http://127.0.0.1:{port}/halsa/", 30)
        portal.send_signal(signal.SIGINT)
        portal.wait(20)
    assert processes_mentioning(f"127.0.0.1:{port}") == []
    assert f"http://127.0.0.1:{port}" in (tmp_path / "log").read_text()
