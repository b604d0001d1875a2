"""How fast one may speak over REST from another machine, and what a request brings along."""

from types import SimpleNamespace

import pytest

from channels.rest import LONGEST_METADATA, QuiverRest, _foreign_address, incoming


@pytest.mark.parametrize(
    ("remote", "ip", "address"),
    [("", "127.0.0.1", ""), ("", "::1", ""), ("", "192.0.2.7", "192.0.2.7"), ("203.0.113.9", "127.0.0.1", "203.0.113.9"), ("127.0.0.1", "192.0.2.7", "")],
)
def test_only_other_machines_have_limits(remote: str, ip: str, address: str) -> None:
    assert _foreign_address(SimpleNamespace(remote_addr=remote, ip=ip)) == address  # type: ignore[arg-type]


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", "bearer right-token", "Basic cmlnaHQ=", "Bearer right-token ", "Bearer \udcff\udcfe", "Bearer right-tokén"])
def test_no_wrong_token_opens_and_none_breaks(given: str) -> None:
    door = QuiverRest("right-token")
    assert door._may(SimpleNamespace(headers={"Authorization": given})) is False  # type: ignore[arg-type]
    assert door._may(SimpleNamespace(headers={"Authorization": "Bearer right-token"})) is True  # type: ignore[arg-type]


def test_metadata_is_short_or_not_there() -> None:
    body = {"sender": "a", "message": "b", "metadata": {"locale": "x" * (LONGEST_METADATA + 1), "timezone": "Europe/Lon\x00don\ud800"}}
    assert incoming(body).metadata == {"timezone": "Europe/London?"}
