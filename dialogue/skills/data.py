"""What Quiver keeps, who sees it, and how to be rid of it; what it knows; a summary to keep."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogue.context import Context, Section
from dialogue.summary import Summary, paragraphs, summarize, text_of


def privacy(context: Context) -> Section:
    """What is stored, where and how long."""
    return Section((context.say("privacy"),), kinds=("privacy",))


def know_about_me(context: Context) -> Section:
    """Everything that is known from this conversation, and what else is stored of it."""
    known = _summary(context)
    if known.is_empty:
        return Section((context.say("know_nothing"), context.say("know_stored")), kinds=("privacy",))
    blocks = [f"- **{head}:** {'; '.join(lines)}" for head, lines in paragraphs(known, context.words)]
    return Section(("\n".join([context.say("know_about_me"), *blocks]), context.say("know_stored")), kinds=("privacy",))


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
