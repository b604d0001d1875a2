"""Verification: only what Slack signed, lately and once, gets in."""

import pytest

from channels.slack.verification import Refusal, refusal, request_key, sign

SECRET, BODY, NOW = "0123456789abcdef0123456789abcdef", b'{"type":"event_callback"}', 1_700_000_000


def headers(body: bytes = BODY, *, secret: str = SECRET, at: object = NOW) -> dict[str, str]:
    return {"x-slack-request-timestamp": str(at), "x-slack-signature": sign(body, str(at), secret=secret)}


def judge(body: bytes, given: dict[str, str], secret: str = SECRET) -> Refusal | None:
    return refusal(body, given, secret=secret, now=lambda: NOW)


def test_what_slack_signed_is_let_in():
    assert judge(BODY, headers()) is None


def test_the_example_of_slacks_documentation_gets_its_signature():
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    wanted = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert sign(body, "1531420618", secret="8f742231b10e8888abcd99yyyzzz85a5") == wanted


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, Refusal.NO_SIGNATURE),
        (headers(secret="f" * 32), Refusal.WRONG_SIGNATURE),
        (headers(b"another body"), Refusal.WRONG_SIGNATURE),
        (headers(at=NOW - 301), Refusal.TOO_OLD),
        (headers(at=NOW + 301), Refusal.TOO_OLD),
        (headers(at="soon"), Refusal.NO_TIME),
        (headers(at=""), Refusal.NO_TIME),
        (headers(at="²"), Refusal.NO_TIME),
        ({**headers(), "x-slack-request-timestamp": str(NOW - 60)}, Refusal.WRONG_SIGNATURE),
        ({**headers(), "x-slack-signature": "v0=naïve"}, Refusal.WRONG_SIGNATURE),
    ],
)
def test_everything_else_is_refused(given, reason):
    assert judge(BODY, given) is reason


@pytest.mark.parametrize("secret", ["", "  "])
def test_an_empty_secret_lets_nobody_in_not_even_who_signs_with_it(secret):
    assert judge(BODY, headers(secret=secret), secret) is Refusal.NO_SECRET


def test_a_body_that_is_no_text_is_refused_and_not_stumbled_over():
    assert judge(b"\xff\xfe", headers()) is Refusal.WRONG_SIGNATURE
    assert judge(b"\xff\xfe", headers(b"\xff\xfe")) is None


def test_two_requests_with_the_same_body_a_second_apart_are_not_copies():
    assert request_key(headers()) == request_key(headers())
    assert request_key(headers()) != request_key(headers(at=NOW + 1))
