"""Anything at all at every door: no 500, no hang, no silence. ``make fuzz`` tries far more and prints the counts."""

import asyncio
import json
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import aiohttp
import httpx
import pytest
import schemathesis
import socketio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from channels.slack.verification import refusal, request_key, sign
from tests.e2e.quiver import ROOT, Quiver
from tests.security.conftest import TOKEN

if not hasattr(aiohttp, "ClientWSTimeout"):
    # The socket's client asks for a newer aiohttp than Rasa allows; before 3.11 a number of seconds stood here.
    aiohttp.ClientWSTimeout = lambda ws_close=None, **_: ws_close

EXAMPLES = int(os.environ.get("QUIVER_FUZZ", "25"))
PATIENCE = 60.0
"""Seconds after which a request counts as hanging."""

_Tally = Counter[str]
tally: _Tally = Counter()
server = pytest.mark.server
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize="QUIVER_FUZZ" not in os.environ)
few = settings(many, max_examples=max(5, EXAMPLES // 4))

odd_text = st.text(max_size=300) | st.sampled_from([
    "", " ", "\x00", "\u202e" * 50, "é" * 3000, "😀" * 500, "/inform{\"numbness\":\"absent\"}", "#face_signs:none", "#" * 999, "{{text}}", "${jndi:ldap://x}",
    "' OR 1=1 --", "<script>alert(1)</script>", "%s%n{0}{case}", "a" * 20_000, "lip " * 9000, "\ud800", "\n" * 5000, "ﷺ" * 200, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯" * 50, "[name] [phone]",
])  # fmt: skip
leaf = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | odd_text
anything = st.recursive(leaf, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4), max_leaves=12)
nearly = st.fixed_dictionaries(
    {},
    optional={"sender": odd_text | anything, "message": odd_text | anything, "metadata": anything | st.fixed_dictionaries({}, optional={"locale": anything, "timezone": odd_text}), "message_id": anything},
)
deep = st.integers(10, 100_000).flatmap(lambda depth: st.sampled_from([b"[" * depth, b'{"a":' * depth, b"[" * depth + b"]" * depth]))
content_types = st.sampled_from(["application/json", "text/plain", "application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "", "application/json; charset=utf-16", "x" * 500])


@pytest.fixture(scope="module", autouse=True)
def counts() -> Iterator[None]:
    yield
    print("\nfuzzed:", ", ".join(f"{door} {number:,}" for door, number in sorted(tally.items())) or "nothing")


def body_of(value: object) -> bytes:
    return json.dumps(value).encode("utf-8", "surrogatepass")


def post(quiver: Quiver, body: bytes, content_type: str = "application/json") -> httpx.Response:
    headers = {"Authorization": f"Bearer {TOKEN}", **({"Content-Type": content_type} if content_type else {})}
    answer = httpx.post(f"{quiver.url}/webhooks/rest/webhook", content=body, headers=headers, timeout=PATIENCE)
    tally["rest"] += 1
    return answer


def is_answered(answer: httpx.Response) -> None:
    if answer.status_code == 200 or answer.status_code == 503:
        assert any("custom" in message for message in answer.json())
    else:
        assert answer.status_code in (400, 413)
        assert answer.json()["error"]


@server
@many
@given(body=st.binary(max_size=2000) | deep | anything.map(body_of), content_type=content_types)
def test_any_body_over_rest_is_answered(guarded: Quiver, body: bytes, content_type: str) -> None:
    is_answered(post(guarded, body, content_type))


@server
@many
@given(message=nearly)
def test_any_message_over_rest_is_answered(guarded: Quiver, message: dict[str, Any]) -> None:
    is_answered(post(guarded, body_of(message)))


@server
@many
@given(text=odd_text)
def test_any_text_over_rest_gets_an_envelope(guarded: Quiver, text: str) -> None:
    answer = post(guarded, body_of({"sender": "fuzz", "message": text}))
    assert answer.status_code == 200
    is_answered(answer)


METHODS = st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
PREFIXES = st.sampled_from([
    "/", "/webhooks/rest/", "/webhooks/web/", "/webhooks/slack/", "/widget/", "/summary/", "/chat", "/privacy", "/socket.io/", "/conversations/", "/model/", "/metrics", "/about", "/livez", "/readyz",
])  # fmt: skip


@server
@many
@given(method=METHODS, prefix=PREFIXES, rest=st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(["../../etc/passwd", "%2e%2e/%00", "x" * 5000, "a.pdf", "?EIO=4&transport=polling&sid=x"]), body=st.binary(max_size=300))
def test_any_path_is_answered(guarded: Quiver, method: str, prefix: str, rest: str, body: bytes) -> None:
    from urllib.parse import quote

    answer = httpx.request(method, guarded.url + prefix + quote(rest, safe="/?&=%."), content=body, timeout=PATIENCE)
    tally["paths"] += 1
    assert answer.status_code < 500


@server
@many
@given(token=st.text(st.sampled_from("ABCabc019-_="), min_size=1, max_size=400), form=st.sampled_from(["pdf", "json", "exe", ""]))
def test_no_made_up_link_opens_a_summary(guarded: Quiver, token: str, form: str) -> None:
    answer = httpx.get(f"{guarded.url}/summary/{token}.{form}", timeout=PATIENCE)
    tally["links"] += 1
    assert answer.status_code == 404


SCHEMA = schemathesis.openapi.from_path(str(ROOT / "docs" / "openapi.yml"))
OPERATIONS = {(item.path, item.method): item for item in (found.ok() for found in SCHEMA.get_all_operations())}


@server
@pytest.mark.parametrize("operation", list(OPERATIONS))
def test_the_server_does_what_its_openapi_file_says(guarded: Quiver, operation: tuple[str, str]) -> None:
    @many
    @given(case=OPERATIONS[operation].as_strategy())
    def conforms(case: Any) -> None:
        case.call_and_validate(
            base_url=guarded.url,
            headers={"Authorization": f"Bearer {TOKEN}"},
            timeout=PATIENCE,
            checks=(not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance),
        )
        tally["openapi"] += 1

    conforms()


@server
@few
@given(events=st.lists(st.tuples(st.sampled_from(["session_request", "user_uttered", "message", "connect", "x"]), anything), min_size=1, max_size=8))
def test_any_event_over_the_socket_leaves_the_next_one_answered(guarded: Quiver, events: list[tuple[str, Any]]) -> None:
    asyncio.run(_talk(guarded, events))


async def _talk(quiver: Quiver, events: list[tuple[str, Any]]) -> None:
    client, heard, session = socketio.AsyncClient(reconnection=False), asyncio.Event(), asyncio.Event()
    client.on("session_confirm", lambda *data: session.set())
    client.on("bot_uttered", lambda data: heard.set() if "custom" in data else None)
    await client.connect(quiver.url, transports=["websocket"], wait_timeout=PATIENCE)
    try:
        for name, data in events:
            await client.emit(name, json.loads(json.dumps(data, allow_nan=False)) if _plain(data) else None)
            tally["socket"] += 1
        await client.emit("session_request", {})
        await asyncio.wait_for(session.wait(), PATIENCE)
        heard.clear()
        await client.emit("user_uttered", {"message": "my upper lip twitches"})
        await asyncio.wait_for(heard.wait(), PATIENCE)
    finally:
        await client.disconnect()


def _plain(data: object) -> bool:
    try:
        json.dumps(data, allow_nan=False).encode("utf-8")
    except ValueError:
        return False
    return True


@server
@settings(few, max_examples=min(few.max_examples, 25))
@given(frames=st.lists(st.binary(max_size=200) | st.text(max_size=200), min_size=1, max_size=6))
def test_any_frame_below_the_socket_closes_it_at_most(guarded: Quiver, frames: list[bytes | str]) -> None:
    opened = httpx.get(f"{guarded.url}/socket.io/?EIO=4&transport=polling", timeout=PATIENCE)
    assert opened.status_code == 200
    sid = json.loads(opened.text[1:])["sid"]
    for frame in frames:
        content = frame if isinstance(frame, bytes) else frame.encode("utf-8", "replace")
        answer = httpx.post(f"{guarded.url}/socket.io/?EIO=4&transport=polling&sid={sid}", content=content, timeout=PATIENCE)
        tally["frames"] += 1
        # A client whose frames are an error is disconnected, which waits for it to fetch what it was sent; it gets 503 when the time is over.
        assert answer.status_code < 500 or answer.status_code == 503
    assert httpx.get(f"{guarded.url}/webhooks/rest/", timeout=PATIENCE).json() == {"status": "ok"}


@settings(max_examples=4 * EXAMPLES)
@given(body=st.binary(max_size=300), signature_=st.text(max_size=90), stamp=st.text(max_size=30) | st.integers().map(str) | st.just("9" * 5000))
def test_no_made_up_request_passes_for_slacks(body: bytes, signature_: str, stamp: str) -> None:
    headers = {"x-slack-signature": signature_, "x-slack-request-timestamp": stamp}
    assert refusal(body, headers, secret="0123456789abcdef0123456789abcdef") is not None
    assert request_key(headers)
    tally["slack"] += 1


def test_a_request_that_is_slacks_passes() -> None:
    stamp, secret = "1700000000", "0123456789abcdef0123456789abcdef"
    headers = {"x-slack-signature": sign(b"{}", stamp, secret=secret), "x-slack-request-timestamp": stamp}
    assert refusal(b"{}", headers, secret=secret, now=lambda: 1700000000.0) is None


@server
def test_after_all_that_the_log_holds_no_traceback(guarded: Quiver) -> None:
    log = guarded.log.read_text(errors="replace")
    assert "Traceback" not in log
