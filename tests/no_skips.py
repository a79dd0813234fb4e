"""Where nothing may be skipped (ZORGPACT_NO_SKIPS=1, as in CI), a skipped test is a failure with a name."""

import os

import pytest

NO_SKIPS = os.environ.get("ZORGPACT_NO_SKIPS") == "1"

skipped: set[str] = set()


def pytest_runtest_logreport(report):
    if report.skipped and not hasattr(report, "wasxfail"):
        skipped.add(report.nodeid)


def pytest_collectreport(report):
    if report.skipped:
        skipped.add(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    if NO_SKIPS and skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    if NO_SKIPS and skipped:
        terminalreporter.section("overgeslagen, en dat mag hier niet", red=True)
        for nodeid in sorted(skipped):
            terminalreporter.line(nodeid)
