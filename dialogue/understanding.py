"""Case and reading together: what is known after a message."""

import re
from dataclasses import dataclass, replace
from datetime import date

from triage.durations import Duration, persistence
from triage.findings import Kind, Status
from triage.interview import Question
from triage.knowledge import Knowledge
from triage.levels import Level
from triage.record import PERSISTENT, Record, Statement

from dialogue.age import states_age
from dialogue.answers import (
    Polarity,
    accepts,
    acknowledges,
    all_is_well,
    as_usual,
    chosen,
    corrects,
    is_bare_no,
    is_yes_and_no,
    plays_down,
    polarity,
    was_mistaken,
)
from dialogue.case import Case
from dialogue.elsewhere import lip_twitches, names_elsewhere
from dialogue.payloads import CHANGE, CONTRADICTION, TIPS, Press, about, asked_about, press_of
from dialogue.picks import Picks, picks
from dialogue.reading import Reading

OTHER_EMERGENCY = "other_emergency"
OTHER_PLACE = "other_place"
YES_TO_LIST = "yes_to_"
PLACE, SPREADING = "place", "spreading"
_ONLY_HERE = re.compile(
    r"(?:no|nope|nah)?[ ,.]*(?:it['’]?s |it is |thats |that['’]s )?(?:only|just)(?: in| on)? (?:the|my|her|his|their) (?:\w+ )?(?:lip|mouth)",
    re.IGNORECASE,
)
_NOTHING_ELSE = re.compile(r"(?:no|nope|nah)?[ ,.]*(?:nothing|nowhere|no where|no other parts?|not anywhere)(?: else)?(?: (?:is )?(?:twitch\w*|mov\w+))?", re.IGNORECASE)
_NONE_OF_THOSE = re.compile(r"\W*(?:no|nope|nah)?\W*none of (?:those|these|them|that|it|the above)\W*(?:at all|thanks?)?\W*", re.IGNORECASE)
_OF_THOSE = re.compile(r"\W*(?:no|nope|nah)?\W*(?:none of (?:those|these|them|that|it|the|what)|nothing (?:like that|of the (?:sort|kind))|no to (?:all|every))\b", re.IGNORECASE)
OFTEN_ENOUGH = 3
"""So many messages in a row may leave a question open before it is put aside."""
_ANSWERS = ("describe", "affirm", "deny", "unsure", "unclear", "gibberish", "off_topic", "correct")
LONGEST_DURATION_ANSWER = 7
"""Words of a message that says how long, and nothing else."""


@dataclass(frozen=True)
class Understood:
    """What a message did to the case.

    Attributes:
        case: the case after it.
        anything: whether anything at all could be made of the message.
        contradicted: findings that were said to be there and now to be absent, without taking it back.
        taken_back: findings that no longer are what they were said to be.
        put_aside: whether an answer was refused or not known.
        answered: whether the open question was answered.
        reconsider: the finding whose answer the person wants to change, to be asked about anew.
        let_go: whether the open question was put aside because it has been asked often enough.
        which: whether a bare "yes" leaves open which of several triggers it means.
        tips: whether more tips were asked for, or declined; None if neither.
        stale: whether a button was pressed that belongs to no question asked.
        open_ended: whether a message only went along ("ok") or said yes and no, so that what was asked is as open as before.
    """

    case: Case
    anything: bool = True
    contradicted: tuple[str, ...] = ()
    taken_back: tuple[str, ...] = ()
    put_aside: bool = False
    answered: bool = False
    reconsider: str | None = None
    let_go: bool = False
    which: bool = False
    tips: bool | None = None
    stale: bool = False
    open_ended: bool = False


def understand(case: Case, reading: Reading, *, known: Knowledge, today: date) -> Understood:
    """What is known after the message that was read.

    Args:
        case: what was known before.
        reading: what was read; a button's payload is recognised by its form.
        known: findings and interview.
        today: the day on which the message was sent.
    """
    press = press_of(reading.text)
    if press is not None:
        return _pressed(case, press, known)
    question = known.interview.question(case.pending or "")
    if question is not None:
        choice = chosen(question, reading.text)
        if choice:
            return _pressed(case, Press(question.id, (choice.id,)), known)
        picked = picks(question, question.unknown(case.record.statuses(today)), reading) if _is_list(question) else None
        if picked:
            return _picked(case, question, picked, reading, known)
    return _written(case, reading, known, today)


