"""A person on the REST channel."""

import json
import urllib.request
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One turn's reply: its texts, its envelopes added up as the contract says, and the id of the question at its end."""

    texts: tuple[str, ...]
    kinds: frozenset[str]
    topics: frozenset[str]
    assessment: dict[str, Any]
    question: str | None = None

    @property
    def silent(self) -> bool:
        """Whether nothing at all came back, as from a Rasa whose action failed."""
        return not self.texts and not self.kinds

    @property
    def level(self) -> str:
        """The level so far; anything up to undetermined is ``none`` for the labels."""
        return str(self.assessment["level"])


SILENCE = Answer((), frozenset(), frozenset(), {"level": "undetermined", "red_flags": [], "to_confirm": [], "findings": {}})


class Person:
    """One conversation over REST with the Quiver at ``url``; ``metadata`` may tell the person's locale and time zone."""

    def __init__(self, url: str, *, metadata: Mapping[str, str] | None = None) -> None:
        self._metadata = dict(metadata or {})
        self._url = f"{url.rstrip('/')}/webhooks/rest/webhook"
        self._sender = f"eval-{uuid.uuid4()}"

    def say(self, text: str) -> Answer:
        """Send one message and take the reply.

        Raises:
            urllib.error.URLError: if the server doesn't answer.
            ValueError: if the reply has words but no envelope.
        """
        body = json.dumps({"sender": self._sender, "message": text, "metadata": self._metadata}).encode()
        request = urllib.request.Request(self._url, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as response:
            return added_up(json.load(response))


def added_up(messages: Sequence[dict[str, Any]]) -> Answer:
    """One turn's messages as one answer; none at all are ``SILENCE``.

    Raises:
        ValueError: if they have words but no envelope.
    """
    if not messages:
        return SILENCE
    envelopes = [message["custom"] for message in messages if "custom" in message]
    if not envelopes:
        raise ValueError("the reply carries no envelope")
    return Answer(
        texts=tuple(message["text"] for message in messages if "text" in message),
        kinds=frozenset(kind for envelope in envelopes for kind in envelope["kinds"]),
        topics=frozenset(topic for envelope in envelopes for topic in envelope["topics"]),
        assessment=[envelope["assessment"] for envelope in envelopes][-1],
        question=next((envelope["question"]["id"] for envelope in reversed(envelopes) if "question" in envelope), None),
    )
