"""The words of ``phrases.yml`` and the safe sentence of ``knowledge/phrases.yml``."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from triage.files import KnowledgeError, read_yaml

HERE = Path(__file__).resolve().parent
KNOWLEDGE = HERE.parent.parent / "knowledge" / "phrases.yml"


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, str]:
    """What is said in Slack only, by key.

    Raises:
        KnowledgeError: if the file is missing or a phrase is no text.
    """
    words: dict[str, str] = read_yaml(HERE / "phrases.yml")
    for key, text in words.items():
        if not isinstance(text, str) or not text.strip():
            raise KnowledgeError(f"channels/slack/phrases.yml: '{key}' should be a text")
    return words


@lru_cache(maxsize=1)
def _spoken() -> Mapping[str, str]:
    words: dict[str, str] = read_yaml(KNOWLEDGE)
    return words


def unavailable() -> str:
    """The sentence for a turn that failed; it carries the emergency line."""
    return str(_spoken()["unavailable"])


def summary_intro() -> str:
    """What the bot says before a summary."""
    return str(_spoken()["summary_intro"])
