"""What Quiver keeps, who sees it, and how to be rid of it; what it knows; a summary to keep."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogue.case import Case
from dialogue.context import Context, Section
from dialogue.summary import Summary, paragraphs, summarize, text_of


def privacy(context: Context) -> Section:
    """What is stored, where and how long."""
    return Section((context.say("privacy"),), kinds=("privacy",))


def know_about_me(context: Context) -> Section:
    """Everything that is known from this conversation, and what else is stored of it."""
    known = _summary(context)
    blocks = [] if known.is_empty else [f"- **{head}:** {'; '.join(lines)}" for head, lines in paragraphs(known, context.words)]
    blocks += [*_place(context), *(_other(context, other) for other in context.case.others)]
    if not blocks:
        return Section((context.say("know_nothing"), context.say("know_stored")), kinds=("privacy",))
    return Section(("\n".join([context.say("know_about_me"), *blocks]), context.say("know_stored")), kinds=("privacy",))


def _place(context: Context) -> list[str]:
    """The country that was said, if one was."""
    country = context.case.country
    return [context.say("know_place", country=context.words.places.spoken.get(country, country))] if country else []


def _other(context: Context, other: Case) -> str:
    """What is known of somebody else that the conversation was about."""
    findings = context.words.knowledge.findings
    there = [findings[id].label for id, item in other.record.statements.items() if item.status.is_there and id in findings]
    return context.say("know_other", other=context.name_of(other.who, told_of=True), signs=", ".join(there) or context.say("know_no_sign"))


def summary(context: Context) -> Section:
    """What was said, what is absent, the level and when: ready to show to a doctor or pharmacist."""
    known = _summary(context)
    text = context.say("know_nothing") if known.is_empty else text_of(known, context.words)
    return Section((text,), kinds=("control",), summed_up=not known.is_empty)


def delete_data(context: Context) -> Section:
    """Confirms that the conversation has been erased, with the time."""
    return Section((context.say("deleted", time=context.now.strftime("%Y-%m-%d %H:%M %Z").strip()),), kinds=("privacy",), asks=True)


def _summary(context: Context) -> Summary:
    """The summary, this message included."""
    case, now = context.case, context.now.timestamp()
    case = replace(case, began=case.began or now, last_seen=now, turns=case.turns + 1)
    return summarize(case, words=context.words, now=context.now, assessment=context.assessment)


SKILLS: Mapping[str, Callable[[Context], Section]] = {
    "privacy": privacy,
    "know_about_me": know_about_me,
    "summary": summary,
    "delete_data": delete_data,
}
