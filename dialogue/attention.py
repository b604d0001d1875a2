"""Whose case a message belongs to, when a conversation is about more than one person.

Each person has a case of their own. The one that is spoken about now is the case of the conversation; the others wait in
``Case.others``. When the subject changes to somebody who is in less danger, it is asked first whom the message is about,
and until that is known the more dangerous case stays.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from triage.assessment import assess
from triage.findings import Kind
from triage.knowledge import Knowledge
from triage.levels import Level
from triage.record import Statement

from dialogue.answers import Polarity, accepts, polarity
from dialogue.case import Case
from dialogue.payloads import GO_ON, WHOM, press_of
from dialogue.people import ME, THEM, shares
from dialogue.reading import Reading
from dialogue.understanding import understand

TURNED, STAYED, DECLINED = "turned", "stayed", "declined"


@dataclass(frozen=True)
class Attention:
    """The case that a message is about, and its share of the message.

    Attributes:
        case: that case, before the message; all others stand in its ``others``, after it.
        reading: what the message says about that person.
        turned: whether the conversation has turned to somebody else by this message.
        apart: whether the message spoke of two people.
        answer: what a question about whom it is about was answered: ``TURNED``, ``STAYED`` or ``DECLINED``.
        unsettled: the relation of whom it has to be asked whether the message was about them.
    """

    case: Case
    reading: Reading
    turned: bool = False
    apart: bool = False
    unsettled: str | None = None
    answer: str | None = None

_AND_ME = re.compile(r"\W*(?:ok(?:ay)?\W+)?(?:and|but|what about|how about|now|as for)\s+(?:what about\s+)?(?:me|mine|myself|my own)\b", re.IGNORECASE)


def attend(case: Case, reading: Reading, *, known: Knowledge, today: date) -> Attention:
    """Whom ``reading`` is about, given the case so far."""
    if press_of(reading.text) is not None:
        return Attention(case, reading)
    about = "" if case.is_blank and not case.others and not case.about_other else case.who
    parts = shares(reading, about=about, known=[other.who for other in case.others])
    if not about:
        case = _named(case, next((who for who, part in parts.items() if says_something(part)), next(iter(parts))))
    elif about == THEM and ME not in parts and len(parts) == 1:
        case, parts = _now_named(case, parts)
    mine = parts.pop(case.who, None)
    told = {who: part for who, part in parts.items() if says_something(part)}
    if not told:
        return Attention(case, replace(mine or _without_findings(reading, case), about_other=case.about_other))
    who, part = next(iter(told.items()))
    return _between(case, mine, who, part, reading, known, today)


def _between(case: Case, mine: Reading | None, who: str, part: Reading, whole: Reading, known: Knowledge, today: date) -> Attention:
    """The choice between the case so far and that of ``who``, of whom ``part`` tells something."""
    other = case_of(case, who)
    after_other = understand(other, part, known=known, today=today).case
    rest = mine or _without_findings(whole, case)
    after = understand(case, rest, known=known, today=today).case
    more = _danger(after_other, known, today) > _danger(after, known, today)
    same = _danger(after_other, known, today) == _danger(after, known, today)
    raised = _danger(after, known, today)[0] > Level.UNDETERMINED
    if more or (mine is None and (same or not raised)):
        kept = case if mine is None else after
        return Attention(turn_to(case, who, kept), part, turned=not case.is_blank, apart=mine is not None)
    if mine is not None:
        return Attention(with_other(case, after_other), mine, apart=True)
    case = replace(with_other(case, after_other), unsure_whose=_gained(other, after_other))
    return Attention(case, rest, unsettled=who)


def answer_whom(case: Case, reading: Reading) -> tuple[Case, str | None]:
    """The case after an answer to "was that about …?" or "shall we go on with …?", and what was answered; None if nothing was."""
    kind, _, who = (case.pending or "").partition(".")
    if kind not in (WHOM, GO_ON):
        return case, None
    press, meaning = press_of(reading.text), polarity(reading)
    agreed = accepts(reading) if kind == GO_ON else meaning is Polarity.YES
    yes = press.choices[0] == "yes" if press and press.question == case.pending else agreed
    no = press.choices[0] == "no" if press and press.question == case.pending else meaning is Polarity.NO
    open_ = replace(case, pending=None)
    if yes and any(other.who == who for other in case.others):
        return turn_to(replace(open_, unsure_whose=()), who, replace(open_, unsure_whose=())), TURNED
    if no and kind == WHOM:
        return _merged(open_, who), STAYED
    if no:
        return open_.aside(f"{GO_ON}.{who}"), DECLINED
    return replace(open_, unsure_whose=()), None


def _merged(case: Case, who: str) -> Case:
    """The case with what had been booked to ``who`` and was about its own person."""
    record = case.record
    for statement in case.unsure_whose:
        before = record.statements.get(statement.finding)
        if not (before and before.status.is_there and not statement.status.is_there):
            record = record.told(statement)
    moved = {statement.finding for statement in case.unsure_whose}
    others = [replace(other, record=other.record.forget(moved)) if other.who == who else other for other in case.others]
    kept = tuple(other for other in others if other.record.statements or other.record.doubts or other.who != who)
    return replace(case, record=record, unsure_whose=(), others=kept)


def _gained(before: Case, after: Case) -> tuple[Statement, ...]:
    """What a case knows after a message and didn't know before."""
    old, new = before.record, after.record
    told = [item for finding, item in new.statements.items() if old.statements.get(finding) != item]
    return (*told, *(item for finding, item in new.doubts.items() if old.doubts.get(finding) != item))


