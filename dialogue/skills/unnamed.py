"""Causes that people ask about and that the article doesn't name, and the milligrams of a drink that is only asked about."""

import re
from dataclasses import replace

from triage.caffeine import Drink
from triage.plain import plain

from dialogue.asking import asks
from dialogue.context import Context, Section
from dialogue.reading import Reading

OVERVIEW, LIMIT = "triggers_overview", "caffeine_limit"
CAFFEINE = (LIMIT, "relief_cut_stimulants", "trigger_caffeine")
MISREAD = ("off_topic", "gibberish", "unclear", "affirm")
LONGEST = 14
"""Words of a question that is taken to be about one cause, or one drink, alone."""

_CAUSES = re.compile(
    r"\b(?:caus\w*|trigger\w*|bring\w*|make\w*|do(?:es)? (?:this|it|that)|give\w*|from|because|due|related|connected|link\w*|behind|blame|reason|play\w* a (?:part|role)|affect\w*|set\w* it off"
    r"|is (?:it|this)|could it be|can it be|what about|how about|contagious|infectious|catch\w*|inherited|hereditary)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:and|or|n)\b|[&,]|\?.*\?", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:stress\w*|anxi\w*|worr\w*|tired\w*|fatigue\w*|sleep\w*|caffein\w*|stimulant\w*|nicotine|smok\w*|vap\w*|dehydrat\w*|magnesium|potassium|electrolyte\w*)\b", re.IGNORECASE)
"""What the article does name."""
_AMOUNT = re.compile(r"\b(?:how (?:much|many)|what['’]?s the caffeine|caffeine (?:is )?in|ok(?:ay)?|fine|safe|allowed|count\w*|instead|(?:have|has|got) (?:any )?caffeine|contain\w*)\b", re.IGNORECASE)


def unnamed_cause(context: Context) -> str | None:
    """The cause that the article doesn't name and that the message asks about and nothing else, or None."""
    text = context.reading.text
    if len(text.split()) > LONGEST or _JOINED.search(text) or not (asks(text) and _CAUSES.search(text)):
        return None
    if _NAMED.search(text) or _drink_in(context) is not None:
        return None
    words = f" {plain(text)} "
    return next((cause for cause in context.words.unnamed if f" {cause} " in words), None)


def named_drink(context: Context) -> Drink | None:
    """The drink whose caffeine the message asks about, without saying how much of it is drunk, or None."""
    text = context.reading.text
    about = any(context.reading.does(topic) for topic in CAFFEINE) or "caffeine" in text.lower()
    if context.case.pregnant or context.case.child:
        return None  # for them the article's figure doesn't hold, and other words do
    if context.reading.intakes or len(text.split()) > LONGEST or not (about and asks(text) and _AMOUNT.search(text)):
        return None
    return _drink_in(context)


def _drink_in(context: Context) -> Drink | None:
    """The drink of the table that the message names by the longest name, or None."""
    words = f" {plain(context.reading.text)} "
    named = [(len(plain(name)), drink) for drink in context.words.drinks.by_id.values() for name in drink.names if f" {plain(name)} " in words]
    return max(named, key=lambda pair: pair[0])[1] if named else None


def settled(context: Context) -> tuple[Reading, list[Section]]:
    """The reading without what such a question was misread as, and the answer to it."""
    if unnamed_cause(context) is not None:
        return _without(context, (*context.words.topics, *MISREAD)), [_not_named(context)]
    drink = named_drink(context)
    if drink is not None:
        return _without(context, (*CAFFEINE, *MISREAD)), [_drink(context, drink)]
    return context.reading, []


def _without(context: Context, acts: tuple[str, ...]) -> Reading:
    return replace(context.reading, acts=tuple(act for act in context.reading.acts if act not in acts))


def _not_named(context: Context) -> Section:
    topic = context.words.topics[OVERVIEW]
    return Section((f"{context.say('cause_not_named')} {context.words.sourced(topic)}",), kinds=("answer",), topics=(OVERVIEW,))


def _drink(context: Context, drink: Drink) -> Section:
    size = drink.sizes[drink.default_size]
    words = plain(context.reading.text).split()
    for name, each in drink.sizes.items():
        if name.split("_")[-1] in words and drink.default_size.split("_")[-1] not in words:
            size = each
            break
    least, most = round(size.least_mg), round(size.most_mg)
    total = f"{most} mg" if least == most else f"{least} to {most} mg"
    phrase = "caffeine_of_drink" if size.ml else "caffeine_of_serving"
    source = context.say("source_note", source="; ".join([context.words.drinks.cites[size.source], context.words.knowledge.sources.cite(("article/relief/2",))]))
    said = context.say(phrase, drink=drink.label, total=total, ml=round(size.ml or 0))
    return Section((f"{said} {source}",), kinds=("answer",), topics=(LIMIT,))
