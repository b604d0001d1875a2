"""Holds the lock file against known vulnerabilities, without a network: ``python -m security.audit [--osv FOLDER]``.

It reads ``advisories.yml``, the stored list with our verdicts. With ``--osv`` it also reads a folder of OSV records (YAML
or JSON, such as a checkout of the PyPA advisory database) and names what the stored list doesn't know.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from packaging.specifiers import SpecifierSet
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "uv.lock"
LIST = Path(__file__).with_name("advisories.yml")
_LOCKED = re.compile(r'^\[\[package\]\]\nname = "(?P<name>[^"]+)"\nversion = "(?P<version>[^"]+)"', re.MULTILINE)


class AuditError(ValueError):
    """The list or the lock file is not of its form. The message names the entry."""


@dataclass(frozen=True)
class Advisory:
    """One known vulnerability, and what it means for Quiver.

    Attributes:
        id: CVE, GHSA or PYSEC id.
        package: the package, as it is called on PyPI.
        affected: its versions that are vulnerable.
        what: what can happen, in a clause.
        held_by: what keeps the package from its newer version.
        applies: whether Quiver can be attacked that way.
        why: the reason for the verdict, or what mitigates it.
    """

    id: str
    package: str
    affected: SpecifierSet
    what: str
    held_by: str
    applies: bool
    why: str


def locked(lock: Path = LOCK) -> dict[str, Version]:
    """The packages of a uv lock file and their versions.

    Raises:
        AuditError: if there is none in it.
    """
    found = {match["name"]: Version(match["version"]) for match in _LOCKED.finditer(lock.read_text(encoding="utf-8"))}
    if not found:
        raise AuditError(f"{lock.name}: there is no package in it")
    return found


def stored(file: Path = LIST) -> tuple[str, list[Advisory]]:
    """The month in which the list was read (``2026-11``), and its advisories.

    Raises:
        AuditError: if an entry lacks something, or has something more.
    """
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    return str(raw["read"]), [_advisory(item) for item in raw["advisories"]]


def _advisory(raw: Mapping[str, Any]) -> Advisory:
    wanted = set(Advisory.__annotations__)
    if set(raw) != wanted or not isinstance(raw["applies"], bool):
        raise AuditError(f"advisories.yml: {raw.get('id', '?')} should have exactly {', '.join(sorted(wanted))}")
    return Advisory(**{**raw, "affected": SpecifierSet(raw["affected"], prereleases=True)})


def hits(packages: Mapping[str, Version], advisories: Sequence[Advisory]) -> list[Advisory]:
    """Those of ``advisories`` that are about a locked version."""
    return [one for one in advisories if one.package in packages and packages[one.package] in one.affected]


def unknown(packages: Mapping[str, Version], folder: Path, advisories: Sequence[Advisory]) -> Iterator[str]:
    """A line for each OSV record in ``folder`` about a locked version that none of ``advisories`` names."""
    known = {one.id for one in advisories}
    for file in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.json")]):
        record = _record(file)
        if not record or record.get("withdrawn") or known & {record.get("id"), *record.get("aliases", [])}:
            continue
        for affected in record.get("affected", []):
            name = re.sub(r"[-_.]+", "-", str((affected.get("package") or {}).get("name", "")).lower())
            if (affected.get("package") or {}).get("ecosystem") == "PyPI" and name in packages and _is_affected(packages[name], affected):
                yield f"{record['id']}: {name} {packages[name]}"


def _record(file: Path) -> dict[str, Any] | None:
    text = file.read_text(encoding="utf-8")
    try:
        read = json.loads(text) if file.suffix == ".json" else yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (ValueError, yaml.YAMLError):
        return None
    return read if isinstance(read, dict) and "id" in read else None


def _is_affected(version: Version, affected: Mapping[str, Any]) -> bool:
    if str(version) in (affected.get("versions") or ()):
        return True
    return any(_in_range(version, one["events"]) for one in affected.get("ranges") or () if one.get("type") == "ECOSYSTEM")


def _in_range(version: Version, events: Sequence[Mapping[str, str]]) -> bool:
    inside = False
    for event in events:
        if "introduced" in event:
            inside = inside or event["introduced"] == "0" or version >= Version(event["introduced"])
        if ("fixed" in event and version >= Version(event["fixed"])) or ("last_affected" in event and version > Version(event["last_affected"])):
            inside = False
    return inside


def main(arguments: Sequence[str]) -> int:
    """Print what is known. Returns 0 if every known vulnerability is judged not to apply, else 1."""
    parser = argparse.ArgumentParser(prog="python -m security.audit", description=__doc__)
    parser.add_argument("--osv", type=Path, help="a folder of OSV records, such as a checkout of the PyPA advisory database")
    parser.add_argument("--lock", type=Path, default=LOCK)
    chosen = parser.parse_args(arguments)
    packages = locked(chosen.lock)
    read, advisories = stored()
    found = hits(packages, advisories)
    for one in found:
        print(f"{'APPLIES' if one.applies else 'does not apply'}: {one.id}, {one.package} {packages[one.package]}: {one.what}. {one.why}. Held by {one.held_by}.")
    for one in advisories:
        if one not in found:
            print(f"settled: {one.id} is no longer about a locked version and can leave the list.")
    new = list(unknown(packages, chosen.osv, advisories)) if chosen.osv else []
    for line in new:
        print(f"NOT JUDGED: {line}")
    applying = sum(one.applies for one in found)
    print(f"{len(packages)} packages, {len(found)} known vulnerabilities, {applying} that apply, {len(new)} not judged. The stored list is of {read} and was")
    print("put together by hand; what it doesn't name isn't thereby safe. Where a network is: uvx pip-audit, or --osv with a fresh database.")
    return 1 if applying or new else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
