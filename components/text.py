"""What is done to a message before it is read."""

import re
import unicodedata

from privacy.introductions import without_identifiers
from privacy.masking import mask

LONGEST = 12_000
"""Characters that are read, about 2,000 words; a longer message is cut in the middle, so that its end is read too."""

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_STRETCHED = re.compile(r"(\S)\1{4,}")
_UNBROKEN = re.compile(r"\S{120}(?=\S)")
"""Runs of characters without a space, which would stall a tokenizer."""

_SPACES = re.compile(r"[ \t\r\f\v]+")


def clean(text: str) -> str:
    """``text`` with plain quotes and dashes, without invisible characters, of bounded length and stretch.

    Who somebody is goes too, whether it is masked already or not: the encoder would look for a sign in it.
    """
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} \n {text[-LONGEST // 2 :]}"
    text = unicodedata.normalize("NFC", text).translate(_QUOTES)
    text = _INVISIBLE.sub("", text)
    text = _STRETCHED.sub(lambda match: match[1] * 3, text)
    text = _UNBROKEN.sub(lambda match: f"{match[0]} ", text)
    return without_identifiers(mask(_SPACES.sub(" ", text).strip()))
