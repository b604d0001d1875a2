"""Button payloads: ``#<question>:<choice>[+<choice>…]``. They never begin with a slash."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

CONFIRM = "confirm"
CONTRADICTION = "contradiction"
SAME_EPISODE = "same_episode"
CHANGE = "change"
WHOM = "whom"
GO_ON = "go_on"
TIPS = "tips"
CRISIS = "crisis"

_FORM = re.compile(r"#(?P<question>[a-z_]+(?:\.[a-z_]+)?):(?P<choices>[a-z_]+(?:\+[a-z_]+)*)")


@dataclass(frozen=True)
class Press:
    """A button that was pressed: which question's, and which of its choices."""

    question: str
    choices: tuple[str, ...]


def payload(question: str, *choices: str) -> str:
    """The payload that stands for ``choices`` of ``question``."""
    return f"#{question}:{'+'.join(choices)}"


def press_of(text: str) -> Press | None:
    """The button that ``text`` is the payload of, or None if it has another form."""
    match = _FORM.fullmatch(text.strip())
    return Press(match["question"], tuple(match["choices"].split("+"))) if match else None


def about(kind: str, finding: str) -> str:
    """The name of the open question of ``kind`` (confirm, contradiction) about a finding."""
    return f"{kind}.{finding}"


def asked_about(question: str | None, kinds: Sequence[str] = (CONFIRM, CONTRADICTION)) -> tuple[str, str] | None:
    """Kind and finding of an open question that is about one finding, or None."""
    kind, _, finding = (question or "").partition(".")
    return (kind, finding) if finding and kind in kinds else None
