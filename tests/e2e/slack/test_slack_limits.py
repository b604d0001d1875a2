"""Limits and mishaps: rate limits, revoked tokens, wrong credentials, a proxy, a connection that goes."""

import socket
import threading
import time

import pytest

from tests.e2e.slack.local_slack.api import SECRET, Fault, LocalSlack
from tests.e2e.slack.local_slack.app import stub
from tests.e2e.slack.local_slack.person import SOCKET, Person, event_callback, post_event, signed


@pytest.fixture
def alone():
    """A Slack of one's own, for what would disturb the others."""
    server = LocalSlack().start()
    yield server
    server.stop()
    assert not server.faults


@pytest.fixture
def start(alone, tmp_path):
    started = []

    def one(**more):
        started.append(stub(alone, tmp_path, name=f"q{len(started)}", **more))
        return started[-1]

    yield one
    for quiver in started:
        quiver.stop()


def tells(quiver, words, seconds=5):
    """Whether the log says ``words`` before long."""
    until = time.monotonic() + seconds
    while words not in quiver.log() and time.monotonic() < until:
        time.sleep(0.05)
    return words in quiver.log()


def test_during_a_rate_limit_everybody_waits_and_nobody_is_forgotten(slack, scripted, somebody):
    people = [somebody(scripted) for _ in range(5)]
    slack.next_time("chat.postMessage", *[Fault("ratelimited", 429, 1)] * 5)
    for person in people:
        event = {"type": "message", "channel": person.dm, "channel_type": "im", "user": person.user, "text": "hello"}
        person.deliver({**event, "ts": slack.new_ts()})
    slack.wait(lambda: all(slack.said(person.dm) for person in people), 15, "five answers")
    assert [len(slack.said(person.dm)) for person in people] == [1] * 5


def test_a_rate_limit_keeps_the_order_of_the_answers(slack, scripted, somebody):
    person = somebody(scripted)
    slack.next_time("chat.postMessage", Fault("ratelimited", 429, 1))
    for number in range(3):
        event = {
            "type": "message",
            "channel": person.dm,
            "channel_type": "im",
            "user": person.user,
            "text": f"n{number}",
        }
        person.deliver({**event, "ts": slack.new_ts()})
    slack.wait(lambda: len(slack.said(person.dm)) == 3, 15, "three answers")
    assert [one.text for one in slack.said(person.dm)] == ["You said: n0", "You said: n1", "You said: n2"]


def test_an_uninstalled_app_falls_silent_and_the_server_lives_on(alone, start):
    quiver = start(socket=True).ready(60)
    person = Person(alone, quiver.url, "U1")
    assert person.write("hello")
    person.deliver({"type": "app_uninstalled"})
    alone.wait(lambda: quiver.state() == "app_uninstalled", what="the state")
    calls = len(alone.calls)
    person.deliver(
        {"type": "message", "channel": person.dm, "channel_type": "im", "user": "U1", "text": "hi", "ts": "9.000001"}
    )
    time.sleep(0.4)
    assert len(alone.calls) == calls
    assert quiver.log().count("Nothing is sent any more") == 1


def test_a_revoked_token_is_noticed_at_the_next_call(alone, start):
    quiver = start().ready(60)
    person = Person(alone, quiver.url, "U1")
    alone.token_error = "token_revoked"
    person.deliver(
        {"type": "message", "channel": person.dm, "channel_type": "im", "user": "U1", "text": "hi", "ts": "9.000001"}
    )
    alone.wait(lambda: quiver.state() == "token_revoked", what="the state")
    assert "token_revoked" in quiver.log()
    assert alone.bot_token not in quiver.log()


def test_without_credentials_quiver_starts_and_says_in_one_line_that_slack_is_off(start):
    quiver = start(SLACK_BOT_TOKEN="", SLACK_SIGNING_SECRET="").ready(60, "off")
    assert quiver.log().count("Slack: not configured") == 1
    callback = event_callback({"type": "message"})
    assert post_event(quiver.url, callback).status_code == 404


