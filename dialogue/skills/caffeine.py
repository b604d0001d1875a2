"""How much caffeine there is in what the person drinks, against the limit; what isn't known is asked, not guessed."""

from typing import Any

from triage.caffeine import CHILD_SOURCE, LIMIT_SOURCE, PREGNANT_SOURCE, Estimate, Intake

from dialogue.context import Context, Section
from dialogue.intake import estimate_of
from dialogue.payloads import GO_ON, TIPS
from dialogue.picture import bar
from dialogue.questions import next_question

TOPIC = "caffeine_limit"
_VERDICTS = {"over": "caffeine_over", "under": "caffeine_under", "unsure": "caffeine_unsure"}
_PREGNANT = {"over": "caffeine_pregnant_over", "under": "caffeine_pregnant_under", "unsure": "caffeine_pregnant_unsure"}
_ASK = {"count": "caffeine_ask_count", "size": "caffeine_ask_size", "drink": "caffeine_ask_drink"}


def caffeine(context: Context) -> list[Section]:
    """The estimate and a question about what is missing, where there is room for them.

    While warning signs are still being asked about, what was said is only kept, unless the person asks for it.
    """
    case, waits = context.case, _warning_signs_open(context)
    asked, told = context.reading.does(TOPIC), case.caffeine_open
    if not case.intakes or not (asked or (told and not waits)):
        return []
    estimate = estimate_of(case)
    sections = []
    news = context.before.caffeine_open or estimate != estimate_of(context.before)
    if estimate is not None and (asked or (news and estimate.most_mg)):
        sections.append(_said(context, estimate))
    missing = next((item for item in case.intakes if item.missing), None)
    if missing is not None and not waits and told:
        sections.append(_question(context, missing))
    return sections


def _warning_signs_open(context: Context) -> bool:
    """Whether the reply is going to ask about anything that bears on the level."""
    asked = next_question(context)
    if asked is None or asked.id == TIPS or asked.id.startswith(f"{GO_ON}."):
        return False
    question = context.words.knowledge.interview.question(asked.id)
    return question is None or any(finding in context.words.knowledge.red_flags for finding in question.findings)


def _said(context: Context, estimate: Estimate) -> Section:
    case, drinks = context.case, context.words.drinks
    known = [item for item in case.intakes if item.known and item.most_mg]
    listed = "; ".join(f"{_worded(context, item)} ({spoken(item.least_mg, item.most_mg)})" for item in known)
    total = spoken(estimate.least_mg, estimate.most_mg)
    first = context.say("caffeine_estimate", total=total, drinks=listed) if known else context.say("caffeine_none")
    phrases, keys = (_PREGNANT, PREGNANT_SOURCE) if case.pregnant else (_VERDICTS, LIMIT_SOURCE)
    verdict = context.say(phrases[estimate.verdict], limit=estimate.limit_mg)
    if case.child and not case.pregnant:
        verdict, keys = context.say("caffeine_in_children"), CHILD_SOURCE
    cited = [context.words.knowledge.sources.cite(keys), drinks.cite(item.drink for item in known)]
    parts = [part for cite in cited for part in cite.split("; ") if part]
    source = context.say("source_note", source="; ".join(dict.fromkeys(parts)))
    return Section((f"{first} {verdict} {source}",), kinds=("answer",), topics=(TOPIC,), estimate=estimate)


def _question(context: Context, item: Intake) -> Section:
    drink = context.words.drinks.by_id.get(item.drink)
    label = drink.label if drink else item.drink
    return Section((context.say(_ASK[item.missing], drink=label, said=item.said),), asks=True, drink=item.drink)


def _worded(context: Context, item: Intake) -> str:
    """Their words, with the drink's name where the words are only a number that was asked for."""
    drink = context.words.drinks.by_id.get(item.drink)
    names = drink.names if drink else (item.drink,)
    said = item.said.lower()
    return item.said if any(word in said for name in names for word in name.lower().split()) else f"{names[0]}: {item.said}"


def spoken(least_mg: int, most_mg: int) -> str:
    """A range of milligrams as it is said."""
    return f"{most_mg} mg" if least_mg == most_mg else f"{least_mg} to {most_mg} mg"


def caffeine_json(context: Context) -> dict[str, Any] | None:
    """The envelope's ``caffeine``: the state of the conversation so far, None while nothing can be counted."""
    estimate = estimate_of(context.case)
    if estimate is None:
        return None
    return {
        "least_mg": estimate.least_mg,
        "most_mg": estimate.most_mg,
        "limit_mg": estimate.limit_mg,
        "drinks": [
            {"drink": item.drink, "said": item.said, "least_mg": item.least_mg, "most_mg": item.most_mg, "known": item.known}
            for item in context.case.intakes
        ],
    }


def picture_json(context: Context, estimate: Estimate) -> dict[str, str]:
    """The envelope's ``picture``: the estimate as a bar against the limit."""
    total = spoken(estimate.least_mg, estimate.most_mg)
    title = context.say("caffeine_picture_title", total=total)
    alt = context.say("caffeine_picture_alt", total=total, limit=estimate.limit_mg)
    svg = bar(estimate, title=title, alt=alt, limit=context.say("caffeine_picture_limit", limit=estimate.limit_mg))
    return {"svg": svg, "alt": alt}