def _pressed(case: Case, press: Press, known: Knowledge) -> Understood:
    single = asked_about(press.question)
    if single is not None and press.question in case.asked and press.choices[0] in ("yes", "no"):
        return _settled(case, single[1], press.choices[0])
    if press.question == CHANGE and CHANGE in case.asked and press.choices[0] in known.findings:
        return Understood(replace(case, pending=None, misses=0), reconsider=press.choices[0])
    if press.question == TIPS and TIPS in case.asked and press.choices[0] in ("yes", "no"):
        return Understood(replace(case, pending=None, misses=0), answered=True, tips=press.choices[0] == "yes")
    question = known.interview.question(press.question)
    if question is None or press.question not in case.asked:
        return Understood(case, anything=False, stale=True)
    record, taken_back = _sure_again(case, question), []
    for id in press.choices:
        choice = question.choice(id)
        if choice is None:
            return Understood(case, anything=False, stale=True)
        for finding, status in choice.sets.items():
            before = record.statements.get(finding)
            if before and before.status.is_there and not status.is_there:
                if len(choice.sets) > 1 and case.pending == press.question:
                    continue  # it was known, so the question didn't ask about it, and "none of these" doesn't deny it
                taken_back.append(finding)
            record = record.told(Statement(finding, status))
    case = replace(_answered(case, press.question), record=record, started=True)
    return Understood(case, taken_back=tuple(taken_back), answered=True)


def _is_list(question: Question) -> bool:
    """Whether a question is answered by naming what is there, and not by how long."""
    return question.findings != (PERSISTENT,)


def _picked(case: Case, question: Question, picked: Picks, reading: Reading, known: Knowledge) -> Understood:
    """What was picked of a list is there; the rest stays open, unless it is denied as well."""
    record = _sure_again(case, question)
    for finding in picked.findings:
        record = record.told(Statement(finding, Status.PRESENT, reading.text))
    if picked.alone:
        record = record.deny_the_rest(question.findings, reading.text)
    record = _tell_denial(record, reading, known)
    return Understood(replace(_answered(case, question.id), record=record, started=True), answered=True)


def _settled(case: Case, finding: str, choice: str) -> Understood:
    """A doubt or contradiction about one finding, answered by button or word: ``yes`` or ``no``."""
    doubt = case.record.doubts.get(finding) or case.record.statements.get(finding)
    status = Status.PRESENT if choice == "yes" else Status.ABSENT
    said = doubt.said if doubt and doubt.status.is_there else ""
    record = case.record.told(Statement(finding, status, said))
    before = case.record.statements.get(finding)
    gone = (finding,) if before and before.status.is_there and not status.is_there else ()
    return Understood(replace(_answered(case, case.pending), record=record), taken_back=gone, answered=True)


def _answered(case: Case, question: str | None) -> Case:
    case = case.without_floor(f"{YES_TO_LIST}{question}")
    pending = None if case.pending == question else case.pending
    return replace(case, pending=pending, misses=0, put_aside=tuple(item for item in case.put_aside if item != question))


def _written(case: Case, reading: Reading, known: Knowledge, today: date) -> Understood:
    correcting, tells = corrects(reading) or case.pending == CHANGE, reading.tells
    goes_along = acknowledges(reading)
    if goes_along:
        reading = replace(reading, acts=tuple(act for act in reading.acts if act not in _ANSWERS))
    reading = _of_the_question(case, _of_the_place(case, reading), known)
    record, contradicted, taken_back = _tell(case, reading, correcting, known)
    record = _tell_duration(record, case, reading, today)
    record = _tell_denial(record, reading, known)
    after = replace(
        case,
        record=record,
        about_other=case.about_other or reading.about_other,
        started=case.started or (_describes(reading) and not _only_elsewhere(reading)),
    )
    after = _floors(after, reading, correcting)
    changed = record != case.record
    answered = _answer(after, reading, known, today)
    understood = replace(
        answered,
        contradicted=contradicted,
        taken_back=(*taken_back, *answered.taken_back),
        reconsider=_to_reconsider(case, reading),
        anything=changed or answered.answered or answered.put_aside or bool(reading.acts) or tells or goes_along,
        open_ended=(goes_along or is_yes_and_no(reading)) and answered.case.pending is not None and not tells,
    )
    misses = 0 if understood.anything else case.misses + 1
    return replace(understood, case=replace(understood.case, misses=misses))


