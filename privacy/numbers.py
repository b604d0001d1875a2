"""Numbers that stand for a person: cards, accounts, national and medical ids. ``stdnum`` knows their check digits."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from stdnum import iban, luhn
from stdnum.br import cpf
from stdnum.ca import sin
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.ie import pps
from stdnum.in_ import aadhaar, pan
from stdnum.it import codicefiscale
from stdnum.kr import rrn
from stdnum.mx import curp
from stdnum.se import personnummer
from stdnum.us import ssn

from privacy.spans import Kind, Span

_SEPARATED = r"[ \u00a0.-]?"
_CARD = re.compile(rf"(?<![\w.-])\d(?:{_SEPARATED}\d){{12,18}}(?![\w-])")
_IBAN = re.compile(r"(?<!\w)(?:[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}|[a-z]{2}\d{2}[a-z0-9]{11,30})(?!\w)")
_LONG_RUN = re.compile(r"(?<![\w.,])\d{9,}(?![\w,]|\.\d)")
_NATIONAL_INSURANCE = re.compile(r"(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?!\w)", re.IGNORECASE)
_SINGAPORE = re.compile(r"(?<!\w)[STFGM]\d{7}[A-Z](?!\w)", re.IGNORECASE)


def _is_card(written: str) -> bool:
    return bool(luhn.is_valid(re.sub(r"\D", "", written)))


_CHECKED: tuple[tuple[re.Pattern[str], Callable[[Any], bool]], ...] = ((_CARD, _is_card), (_IBAN, iban.is_valid)) + tuple(
    (re.compile(rf"(?<![\w-]){form}(?![\w-])", re.IGNORECASE), check)
    for form, check in (
        (r"\d{3}-\d{2}-\d{4}", ssn.is_valid),
        (r"\d{3}[ -]\d{3}[ -]\d{4}", nhs.is_valid),
        (r"\d{4}[ -]\d{4}[ -]\d{4}", aadhaar.is_valid),
        (r"[A-Z]{5}\d{4}[A-Z]", pan.is_valid),
        (r"\d{8}-?[A-Z]", dni.is_valid),
        (r"[XYZ]-?\d{7}-?[A-Z]", nie.is_valid),
        (r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]", codicefiscale.is_valid),
        (r"\d{3}\.\d{3}\.\d{3}-\d\d", cpf.is_valid),
        (r"[12] ?\d\d ?\d\d ?\d[\dAB] ?\d{3} ?\d{3} ?\d\d", nir.is_valid),
        (r"(?:19|20)?\d{6}[-+]\d{4}", personnummer.is_valid),
        (r"\d{6}[-+A]\d{3}[\dA-Z]", hetu.is_valid),
        (r"\d{6}-[1-4]\d{6}", rrn.is_valid),
        (r"\d{7}[A-W][A-IW]?", pps.is_valid),
        (r"\d{3}[ -]\d{3}[ -]\d{3}", sin.is_valid),
        (r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d", curp.is_valid),
    )
)

_NAMED_ID = re.compile(
    r"\b(?P<what>nhs|hospital|patient|chart|medical record|record|mrn|insurance|policy|membership|member|account|acct|bank|passport|driving licen[cs]e|"
    r"driver'?s licen[cs]e|licen[cs]e|social security|ssn|national insurance|ni|nino|medicare|medicaid|health card|identity card|identity|id|card|tax|tfn|"
    r"aadhaar|aadhar|pan|abha|bsn|cpf|dni|nie|pesel|sort code|reference|ref|case|claim)\b\s*(?:card\s*)?(?:id\b|number\b|num\b|no\b\.?|nr\b\.?|#)?\s*(?:is|was|:|=|-)?\s*"
    r"(?P<token>(?=(?:[\w-]*[ -]?){1,4}?)[A-Z]{0,4}[ -]?\d[\dA-Z]*(?:[ /-]\d[\dA-Z]*){0,4})(?!\w)",
    re.IGNORECASE,
)
FEWEST_DIGITS_NAMED = 5


def numbers(text: str) -> Iterator[Span]:
    """Card, account and identity numbers, and any unbroken run of nine digits or more: nothing else is told that way."""
    for pattern, check in _CHECKED:
        for match in pattern.finditer(text):
            if check(match[0]):
                yield Span(match.start(), match.end(), Kind.NUMBER)
    for pattern in (_NATIONAL_INSURANCE, _SINGAPORE, _LONG_RUN):
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), Kind.NUMBER)
    for match in _NAMED_ID.finditer(text):
        if sum(character.isdigit() for character in match["token"]) >= FEWEST_DIGITS_NAMED:
            yield Span(match.start("token"), match.end("token"), Kind.NUMBER)