def case_of(case: Case, who: str) -> Case:
    """The case of ``who``: the one that waits, or a new one with what is known of the conversation itself."""
    waiting = next((other for other in case.others if other.who == who), None)
    return waiting or _named(Case(), who)


def turn_to(case: Case, who: str, kept: Case) -> Case:
    """The case of ``who`` as that of the conversation, while ``kept`` waits."""
    others = tuple(other for other in case.others if other.who != who)
    if not kept.is_blank:
        others = (*others, replace(kept, others=(), pending=None))
    return replace(
        case_of(case, who),
        started=True,
        others=others,
        turns=case.turns,
        last_seen=case.last_seen,
        began=case.began,
        country=case.country,
        misses=case.misses,
    )


def with_other(case: Case, other: Case) -> Case:
    """The case with ``other`` among those that wait."""
    return replace(case, others=(*(item for item in case.others if item.who != other.who), other))


def says_something(part: Reading) -> bool:
    """Whether a share tells anything of its person: a finding, a time, a denial, or that something twitches; or asks "and me?"."""
    told = part.tells or part.duration or part.does("describe")
    return bool(told or _AND_ME.match(part.text))


def _named(case: Case, who: str) -> Case:
    return replace(case, about_other=who != ME, whom="" if who in (ME, THEM) else who)


def _now_named(case: Case, parts: dict[str, Reading]) -> tuple[Case, dict[str, Reading]]:
    """Somebody of whom no relation was known gets one: "she" turns out to be mum."""
    ((who, part),) = parts.items()
    return (case, parts) if any(other.who == who for other in case.others) else (_named(case, who), {who: part})


def _without_findings(reading: Reading, case: Case) -> Reading:
    """What is left of a message for the case that it doesn't speak of: what it asks, and a yes or no that stands first."""
    acts = tuple(act for act in reading.acts if act not in ("describe", "affirm", "deny", "unsure"))
    return replace(
        reading, statements=(), acts=acts, duration=None, other_duration=None, denies_the_rest=False, intakes=(),
        about_other=case.about_other, pregnant=False,
    )  # fmt: skip


def _danger(case: Case, known: Knowledge, today: date) -> tuple[Level, bool, bool]:
    """How urgent a case is, and between cases of one level whether an emergency sign, or any, is in doubt."""
    result = assess(case.record, table=known.table, findings=known.findings, today=today, floor=case.floor)
    grave = any(known.findings[flag].kind is Kind.EMERGENCY for flag in result.to_confirm)
    return result.level, grave, bool(result.to_confirm)
