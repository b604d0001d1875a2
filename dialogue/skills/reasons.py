"""Why: a question's reason, a level's reason, what would change it, and how sure Quiver is."""

import re
from collections.abc import Callable, Mapping

from triage.findings import Status
from triage.levels import Level

from dialogue.asking import asks_level
from dialogue.context import Context, Section
from dialogue.payloads import asked_about

_ASKED = re.compile(r"\b(?:ask(?:ed|ing|s)?|questions?|need to know|want to know)\b", re.IGNORECASE)
"""Words of somebody who wonders why they are asked, and not why it twitches."""


def why_ask(context: Context) -> Section:
    """Why the open question was asked, with its source."""
    known = context.words.knowledge
    question = known.interview.question(context.before.pending or "")
    single = asked_about(context.before.pending)
    if question is not None:
        return Section((context.say("why_question", why=question.why, source=context.cite(question.source)),))
    if single is not None:
        finding = known.findings[single[1]]
        return Section((context.say("why_question", why=finding.why, source=context.cite(finding.source)),))
    if context.case.level_said is not None:
        return why_level(context)
    if _ASKED.search(context.reading.text):
        return Section((context.say("why_nothing_asked"),))
    why = context.words.topics["triggers_overview"]
    return Section((context.words.sourced(why),), kinds=("answer",), topics=(why.id,))


def clarify(context: Context) -> Section:
    """What the open question means: each sign that it asks for, in plain words."""
    known = context.words.knowledge
    question = known.interview.question(context.before.pending or "")
    single = asked_about(context.before.pending)
    findings = question.findings if question else (single[1],) if single else ()
    meant = [statement.finding for statement in context.reading.statements if statement.finding in findings] or findings
    lines = [context.say("clarify_item", option=known.findings[id].option, check=known.findings[id].check) for id in meant]
    if not lines:
        return Section((context.say("what_matters"),))
    return Section(("\n".join([context.say("clarify"), *lines]),))


def why_level(context: Context) -> Section:
    """What speaks for the level: findings, rule and source; the level itself where that was asked."""
    assessment = context.assessment
    if asks_level(context.reading.text):
        return what_level(context)
    if assessment.reasons:
        reason = assessment.reasons[0]
        text = context.say(
            "why_level", because=because(context), reason=f"{reason.row.because}.", source=context.cite(reason.row.source)
        )
    elif assessment.level is Level.SELF_CARE:
        absent = [context.words.knowledge.findings[id].label for id in _absent(context)]
        source = context.cite(("article/doctor/1", "article/doctor/2", "article/doctor/3"))
        text = context.say("why_self_care", absent=", ".join(absent), source=source)
    else:
        text = context.say("why_undetermined", unknown=_unknown(context))
    return Section((text,))


def what_level(context: Context) -> Section:
    """The level in a plain sentence, with how soon."""
    level = context.assessment.level
    if level is Level.UNDETERMINED:
        return Section((context.say("why_undetermined", unknown=_unknown(context)),))
    if level is Level.SELF_CARE:
        return Section((f"{context.say('level_is_self_care')} {context.say('self_care_change')}",))
    why = f"{context.assessment.reasons[0].row.because}. {context.cite(context.assessment.reasons[0].row.source)}" if context.assessment.reasons else ""
    return Section((f"{context.say(f'level_is_{level.id}')} {why}".strip(),))


def what_urgent(context: Context) -> Section:
    """What would make it more urgent."""
    source = context.cite(("article/doctor/2", "article/doctor/3", "nhs_stroke"))
    return Section((context.say("what_urgent", source=source),), kinds=("answer",), topics=("red_flag_symptoms",))


def how_sure(context: Context) -> Section:
    """How sure Quiver is, and what it doesn't know."""
    unknown = _unknown(context)
    phrase = "how_sure" if unknown else "how_sure_nothing_open"
    return Section((context.say(phrase, unknown=unknown),))


def because(context: Context) -> str:
    """What the level rests on, in the person's own words where there are any."""
    level = context.assessment.reasons[0].row.then
    parts = []
    for reason in context.assessment.reasons:
        if reason.row.then is level:
            label = context.words.knowledge.findings[reason.finding].label
            quoted = reason.said and len(reason.said.split()) <= 14
            parts.append(context.say("because_item", said=reason.said) if quoted else label)
    return " and ".join(dict.fromkeys(parts[:3]))


def _unknown(context: Context) -> str:
    known = context.words.knowledge
    flags = [flag for flag in known.table.findings if _matters(context, flag)]
    return ", ".join(known.findings[flag].label for flag in flags)


def _matters(context: Context, flag: str) -> bool:
    return flag in _required(context) and context.assessment.statuses.get(flag, Status.UNKNOWN) is Status.UNKNOWN


def _required(context: Context) -> Mapping[str, Status]:
    """What has to be known for self-care: the condition of its row in the table."""
    return next(row.when for row in context.words.knowledge.table.rows if row.then is Level.SELF_CARE)


def _absent(context: Context) -> list[str]:
    return [flag for flag in _required(context) if context.assessment.statuses.get(flag) is Status.ABSENT]


SKILLS: Mapping[str, Callable[[Context], Section]] = {
    "why_ask": why_ask,
    "why_level": why_level,
    "what_urgent": what_urgent,
    "how_sure": how_sure,
    "clarify": clarify,
}
