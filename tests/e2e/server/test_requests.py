"""Requests that can't be messages get a clear error."""

import json

import pytest

from tests.e2e.quiver import Quiver, post

pytestmark = pytest.mark.server


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b'"hello"', b"{}", b'{"sender": "a"}', b'{"message": "hi"}', b'{"sender": 7, "message": "hi"}',
        b'{"sender": "a", "message": 7}', b'{"sender": "", "message": "hi"}', b'{"sender": null, "message": "hi"}',
        b'{"sender": "a", "message": "hi", "metadata": [1]}', b"\xff\xfe", b'{"sender": "a", "message": ["hi"]}',
    ],
)  # fmt: skip
def test_a_request_that_is_no_message_gets_400_and_a_sentence(quiver: Quiver, body: bytes) -> None:
    status, answer = post(quiver, body)
    assert status == 400
    assert answer["error"].endswith(".")


def test_an_endless_message_is_refused_with_a_sentence(quiver: Quiver) -> None:
    status, answer = post(quiver, json.dumps({"sender": "a", "message": "x" * 300_000}).encode())
    assert status == 400
    assert "characters" in answer["error"]


def test_rasas_own_api_is_closed(quiver: Quiver) -> None:
    status, _ = _get_status(quiver, "/conversations/a/tracker")
    assert status == 404


def _get_status(quiver: Quiver, path: str) -> tuple[int, bytes]:
    import urllib.error
    import urllib.request

    try:
        with urllib.request.urlopen(quiver.url + path, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
