"""Which question a reply ends with: contradictions and doubts first, then the interview."""

from collections.abc import Sequence
from dataclasses import dataclass

from triage.assessment import assess
from triage.interview import Choice as Given
from triage.interview import Question
from triage.levels import Level

from dialogue.answers import is_yes_and_no
from dialogue.case import Case
from dialogue.context import Context
from dialogue.payloads import CHANGE, CONFIRM, CONTRADICTION, GO_ON, SAME_EPISODE, TIPS, WHOM, about, payload
from dialogue.understanding import YES_TO_LIST


@dataclass(frozen=True)
class Choice:
    """One button under a question."""

    id: str
    label: str
    payload: str


@dataclass(frozen=True)
class Asked:
    """A question as it is put to the person.

    Attributes:
        id: question id, ``confirm.<finding>``, ``contradiction.<finding>`` or ``same_episode``.
        text: its words.
        choices: buttons; typing works as well.
        multiple: whether several choices may hold at once.
        step, of: progress of the interview, counted from one.
    """

    id: str
    text: str
    choices: tuple[Choice, ...]
    multiple: bool = False
    step: int | None = None
    of: int | None = None


def next_question(context: Context, *, returning: bool = False) -> Asked | None:
    """The question to ask now, or None: at an emergency, when paused, or when nothing is left to ask."""
    case, assessment = context.case, context.assessment
    if assessment.level is Level.EMERGENCY or not case.started or case.paused:
        return None
    if returning:
        return _same_episode(context)
    if context.attention and context.attention.unsettled:
        return _whom(context, context.attention.unsettled)
    if context.understood.reconsider:
        return _reconsider(context, context.understood.reconsider)
    if context.reading.does("change_answer") and case.record.statements:
        return _change(context)
    if context.understood.contradicted:
        return _contradiction(context, context.understood.contradicted[0])
    unnamed = _unnamed(context)
    listed_ = unnamed.findings if unnamed else ()
    doubts = [flag for flag in assessment.to_confirm if flag not in listed_ and not _put_aside(context, flag)]
    if doubts:
        return _confirm(context, doubts[0])
    if unnamed:
        return _which(context, unnamed)
    open_ = context.words.knowledge.interview.question(case.pending or "")
    undecided = context.understood.open_ended and is_yes_and_no(context.reading) and open_ is not None and len(open_.findings) > 1
    if open_ and (context.understood.which or undecided):
        return _which(context, open_)
    remaining = context.words.knowledge.interview.remaining(assessment, case.put_aside)
    remaining = tuple(question for question in remaining if _still_useful(context, question))
    return _ask(context, remaining[0], remaining) if remaining else _offer(context)


def _offer(context: Context) -> Asked | None:
    """What can be gone on with when everything has been asked: the interview about somebody else that has to wait so far."""
    for other in reversed(context.case.others):
        id = about(GO_ON, other.who)
        if other.started and id not in context.case.put_aside and _unfinished(context, other):
            text = context.say("go_on_with", other=context.name_of(other.who))
            return _yes_or_no(context, id, text, "go_on_yes", "go_on_no")
    return _tips(context)


def _tips(context: Context) -> Asked | None:
    """Whether more tips are wanted: after the result, and once more at most if something came in between."""
    if context.assessment.level is not Level.SELF_CARE or context.understood.tips is not None:
        return None
    again = TIPS in context.case.asked
    if again and (context.before.pending != TIPS or TIPS in context.case.put_aside):
        return None
    return _yes_or_no(context, TIPS, context.say("tips_offer_again" if again else "tips_offer"), "tips_yes", "tips_no")


def _unfinished(context: Context, other: Case) -> bool:
    """Whether there is still something to ask about somebody whose case waits."""
    known = context.words.knowledge
    result = assess(other.record, table=known.table, findings=known.findings, today=context.now.date(), floor=other.floor)
    questions = known.interview.remaining(result, other.put_aside)
    return any(finding in known.red_flags for question in questions for finding in question.findings)


def _whom(context: Context, who: str) -> Asked:
    """Whether a message was about ``who``, who is in less danger than the person whom the conversation is about."""
    other = context.name_of(who)
    text = context.say("whom_asked", other=other)
    id = about(WHOM, who)
    yes, no = context.say("whom_yes", other=other), context.say("whom_no")
    return Asked(id, text, (Choice("yes", yes, payload(id, "yes")), Choice("no", no, payload(id, "no"))))


def _still_useful(context: Context, question: Question) -> bool:
    """A question about triggers isn't asked if any of them is known, and once more at most if something came in between."""
    flags = context.words.knowledge.red_flags
    if any(finding in flags for finding in question.findings):
        return True
    known = any(finding in context.assessment.statuses for finding in question.findings)
    return not known and (question.id not in context.case.asked or context.before.pending == question.id)


