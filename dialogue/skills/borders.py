"""What Quiver says where its knowledge ends: crisis, other emergencies, diagnosis, medicines, other places, small talk."""

from collections.abc import Callable, Mapping

from dialogue.answers import Polarity
from dialogue.context import Context, Section
from dialogue.crisis import company
from dialogue.language import language_of
from dialogue.people import ME


def crisis(context: Context) -> Section:
    """Self-harm, openly or hinted: warm, the crisis line of the country first; the lip can wait.

    Who tells of somebody else's is told how to help.
    """
    line = _line(context)
    if context.crisis not in (None, ME):
        whom, source = context.name_of(str(context.crisis)), context.cite(("crisis_helper",))
        helps = f"{context.say('crisis_other_more', whom=whom)} {source}"
        return Section((context.say("crisis_other", whom=whom, crisis=line), helps, context.say("crisis_lip")), kinds=("crisis",), asks=True)
    if context.crisis_stood:
        return crisis_open(context)
    texts = (context.say("crisis_first", crisis=line), context.say("crisis_more"), context.say("crisis_lip"))
    return Section(texts, kinds=("crisis",), asks=True)


def _line(context: Context) -> str:
    return context.words.crisis.get(context.call.country or "") or context.say("crisis_default")


def crisis_open(context: Context) -> Section:
    """What follows on the question of a crisis: yes, no, where they are, or no answer to it."""
    meaning = company(context.reading)
    other = context.crisis not in (None, ME)
    if meaning is Polarity.YES:
        phrase = "crisis_company_other" if other else "crisis_company"
    elif context.placed and meaning is not Polarity.NO:
        phrase = "crisis_place"
    elif meaning is Polarity.NO:
        phrase = "crisis_alone_other" if other else "crisis_alone"
    else:
        phrase = "crisis_again_other" if other else "crisis_again"
    name = context.words.places.spoken.get(context.case.country or "", "")
    text = context.say(phrase, crisis=_line(context), country=name, whom=context.name_of(context.crisis or ME))
    return Section((text,), kinds=("crisis",), asks=True)


def crisis_stands(context: Context) -> Section:
    """When the person turns back to the lip: that the line is still there."""
    return Section((context.say("crisis_stands", crisis=_line(context)),), kinds=("crisis",))


def other_emergency(context: Context) -> Section:
    """Chest pain, overdose, anaphylaxis and the like: call now."""
    return Section((context.say("other_emergency"),), kinds=("other_emergency",), asks=True)


def no_diagnosis(context: Context) -> Section:
    """Asks for a diagnosis: what can't be known here, and what the article says."""
    source = context.cite(context.words.topics["is_it_serious"].source + ("article/doctor/3",))
    more = f"{context.say('no_diagnosis_more')} {source}"
    return Section((context.say("no_diagnosis"), more), kinds=("no_diagnosis",))


def scope_note(context: Context) -> Section:
    """A twitch elsewhere: what still applies."""
    source = context.cite(("article/doctor/1", "article/doctor/3"))
    return Section((context.say("scope_note"), f"{context.say('scope_note_more')} {source}"), kinds=("scope_note",))


def other_language(context: Context) -> Section:
    """Not English: one sentence in that language where it is known, that it works in English, and the number for an emergency."""
    languages = context.words.languages
    found = language_of(context.reading.text, languages)
    if found is None:
        return Section((context.say("language_note"), context.say("language_emergency")), kinds=("language_note",))
    sentence = found.text.format(number=context.call.number or languages.number)
    return Section((sentence, context.say("language_note")), kinds=("language_note",))


def deflect(phrase: str) -> Callable[[Context], Section]:
    """A kind no, with what Quiver can do."""

    def say(context: Context) -> Section:
        texts = (context.say(phrase),) if context.case.started else (context.say(phrase), context.say("start_prompt"))
        return Section(texts, kinds=("deflect",))

    return say


def abuse(context: Context) -> Section:
    """Rude words: friendly all the same; beside something that was told, in half a sentence."""
    told = context.understood.answered or context.reading.tells or context.reading.duration or context.reading.does("describe")
    return Section((context.say("abuse_told"),), kinds=("deflect",)) if told else deflect("deflect_abuse")(context)


def chitchat(phrase: str) -> Callable[[Context], Section]:
    """Small talk, answered in a sentence."""

    def say(context: Context) -> Section:
        opening = not context.case.started and phrase in ("chitchat_greeting", "chitchat_bot")
        texts = (context.say(phrase), context.say("start_prompt")) if opening else (context.say(phrase),)
        return Section(texts, kinds=("chitchat",), asks=phrase == "chitchat_bye")

    return say


def note(phrase: str, kind: str) -> Callable[[Context], Section]:
    """A single phrase that is a kind of its own."""
    return lambda context: Section((context.say(phrase),), kinds=(kind,))


SKILLS: Mapping[str, Callable[[Context], Section]] = {
    "crisis": crisis,
    "other_emergency": other_emergency,
    "other_language": other_language,
    "no_diagnosis": no_diagnosis,
    "no_prescribing": note("no_prescribing", "no_prescribing"),
    "other_place": scope_note,
    "handoff": note("handoff", "handoff"),
    "abuse": abuse,
    "trick": deflect("deflect_trick"),
    "gibberish": deflect("deflect"),
    "off_topic": deflect("deflect"),
    "greeting": chitchat("chitchat_greeting"),
    "bot_challenge": chitchat("chitchat_bot"),
    "thanks": chitchat("chitchat_thanks"),
    "bye": chitchat("chitchat_bye"),
}
