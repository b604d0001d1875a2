"""A summary to hand over: what was told, what was denied, what nobody knows, the level and why. Pure; its forms are
text (``text_of``), JSON (``to_json``, described by ``docs/summary.schema.json``) and a PDF (``channels.summary_pdf``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from triage.assessment import Assessment, assess
from triage.caffeine import Estimate, Intake
from triage.findings import Finding, Status
from triage.levels import Level

from dialogue.case import Case
from dialogue.intake import estimate_of
from dialogue.payloads import CONFIRM, about
from dialogue.words import Words

SCHEMA = 1
VERSION = "0.1.0"
"""Quiver's own version, as in pyproject.toml."""


@dataclass(frozen=True)
class Line:
    """One finding.

    Attributes:
        finding: its id.
        label: how it reads in a sentence.
        trigger: whether it is a trigger rather than a sign.
        said: the person's own words; empty where a button or a blanket answer said it.
        told_on: the day on which it was last told.
        long_standing: whether it is old, known to a doctor and unchanged.
        asked: whether it was asked about.
    """

    finding: str
    label: str
    trigger: bool
    said: str = ""
    told_on: date | None = None
    long_standing: bool = False
    asked: bool = False


@dataclass(frozen=True)
class Why:
    """What the level rests on: a finding, the words that said it, the rule, its reason and its source."""

    finding: str
    label: str
    said: str
    rule: str
    because: str
    source: str


