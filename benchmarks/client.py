"""A person on the REST channel."""

import json
import urllib.request
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One turn's reply: its texts, and its envelopes added up as the contract says."""

    texts: tuple[str, ...]
    kinds: frozenset[str]
    topics: frozenset[str]
    assessment: dict[str, Any]

    @property
    def level(self) -> str:
        """The level so far; anything up to undetermined is ``none`` for the labels."""
        return str(self.assessment["level"])


class Person:
    """One conversation over REST with the Quiver at ``url``."""

    def __init__(self, url: str) -> None:
        self._url = f"{url.rstrip('/')}/webhooks/rest/webhook"
        self._sender = f"eval-{uuid.uuid4()}"

    def say(self, text: str) -> Answer:
        """Send one message and take the reply.

        Raises:
            urllib.error.URLError: if the server doesn't answer.
            ValueError: if the reply carries no envelope.
        """
        body = json.dumps({"sender": self._sender, "message": text}).encode()
        request = urllib.request.Request(self._url, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as response:
            return _added_up(json.load(response))


def _added_up(messages: Sequence[dict[str, Any]]) -> Answer:
    envelopes = [message["custom"] for message in messages if "custom" in message]
    if not envelopes:
        raise ValueError("the reply carries no envelope")
    return Answer(
        texts=tuple(message["text"] for message in messages if "text" in message),
        kinds=frozenset(kind for envelope in envelopes for kind in envelope["kinds"]),
        topics=frozenset(topic for envelope in envelopes for topic in envelope["topics"]),
        assessment=[envelope["assessment"] for envelope in envelopes][-1],
    )
