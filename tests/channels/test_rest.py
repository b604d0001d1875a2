"""What counts as a message on the REST channel."""

import pytest

from channels.rest import BadRequestError, incoming


def test_a_message_with_locale_and_time_zone_is_taken() -> None:
    message = incoming({"sender": "a", "message": "hi", "metadata": {"locale": "en-GB", "timezone": "Europe/London", "x": 1}})
    assert (message.sender, message.message) == ("a", "hi")
    assert message.metadata == {"locale": "en-GB", "timezone": "Europe/London"}


def test_empty_text_is_a_message() -> None:
    assert incoming({"sender": "a", "message": ""}).message == ""


@pytest.mark.parametrize(
    "body",
    [None, [], "a", 1, {}, {"sender": "a"}, {"message": "a"}, {"sender": 1, "message": "a"}, {"sender": "a", "message": None},
     {"sender": " ", "message": "a"}, {"sender": "a" * 300, "message": "a"}, {"sender": "a", "message": "a" * 300_000},
     {"sender": "a", "message": "a", "metadata": "b"}],
)  # fmt: skip
def test_anything_else_is_refused_with_a_sentence(body: object) -> None:
    with pytest.raises(BadRequestError, match=r"\.$"):
        incoming(body)


def test_what_no_store_can_keep_is_made_storable() -> None:
    message = incoming({"sender": "a", "message": "lip\x00 \ud800 twitch"})
    assert message.message.encode("utf-8")
    assert "\x00" not in message.message
