"""Session ids: made by the server, read back by the server, worth nothing otherwise."""

import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.web_sessions import DAY, SecretError, SessionDesk, signing_key

KEY = b"a key of this server"


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> SessionDesk:
    return SessionDesk(KEY, days=30, clock=clock)


def test_an_issued_id_is_read_back(desk):
    session = desk.issue()
    assert desk.read(session.id) == session
    assert session.conversation == f"web-{session.random}"


def test_no_two_are_alike(desk):
    assert len({desk.issue().id for _ in range(200)}) == 200


def test_it_expires(desk, clock):
    session = desk.issue()
    clock.now += 30 * DAY - 1
    assert desk.read(session.id)
    clock.now += 1
    assert desk.read(session.id) is None


def test_a_later_expiry_can_not_be_written_into_it(desk, clock):
    random, expiry, signature = desk.issue().id.split(".")
    assert desk.read(f"{random}.{int(expiry) + DAY}.{signature}") is None


def test_one_conversation_does_not_open_another(desk):
    mine, theirs = desk.issue().id.split("."), desk.issue().id.split(".")
    assert desk.read(".".join([theirs[0], mine[1], mine[2]])) is None


def test_the_name_of_a_conversation_opens_nothing(desk):
    session = desk.issue()
    for guess in (session.conversation, session.random, f"{session.random}.{session.expires}", f"{session.random}.{session.expires}."):
        assert desk.read(guess) is None


def test_another_servers_id_is_foreign(desk, clock):
    assert desk.read(SessionDesk(b"another key", days=30, clock=clock).issue().id) is None


@pytest.mark.parametrize("nonsense", [None, 7, True, {}, [], "", ".", "..", "...", "a.b.c", "é.1.ü", "x" * 100_000, "a.９９９.b", b"bytes"])
def test_nonsense_is_no_session(desk, nonsense):
    assert desk.read(nonsense) is None


@given(st.text(max_size=120))
def test_no_text_is_a_session(text):
    assert SessionDesk(KEY, days=1).read(text) is None


def test_a_young_session_is_kept_and_an_old_one_renewed(desk, clock):
    session = desk.issue()
    assert desk.renew(session) == session
    clock.now += 16 * DAY
    renewed = desk.renew(session)
    assert renewed.conversation == session.conversation
    assert renewed.expires == session.expires + 16 * DAY
    assert desk.read(renewed.id) == renewed


def test_the_secret_from_the_environment_makes_the_key(tmp_path):
    assert signing_key("a long enough secret", tmp_path) == signing_key("a long enough secret", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_short_secret_is_refused(tmp_path):
    with pytest.raises(SecretError, match="QUIVER_SECRET has 5 characters"):
        signing_key("short", tmp_path)


def test_without_one_a_random_secret_is_kept_for_its_owner_only(tmp_path):
    folder = tmp_path / ".quiver"
    key = signing_key("", folder)
    assert signing_key("", folder) == key
    assert stat.S_IMODE(os.stat(folder / "web-secret").st_mode) == 0o600
    assert [file.name for file in folder.iterdir()] == ["web-secret"]
    assert signing_key("", tmp_path / "elsewhere") != key
