"""The words, buttons and envelope of one turn."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from triage.assessment import Assessment
from triage.caffeine import CHILD_SOURCE, PREGNANT_SOURCE
from triage.findings import Status
from triage.levels import Level

from dialogue.answers import acknowledges
from dialogue.case import Case
from dialogue.context import Context, Section
from dialogue.elsewhere import lip_twitches, names_elsewhere
from dialogue.intake import estimate_of
from dialogue.payloads import CRISIS, TIPS, about
from dialogue.questions import Asked, listed, next_question
from dialogue.skills import SKILLS, borders, people, unnamed
from dialogue.skills.at_emergency import beside_the_call
from dialogue.skills.caffeine import TOPIC, caffeine, caffeine_json, picture_json
from dialogue.skills.reasons import because
from dialogue.understanding import SPREADING

SCHEMA = 1
_THANKS = re.compile(r"\b(?:thank\w*|thx|tnx|ty|cheers|ta)\b", re.IGNORECASE)
_DOCTOR = r"(?:doctors?|docs?|dr|gp|physician|neurologist|dentist|nurse|hospital|specialist|clinic|a\s?&\s?e|er)"
_CLEARED = r"\b(?:fine|ok|okay|nothing|harmless|normal|benign|all clear|not to worry|no worries|not worried|no big deal)\b"
_DOCTOR_CLEARED = re.compile(
    rf"\b(?:saw|seen|went|been|visited|spoke|asked|checked|told|says?|said)\b[^?]{{0,60}}\b{_DOCTOR}\b[^?]{{0,60}}{_CLEARED}"
    rf"|\b{_DOCTOR}\b[^?]{{0,40}}\b(?:says?|said|told|thinks?|thought|reckons?)\b[^?]{{0,40}}{_CLEARED}",
    re.IGNORECASE,
)
"""That a doctor has looked at it and found nothing; the level stays, for Quiver goes by the signs."""
MOST_TOPICS = 4
MOST_TIPS = 2
"""Tips that come with a result; the rest is offered."""
MOST_MORE_TIPS = 3
LONGEST_READ = 12_000
"""Characters of a message that are read; of a longer one the person is told so."""
TRIGGERS = "triggers"
WHY = ("why_ask", "why_level")
SPASM = "spreading_and_hemifacial_spasm"
CAFFEINE_TOPICS = ("caffeine_limit", "relief_cut_stimulants")
IN_A_CRISIS = ("privacy", "delete_data", "know_about_me", "handoff", "other_language")
"""What may still be said while a crisis stands."""


@dataclass(frozen=True)
class Reply:
    """What one turn says.

    Attributes:
        texts: one or two texts, paragraphs separated by blank lines; the question is the last.
        asked: the question at the end, with its buttons.
        envelope: the reply contract's object.
        case: the case as it is to be remembered.
        erase: whether everything that is stored of the conversation is to be erased, this turn included.
        assessment: what the level in the envelope rests on.
    """

    texts: tuple[str, ...]
    asked: Asked | None
    envelope: dict[str, Any]
    case: Case
    erase: bool = False
    assessment: Assessment | None = None


def compose(context: Context, *, returning: bool = False) -> Reply:
    """The reply to a message that has been understood."""
    sections = _sections(context)
    room = not any(section.asks for section in sections)
    asked = next_question(context, returning=returning) if room else None
    if not any(section.kinds for section in sections) and asked is None and not _answered_somehow(context, sections):
        sections = [_lost(context), *_first_contact(context)]
    elif not context.understood.anything and asked is not None:
        sections.append(_again(context))
    elif context.understood.open_ended and asked is not None and asked.id == context.before.pending:
        sections.append(Section((context.say("open_ended"),)))
    if asked is None and not any(section.texts for section in sections):
        sections = [_lost(context)]
    if asked is None and context.assessment.level is Level.UNDETERMINED and (context.understood.let_go or context.understood.put_aside):
        sections.append(Section((context.say("nothing_left_to_ask"),)))
    case = _remember(context, sections, asked)
    first = "\n\n".join(dict.fromkeys(text for section in sections for text in section.texts))
    texts = tuple(text for text in (first, asked.text if asked else "") if text)
    return Reply(texts, asked, _envelope(context, sections, asked), case, assessment=context.assessment)


def _answered_somehow(context: Context, sections: Sequence[Section]) -> bool:
    """Whether the sections say more than the line about privacy."""
    return len(sections) > len(_first_contact(context))


def _sections(context: Context) -> list[Section]:
    if context.reading.does("crisis"):
        erased = [SKILLS["delete_data"](context)] if context.reading.does("delete_data") else []
        return [SKILLS["crisis"](context), *(_emergency(context) if context.assessment.level is Level.EMERGENCY else erased)]
    if context.crisis and not context.turned_back:
        return _in_a_crisis(context)
    stands = [borders.crisis_stands(context)] if context.crisis else []
    return [*_ordinary(context), *stands]


def _in_a_crisis(context: Context) -> list[Section]:
    """While a crisis stands: an emergency first, then what was answered; a red flag is told, and nothing is asked."""
    if context.assessment.level is Level.EMERGENCY:
        return [*_emergency(context), borders.crisis_open(context)]
    acts = [SKILLS[act](context) for act in IN_A_CRISIS if context.reading.does(act)]
    raised = _level(context) if _new_reasons(context) and context.assessment.level is Level.URGENT else []
    return [*raised, borders.crisis_open(context), *acts]


def _ordinary(context: Context) -> list[Section]:
    if context.assessment.level is Level.EMERGENCY:
        return _emergency(context)
    read, settled = unnamed.settled(context)
    context = replace(context, reading=read)
    acts = [act for act in SKILLS if context.reading.does(act) and not _in_the_way(act, context)]
    sections = list(dict.fromkeys(SKILLS[act](context) for act in acts))
    drunk = caffeine(context)
    topics = _topics(context, without=(TOPIC,) if any(section.estimate for section in drunk) else ())
    given = _level(context)
    level = [*_too_long(context), *given, *_doctor_seen(context), *_aside(context), *_answered_triggers(context)]
    stands = people.still_stands(context) if any("assessment" in section.kinds for section in given) else []
    relief = _wanted_tips(context) or ([] if level else _more_relief(context))
    said = [*people.turned(context), *level, *stands, *sections, *settled, *topics, *relief, *drunk, *people.scope(context), *people.place(context)]
    return [*said, *_opening(context, said), *_first_contact(context)]


def _in_the_way(act: str, context: Context) -> bool:
    """Whether a part of the reply is left out: the less likely of two whys, "I can't help with that" beside the number that
    was asked for, a greeting beside a description, a scope note beside a grave doubt."""
    if act in WHY and all(context.reading.does(why) for why in WHY):
        return act != next(each for each in context.reading.acts if each in WHY)
    sure = any(not item.doubtful for item in context.reading.plain) or context.reading.denies_the_rest
    answered = context.understood.answered or (sure and act != "gibberish")
    if act in ("off_topic", "gibberish") and (context.placed or answered or acknowledges(context.reading)):
        return True
    if act == "greeting" and context.reading.does("bot_challenge"):
        return True
    if act == "thanks" and context.understood.answered:
        return not _THANKS.search(context.reading.text)
    if act == "help":
        return context.reading.acts[0] in context.words.topics
    if act == "greeting":
        return context.case.started and (context.reading.does("describe") or context.reading.tells)
    if act != "other_place":
        return False
    grave = any(flag in context.words.knowledge.emergency_signs for flag in context.assessment.to_confirm)
    told = [item for item in context.reading.statements if item.finding == SPREADING]
    spreads = any(not item.explained and (item.doubtful or item.status.is_there) for item in told)
    spreads = spreads and (context.before.started or lip_twitches(context.reading.text))
    return grave or spreads or (not names_elsewhere(context.reading.text) and (bool(told) or lip_twitches(context.reading.text)))


def _emergency(context: Context) -> list[Section]:
    known_before = context.case.level_said is Level.EMERGENCY
    changed = _new_reasons(context)
    if known_before and not changed:
        first = Section((context.say("emergency_still" if context.case.turns % 2 else "emergency_still_again"),))
    else:
        call = context.say("emergency_call_other" if context.case.about_other else "emergency_call")
        first = Section((call, *_emergency_reason(context)), kinds=("assessment",))
    kinds = ("other_emergency",) if context.reading.does("other_emergency") else ()
    sections = [replace(first, kinds=(*first.kinds, *kinds))]
    sections += beside_the_call(context)
    if context.attention and context.attention.unsettled:
        other = context.name_of(context.attention.unsettled, told_of=True)
        sections.append(Section((context.say("other_waits", other=other),)))
    return sections


def _emergency_reason(context: Context) -> tuple[str, ...]:
    reasons = [reason for reason in context.assessment.reasons if reason.row.then is Level.EMERGENCY]
    if not reasons:
        return (context.say("emergency_why_plain"), context.say("emergency_do"))
    reason = reasons[0].row
    why = context.say("emergency_why", because=because(context), reason=reason.because)
    do = context.say("emergency_do_other" if context.case.about_other else "emergency_do")
    return (f"{why} {context.cite(reason.source)}", f"{do} {context.say('emergency_take_back')}")


def _new_reasons(context: Context) -> bool:
    before = {item.finding for item in context.before.record.statements.values() if item.status.is_there}
    return any(reason.finding not in before for reason in context.assessment.reasons)


def _level(context: Context) -> list[Section]:
    """The level, where it is given for the first time or has changed."""
    said, level = context.case.level_said, context.assessment.level
    if context.understood.taken_back and said is not None and level < said:
        note = [Section((context.say("level_now_lower"),), kinds=("assessment",))]
    elif context.understood.taken_back:
        note = [Section((context.say("changed"),))]
    else:
        note = []
    if level is said or level is Level.UNDETERMINED:
        return note
    return [*note, _GIVEN[level](context)]


def _raised(context: Context) -> Section:
    id = context.assessment.level.id
    reason = context.assessment.reasons[0].row if context.assessment.reasons else None
    texts = [context.say(id)]
    if reason is not None:
        why = context.say(f"{id}_why", because=because(context), reason=reason.because)
        texts.append(f"{why} {context.cite(reason.source)}")
    texts += [f"{context.say(f'{id}_do')} {context.say(f'{id}_change')}"]
    return Section(tuple(texts), kinds=("assessment",))


def _harmless(context: Context) -> Section:
    row = next(row for row in context.words.knowledge.table.rows if row.then is Level.SELF_CARE)
    result = context.say("self_care_other" if context.case.about_other else "self_care")
    topics = _first_tips(context)
    texts = (
        result,
        f"{context.say('self_care_why')} {context.cite(row.source[:2])}",
        _tips(context, topics, "tips_fit" if _fitting(context) else "tips_first"),
        f"{_how_long(context, topics)} {context.say('self_care_change')}",
    )
    return Section(texts, kinds=("assessment", "answer"), topics=topics)


def _tips(context: Context, topics: Sequence[str], intro: str) -> str:
    """Tips as they are said: one in a sentence, several in a list."""
    tips = [context.words.topics[id] for id in topics]
    items = [context.say("tip", title=tip.title, text=context.words.tip(tip)) for tip in tips]
    return f"{context.say(intro)} {context.words.tip(tips[0])}" if len(items) == 1 else "\n".join([context.say(intro), *items])


def _fitting(context: Context) -> list[str]:
    """Tips for the triggers that are there, in the order of ``relief.yml``."""
    relief = context.words.relief.by_trigger
    return list(dict.fromkeys(topic for trigger, topic in relief.items() if _to_cut(context, trigger)))


def _to_cut(context: Context, trigger: str) -> bool:
    """Whether a trigger is there to do something about: caffeine that was counted and stays within the limit isn't."""
    estimate = estimate_of(context.case)
    within = trigger == "caffeine" and estimate is not None and estimate.verdict == "under" and all(item.known for item in context.case.intakes)
    return context.assessment.statuses.get(trigger) is Status.PRESENT and not within


