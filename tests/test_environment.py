"""Making the environment for `make`: what cannot be done is said in one sentence."""

import runpy
import sys

import pytest

from tests.databases import ROOT

pytestmark = pytest.mark.once


@pytest.fixture
def install(monkeypatch, tmp_path):
    """A function that installs with a pip that says this and fails."""
    functions = runpy.run_path(str(ROOT / ".ci" / "environment.py"))
    monkeypatch.setitem(functions["install"].__globals__, "LOG", tmp_path / "pip.log")
    monkeypatch.setitem(functions["install"].__globals__, "ROOT", tmp_path)

    def failing(said):
        pip = [sys.executable, "-c", f"print({said!r}); raise SystemExit(1)"]
        with pytest.raises(SystemExit) as ended:
            functions["install"](pip, "requirements.txt")
        return ended.value.code

    return failing


@pytest.mark.parametrize(
    "said",
    [
        "WARNING: Retrying after connection broken by 'NewConnectionError(…)'\nERROR: No matching distribution",
        "ERROR: Temporary failure in name resolution",
    ],
)
def test_without_a_network_it_says_so(install, said):
    assert install(said) == (
        "De pakketten zijn niet op te halen: er is geen verbinding met internet. Probeer het later nog eens."
    )


def test_another_failure_is_told_as_it_is(install):
    assert install("ERROR: Hashes do not match") == (
        "De pakketten uit requirements.txt konden niet worden geïnstalleerd: Hashes do not match (verslag: pip.log)"
    )
