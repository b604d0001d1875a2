"""The lock file is held against what is known, and what is known of it is judged."""

from pathlib import Path

import pytest
import yaml
from packaging.version import Version

from security import audit
from security.audit import AuditError, hits, locked, main, stored, unknown


def test_the_lock_file_has_no_known_vulnerability_that_applies(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    said = capsys.readouterr().out
    assert " 0 that apply, 0 not judged" in said
    assert stored()[0] in said


def test_every_advisory_of_the_list_is_about_a_locked_version() -> None:
    _, advisories = stored()
    assert hits(locked(), advisories) == advisories
    assert len({one.id for one in advisories}) == len(advisories)


def test_an_older_version_would_be_found() -> None:
    _, advisories = stored()
    assert {one.id for one in hits({"aiohttp": Version("3.10.5")}, advisories)} == {"CVE-2024-52304", "CVE-2025-53643", "CVE-2025-69224", "CVE-2026-111750"}
    assert hits({"aiohttp": Version("99")}, advisories) == []


def test_one_that_applies_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    raw = yaml.safe_load(audit.LIST.read_text())
    raw["advisories"][0]["applies"] = True
    (tmp_path / "list.yml").write_text(yaml.safe_dump(raw))
    monkeypatch.setattr(audit, "stored", lambda: stored(tmp_path / "list.yml"))
    assert main([]) == 1
    assert "APPLIES: CVE-2024-42367" in capsys.readouterr().out


def test_an_entry_without_a_reason_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.yml").write_text("read: 2026-11\nadvisories:\n- {id: X-1, package: a, affected: <2, what: b, held_by: c, applies: false}\n")
    with pytest.raises(AuditError, match="X-1"):
        stored(tmp_path / "list.yml")


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([{"introduced": "0"}, {"fixed": "2.0"}], True), ([{"introduced": "0"}, {"fixed": "1.5"}], False), ([{"introduced": "1.6"}], False),
        ([{"introduced": "1.0"}, {"last_affected": "1.5"}], True), ([{"introduced": "1.0"}, {"last_affected": "1.4"}], False),
        ([{"introduced": "0"}, {"fixed": "1.0"}, {"introduced": "1.4"}, {"fixed": "1.6"}], True),
    ],
)  # fmt: skip
def test_a_database_in_the_osv_form_is_read(tmp_path: Path, events: list[dict[str, str]], found: bool) -> None:
    record = {"id": "PYSEC-1", "affected": [{"package": {"name": "Some_Package", "ecosystem": "PyPI"}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}]}
    (tmp_path / "one.yaml").write_text(yaml.safe_dump(record))
    (tmp_path / "other.yaml").write_text("- no record")
    assert list(unknown({"some-package": Version("1.5")}, tmp_path, [])) == (["PYSEC-1: some-package 1.5"] if found else [])


def test_no_package_in_the_lock_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "uv.lock").write_text("version = 1\n")
    with pytest.raises(AuditError):
        locked(tmp_path / "uv.lock")
