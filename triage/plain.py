"""Texts as they are compared: what case, punctuation and apostrophes don't matter to."""

import re


def plain(text: str, *, keep: str = "") -> str:
    """``text`` in lower case, with single spaces for punctuation; the characters of ``keep`` stay."""
    return " ".join(re.sub(rf"[^\w\s{re.escape(keep)}]", " ", text.lower()).split())


def unquoted(text: str, *, keep: str = "") -> str:
    """Like ``plain``, but apostrophes leave no gap: "I'm" is "im"."""
    return plain(text.replace("’", "").replace("'", ""), keep=keep)