def _first_tips(context: Context) -> tuple[str, ...]:
    """The tips that come with the result: those that fit, or else the one step that the article puts first."""
    room = MOST_TOPICS - len(_asked_topics(context))
    return tuple((_fitting(context) or context.words.relief.always[:1])[: max(1, min(MOST_TIPS, room))])


def _wanted_tips(context: Context) -> list[Section]:
    """More tips, where they were offered: those that haven't been given yet, the fitting ones first."""
    if context.understood.tips is None:
        return []
    if not context.understood.tips:
        return [Section((context.say("tips_declined"),))]
    every = dict.fromkeys([*_fitting(context), *context.words.relief.always, *context.words.relief.by_trigger.values()])
    topics = tuple(topic for topic in every if topic not in context.case.advised)[:MOST_MORE_TIPS]
    if not topics:
        then = context.say("tips_then", advice=context.say(f"advice_{context.assessment.level.id}"))
        return [Section((f"{context.say('tips_no_more')} {then}",))]
    return [Section((_tips(context, topics, "tips_more"),), kinds=("answer",), topics=topics)]


def _answered_triggers(context: Context) -> list[Section]:
    """That none of the usual triggers stands out, when all that were asked about were denied, or that some were."""
    question = context.words.knowledge.interview.question(TRIGGERS)
    asked = context.before.pending == TRIGGERS and context.understood.answered and not context.understood.which
    statuses = context.assessment.statuses
    if not asked or question is None or any(statuses.get(trigger) is Status.PRESENT for trigger in context.words.relief.by_trigger):
        return []
    return [Section((context.say("triggers_noted" if question.unknown(statuses) else "no_triggers"),))]


