"""docker-compose.yml, Dockerfile and .env.example agree with the code. The commands are tried; no image is built."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import environ
import pytest
import yaml
from django.core.management import get_commands, load_command_class
from django.urls import resolve

ROOT = Path(__file__).resolve().parent.parent
COMPOSE, DOCKERFILE, EXAMPLE = (
    (ROOT / name).read_text() for name in ("docker-compose.yml", "Dockerfile", ".env.example")
)
VARIABLE = re.compile(r"\$\{(\w+)(?::?([-?])([^}]*))?\}")
OF_THE_PORTAL = ("bootstrap", "web", "worker", "beat")
READ_BY_THE_IMAGE = {"POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB"}
READ_BY_SETTINGS = set(re.findall(r'env(?:iron)?\.\w+\(\s*"(\w+)"', (ROOT / "ojportal" / "settings.py").read_text()))
SERVICES = yaml.safe_load(VARIABLE.sub(lambda found: found[3] if found[2] == "-" else "x", COMPOSE))["services"]
IMAGE_COMMAND = json.loads(re.findall(r"^CMD (.*)$", DOCKERFILE, re.MULTILINE)[0])
COMMANDS = {name: shlex.split(SERVICES[name].get("command", "")) or IMAGE_COMMAND for name in OF_THE_PORTAL}


def run(module: str, *arguments: str, folder: Path) -> None:
    environment = os.environ | {"OJPORTAL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "ojportal.settings"}
    done = subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, env=environment, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_all_services_are_there_and_wait_for_services_that_are() -> None:
    assert {*OF_THE_PORTAL, "postgres", "redis"} == set(SERVICES)
    assert {other for service in SERVICES.values() for other in service.get("depends_on", {})} <= set(SERVICES)


def test_named_volumes_are_declared() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(yaml.safe_load(COMPOSE)["volumes"])


@pytest.mark.parametrize("name", OF_THE_PORTAL)
def test_what_a_container_is_told_is_read(name: str) -> None:
    assert set(SERVICES[name]["environment"]) <= READ_BY_SETTINGS


def test_the_addresses_are_those_of_the_database_and_the_queue() -> None:
    told, postgres = SERVICES["web"]["environment"], SERVICES["postgres"]["environment"]
    address = environ.Env.db_url_config(told["DATABASE_URL"])
    keys = ("USER", "PASSWORD", "NAME", "HOST")
    assert set(postgres) == READ_BY_THE_IMAGE
    assert [address[key] for key in keys] == [
        *(postgres[f"POSTGRES_{key}"] for key in ("USER", "PASSWORD", "DB")),
        "postgres",
    ]
    assert told["REDIS_URL"].startswith("redis://redis:")


def test_every_variable_is_in_the_example_file() -> None:
    asked_for = {found[1] for found in VARIABLE.finditer(COMPOSE)}
    assert set(re.findall(r"^# ([A-Z_]+)=", EXAMPLE, re.MULTILINE)) == READ_BY_SETTINGS | asked_for


def test_the_example_file_has_nothing_after_its_values() -> None:
    """All that follows = is the value, also what was meant as a comment."""
    assert re.findall(r"^(?:# )?[A-Z_]+=.*[ \t].*$", EXAMPLE, re.MULTILINE) == []


def test_bootstrap_is_a_command_with_these_options() -> None:
    python, script, name, *options = COMMANDS["bootstrap"]
    assert (python, script) == ("python", "manage.py")
    assert (ROOT / script).exists()
    load_command_class(get_commands()[name], name).create_parser(script, name).parse_args(options)


@pytest.mark.starts_processes
@pytest.mark.parametrize("name", ["worker", "beat"])
def test_celery_knows_its_application_and_options(name: str, tmp_path: Path) -> None:
    program, *arguments = COMMANDS[name]
    run(program, *arguments, "--help", folder=tmp_path)


@pytest.mark.starts_processes
def test_the_web_server_can_load_the_portal(tmp_path: Path) -> None:
    program, *arguments = COMMANDS["web"]
    run(program, *arguments, "--check-config", folder=tmp_path)


def test_web_is_asked_at_an_address_it_has() -> None:
    asked = SERVICES["web"]["healthcheck"]["test"][-1]
    host, port, path = re.search(r"http://([\d.]+):(\d+)(/[^']*)", asked).groups()
    assert resolve(path)
    assert f"0.0.0.0:{port}" in IMAGE_COMMAND
    assert f"ALLOWED_HOSTS: {host},${{ALLOWED_HOSTS" in COMPOSE  # whatever else is allowed


def test_what_the_image_copies_exists() -> None:
    copied = re.findall(r"^COPY (\S+) ", DOCKERFILE, re.MULTILINE)
    assert copied == ["requirements.txt", "."]
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_keeps_files_where_the_volume_is() -> None:
    [folder] = re.findall(r"OJPORTAL_VAR=(\S+)", DOCKERFILE)
    assert SERVICES["web"]["volumes"] == SERVICES["worker"]["volumes"]
    assert f"files:{folder}" in SERVICES["web"]["volumes"]
    assert f"chown -R ojportal {folder}" in DOCKERFILE


def test_further_areas_are_read_from_a_folder_beside_the_image() -> None:
    """Nothing is written there; a portal that is given no folder finds an empty one."""
    told = SERVICES["bootstrap"]
    assert f"catalogue:{told['environment']['CATALOGUE_DIRS']}:ro" in told["volumes"]


def test_no_secret_key_is_made_while_the_image_is_built() -> None:
    assert re.findall(r"(\S+) python manage.py", DOCKERFILE) == ["SECRET_KEY=collectstatic"]
