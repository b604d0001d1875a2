"""What Quiver keeps, who sees it, and how to be rid of it; what it knows; a summary to keep."""

from collections.abc import Callable, Mapping

from triage.findings import Status

from dialogue.context import Context, Section


def privacy(context: Context) -> Section:
    """What is stored, where and how long."""
    return Section((context.say("privacy"),), kinds=("privacy",))


def know_about_me(context: Context) -> Section:
    """What is known from this conversation."""
    known = "; ".join(_known(context))
    text = context.say("know_about_me", known=known) if known else context.say("know_nothing")
    return Section((text,), kinds=("privacy",))


def summary(context: Context) -> Section:
    """What was said, what is absent, the level and when: ready to show to a doctor or pharmacist."""
    lines = "\n".join(f"- {line}" for line in _known(context))
    text = f"{context.say('summary_intro')}\n{lines}" if lines else context.say("know_nothing")
    return Section((text,), kinds=("control",))


def delete_data(context: Context) -> Section:
    """Confirms that the conversation has been erased, with the time."""
    return Section((context.say("deleted", time=context.now.strftime("%Y-%m-%d %H:%M %Z").strip()),), kinds=("privacy",), asks=True)


def _known(context: Context) -> list[str]:
    lines = []
    for finding, status in context.assessment.statuses.items():
        label = context.words.knowledge.findings[finding].label
        statement = context.case.record.statements.get(finding)
        said = f' ("{statement.said}")' if statement and statement.said and status.is_there else ""
        lines.append(f"{'no ' if status is Status.ABSENT else ''}{label}{said}")
    return lines


SKILLS: Mapping[str, Callable[[Context], Section]] = {
    "privacy": privacy,
    "know_about_me": know_about_me,
    "summary": summary,
    "delete_data": delete_data,
}
