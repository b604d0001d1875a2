"""Logs: no token, no ticket, no signature, no words."""

import io
import logging

import pytest

from channels.slack.privacy import channel_logger, hidden, library_logger


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-123-456-abcDEF",
        "xoxp-123-456",
        "xoxe.xoxb-1-abc",
        "xapp-1-A123-456-abc",
        "v0=" + "a1" * 32,
        "wss://wss-primary.slack.com/link/?ticket=abc-def&app_id=1",
        "http://user:secret@proxy.example:8080",
    ],
)
def test_secrets_are_hidden_wherever_they_stand(secret):
    told = hidden(f"failed with {secret!r}, really")
    assert "•••" in told
    assert not any(part in told for part in ("abc", "123-456", "a1a1", "secret@"))
    assert told.startswith("failed with")


@pytest.mark.parametrize("logger", [channel_logger(), library_logger()])
def test_neither_arguments_nor_tracebacks_leak(logger):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger.addHandler(handler)
    try:
        raise ValueError("words of a person, xoxb-1-secret")
    except ValueError:
        logger.exception("failed: %s", "xapp-1-secret")
    finally:
        logger.removeHandler(handler)
    assert stream.getvalue() == "failed: ••• (ValueError)\n"


def test_the_librarys_debug_output_which_prints_messages_is_off():
    assert not library_logger().isEnabledFor(logging.INFO)
