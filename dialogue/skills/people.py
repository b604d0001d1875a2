"""What is said about whom a conversation is about, where they are, and whom the sources say little about."""

from triage.levels import Level

from dialogue.attention import DECLINED, STAYED
from dialogue.context import Context, Section

CHILD, PREGNANCY = "child", "pregnancy"
_ANSWERED = {STAYED: "whom_still", DECLINED: "tips_declined"}
_NOTES = {CHILD: ("scope_child", ("stroke_any_age",)), PREGNANCY: ("scope_pregnancy", ("nhs_pre_eclampsia",))}


def turned(context: Context) -> list[Section]:
    """That the conversation is about somebody else now, and that both are kept apart."""
    attention = context.attention
    if attention is None or attention.unsettled:
        return []
    if attention.answer in _ANSWERED:
        return [Section((context.say(_ANSWERED[attention.answer]),))]
    if attention.apart and context.case.others:
        other = context.name_of(context.case.others[-1].who, told_of=True)
        return [Section((context.say("people_apart", other=other),))]
    if attention.turned and context.case.others:
        other = context.name_of(context.case.others[-1].who, told_of=True)
        return [Section((context.say("people_turned", other=other),))]
    return []


def still_stands(context: Context) -> list[Section]:
    """After a result: that what was said about somebody else, who needs care, holds as well."""
    raised = [other for other in context.case.others if (other.level_said or Level.SELF_CARE) >= Level.ROUTINE]
    return [
        Section((context.say("other_stands", other=context.name_of(other.who), advice=context.say(f"advice_{other.level_said.id}")),))
        for other in raised
        if other.level_said is not None
    ]


def place(context: Context) -> list[Section]:
    """The ambulance number of the country that somebody says they are in."""
    if not context.placed or context.case.country is None:
        return []
    name = context.words.places.spoken.get(context.case.country, context.case.country)
    phrase = "place_noted" if context.call.number else "place_unknown"
    return [Section((context.say(phrase, country=name),))]


def new_notes(context: Context) -> tuple[str, ...]:
    """The scope notes that are due: for a child and in pregnancy, each once."""
    due = {CHILD: context.case.child, PREGNANCY: context.case.pregnant}
    return tuple(note for note, holds in due.items() if holds and note not in context.case.noted)


def scope(context: Context) -> list[Section]:
    """What the sources don't cover: children and pregnancy."""
    sections = []
    for note in new_notes(context):
        phrase, source = _NOTES[note]
        sections.append(Section((f"{context.say(phrase)} {context.cite(source)}",), kinds=("scope_note",)))
    return sections
