"""What to ask next: what is still unknown, the most dangerous first, and nothing at an emergency."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from triage.assessment import Assessment
from triage.files import KnowledgeError, read_yaml, require_keys
from triage.findings import Finding, Status, Statuses
from triage.levels import Level
from triage.sources import Sources

OPEN, RAISED, SETTLED = "open", "raised", "settled"
STAGES = (OPEN, RAISED, SETTLED)
REST = "rest"


@dataclass(frozen=True)
class Choice:
    """A button: what it says, the statuses that pressing it sets, and other names that people type for it."""

    id: str
    label: str
    sets: Mapping[str, Status]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One question of the interview; it is asked while one of its ``findings`` is unknown. ``short`` is how it reads the second time."""

    id: str
    findings: tuple[str, ...]
    when: tuple[str, ...]
    ask: str
    ask_other: str
    short: str
    why: str
    source: tuple[str, ...]
    choices: tuple[Choice, ...]

    def unknown(self, statuses: Statuses) -> tuple[str, ...]:
        """Those of its findings that are not known yet."""
        return tuple(id for id in self.findings if statuses.get(id, Status.UNKNOWN) is Status.UNKNOWN)

    def choice(self, id: str) -> Choice | None:
        """The choice with this id, or None."""
        return next((choice for choice in self.choices if choice.id == id), None)


@dataclass(frozen=True)
class Interview:
    """The questions, in the order of danger."""

    questions: tuple[Question, ...]

    def question(self, id: str) -> Question | None:
        """The question with this id, or None."""
        return next((question for question in self.questions if question.id == id), None)

    def remaining(self, assessment: Assessment, put_aside: Collection[str] = ()) -> tuple[Question, ...]:
        """The questions still to be asked at this assessment, without those ``put_aside`` by id.

        None at an emergency: then nothing is asked. At urgent and routine only emergency signs that are unknown.
        """
        stage = _stage(assessment)
        if stage is None:
            return ()
        return tuple(
            question
            for question in self.questions
            if stage in question.when and question.id not in put_aside and question.unknown(assessment.statuses)
        )


def _stage(assessment: Assessment) -> str | None:
    return {
        Level.EMERGENCY: None,
        Level.URGENT: RAISED,
        Level.ROUTINE: RAISED,
        Level.UNDETERMINED: OPEN,
        Level.SELF_CARE: SETTLED,
    }[assessment.level]


def load_interview(path: Path, findings: Mapping[str, Finding], sources: Sources) -> Interview:
    """The interview of ``knowledge/interview.yml``.

    Raises:
        KnowledgeError: if a question is not of its form or names an unknown finding, stage, status or source.
    """
    root = require_keys(path.name, read_yaml(path), ["questions"])
    return Interview(tuple(_question(path.name, raw, findings, sources) for raw in root["questions"]))


def _question(file: str, raw: object, findings: Mapping[str, Finding], sources: Sources) -> Question:
    where = f"{file}: question {raw.get('id', '?') if isinstance(raw, dict) else raw!r}"
    row = require_keys(where, raw, ["id", "findings", "when", "ask", "ask_other", "short", "why", "source", "choices"])
    for finding in row["findings"]:
        if finding not in findings:
            raise KnowledgeError(f"{where}: there is no finding '{finding}'")
    for stage in row["when"]:
        if stage not in STAGES:
            raise KnowledgeError(f"{where}: '{stage}' is not one of {', '.join(STAGES)}")
    asked = tuple(row["findings"])
    return Question(
        id=row["id"],
        findings=asked,
        when=tuple(row["when"]),
        ask=row["ask"],
        ask_other=row["ask_other"],
        short=row["short"],
        why=row["why"],
        source=sources.checked(where, row["source"]),
        choices=tuple(_choice(where, choice, asked) for choice in row["choices"]),
    )


def _choice(where: str, raw: object, asked: tuple[str, ...]) -> Choice:
    row = require_keys(f"{where}: choice", raw, ["id", "label", "set"], ["names"])
    sets: dict[str, Status] = {}
    for finding, name in row["set"].items():
        if finding != REST and finding not in asked:
            raise KnowledgeError(f"{where}: choice {row['id']} sets '{finding}', which the question doesn't ask for")
        try:
            status = Status(name)
        except ValueError as error:
            raise KnowledgeError(f"{where}: choice {row['id']}: '{name}' is not a status") from error
        sets.update({id: status for id in (asked if finding == REST else (finding,)) if id not in sets})
    return Choice(row["id"], row["label"], sets, tuple(row.get("names", ())))