def _doctor_seen(context: Context) -> list[Section]:
    """A word about the doctor who has found nothing, where the level stands against it."""
    if not context.case.started or not _DOCTOR_CLEARED.search(context.reading.text):
        return []
    return [Section((context.say("doctor_seen"),))]


_GIVEN = {Level.URGENT: _raised, Level.ROUTINE: _raised, Level.SELF_CARE: _harmless}


def _aside(context: Context) -> list[Section]:
    """An answer that was refused or isn't known: that's fine, but then nothing can be called harmless, which is said once."""
    if context.understood.let_go:
        return [Section((context.say("let_go"),))]
    if not context.understood.put_aside:
        return []
    if context.before.put_aside:
        return [Section((context.say("skipped_again" if context.case.turns % 2 else "skipped_once_more"),))]
    texts = [context.say("skipped")]
    if context.assessment.level is Level.UNDETERMINED:
        texts.append(context.say("put_aside"))
    return [Section((" ".join(texts),))]


def _asked_topics(context: Context) -> list[str]:
    topics = [act for act in context.reading.acts if act in context.words.topics]
    named = "hemifacial" in context.reading.text.lower() and SPASM in topics
    return [topic for topic in topics if not (named and topic == "what_is_it")][:2]


def _topics(context: Context, *, without: Sequence[str] = ()) -> list[Section]:
    topics = [context.words.topics[topic] for topic in _asked_topics(context) if topic not in without]
    sections = [Section((context.words.sourced(topic),), kinds=("answer",), topics=(topic.id,)) for topic in topics]
    about_caffeine = any(topic.id in CAFFEINE_TOPICS for topic in topics)
    limits = [(context.case.pregnant, "caffeine_in_pregnancy", PREGNANT_SOURCE), (context.case.child, "caffeine_in_children", CHILD_SOURCE)]
    sections += [
        Section((f"{context.say(phrase)} {context.cite(source)}",)) for holds, phrase, source in limits if holds and about_caffeine
    ]
    return sections


