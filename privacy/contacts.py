"""E-mail addresses and phone numbers. Google's numbering plans (``phonenumbers``) decide what a phone number is."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException

from privacy.spans import Kind, Span

_EMAIL = re.compile(r"[\w.+%'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}\b", re.IGNORECASE)
_CANDIDATE = re.compile(r"(?<![\w/+-])(?<!\d[.,])(?:\+|00)?\(?\d[\d\s().\u2010-\u2015/-]{4,24}\d(?![\w/])")
_CUE = re.compile(
    r"\b(?:phone|tel|telephone|mobile|mob|cell|cellphone|landline|fax|whatsapp|ring|call|text|reach|contact|dial|number|ph|no)\b"
    r"[^.!?\n]{0,25}$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(r"\s*(?:is|'s)\s+(?:my|our|the|his|her)\s+(?:\w+\s+)?(?:number|phone|mobile|cell|line|whatsapp|landline)\b", re.IGNORECASE)
_NORTH_AMERICAN = re.compile(r"(?:1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}")
_WITH_TRUNK = re.compile(r"\(?0\d")
_DATES_AND_TIMES = re.compile(
    r"\b\d{4}[-./]\d{1,2}[-./]\d{1,2}\b|\b\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d\b|\b(?:19|20)\d\d ?[-\u2013] ?(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d ?(?:[ap]m)?\b",
    re.IGNORECASE,
)
_REGIONS = (
    "GB", "IE", "US", "AU", "NZ", "IN", "PK", "BD", "LK", "NG", "GH", "KE", "ZA", "DE", "FR", "ES", "IT", "NL", "BE", "AT", "CH", "PT", "PL", "SE", "NO", "DK",
    "FI", "GR", "RO", "CZ", "HU", "TR", "BR", "MX", "AR", "CO", "JP", "KR", "CN", "HK", "TW", "SG", "MY", "PH", "ID", "TH", "VN", "AE", "SA", "EG", "MA", "IL",
    "RU", "UA",
)  # fmt: skip
"""Whose national numbers are recognised; with a country code all are."""

FEWEST_DIGITS = 9
"""Digits of a national number that stands there without a word such as "call"."""

FEWEST_DIGITS_CALLED = 7
"""Digits of one after such a word; shorter ones are public numbers such as 112 or 116 123."""


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses, written out ("ann (at) example.com") too."""
    for match in _EMAIL.finditer(text):
        if any(character.isalnum() for character in match[0].split("@")[0]):
            yield Span(match.start(), match.end(), Kind.EMAIL)


def phones(text: str) -> Iterator[Span]:
    """Phone numbers: international ones, and national ones of many countries."""
    for match in _CANDIDATE.finditer(_without_dates(text)):
        called = _CUE.search(text, max(0, match.start() - 60), match.start()) or _CUE_AFTER.match(text, match.end())
        if _is_phone(match[0], called=called is not None):
            yield Span(match.start(), match.end(), Kind.PHONE)


def _without_dates(text: str) -> str:
    return _DATES_AND_TIMES.sub(lambda match: "x" * len(match[0]), text)


def _is_phone(written: str, *, called: bool) -> bool:
    digits = sum(character.isdigit() for character in written)
    if written.startswith(("+", "00")):
        return digits >= FEWEST_DIGITS_CALLED and _valid("+" + written.lstrip("+0") if written.startswith("00") else written, None)
    if called and digits >= FEWEST_DIGITS_CALLED:
        return True
    if digits < FEWEST_DIGITS:
        return False
    if _NORTH_AMERICAN.fullmatch(written):
        return _valid(written, "US") or _valid(written, "CA")
    return _WITH_TRUNK.match(written) is not None and any(_valid(written, region) for region in _REGIONS)


def _valid(written: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_possible_number(number := phonenumbers.parse(written, region)) and (
            region is None or phonenumbers.is_valid_number(number)
        )
    except NumberParseException:
        return False
