"""How much one sender may say, and which pages may speak."""

import pytest

from channels.web_limits import Allowance, may_connect
from channels.web_settings import WebSettings, WebSettingsError


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_allowed_then_one_each_second():
    clock = Clock()
    allowance = Allowance(burst=3, per_second=1, clock=clock)
    assert [allowance.take("a") for _ in range(5)] == [True, True, True, False, False]
    clock.now = 1.0
    assert [allowance.take("a") for _ in range(2)] == [True, False]


def test_one_sender_does_not_use_up_anothers():
    allowance = Allowance(burst=1, per_second=1, clock=Clock())
    assert allowance.take("a")
    assert allowance.take("b")


def test_200_messages_in_a_second_are_a_burst_and_little_more():
    clock = Clock()
    allowance = Allowance(burst=20, per_second=1, clock=clock)
    allowed = 0
    for _ in range(200):
        clock.now += 0.005
        allowed += allowance.take("a")
    assert allowed in (20, 21)


def test_only_so_many_senders_are_remembered():
    allowance = Allowance(burst=1, per_second=0.001, clock=Clock(), remembered=10)
    for sender in range(100):
        allowance.take(str(sender))
    assert len(allowance._buckets) == 10


@pytest.mark.parametrize(("origin", "host", "allowed", "expected"), [
    (None, "quiver.example", (), True),
    ("https://quiver.example", "quiver.example", (), True),
    ("http://localhost:5005", "localhost:5005", (), True),
    ("https://quiver.example:443", "quiver.example", (), True),
    ("http://localhost:5006", "localhost:5005", (), False),
    ("https://evil.example", "quiver.example", (), False),
    ("https://quiver.example.evil.example", "quiver.example", (), False),
    ("https://evil.example", "quiver.example", ("https://clinic.example",), False),
    ("https://clinic.example", "quiver.example", ("https://clinic.example",), True),
    ("http://clinic.example", "quiver.example", ("https://clinic.example",), False),
    ("https://CLINIC.example", "quiver.example", ("https://clinic.example",), True),
    ("null", "quiver.example", (), False),
    ("null", None, (), False),
    ("file://", "quiver.example", (), False),
    ("https://[", "quiver.example", (), False),
    ("https://x:notaport", "x", (), False),
    ("https://evil.example", None, (), False),
])
def test_which_pages_may_connect(origin, host, allowed, expected):
    assert may_connect(origin, host, allowed) is expected


def test_credentials_go_before_the_environment_and_both_before_the_default():
    settings = WebSettings.read({"burst": 5, "secret": None}, {"QUIVER_WEB_BURST": "7", "QUIVER_WEB_MAX_CHARS": "100", "QUIVER_SECRET": "s"})
    assert (settings.burst, settings.max_chars, settings.secret, settings.session_days) == (5, 100, "s", 30)


def test_no_origin_is_allowed_unless_configured():
    assert WebSettings.read(None, {}).allowed_origins == ()
    assert WebSettings.read(None, {"QUIVER_WEB_ORIGINS": "https://a.example, https://B.example:8443"}).allowed_origins == ("https://a.example", "https://b.example:8443")


@pytest.mark.parametrize(("credentials", "word"), [
    ({"allowed_origins": "*"}, "'\\*'"),
    ({"allowed_origins": "clinic.example"}, "clinic.example"),
    ({"allowed_origins": ["https://clinic.example/"]}, "https://clinic.example/"),
    ({"burst": "many"}, "burst: 'many'"),
    ({"session_days": -1}, "session_days: '-1'"),
    ({"colour": "red"}, "'colour'"),
])
def test_a_wrong_setting_is_named(credentials, word):
    with pytest.raises(WebSettingsError, match=word):
        WebSettings.read(credentials, {})