def _ask(context: Context, question: Question, remaining: tuple[Question, ...]) -> Asked:
    asked_before = [id for id in context.case.asked if context.words.knowledge.interview.question(id)]
    done = len([id for id in asked_before if id not in {item.id for item in remaining}])
    text, given = _worded(context, question)
    step, of = done + 1, done + len(remaining)
    if of > 1:
        text = f"{text} {context.say('progress', step=step, of=of)}"
    choices = tuple(Choice(item.id, item.label, payload(question.id, item.id)) for item in given)
    multiple = len(question.findings) > 1
    return Asked(question.id, text, choices, multiple, step, of)


def _unnamed(context: Context) -> Question | None:
    """The list of which one or more are there, or may be, without being named."""
    reasons = (reason.removeprefix(YES_TO_LIST) for reason in context.case.floors if reason.startswith(YES_TO_LIST))
    questions = (context.words.knowledge.interview.question(id) for id in reasons)
    return next(
        (item for item in questions if item and item.id not in context.case.put_aside and item.unknown(context.assessment.statuses)), None
    )


def _which(context: Context, question: Question) -> Asked:
    """After a bare "yes" to a list: which of it."""
    signs = [context.words.knowledge.findings[id].label for id in question.unknown(context.assessment.statuses)]
    choices = tuple(Choice(item.id, item.label, payload(question.id, item.id)) for item in question.choices)
    return Asked(question.id, context.say("which_of_them", signs=listed(signs)), choices, multiple=True)


def _worded(context: Context, question: Question) -> tuple[str, tuple[Given, ...]]:
    """The words and buttons of a question: of what is known already it doesn't ask, and a second time it is shorter.

    Two turns running it never reads the same.
    """
    even = context.case.turns % 2 == 0
    unknown = question.unknown(context.assessment.statuses)
    if unknown and len(unknown) < len(question.findings) and any(len(item.sets) > 1 for item in question.choices):
        labels = [context.words.knowledge.findings[id].label for id in unknown]
        choices = tuple(item for item in question.choices if len(item.sets) > 1 or set(item.sets) <= set(unknown))
        return context.say("ask_rest" if even else "ask_rest_otherwise", signs=listed(labels)), choices
    if question.id in context.case.asked and not context.understood.reconsider:
        return context.say("ask_again" if even else "ask_again_otherwise", question=question.short), question.choices
    return (question.ask_other if context.case.about_other else question.ask), question.choices


def listed(items: Sequence[str], last: str = "or") -> str:
    """Items as they are said: "a, b or c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


def _put_aside(context: Context, finding: str) -> bool:
    """Whether the person wouldn't or couldn't say about a doubtful finding."""
    alone = _alone(context, finding)
    return (alone.id if alone else about(CONFIRM, finding)) in context.case.put_aside


def _alone(context: Context, finding: str) -> Question | None:
    """The question of the interview that asks for this finding and no other, if there is one."""
    questions = context.words.knowledge.interview.questions
    return next((question for question in questions if question.findings == (finding,)), None)


def _confirm(context: Context, finding: str) -> Asked:
    alone = _alone(context, finding)
    if alone:
        return _ask(context, alone, (alone,))
    check = context.words.knowledge.findings[finding].check
    doubt = context.case.record.doubts[finding]
    quoted = doubt.said and len(doubt.said.split()) <= 20
    text = context.say("confirm", check=check, said=doubt.said) if quoted else context.say("confirm_plain", check=check)
    return _yes_or_no(context, about(CONFIRM, finding), text, "confirm_yes", "confirm_no")


def _contradiction(context: Context, finding: str) -> Asked:
    said = context.case.record.statements[finding].said or context.words.knowledge.findings[finding].label
    text = context.say("confirm_contradiction", before=said)
    id = about(CONTRADICTION, finding)
    return _yes_or_no(context, id, text, "contradiction_there", "contradiction_gone")


def _change(context: Context) -> Asked:
    """Which answer shall be changed: a button for each that was given."""
    findings = context.words.knowledge.findings
    given = [finding for finding in findings if finding in context.case.record.statements]
    choices = tuple(Choice(id, findings[id].option, payload(CHANGE, id)) for id in given)
    return Asked(CHANGE, context.say("change_intro"), choices)


def _reconsider(context: Context, finding: str) -> Asked:
    """The question that settles one finding, once more."""
    alone = _alone(context, finding)
    if alone:
        return _ask(context, alone, (alone,))
    check = context.say("confirm_again", check=context.words.knowledge.findings[finding].check)
    return _yes_or_no(context, about(CONFIRM, finding), check, "confirm_yes", "confirm_no")


def _same_episode(context: Context) -> Asked:
    return _yes_or_no(context, SAME_EPISODE, context.say("same_episode"), "same_episode_yes", "same_episode_no")


def _yes_or_no(context: Context, id: str, text: str, yes: str, no: str) -> Asked:
    choices = (Choice("yes", context.say(yes), payload(id, "yes")), Choice("no", context.say(no), payload(id, "no")))
    return Asked(id, text, choices)
