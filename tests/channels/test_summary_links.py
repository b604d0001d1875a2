"""Links to a summary: made by the server, read back by the server, worth nothing otherwise, and not for long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.signing import SecretError, key_for
from channels.summary_links import HOUR, ExpiredError, Link, LinkDesk, desk, with_links

KEY = bytes(range(32))


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def links(clock: Clock) -> LinkDesk:
    return LinkDesk(KEY, hours=24, clock=clock)


@pytest.mark.parametrize("sender", ["ann", "web-0123", "slack:T1:U1", "an O'Brien ü 😀", "x" * 200, "a/../b", ""])
def test_a_token_is_read_back(links: LinkDesk, clock: Clock, sender: str) -> None:
    token, expires = links.issue(sender, "Europe/London")
    assert links.read(token) == Link(sender, "Europe/London", expires)
    assert expires == clock.now + 24 * HOUR


def test_a_token_names_nobody_and_fits_into_an_address(links: LinkDesk) -> None:
    token, _ = links.issue("ann@example.org")
    assert token.replace("-", "").replace("_", "").isalnum()
    assert "ann" not in token
    assert links.issue("ann@example.org")[0] != token


def test_it_expires(links: LinkDesk, clock: Clock) -> None:
    token, _ = links.issue("ann")
    clock.now += 24 * HOUR - 1
    assert links.read(token)
    clock.now += 1
    with pytest.raises(ExpiredError):
        links.read(token)


def test_another_servers_token_is_foreign(links: LinkDesk) -> None:
    token, _ = LinkDesk(bytes(32), hours=24).issue("ann")
    assert links.read(token) is None


def test_a_changed_token_is_none(links: LinkDesk) -> None:
    token, _ = links.issue("ann")
    for place in range(0, len(token) - 1, 3):
        other = "A" if token[place] != "A" else "B"
        assert links.read(token[:place] + other + token[place + 1 :]) is None
    assert links.read(token[:-4]) is None
    assert links.read(token + "AAAA") is None


@given(st.text(max_size=200))
def test_no_text_is_a_token(text: str) -> None:
    assert LinkDesk(KEY, hours=1).read(text) is None


def test_keys_of_different_purposes_differ(tmp_path) -> None:
    assert key_for("a", "a secret of sixteen", tmp_path) != key_for("b", "a secret of sixteen", tmp_path)
    assert key_for("a", "", tmp_path) == key_for("a", "", tmp_path)
    with pytest.raises(SecretError):
        key_for("a", "short", tmp_path)


def test_an_envelope_that_offers_a_summary_gets_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIVER_SECRET", "a secret of this test")
    desk.cache_clear()
    try:
        offered = {"schema": 1, "summary": {}}
        linked = with_links(offered, "ann", {"timezone": "Europe/London"})
        assert offered == {"schema": 1, "summary": {}}
        assert linked["summary"].keys() == {"pdf", "json", "expires"}
        token = linked["summary"]["pdf"].removeprefix("/summary/").removesuffix(".pdf")
        assert linked["summary"]["json"] == f"/summary/{token}.json"
        found = desk().read(token)
        assert found is not None
        assert (found.sender, found.zone) == ("ann", "Europe/London")
    finally:
        desk.cache_clear()


@pytest.mark.parametrize("message", [None, "text", {}, {"schema": 1}, {"summary": None}, {"summary": "x"}])
def test_anything_else_stays_as_it_is(message: object) -> None:
    assert with_links(message, "ann") == message
