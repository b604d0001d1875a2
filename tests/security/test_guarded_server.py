"""The doors of a running server: who gets in, how much and how fast, and what is stored of what they write."""

import base64
import json
import socket
import time

import httpx
import jwt
import pytest

from tests.e2e.quiver import Quiver
from tests.security.conftest import API_SECRET, TOKEN

pytestmark = pytest.mark.server
AUTHORISED = {"Authorization": f"Bearer {TOKEN}"}
IDENTIFIERS = ("Wilhelmina", "wilhelmina.q@example.com", "07700 900123", "14 Larkspur Road", "LS6 2AB", "943 476 5919")
ABOUT = f"Hi, I'm {IDENTIFIERS[0]}, {IDENTIFIERS[1]}, ring {IDENTIFIERS[2]}. I live at {IDENTIFIERS[3]}, {IDENTIFIERS[4]}, NHS number {IDENTIFIERS[5]}. My top lip is numb"


def say(quiver: Quiver, message: str, sender: str = "a", **headers: str) -> httpx.Response:
    return httpx.post(
        f"{quiver.url}/webhooks/rest/webhook", json={"sender": sender, "message": message}, headers={**AUTHORISED, **headers}, timeout=60
    )


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN + "x", f"Bearer {TOKEN[:-1]}"])
def test_nobody_speaks_over_rest_without_the_token(guarded: Quiver, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = httpx.post(f"{guarded.url}/webhooks/rest/webhook", json={"sender": "a", "message": "hi"}, headers=headers)
    assert answer.status_code == 401
    assert answer.json()["error"]


def test_bytes_that_are_no_text_in_the_token_are_a_refusal_too(guarded: Quiver) -> None:
    answer = raw(guarded, b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \xff\xfe\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
    assert answer.startswith(b"HTTP/1.1 401")


def raw(quiver: Quiver, request: bytes, seconds: float = 20) -> bytes:
    with socket.create_connection(("127.0.0.1", quiver.port), timeout=seconds) as connection:
        connection.sendall(request)
        return everything(connection)


def everything(connection: socket.socket) -> bytes:
    received = b""
    while part := connection.recv(65536):
        received += part
    return received


def signed(payload: dict[str, object], key: str = API_SECRET, *, until: int | None = 600) -> dict[str, str]:
    expiry = {} if until is None else {"exp": int(time.time()) + until}
    return {"Authorization": f"Bearer {jwt.encode({**expiry, **payload}, key, 'HS256')}"}


OPERATOR: dict[str, object] = {"user": {"username": "operator", "role": "admin"}}
PRIVATE = ("/conversations/a/tracker", "/status", "/domain")


@pytest.mark.parametrize("path", PRIVATE)
def test_rasas_api_opens_to_a_signed_request_alone(guarded: Quiver, path: str) -> None:
    none = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in ({"alg": "none", "typ": "JWT"}, OPERATOR)).decode() + "."
    wrong = [
        {}, AUTHORISED, {"Authorization": f"Bearer {none}"}, {"Authorization": "Bearer x.y.z"}, signed(OPERATOR, "another-key-0123456789-0123456789-0123"),
        signed({**OPERATOR, "exp": int(time.time()) - 60}), signed({"user": OPERATOR["user"]}, until=None), signed({"user": {"username": "b", "role": "user"}}),
    ]  # fmt: skip
    for headers in wrong:
        answer = httpx.get(f"{guarded.url}{path}", headers=headers)
        assert answer.status_code in (401, 403), (headers, answer.status_code)
    opened = httpx.get(f"{guarded.url}{path}", headers={**signed(OPERATOR), "Accept": "application/json"})
    assert opened.status_code == 200


def test_models_are_not_swapped_without_the_key(guarded: Quiver) -> None:
    for method, path, body in (("PUT", "/model", {"model_file": "/tmp/x.tar.gz"}), ("DELETE", "/model", {}), ("POST", "/model/train", {})):
        assert httpx.request(method, f"{guarded.url}{path}", json=body).status_code in (401, 403)
    assert httpx.get(f"{guarded.url}/webhooks/rest/").status_code == 200


def test_the_list_of_processes_shows_no_secret(guarded: Quiver) -> None:
    from pathlib import Path

    shown = b"".join(path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.parent.name in {str(pid) for pid in guarded.children().values()})
    assert b"runtime" in shown
    assert API_SECRET.encode() not in shown
    assert TOKEN.encode() not in shown


def test_no_foreign_page_may_read_or_send(guarded: Quiver) -> None:
    foreign = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    asked = httpx.options(f"{guarded.url}/webhooks/rest/webhook", headers=foreign)
    said = say(guarded, "hi", **{"Origin": "https://evil.example"})
    for answer in (asked, said, httpx.get(f"{guarded.url}/summary/x.json", headers=foreign)):
        assert "access-control-allow-origin" not in answer.headers


def test_a_body_too_large_is_refused_before_it_is_read(guarded: Quiver) -> None:
    answer = raw(guarded, b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: a\r\nContent-Length: 900000000\r\nConnection: close\r\n\r\n{")
    assert answer.startswith(b"HTTP/1.1 413")


def test_a_body_that_never_comes_is_not_waited_for_and_holds_nobody_up(guarded: Quiver) -> None:
    with socket.create_connection(("127.0.0.1", guarded.port), timeout=90) as slow:
        slow.sendall(b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
        assert say(guarded, "my top lip twitches", "quick").status_code == 200
        answer = slow.recv(65536)
    assert answer.startswith((b"HTTP/1.1 408", b"HTTP/1.1 503"))


def test_who_shouts_from_another_machine_is_asked_to_wait_and_others_are_not(guarded: Quiver) -> None:
    statuses = [say(guarded, "", "shouter", **{"X-Forwarded-For": "203.0.113.7"}).status_code for _ in range(30)]
    assert 429 in statuses
    assert statuses[:20] == [200] * 20
    refused = say(guarded, "", "shouter", **{"X-Forwarded-For": "203.0.113.7"})
    if refused.status_code == 429:
        assert refused.json()["error"].endswith(".")
        assert int(refused.headers["retry-after"]) >= 1
    assert say(guarded, "hi", "somebody else", **{"X-Forwarded-For": "203.0.113.7"}).status_code == 200
    assert {say(guarded, "", "at home").status_code for _ in range(30)} == {200}


def test_no_identifier_reaches_the_store_or_a_log(guarded: Quiver) -> None:
    answer = say(guarded, ABOUT, "identified").json()
    envelope = answer[-1]["custom"]
    assert "numbness" in envelope["assessment"]["red_flags"]
    say(guarded, "what do you know about me?", "identified")
    stored = b"".join(file.read_bytes() for file in guarded.state.iterdir() if file.is_file())
    assert b"top lip is numb" in stored
    for identifier in IDENTIFIERS:
        assert identifier.encode() not in stored
    assert not any(identifier in json.dumps(answer) for identifier in IDENTIFIERS)


def test_every_answer_leaves_a_row_that_can_be_replayed(guarded: Quiver) -> None:
    from triage.knowledge import knowledge

    from privacy.replay import replay
    from privacy.trail import entries
    from runtime.erasure import engine_of

    def rows() -> list[object]:
        with engine_of(f"sqlite:///{guarded.state / 'conversations.db'}").connect() as connection:
            return list(entries(connection))

    before = len(rows())
    for message in ("my upper lip twitches", "it is numb", "and my speech is slurred"):
        assert say(guarded, message, "audited").status_code == 200
    made = rows()
    assert len(made) == before + 3
    assert replay(made, knowledge()).different == ()  # type: ignore[arg-type]
    assert all(row.model for row in made)  # type: ignore[attr-defined]
    assert replay(made, knowledge()).same == len(made)  # type: ignore[arg-type]