def _of_the_place(case: Case, reading: Reading) -> Reading:
    """A message that is about the place alone: "only the lip", or "nothing else" to the question what else twitches."""
    text = reading.text.strip(" .!")
    asked = case.pending == PLACE and _NOTHING_ELSE.fullmatch(text)
    if _other_than(SPREADING, reading) or not (asked or _ONLY_HERE.fullmatch(text)):
        return reading
    said = Statement(SPREADING, Status.ABSENT, reading.text)
    return replace(reading, denies_the_rest=False, statements=(said,))


def _of_the_question(case: Case, reading: Reading, known: Knowledge) -> Reading:
    """A bare "no" or "no, nothing" to a question denies what was asked and nothing besides; "it's nothing" denies nothing.

    "Yes, otherwise fine" and "a bit, nothing else" to a list of signs leave open which of them is there, and so what the rest is.
    """
    question = known.interview.question(case.pending or "")
    bare = (question is not None and is_bare_no(reading)) or plays_down(reading)
    which = question is not None and not reading.plain and polarity(reading) in (Polarity.YES, Polarity.PERHAPS)
    return replace(reading, denies_the_rest=False) if bare or which else reading


def _other_than(finding: str, reading: Reading) -> bool:
    return any(statement.finding != finding or statement.status.is_there for statement in reading.statements)


def _to_reconsider(case: Case, reading: Reading) -> str | None:
    """The finding that "change my answer about …" names, if something has been said about it."""
    if not reading.does("change_answer") or reading.plain:
        return None
    named = [statement.finding for statement in reading.statements if statement.finding in case.record.statements]
    return named[0] if named else None


def _tell(
    case: Case, reading: Reading, correcting: bool, known: Knowledge
) -> tuple[Record, tuple[str, ...], tuple[str, ...]]:
    record = case.record
    contradicted: list[str] = []
    taken_back: list[str] = []
    single = asked_about(case.pending)
    for statement in reading.statements:
        if statement.finding not in known.findings:
            continue
        before = record.statements.get(statement.finding)
        denies = statement.status is Status.ABSENT and before is not None and before.status.is_there
        if statement.explained and not (denies and correcting):
            continue
        if denies and not correcting and not (single and single[1] == statement.finding):
            contradicted.append(statement.finding)
            continue
        if denies:
            taken_back.append(statement.finding)
        record = record.told(statement)
        if statement.status is Status.ABSENT:
            record = record.deny_the_rest(known.findings[statement.finding].denies, statement.said)
    flags = tuple(finding for finding in contradicted if known.findings[finding].is_red_flag)
    return record, flags, tuple(taken_back)


def _tell_denial(record: Record, reading: Reading, known: Knowledge) -> Record:
    """The record with all red flags absent that weren't spoken of, if the message denies the rest; how long it goes on stays open."""
    if not reading.denies_the_rest:
        return record
    return record.deny_the_rest((flag for flag in known.red_flags if flag != PERSISTENT), reading.text)


def _tell_duration(record: Record, case: Case, reading: Reading, today: date) -> Record:
    answers = (case.pending == "duration" or (case.started and _is_only_a_duration(reading))) and not states_age(reading.text)
    duration = reading.duration or (reading.other_duration if answers else None)
    if duration is None:
        return record
    record = replace(record, onset=duration.start(today))
    status = persistence(duration)
    before = record.statements.get(PERSISTENT)
    if status is Status.UNKNOWN or (before and before.status.is_there and not corrects(reading)):
        return record
    return record.told(Statement(PERSISTENT, status, _said_of(reading, duration)))


def _is_only_a_duration(reading: Reading) -> bool:
    """Whether a message hardly says more than how long: "since about the weekend". Then it is the twitch's."""
    return len(reading.text.split()) <= LONGEST_DURATION_ANSWER and not reading.statements and not reading.denies_the_rest


def _said_of(reading: Reading, duration: Duration) -> str:
    return reading.duration_said or f"{duration.most} days"