def _opening(context: Context, anything: Sequence[Section]) -> list[Section]:
    """A word of thanks when somebody begins to tell, if nothing else has been said."""
    begins = context.case.started and not context.before.started
    if not begins or anything:
        return []
    return [Section((context.say("opening_other" if context.case.about_other else "opening"),))]


def _first_contact(context: Context) -> list[Section]:
    """One line about what Quiver is and about privacy, the first time that anything is said."""
    if context.before.turns:
        return []
    return [Section((context.say("privacy_first" if context.reading.does("bot_challenge") else "first_contact"),))]


def _too_long(context: Context) -> list[Section]:
    """A message of which only the beginning and the end were read."""
    return [Section((context.say("too_long"),))] if len(context.reading.text) > LONGEST_READ else []


def _more_relief(context: Context) -> list[Section]:
    """Advice that fits the triggers: those that were named after the result and, when somebody asks what helps, all of them."""
    asked = context.reading.does("relief_overview")
    if context.assessment.level is not Level.SELF_CARE and not asked:
        return []
    known = context.before.record.statements
    relief = context.words.relief.by_trigger
    new = [topic for trigger, topic in relief.items() if _to_cut(context, trigger) and (asked or trigger not in known)]
    room = min(MOST_TIPS, MOST_TOPICS - len(_asked_topics(context)))
    fresh = tuple(topic for topic in dict.fromkeys(new) if topic not in _asked_topics(context))[:room]
    known_tips = tuple(topic for topic in fresh if topic in context.before.advised)
    if fresh and known_tips == fresh and not asked:
        titles = listed([context.words.topics[topic].title.lower() for topic in fresh], "and")
        return [Section((context.say("tips_already", titles=titles),), kinds=("answer",), topics=fresh)]
    fresh = fresh if asked else tuple(topic for topic in fresh if topic not in known_tips)
    if not fresh:
        return []
    change = f" {context.say('self_care_change')}" if context.assessment.level is Level.SELF_CARE else ""
    said_lately = context.before.advised and not asked
    last = () if said_lately else (f"{_how_long(context, fresh)}{change}",)
    return [Section((_tips(context, fresh, "tips_fit"), *last), kinds=("answer",), topics=fresh)]


def _how_long(context: Context, topics: Sequence[str]) -> str:
    """How long to give the steps, with its source. The article names a time for cutting stimulants only."""
    stimulants = "relief_cut_stimulants" in topics
    source = context.cite(("article/relief/2",) if stimulants else ("article/intro/1",))
    return f"{context.say('relief_how_long_stimulants' if stimulants else 'relief_how_long')} {source}"


