"""What else is shipped to run the site: the units of systemd, the compose file and the example of settings."""

import re
import runpy
import shutil
import subprocess
from configparser import ConfigParser

import environ
import pytest
import yaml
from django.core.management import get_commands

from tests.databases import ROOT

pytestmark = pytest.mark.once
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
PROCESSES = {"web", "worker", "scheduler", "mailer"}
README = (ROOT / "README.md").read_text()


def unit(path):
    parser = ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str
    parser.read(path)
    return parser


def example() -> dict[str, str]:
    lines = (DEPLOY / "zorgpact.env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def test_every_process_has_a_unit_and_a_service():
    assert {path.stem.removeprefix("zorgpact-") for path in UNITS} == PROCESSES | {"backup"}
    assert set(compose()["services"]) == PROCESSES | {"setup", "proxy", "db", "redis"}


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_can_do_no_more_than_it_needs(path):
    service = unit(path)["Service"]
    assert (service["User"], service["EnvironmentFile"]) == ("zorgpact", "/etc/zorgpact.env")
    assert (service["ProtectSystem"], service["NoNewPrivileges"]) == ("strict", "yes")
    assert service["CapabilityBoundingSet"] == ""


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze ontbreekt")
def test_systemd_understands_the_units():
    units = [*UNITS, *(DEPLOY / "systemd").glob("*.timer")]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    complaints = [
        line for line in done.stderr.splitlines() if "is not executable" not in line
    ]  # not installed here
    assert complaints == []


def test_every_command_that_is_named_exists():
    files = [*UNITS, DEPLOY / "compose.yaml", *(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    named = {name for path in files for name in re.findall(r"manage\.py,? ([a-z_]+)", path.read_text())}
    named |= {name for path in files for name in re.findall(r"sudo zorgpact ([a-z_]+)", path.read_text())}
    assert named - get_commands().keys() == set()


def test_no_container_of_the_site_can_change_its_own_code():
    services = compose()["services"]
    assert {
        name for name in PROCESSES if services[name]["read_only"] and services[name]["cap_drop"] == ["ALL"]
    } == PROCESSES
    assert "USER zorgpact" in (DEPLOY / "Containerfile").read_text()


def test_the_example_of_settings_is_accepted_once_it_has_a_key(monkeypatch):
    filled_in = example() | {"SECRET_KEY": "k3Vq9zX2mB7tR5wY8nC4pL6sD1fG0hJ-aE_uIoTzWqPxNbMvKyRcSg"}
    monkeypatch.setattr(environ.Env, "ENVIRON", filled_in)
    settings = runpy.run_path(str(ROOT / "zorgpact" / "settings.py"))
    assert (settings["DEBUG"], settings["BEHIND_PROXY"]) == (False, True)


def test_every_setting_of_the_example_is_explained():
    assert [name for name in example() if f"`{name}`" not in README] == []


def test_what_the_image_of_the_proxy_changes_is_there_to_be_changed():
    (replacements,) = re.findall(r"sed -i '([^']+)'", (DEPLOY / "Containerfile").read_text())
    conf = (DEPLOY / "nginx" / "zorgpact.conf").read_text()
    found = [re.findall(before, conf) for before in re.findall(r"s/([^/]+)/[^/]+/", replacements)]
    assert [len(places) for places in found] == [1, 1]


def test_what_is_shipped_names_no_registry_of_packages():
    found = [
        path.name
        for path in DEPLOY.rglob("*")
        if path.is_file() and re.search(r"pypi|index-url|extra-index", path.read_text())
    ]
    assert found == []