_LIP = re.compile(r"\blips?\b", re.IGNORECASE)
_TWITCHES = re.compile(r"\b(?:twitch|jump|quiver|flutter|spasm|jerk|puls|flicker|tremb)\w*", re.IGNORECASE)
_ASKS = re.compile(r"\W*(?:what|why|can|could|does|do|did|is|are|how|should|will|would|which|when|if)\b", re.IGNORECASE)
_MINE_DOES = re.compile(r"\bmine\s+(?:does|do|is|has|keeps|twitches|jumps)\b", re.IGNORECASE)


def _tells_of_a_twitch(text: str) -> bool:
    """Whether a sentence that is no question says that a lip twitches, or that "mine does"."""
    sentences = re.findall(r"[^.?!\n]+[.?!\n]?", text)
    told = [sentence for sentence in sentences if not sentence.strip().endswith("?") and not _ASKS.match(sentence)]
    return any(_MINE_DOES.search(sentence) or (_LIP.search(sentence) and _TWITCHES.search(sentence)) for sentence in told)


def let_go(before: Case, understood: Understood, reading: Reading, known: Knowledge, today: date) -> Understood:
    """The understanding with the open question put aside, if for the third time in a row a message left it where it was.

    Who asks something in between isn't stuck. What is put aside stays unknown.
    """
    question, single = known.interview.question(before.pending or ""), asked_about(before.pending)
    after, pending = understood.case, before.pending or ""
    if question is None and single is None:
        return replace(understood, case=replace(after, repeats=0))
    if after.pending != pending or understood.put_aside or any(act not in _ANSWERS for act in reading.acts):
        return replace(understood, case=replace(after, repeats=0))
    if question is not None and question.unknown(before.record.statuses(today)) != question.unknown(after.record.statuses(today)):
        return replace(understood, case=replace(after, repeats=0))
    if after.repeats + 1 < OFTEN_ENOUGH:
        return replace(understood, case=replace(after, repeats=after.repeats + 1))
    return replace(understood, case=replace(after.aside(pending), repeats=0, pending=None), let_go=True)


def _describes(reading: Reading) -> bool:
    return reading.does("describe") or _tells_of_a_twitch(reading.text) or reading.tells or reading.duration is not None


def _only_elsewhere(reading: Reading) -> bool:
    """Whether a message tells of a twitch that is in no person's lip or mouth, and of no sign: then there is nothing to ask about."""
    signs = [item for item in reading.plain if item.finding != PERSISTENT and (item.doubtful or item.status.is_there)]
    if not reading.does(OTHER_PLACE) or signs or lip_twitches(reading.text):
        return False
    return names_elsewhere(reading.text) or not reading.does("describe")


def _floors(case: Case, reading: Reading, correcting: bool) -> Case:
    if reading.does(OTHER_EMERGENCY):
        return case.with_floor(OTHER_EMERGENCY, Level.EMERGENCY)
    if not case.started and _only_elsewhere(reading):
        return case.with_floor(OTHER_PLACE, Level.UNDETERMINED)  # what twitches elsewhere is never called harmless
    case = case.without_floor(OTHER_PLACE) if case.started else case
    if correcting and not reading.states_a_finding:
        return replace(case, floors={})
    return case


def _answer(case: Case, reading: Reading, known: Knowledge, today: date) -> Understood:
    """The open question, answered by a short word or by what was stated."""
    if case.pending is None:
        return Understood(case)
    meaning = polarity(reading)
    single = asked_about(case.pending)
    if single is not None:
        return _answer_single(case, reading, meaning, single[1], known)
    if case.pending == TIPS and (accepts(reading) or meaning is Polarity.NO) and not reading.states_a_finding:
        return Understood(replace(case, pending=None), answered=True, tips=meaning is not Polarity.NO)
    question = known.interview.question(case.pending)
    if question is None:
        return Understood(replace(case, pending=None))
    return _answer_list(case, reading, meaning, question, known, today)


_AS_USUAL_DENIES = ("severe_headache",)
"""What "the same as always" denies: these signs are new by what they are."""


