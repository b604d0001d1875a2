"""One turn from beginning to end: case and reading in, reply and case out."""

from dataclasses import replace
from datetime import date, datetime

from triage.assessment import assess
from triage.levels import Level

from dialogue.age import is_child
from dialogue.answers import Polarity, polarity
from dialogue.asking import asks_level, wants_more
from dialogue.attention import TURNED, Attention, answer_whom, attend
from dialogue.case import Case
from dialogue.context import Context
from dialogue.country import call_in, country_of
from dialogue.crisis import standing, turns_back, whose
from dialogue.intake import drunk, in_context
from dialogue.language import is_surely_foreign
from dialogue.payloads import SAME_EPISODE, press_of
from dialogue.reading import Reading
from dialogue.reply import Reply, compose
from dialogue.understanding import Understood, let_go, understand
from dialogue.whereabouts import whereabouts
from dialogue.words import Words

OTHER_LANGUAGE = "other_language"
SILENCE = 24 * 60 * 60
"""Seconds after which it is asked whether it still is the same episode (reply contract, Levels)."""


def take_turn(
    case: Case, reading: Reading, *, words: Words, now: datetime, locale: str | None = None, timezone: str | None = None
) -> Reply:
    """What Quiver says to a message, and what it remembers.

    Args:
        case: what is remembered of the conversation.
        reading: the message, read.
        words: everything that can be said.
        now: when the message came, with a time zone.
        locale: the person's locale if the channel knows it, for example ``en-GB``.
        timezone: the person's IANA time zone if the channel knows it, for example ``Europe/London``.
    """
    stood = standing(case)
    back = stood is not None and (turns_back(reading) or press_of(reading.text) is not None)
    if stood is not None and not back:
        there = tuple(item for item in reading.statements if item.doubtful or item.status.is_there)
        reading = replace(reading, statements=there, denies_the_rest=False, duration=None, other_duration=None, intakes=())
    crisis = whose(reading.text, stood) if reading.does("crisis") else stood
    reading = _asked(in_context(case, reading))
    if press_of(reading.text) is not None:
        reading = Reading(text=reading.text)  # a button says what its choice says, and nothing besides
    if is_surely_foreign(reading.text, words.languages) and not reading.does(OTHER_LANGUAGE):
        reading = replace(reading, acts=(*reading.acts, OTHER_LANGUAGE))
    channel = country_of(locale, timezone)
    case, placed = _placed(case, reading, words, channel)
    case, episode_settled = _same_or_new_episode(case, reading)
    returning = _returning(case, now) and not episode_settled
    if reading.does("start_over"):
        case = Case(turns=case.turns, country=case.country)
    case, answer = answer_whom(case, reading)
    if answer is None:
        attention = attend(case, reading, known=words.knowledge, today=now.date())
    else:
        attention = Attention(case, _only_an_answer(reading), answer == TURNED, answer=answer)
    case, reading = attention.case, attention.reading
    if reading.does("go_back"):
        case = _back(case, words)
    understood = understand(case, reading, known=words.knowledge, today=now.date())
    understood = replace(
        understood,
        case=_dated(case, drunk(_aged(_paused(understood.case, reading), reading), reading, words.drinks), now.date()),
        anything=understood.anything or episode_settled or answer is not None or placed or bool(attention.unsettled),
    )
    if understood.case.intakes != case.intakes or is_child(reading.text, about_other=understood.case.about_other) is not None:
        understood = replace(understood, anything=True, case=replace(understood.case, misses=0))
    more = understood.tips is None and not understood.answered and wants_more(reading.text)
    if more and case.advised and case.level_said not in (None, Level.UNDETERMINED):
        understood = replace(understood, anything=True, tips=True, case=replace(understood.case, misses=0))
    understood = let_go(case, understood, reading, words.knowledge, now.date())
    context = Context(
        before=case,
        understood=understood,
        assessment=assess(
            understood.case.record,
            table=words.knowledge.table,
            findings=words.knowledge.findings,
            today=now.date(),
            floor=_floor(understood, reading),
        ),
        reading=reading,
        words=words,
        call=call_in(case.country or channel, words.ambulance, words.say("number_default")),
        now=now,
        attention=attention,
        placed=placed,
        crisis=crisis,
        crisis_stood=stood is not None,
        turned_back=back,
    )
    reply = compose(context, returning=returning)
    return replace(reply, case=Case(), erase=True) if reading.does("delete_data") else reply


