"""Identifiers replaced by the name of their kind: "I'm Ann, 07700 900123" becomes "I'm [name], [phone]".

Pattern recognisers only: no model, no network. What is no identifier (a drink, a date, a duration, a symptom, an amount)
is left as it is written, so that the message reads the same.
"""

from collections.abc import Callable, Iterator

from privacy.contacts import emails, phones
from privacy.names import names
from privacy.numbers import numbers
from privacy.places import addresses, postcodes
from privacy.spans import Kind, Span

__all__ = ["Kind", "Span", "identifiers", "mask"]

LONGEST = 24_000
"""Characters in which identifiers are sought at either end of a message; what is beyond is left out of it."""

_RECOGNISERS: tuple[Callable[[str], Iterator[Span]], ...] = (emails, numbers, phones, addresses, postcodes, names)
"""The surest first: where two claim the same characters, the earlier one has them."""


def identifiers(text: str) -> tuple[Span, ...]:
    """Everything in ``text`` that identifies somebody, in the order of the text; no two share a character."""
    found: list[Span] = []
    for recognise in _RECOGNISERS:
        for span in recognise(text):
            if not any(span.touches(other) for other in found):
                found.append(span)
    return tuple(sorted(found))


def mask(text: str) -> str:
    """``text`` with every identifier replaced by the name of its kind in brackets.

    A message so long that nobody reads all of it loses its middle, which no recogniser has seen.
    """
    if len(text) > 2 * LONGEST:
        return f"{mask(_whole_words(text[:LONGEST]))} … {mask(_whole_words(text[-LONGEST:][::-1])[::-1])}"
    pieces, place = [], 0
    for span in identifiers(text):
        pieces += [text[place : span.start], span.kind.value]
        place = span.end
    return "".join([*pieces, text[place:]])


def _whole_words(text: str) -> str:
    """``text`` without its last word, which may be the half of one; as it is, if it is one word."""
    return text.rsplit(maxsplit=1)[0] if text.split(maxsplit=1)[1:] else text