def _again(context: Context) -> Section:
    phrase = ("again", "again_buttons", "again_list", "again_handoff")[min(context.case.misses, 4) - 1]
    return Section((context.say(phrase),), kinds=("deflect",) if not context.case.started else ())


def _lost(context: Context) -> Section:
    """Nothing to say so far: the person said something that calls for no answer, or that nobody understands."""
    if not context.reading.text.strip():
        return Section((context.say("deflect_empty"), context.say("start_prompt")), kinds=("deflect",))
    if not context.case.started:
        return Section((context.say("deflect"), context.say("start_prompt")), kinds=("deflect",))
    if not context.understood.anything:
        return Section((context.say("again"), context.say("what_matters")), kinds=("deflect",))
    if context.assessment.level is Level.UNDETERMINED:
        return Section((context.say("put_aside"), context.say("what_matters")))
    if acknowledges(context.reading):
        return Section((context.say("acknowledged"),))
    again = context.case.turns % 2
    return Section((context.say("level_unchanged" if again else "level_unchanged_again", advice=context.say(f"advice_{context.assessment.level.id}")),))


def _remember(context: Context, sections: Sequence[Section], asked: Asked | None) -> Case:
    case = context.case
    given = any("assessment" in section.kinds for section in sections)
    new = (asked.id,) if asked and asked.id not in case.asked else ()
    return replace(
        case,
        level_said=context.assessment.level if given or context.assessment.level is Level.EMERGENCY else case.level_said,
        pending=asked.id if asked else _open_crisis(context),
        asked=(*case.asked, *new),
        turns=case.turns + 1,
        last_seen=context.now.timestamp(),
        began=case.began or context.now.timestamp(),
        caffeine_open=case.caffeine_open and not any(section.estimate or section.drink for section in sections),
        drink_asked=next((section.drink for section in sections if section.drink), None),
        noted=(*case.noted, *people.new_notes(context)) if any("scope_note" in section.kinds for section in sections) else case.noted,
        put_aside=(*case.put_aside, asked.id) if asked and asked.id in (TRIGGERS, TIPS) and asked.id in case.asked else case.put_aside,
        advised=tuple(dict.fromkeys([*case.advised, *(id for section in sections for id in section.topics if id.startswith("relief_"))])),
    )


def _open_crisis(context: Context) -> str | None:
    """The question of a crisis, open until the person turns back to the lip."""
    return about(CRISIS, context.crisis) if context.crisis and not context.turned_back else None


def _envelope(context: Context, sections: Sequence[Section], asked: Asked | None) -> dict[str, Any]:
    kinds = [kind for section in sections for kind in section.kinds] + (["interview"] if asked else [])
    topics = [topic for section in sections for topic in section.topics]
    envelope: dict[str, Any] = {
        "schema": SCHEMA,
        "kinds": list(dict.fromkeys(kinds)),
        "topics": list(dict.fromkeys(topics))[:MOST_TOPICS],
        "assessment": assessment_json(context),
        "versions": {"knowledge": context.words.knowledge.version, "table": context.words.knowledge.table.version},
    }
    if asked:
        envelope["question"] = {
            "id": asked.id,
            "step": asked.step,
            "of": asked.of,
            "multiple": asked.multiple,
            "choices": [{"id": item.id, "label": item.label, "payload": item.payload} for item in asked.choices],
        }
    drunk, estimate = caffeine_json(context), next((section.estimate for section in sections if section.estimate), None)
    if drunk is not None:
        envelope["caffeine"] = drunk
    if any(section.summed_up for section in sections):
        envelope["summary"] = {}
    if estimate is not None:
        envelope["picture"] = picture_json(context, estimate)
    if context.assessment.level is Level.EMERGENCY or "crisis" in kinds:
        envelope["call"] = {"number": context.call.number or "112", "country": context.call.country}
    return envelope


def assessment_json(context: Context) -> dict[str, Any]:
    """The contract's ``assessment``: the state of the conversation so far."""
    assessment, sources = context.assessment, context.words.knowledge.sources
    return {
        "level": assessment.level.id,
        "red_flags": list(assessment.red_flags),
        "to_confirm": [] if assessment.level is Level.EMERGENCY else list(assessment.to_confirm),
        "long_standing": list(assessment.long_standing),
        "findings": {
            finding: "absent" if status is Status.ABSENT else "present" for finding, status in assessment.statuses.items()
        },
        "about": "other" if context.case.about_other else "self",
        "because": [
            {"finding": item.finding, "said": item.said, "rule": item.row.id, "source": sources.cite(item.row.source)}
            for item in assessment.reasons
        ],
    }