def _asked(reading: Reading) -> Reading:
    """The reading of a message that asks for the level and nothing else, which is read as many things."""
    return replace(reading, acts=("why_level",)) if asks_level(reading.text) and not reading.states_a_finding else reading


def _floor(understood: Understood, reading: Reading) -> Level:
    """Nothing may be called harmless on a message that could not be read."""
    return max(understood.case.floor, Level.UNDETERMINED if reading.failed else Level.SELF_CARE)


def _returning(case: Case, now: datetime) -> bool:
    return case.started and case.last_seen is not None and now.timestamp() - case.last_seen > SILENCE


def _same_or_new_episode(case: Case, reading: Reading) -> tuple[Case, bool]:
    """The answer to "is it still the same episode?", if that was asked."""
    if case.pending != SAME_EPISODE:
        return case, False
    press = press_of(reading.text)
    meaning = polarity(reading)
    is_new = press.choices[0] == "no" if press and press.question == SAME_EPISODE else meaning is Polarity.NO
    if is_new:
        new = Case(started=True, turns=case.turns, asked=case.asked, country=case.country, about_other=case.about_other)
        return replace(new, whom=case.whom, child=case.child, pregnant=case.pregnant, noted=case.noted), True
    settled = meaning is Polarity.YES or (press is not None and press.question == SAME_EPISODE)
    return replace(case, pending=None), settled


def _placed(case: Case, reading: Reading, words: Words, channel: str | None) -> tuple[Case, bool]:
    """The case with the country that the message names, and whether that is news. Where somebody is from counts for little."""
    likely = case.country or channel
    said = whereabouts(reading.text, words.places, likely=likely, about_other=reading.about_other or case.about_other)
    if said is None or not (said.sure or likely is None):
        return case, False
    return replace(case, country=said.country), said.country != likely


def _only_an_answer(reading: Reading) -> Reading:
    """A message that has answered whom it is about, and isn't to be read once more as an answer to anything else."""
    return Reading(text="", acts=tuple(act for act in reading.acts if act not in ("affirm", "deny")), statements=reading.statements)


def _aged(case: Case, reading: Reading) -> Case:
    """The case with the age that the message says, as far as it matters: whether it is about a child."""
    young = is_child(reading.text, about_other=case.about_other)
    return case if young is None else replace(case, child=young)


def _back(case: Case, words: Words) -> Case:
    """The case with the answers to the last question unknown again, so that it is asked anew.

    Only denials are taken back: a sign that is there doesn't go by turning a page.
    """
    questions = [question for id in case.asked if (question := words.knowledge.interview.question(id))]
    for question in reversed(questions):
        stated = case.record.statements
        denied = [id for id in question.findings if id in stated and not stated[id].status.is_there]
        if denied:
            return replace(case, record=case.record.forget(denied))
    return case


def _paused(case: Case, reading: Reading) -> Case:
    """Whether the interview rests: after "stop", until something is described again."""
    if reading.does("stop", "bye"):
        return replace(case, paused=True)
    return replace(case, paused=False) if reading.tells or reading.does("describe", "change_answer", "go_back") else case


def _dated(before: Case, after: Case, today: date) -> Case:
    """The case with the day on which each of its findings was last told."""
    old = before.record.statements
    new = after.record.statements
    days = {finding: before.told_on.get(finding, today) if old.get(finding) == new[finding] else today for finding in new}
    return replace(after, told_on=days)