def _answer_single(case: Case, reading: Reading, meaning: Polarity, finding: str, known: Knowledge) -> Understood:
    if finding in (statement.finding for statement in reading.plain if not statement.doubtful):
        return Understood(_answered(case, case.pending), answered=True)
    explained = any(statement.finding == finding and statement.explained for statement in reading.statements)
    if case.pending == about(CONTRADICTION, finding) and was_mistaken(reading):
        return _settled(case, finding, "no")
    if all_is_well(reading) or (not reading.plain and finding in _AS_USUAL_DENIES and (explained or as_usual(reading))):
        return _settled(case, finding, "no")
    if meaning is Polarity.YES:
        return _settled(case, finding, "yes")
    if _OF_THOSE.match(reading.text) and finding in case.record.doubts and finding not in (statement.finding for statement in reading.statements):
        return _settled(case, finding, "no")
    if (meaning is Polarity.NO or _NONE_OF_THOSE.fullmatch(reading.text)) and not reading.plain:
        return _settled(case, finding, "no")
    if meaning in (Polarity.UNSURE, Polarity.REFUSE, Polarity.PERHAPS):
        return Understood(replace(case.aside(case.pending or ""), pending=None), put_aside=True)
    return Understood(case)


def _answer_list(
    case: Case, reading: Reading, meaning: Polarity, question: Question, known: Knowledge, today: date
) -> Understood:
    before = question.unknown(case.record.statuses(today))
    stated = {statement.finding for statement in reading.plain}
    to_the_point = not reading.states_a_finding and stated <= set(question.findings)
    if acknowledges(reading):
        return Understood(case)  # "ok" to a list is heard, and neither a yes nor a no
    if all_is_well(reading):
        meaning, to_the_point = Polarity.NO, True
    if meaning is Polarity.NO and to_the_point and _is_list(question):
        record = _sure_again(case, question).deny_the_rest(question.findings, reading.text)
        return Understood(replace(_answered(case, question.id), record=record), answered=True)
    if meaning is Polarity.YES and not reading.plain and _is_list(question):
        return _yes(case, question, reading, known)
    if meaning is Polarity.PERHAPS and not reading.plain and not _asked_which(case, question) and _gravest(question, known):
        return _perhaps(case, question, before, reading)
    if meaning in (Polarity.UNSURE, Polarity.REFUSE, Polarity.PERHAPS) and not reading.plain:
        return Understood(replace(case.aside(question.id), pending=None), put_aside=True)
    if not before or stated & set(question.findings):
        return Understood(_answered(case, question.id) if not before else case, answered=True)
    return Understood(case)


def _yes(case: Case, question: Question, reading: Reading, known: Knowledge) -> Understood:
    """A bare yes. To one sign it is that sign; to a list it is one of them, and the gravest counts until it is named."""
    if len(question.findings) == 1:
        record = case.record.told(Statement(question.findings[0], Status.PRESENT))
        return Understood(replace(_answered(case, question.id), record=record), answered=True)
    level = _gravest(question, known)
    if level is None:
        return Understood(replace(case, pending=question.id), answered=True, which=True)
    return Understood(case.with_floor(f"{YES_TO_LIST}{question.id}", level), answered=True)


def _perhaps(case: Case, question: Question, unknown: tuple[str, ...], reading: Reading) -> Understood:
    """"Maybe", "sort of": any of the list may be there, and the reply asks which of them."""
    record = case.record
    for finding in unknown:
        record = record.told(Statement(finding, Status.PRESENT, reading.text, doubtful=True))
    return Understood(replace(case, record=record).with_floor(f"{YES_TO_LIST}{question.id}", Level.UNDETERMINED), answered=True)


def _sure_again(case: Case, question: Question) -> Record:
    """The record without the doubts that a "maybe" to the question's list put in, once it has been asked which of them it is."""
    doubts = [finding for finding in question.findings if finding in case.record.doubts]
    return case.record.forget(doubts) if _asked_which(case, question) else case.record


def _asked_which(case: Case, question: Question) -> bool:
    """Whether it has been asked which of the question's list it is."""
    return f"{YES_TO_LIST}{question.id}" in case.floors


def _gravest(question: Question, known: Knowledge) -> Level | None:
    """The level of the gravest sign in the question, or None if it asks for triggers only."""
    levels = {Kind.EMERGENCY: Level.EMERGENCY, Kind.URGENT: Level.URGENT, Kind.ROUTINE: Level.ROUTINE}
    kinds = [known.findings[finding].kind for finding in question.findings]
    return max((levels[kind] for kind in kinds if kind in levels), default=None)