@dataclass(frozen=True)
class Summary:
    """Everything that a doctor or a pharmacist would want to know of a conversation."""

    created: datetime
    about_other: bool
    level: Level
    why: tuple[Why, ...]
    other_reasons: tuple[str, ...]
    onset: date | None
    present: tuple[Line, ...]
    to_confirm: tuple[Line, ...]
    absent: tuple[Line, ...]
    unanswered: tuple[Line, ...]
    not_asked: tuple[Line, ...]
    intakes: tuple[Intake, ...]
    caffeine: Estimate | None
    pregnant: bool
    first_message: datetime | None
    last_message: datetime | None
    messages: int
    versions: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been told yet."""
        return not (self.present or self.absent or self.to_confirm or self.intakes or self.onset or self.other_reasons)


def summarize(case: Case, *, words: Words, now: datetime, assessment: Assessment | None = None) -> Summary:
    """The summary of ``case`` as it stands at ``now``, whose time zone is that of all its times."""
    known = words.knowledge
    assessed = assessment or assess(
        case.record, table=known.table, findings=known.findings, today=now.date(), floor=max(case.floor, Level.SELF_CARE)
    )
    lines = {id: _line(case, finding, assessed) for id, finding in known.findings.items()}
    asked = _asked(case, words)

    def those(*statuses: Status) -> tuple[Line, ...]:
        return tuple(line for id, line in lines.items() if id not in case.record.doubts and assessed.statuses.get(id, Status.UNKNOWN) in statuses)

    unknown = those(Status.UNKNOWN)
    return Summary(
        created=now,
        about_other=case.about_other,
        level=assessed.level,
        why=_reasons(assessed, words),
        other_reasons=tuple(case.floors),
        onset=case.record.onset,
        present=those(Status.PRESENT, Status.LONG_STANDING),
        to_confirm=tuple(lines[id] for id in case.record.doubts if id in lines),
        absent=those(Status.ABSENT),
        unanswered=tuple(line for line in unknown if line.finding in asked),
        not_asked=tuple(line for line in unknown if line.finding not in asked),
        intakes=case.intakes,
        caffeine=estimate_of(case),
        pregnant=case.pregnant,
        first_message=_moment(case.began, now.tzinfo),
        last_message=_moment(case.last_seen, now.tzinfo),
        messages=case.turns,
        versions={"quiver": VERSION, "knowledge": known.version, "table": str(known.table.version)},
    )


def _line(case: Case, finding: Finding, assessed: Assessment) -> Line:
    statement = case.record.statements.get(finding.id) or case.record.doubts.get(finding.id)
    status = assessed.statuses.get(finding.id, Status.UNKNOWN)
    return Line(
        finding.id,
        finding.label,
        not finding.is_red_flag,
        statement.said if statement else "",
        case.told_on.get(finding.id),
        status is Status.LONG_STANDING,
    )


def _reasons(assessed: Assessment, words: Words) -> tuple[Why, ...]:
    """What the level rests on: signs that are there or, for self-care, the rule that all that matters was denied."""
    known = words.knowledge
    if assessed.level is Level.SELF_CARE:
        rows = [row for row in known.table.matching(assessed.statuses) if row.then is Level.SELF_CARE]
        return tuple(Why("", "", "", row.id, row.because, known.sources.cite(row.source)) for row in rows)
    return tuple(_why(item.finding, item.said, item.row, words) for item in assessed.reasons if item.row.then is assessed.level)


def _why(finding: str, said: str, row: Any, words: Words) -> Why:
    known = words.knowledge
    return Why(finding, known.findings[finding].label, said, row.id, row.because, known.sources.cite(row.source))


def _asked(case: Case, words: Words) -> frozenset[str]:
    """Findings that a question was asked about."""
    questions = [question for id in case.asked if (question := words.knowledge.interview.question(id))]
    alone = {id for id in words.knowledge.findings if about(CONFIRM, id) in case.asked}
    return frozenset({finding for question in questions for finding in question.findings} | alone)


def _moment(seconds: float | None, zone: tzinfo | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, zone)


# --- as text ------------------------------------------------------------------------------------------------------------
def paragraphs(summary: Summary, words: Words) -> list[tuple[str, list[str]]]:
    """The summary as headed lists, in the order in which a doctor reads: level, twitch, signs, triggers, the rest."""
    say = words.say
    signs = [line for line in summary.present if not line.trigger]
    triggers = [line for line in summary.present if line.trigger]
    parts = [
        (say("summary_level"), [say(f"summary_level_{summary.level.id}"), *(_why_said(item, words) for item in summary.why), *_floors(summary, words)]),
        (say("summary_twitch"), _twitch(summary, words)),
        (say("summary_present"), [_worded(line, words) for line in signs]),
        (say("summary_to_confirm"), [_worded(line, words) for line in summary.to_confirm]),
        (say("summary_absent"), _denied((line for line in summary.absent if not line.trigger), words)),
        (say("summary_triggers"), [*(_worded(line, words) for line in triggers), *_drunk(summary, words)]),
        (say("summary_no_triggers"), _denied((line for line in summary.absent if line.trigger), words)),
        (say("summary_unanswered"), _joined(summary.unanswered)),
        (say("summary_not_asked"), _joined(summary.not_asked)),
    ]
    return [(head, lines) for head, lines in parts if lines]


def title(words: Words) -> str:
    """What stands above a summary that is a document of its own."""
    return words.say("summary_title")


def footer(summary: Summary, words: Words) -> str:
    """Where the summary comes from, and what it is not."""
    versions = ", ".join(f"{name} {version}" for name, version in summary.versions.items())
    return words.say("summary_footer", created=_time(summary.created), versions=versions)


def text_of(summary: Summary, words: Words) -> str:
    """The summary as a text for people."""
    blocks = [f"**{head}:** {lines[0]}" if len(lines) == 1 else "\n".join([f"**{head}:**", *(f"- {line}" for line in lines)])
              for head, lines in paragraphs(summary, words)]  # fmt: skip
    return "\n\n".join([words.say("summary_intro"), *blocks, footer(summary, words)])


def _why_said(item: Why, words: Words) -> str:
    if not item.finding:
        return words.say("summary_why_plain", because=item.because, rule=item.rule, source=item.source)
    return words.say("summary_why", because=item.because, label=item.label, rule=item.rule, source=item.source)


def _floors(summary: Summary, words: Words) -> list[str]:
    return [words.say("summary_other_emergency")] if "other_emergency" in summary.other_reasons else []


def _twitch(summary: Summary, words: Words) -> list[str]:
    lines = [words.say("summary_about_other" if summary.about_other else "summary_about_self")]
    if summary.onset is not None:
        days = (summary.created.date() - summary.onset).days
        lines.append(words.say("summary_onset", onset=summary.onset.isoformat(), days=days))
    if summary.pregnant:
        lines.append(words.say("summary_pregnant"))
    if summary.first_message and summary.last_message:
        lines.append(words.say("summary_dates", first=_time(summary.first_message), last=_time(summary.last_message), messages=summary.messages))
    return lines


def _worded(line: Line, words: Words) -> str:
    text = line.label
    if line.said:
        text = words.say("summary_item", label=text, said=_short(line.said))
    if line.long_standing:
        text = words.say("summary_long_standing", item=text)
    return words.say("summary_item_told", item=text, told=line.told_on.isoformat()) if line.told_on else text


def _short(said: str) -> str:
    flat = " ".join(said.split())
    return flat if len(flat) <= 160 else f"{flat[:159]}…"


def _denied(lines: Iterable[Line], words: Words) -> list[str]:
    """What was denied, together where the same words on the same day did it."""
    together: dict[tuple[str, date | None], list[str]] = {}
    for line in lines:
        together.setdefault((line.said, line.told_on), []).append(line.label)
    return [_worded(Line("", "; ".join(labels), False, said, told), words) for (said, told), labels in together.items()]


def _joined(lines: Iterable[Line]) -> list[str]:
    labels = [line.label for line in lines]
    return ["; ".join(labels)] if labels else []


def _drunk(summary: Summary, words: Words) -> list[str]:
    lines = []
    if summary.caffeine is not None:
        low, high = summary.caffeine.least_mg, summary.caffeine.most_mg
        total = f"{high} mg" if low == high else f"{low} to {high} mg"
        said = "; ".join(item.said for item in summary.intakes if item.known)
        lines.append(words.say("summary_caffeine", total=total, limit=summary.caffeine.limit_mg, said=said))
    unknown = "; ".join(item.said for item in summary.intakes if not item.known)
    return [*lines, words.say("summary_caffeine_unknown", said=unknown)] if unknown else lines


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M %Z").strip()


# --- as JSON ------------------------------------------------------------------------------------------------------------
def to_json(summary: Summary) -> dict[str, Any]:
    """The summary as JSON, in the form of ``docs/summary.schema.json``."""
    return {
        "schema": SCHEMA,
        "created": summary.created.isoformat(timespec="seconds"),
        "about": "other" if summary.about_other else "self",
        "level": summary.level.id,
        "because": [
            {"finding": item.finding or None, "said": item.said, "rule": item.rule, "reason": item.because, "source": item.source}
            for item in summary.why
        ],
        "other_reasons": list(summary.other_reasons),
        "onset": summary.onset.isoformat() if summary.onset else None,
        "present": [_line_json(line) for line in summary.present],
        "to_confirm": [_line_json(line) for line in summary.to_confirm],
        "absent": [_line_json(line) for line in summary.absent],
        "unanswered": [_line_json(line) for line in summary.unanswered],
        "not_asked": [_line_json(line) for line in summary.not_asked],
        "caffeine": _caffeine_json(summary),
        "pregnant": True if summary.pregnant else None,
        "conversation": {
            "first_message": _iso(summary.first_message),
            "last_message": _iso(summary.last_message),
            "messages": summary.messages,
        },
        "versions": dict(summary.versions),
    }


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "finding": line.finding,
        "label": line.label,
        "kind": "trigger" if line.trigger else "sign",
        "said": line.said,
        "told_on": line.told_on.isoformat() if line.told_on else None,
        "long_standing": line.long_standing,
    }


def _caffeine_json(summary: Summary) -> dict[str, Any] | None:
    if not summary.intakes:
        return None
    sum_ = summary.caffeine
    return {
        "least_mg": sum_.least_mg if sum_ else None,
        "most_mg": sum_.most_mg if sum_ else None,
        "limit_mg": sum_.limit_mg if sum_ else None,
        "drinks": [
            {"drink": item.drink, "said": item.said, "least_mg": item.least_mg, "most_mg": item.most_mg, "known": item.known}
            for item in summary.intakes
        ],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