@pytest.mark.parametrize(
    ("more", "state", "named"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "invalid_auth", "SLACK_BOT_TOKEN is not accepted (invalid_auth)"),
        ({"SLACK_BOT_TOKEN": "xapp-mixed-up"}, "misconfigured", "SLACK_BOT_TOKEN should start with xoxb-"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "ready", "SLACK_APP_TOKEN is not accepted (invalid_auth)"),
        ({"SLACK_SIGNING_SECRET": "wrong"}, "misconfigured", "SLACK_SIGNING_SECRET should be 32"),
    ],
)
def test_wrong_credentials_are_named_and_the_rest_of_quiver_runs(start, more, state, named):
    quiver = start(**more).ready(60, state)
    assert tells(quiver, named)
    assert state != "ready" or tells(quiver, "by HTTP.")
    assert not any(value in quiver.log() for value in more.values() if len(value) > 5)


def test_an_empty_signing_secret_opens_no_door(alone, start):
    quiver = start(socket=True, SLACK_SIGNING_SECRET="").ready(60)
    body = b'{"type":"event_callback"}'
    assert post_event(quiver.url, event_callback({"type": "message"}), signed(body, secret="")).status_code == 404


def test_a_socket_that_slack_closes_is_opened_again(alone, start):
    quiver = start(http=False, socket=True).ready(60)
    person = Person(alone, quiver.url, "U1", SOCKET)
    assert person.write("hello")
    opened = len(alone._sockets)
    alone.hang_up()
    alone.wait(lambda: len(alone._sockets) > opened and alone.connections == 1, 15, "a new connection")
    assert person.write("hello again")


def test_answers_under_way_get_out_before_the_server_stops(alone, start):
    quiver = start(STUB_SLOW="1").ready(60)
    person = Person(alone, quiver.url, "U1")
    person.deliver(
        {"type": "message", "channel": person.dm, "channel_type": "im", "user": "U1", "text": "slow", "ts": "9.000001"}
    )
    time.sleep(0.2)
    quiver.stop()
    assert [one.text for one in alone.said(person.dm)] == ["You said: slow"]


def test_somebody_whose_answer_died_with_the_process_is_told_and_only_once(alone, start):
    quiver = start(STUB_SLOW="30", QUIVER_SLACK_ABANDONED_AFTER="1").ready()
    person = Person(alone, quiver.url, "U1")
    message = {
        "type": "message",
        "channel": person.dm,
        "channel_type": "im",
        "user": "U1",
        "text": "slow",
        "ts": "9.000001",
    }
    person.deliver(message)
    alone.wait(lambda: alone.said(person.dm), what="a sign of thinking")
    quiver.kill()
    others = [start(QUIVER_SLACK_ABANDONED_AFTER="1") for _ in range(2)]
    for other in others:
        other.ready()
    alone.wait(lambda: "interrupted" in alone.said(person.dm)[-1].text, what="an apology")
    time.sleep(1)
    assert len([one for one in alone.said(person.dm) if "interrupted" in one.text]) == 1
    assert "emergency number" in alone.said(person.dm)[-1].text


class Proxy(threading.Thread):
    """A forward proxy for plain HTTP, which counts what goes through it."""

    def __init__(self):
        super().__init__(daemon=True)
        self.seen = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def run(self):
        while True:
            try:
                one, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(one,), daemon=True).start()

    def _serve(self, client):
        head = client.recv(65536)
        verb, address, rest = head.split(b" ", 2)
        self.seen.append(address.decode())
        host, path = address.split(b"://", 1)[1].split(b"/", 1)
        name, port = host.decode().split(":")
        server = socket.create_connection((name, int(port)))
        server.sendall(verb + b" /" + path + b" " + rest)
        threading.Thread(target=self._pipe, args=(client, server), daemon=True).start()
        self._pipe(server, client)

    @staticmethod
    def _pipe(one, other):
        try:
            while data := one.recv(65536):
                other.sendall(data)
        except OSError:
            pass
        finally:
            other.close()

    def close(self):
        self._door.close()


def test_everything_goes_through_the_proxy_that_is_set(alone, start):
    proxy = Proxy()
    proxy.start()
    quiver = start(http=False, socket=True, SLACK_PROXY=proxy.url).ready(60)
    person = Person(alone, quiver.url, "U1", SOCKET)
    assert person.write("hello")
    proxy.close()
    assert any("auth.test" in address for address in proxy.seen)
    assert any("/link?ticket=" in address for address in proxy.seen)


def test_the_secret_of_these_tests_has_the_form_of_slacks():
    assert len(SECRET) == 32
