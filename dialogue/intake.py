"""What a message adds to what is known of drinks with caffeine."""

import re
from dataclasses import replace

from triage.caffeine import PREGNANT_LIMIT_MG, Drinks, Estimate, Intake, estimate, milligrams, told

from dialogue.answers import Polarity, polarity
from dialogue.case import Case
from dialogue.reading import Reading


def drunk(case: Case, reading: Reading, table: Drinks) -> Case:
    """The case with what the message says of drinks, be it by name or as a number that was asked for."""
    case = replace(case, pregnant=case.pregnant or reading.pregnant)
    new = reading.intakes or _answer(case, reading, table)
    if not new:
        return replace(case, drink_asked=None)
    return replace(case, intakes=told(case.intakes, new), caffeine_open=True, drink_asked=None)


def _answer(case: Case, reading: Reading, table: Drinks) -> tuple[Intake, ...]:
    """The intake of the drink that was asked about, if the message is a number or a no."""
    asked = case.drink_asked
    if asked is None or reading.states_a_finding:
        return ()
    if reading.milligrams is not None:
        return (Intake(asked, reading.text, reading.milligrams, reading.milligrams),)
    if reading.number is not None and asked in table.by_id:
        drink = table.by_id[asked]
        least, most = milligrams(drink.sizes.values(), *reading.number)
        return (Intake(asked, reading.text, least, most),)
    return (Intake(asked, reading.text),) if polarity(reading) is Polarity.NO else ()


def in_context(case: Case, reading: Reading) -> Reading:
    """The reading in the light of what was said of drinks.

    "Is that too much?" after a drink asks about caffeine; the milligrams of a label that was asked for are no question
    about doses.
    """
    if case.drink_asked and (reading.milligrams is not None or reading.number is not None):
        return replace(reading, acts=tuple(act for act in reading.acts if act not in _MISTAKEN))
    if (case.intakes or reading.intakes) and _TOO_MUCH.search(reading.text) and len(reading.text.split()) <= _FEW_WORDS:
        return replace(reading, acts=("caffeine_limit", *(act for act in reading.acts if act not in _MISTAKEN)))
    return reading


_TOO_MUCH = re.compile(r"\b(?:too (?:much|many)|(?:over|above|within|under) (?:the|my) limit|how much is that)\b", re.IGNORECASE)
_MISTAKEN = ("caffeine_limit", "no_prescribing", "why_level", "unclear", "off_topic", "how_sure", "is_it_serious")
_FEW_WORDS = 8


def estimate_of(case: Case) -> Estimate | None:
    """The estimate for what is known, against the limit that holds for the person; None if nothing is known."""
    return estimate(case.intakes, limit_mg=PREGNANT_LIMIT_MG) if case.pregnant else estimate(case.intakes)
