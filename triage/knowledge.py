"""The files of ``knowledge/`` that triage rests on, read once and strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from triage.files import KnowledgeError, read_yaml, require_keys
from triage.findings import Finding, Kind
from triage.interview import Interview, load_interview
from triage.sources import Sources, load_sources
from triage.table import Table, load_table

FOLDER = Path(__file__).resolve().parent.parent / "knowledge"


@dataclass(frozen=True)
class Knowledge:
    """Everything the core knows. ``version`` changes with any byte of the files below ``knowledge/``."""

    findings: Mapping[str, Finding]
    sources: Sources
    table: Table
    interview: Interview
    version: str

    @property
    def red_flags(self) -> tuple[str, ...]:
        """Ids of all findings that are no triggers, in the order of the file."""
        return tuple(finding.id for finding in self.findings.values() if finding.is_red_flag)

    @property
    def emergency_signs(self) -> tuple[str, ...]:
        """Ids of the findings that make an emergency, in the order of the file."""
        return tuple(finding.id for finding in self.findings.values() if finding.kind is Kind.EMERGENCY)


def load_knowledge(folder: Path = FOLDER) -> Knowledge:
    """The knowledge in ``folder``.

    Raises:
        KnowledgeError: if a file is missing or says something that can't be accepted.
    """
    sources = load_sources(folder / "sources.yml")
    findings = load_findings(folder / "findings.yml", sources)
    return Knowledge(
        findings=findings,
        sources=sources,
        table=load_table(folder / "triage.yml", findings, sources),
        interview=load_interview(folder / "interview.yml", findings, sources),
        version=fingerprint(folder),
    )


def load_findings(path: Path, sources: Sources) -> Mapping[str, Finding]:
    """The findings of ``knowledge/findings.yml``, by id, in the order of the file.

    Raises:
        KnowledgeError: if an entry is not of its form.
    """
    findings = {id: _finding(f"{path.name}: {id}", id, raw, sources) for id, raw in read_yaml(path).items()}
    for finding in findings.values():
        for other in finding.denies:
            if other not in findings:
                raise KnowledgeError(f"{path.name}: {finding.id}: there is no finding '{other}'")
    return findings


def _finding(where: str, id: str, raw: object, sources: Sources) -> Finding:
    row = require_keys(where, raw, ["kind", "label", "option", "check", "why", "source"], ["denies"])
    try:
        kind = Kind(row["kind"])
    except ValueError as error:
        raise KnowledgeError(f"{where}: '{row['kind']}' is not a kind of finding") from error
    source = sources.checked(where, row["source"])
    denies = tuple(row.get("denies", ()))
    return Finding(id, kind, row["label"], row["option"], row["check"], row["why"], source, denies)


def fingerprint(folder: Path) -> str:
    """Twelve hex digits over the names and bytes of the YAML files in ``folder``."""
    digest = sha256()
    for path in sorted(folder.glob("*.yml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The project's own knowledge, loaded at the first call."""
    return load_knowledge()
