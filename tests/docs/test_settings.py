"""Every environment variable that the code reads is told in the documents, and none is told that nobody reads."""

import re
from functools import lru_cache
from pathlib import Path

from tests.docs.pages import ROOT

PACKAGES = ("runtime", "channels", "actions", "components", "dialogue", "privacy", "triage")
PAGES = ("docs/operators.md", "docs/operations.md", "docs/channels/web.md", "docs/channels/slack.md", "docs/security.md")
NAME = re.compile(r"\b(?:QUIVER|SLACK)_[A-Z_]*[A-Z]\b|\bLOG_LEVEL\b|\b(?:PORT|HOST)\b(?=`|\"|')")
FOREIGN = {"SLACK_API", "LOG_LEVEL_LIBRARIES"}
"""Constants of the code and variables of libraries."""


@lru_cache(maxsize=1)
def in_code() -> frozenset[str]:
    """Names in strings of the packages' code and of the deployment's files."""
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    files += [path for path in (ROOT / "deploy").rglob("*") if path.is_file()]
    return frozenset(name for path in files for name in NAME.findall(path.read_text(encoding="utf-8", errors="ignore"))) - FOREIGN


def _read_by_packages() -> set[str]:
    strings = [re.findall(r"[\"']((?:QUIVER|SLACK)_[A-Z_]+|PORT|HOST|LOG_LEVEL)[\"']", path.read_text(encoding="utf-8")) for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return {name for found in strings for name in found} - FOREIGN


def _told() -> set[str]:
    there = [ROOT / page for page in PAGES if (ROOT / page).is_file()]
    return {name for page in there for name in re.findall(r"`((?:QUIVER|SLACK)_[A-Z_]+|PORT|HOST|LOG_LEVEL)\b", page.read_text(encoding="utf-8"))}


def test_every_variable_that_is_read_is_told():
    assert sorted(_read_by_packages() - _told()) == []


def test_every_variable_that_is_told_is_read():
    told = {name for name in _told() if name.startswith(("QUIVER_", "SLACK_"))}
    everywhere = in_code() | {name for path in (ROOT / "tests").rglob("*.py") for name in NAME.findall(path.read_text(encoding="utf-8"))}
    assert sorted(told - everywhere) == []


def test_the_defaults_in_the_table_are_those_of_the_code():
    from runtime.settings import Settings

    page = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| ([^|]+?) \|", page, re.M))
    usual = Settings()
    for name, value in {
        "PORT": usual.port, "HOST": usual.host, "QUIVER_RETENTION_DAYS": usual.retention_days, "QUIVER_SUMMARY_HOURS": usual.summary_hours,
        "QUIVER_AUDIT_DAYS": usual.audit_days, "QUIVER_ACTION_TIMEOUT": usual.action_timeout, "QUIVER_TURN_PATIENCE": usual.turn_patience,
        "QUIVER_DATABASE_CONNECTIONS": usual.database_connections, "QUIVER_STOP_SECONDS": usual.stop_seconds,
    }.items():  # fmt: skip
        assert rows[name] == (value if isinstance(value, str) else f"{value:g}"), name
    assert Path(usual.database_url).suffix == ".db"
