"""Requests in the documentation, and the replies that stand below them: sent to a running Quiver, compared, written anew."""

import json
import re
import shlex
import urllib.request
import uuid
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "channels" / "rest.md"
_EXAMPLE = re.compile(r"```sh\n(?P<request>curl .*?)\n```\n\n<!-- reply -->\n```json\n(?P<reply>.*?)\n```", re.S)
WIDTH = 150
"""Characters of a line of JSON."""
OWN_EACH_TIME = ("versions",)
"""Fields of an envelope that change with any byte of ``knowledge/``."""


def documented(page: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The request's body and the reply in the REST page's text."""
    match = _EXAMPLE.search(page)
    assert match, f"{PAGE.name} has no request with a reply"
    words = shlex.split(match["request"].replace("\\\n", " "))
    return json.loads(words[words.index("-d") + 1]), json.loads(match["reply"])


def answered(url: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    """The reply to a documented request, in a conversation of its own, under the sender of the documentation."""
    sender = body["sender"]
    messages = _post(url, {**body, "sender": f"{sender}-{uuid.uuid4()}"})
    return [_plain({**message, "recipient_id": sender}) for message in messages]


def _plain(message: dict[str, Any]) -> dict[str, Any]:
    if "custom" not in message:
        return message
    return {**message, "custom": {key: value for key, value in message["custom"].items() if key not in OWN_EACH_TIME}}


def refresh(url: str) -> None:
    """Write the reply of the Quiver at ``url`` into the REST page."""
    page = PAGE.read_text(encoding="utf-8")
    body, _ = documented(page)
    reply = laid_out(answered(url, body))
    match = _EXAMPLE.search(page)
    assert match
    PAGE.write_text(page[: match.start("reply")] + reply + page[match.end("reply") :], encoding="utf-8")


def laid_out(value: Any, indent: str = "") -> str:
    """JSON in which whatever fits into a line is in a line."""
    whole = json.dumps(value, ensure_ascii=False)
    if len(indent + whole) <= WIDTH or not isinstance(value, (dict, list)):
        return whole
    inner = indent + " "
    if isinstance(value, list):
        return "[" + f",\n{inner}".join(laid_out(item, inner) for item in value) + "]"
    return "{" + f",\n{inner}".join(f"{json.dumps(key)}: {laid_out(item, inner)}" for key, item in value.items()) + "}"


def say(url: str, sender: str, text: str) -> list[dict[str, Any]]:
    """The messages that answer ``text``."""
    return _post(url, {"sender": sender, "message": text, "metadata": {"locale": "en-GB", "timezone": "Europe/London"}})


def envelope(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """The envelope among ``messages``."""
    found: dict[str, Any] = next(message["custom"] for message in reversed(messages) if "custom" in message)
    return found


def fetched(address: str) -> bytes:
    """What is at an address of the Quiver under way."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return bytes(answer.read())


def _post(url: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    request = urllib.request.Request(f"{url}/webhooks/rest/webhook", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        messages: list[dict[str, Any]] = json.load(answer)
    return messages
