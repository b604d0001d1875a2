"""Once each, however often Slack delivers, to whichever process, also after a restart; and only what Slack signed."""

import json
import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from tests.e2e.slack.local_slack.app import stub
from tests.e2e.slack.local_slack.person import HTTP, event_callback, post_body, post_event, settle, signed


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory):
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("redis-server is not installed")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="module", params=["file", "redis"])
def twins(request, slack, tmp_path_factory):
    """Two processes of one Quiver, which share a file or Redis, and the way to start a third."""
    folder = tmp_path_factory.mktemp("twins")
    shared = {"QUIVER_REDIS_URL": request.getfixturevalue("redis_url")} if request.param == "redis" else {}
    started = []

    def start(name):
        started.append(stub(slack, folder, name=name, **shared))
        return started[-1]

    pair = [start("one"), start("two")]
    for quiver in pair:
        quiver.ready(60)
    yield pair, start
    for quiver in started:
        quiver.stop()


def message(slack, person, text="my lip twitches"):
    event = {"type": "message", "channel": person.dm, "channel_type": "im", "user": person.user, "text": text}
    return event_callback({**event, "ts": slack.new_ts()})


def test_five_deliveries_to_two_processes_and_a_third_started_later_are_one_answer(slack, twins, somebody):
    (one, two), start = twins
    person = somebody(one)
    callback = message(slack, person)
    retries = [{}] + [{"X-Slack-Retry-Num": str(n), "X-Slack-Retry-Reason": "http_timeout"} for n in (1, 2, 3, 4)]
    targets = [one, two, one, two, two]
    with ThreadPoolExecutor(5) as pool:
        answers = list(
            pool.map(lambda pair: post_event(pair[0].url, callback, pair[1]), zip(targets, retries, strict=True))
        )
    assert [answer.status_code for answer in answers] == [200] * 5
    slack.wait(lambda: slack.said(person.dm), what="an answer")
    settle(slack, 0.5)
    assert len(slack.said(person.dm)) == 1
    third = start("three").ready(60)
    assert post_event(third.url, callback, {"X-Slack-Retry-Num": "3"}).status_code == 200
    time.sleep(0.5)
    assert len(slack.said(person.dm)) == 1


def test_a_mention_that_arrives_as_two_events_is_answered_once(slack, twins, somebody):
    (one, two), _ = twins
    person = somebody(one)
    callback = message(slack, person, "hello")
    post_event(one.url, callback)
    post_event(two.url, {**callback, "event_id": "Ev-another", "event": {**callback["event"], "type": "app_mention"}})
    slack.wait(lambda: slack.said(person.dm), what="an answer")
    settle(slack, 0.5)
    assert len(slack.said(person.dm)) == 1


def test_a_question_asked_by_one_process_is_answered_at_the_other(slack, twins, somebody):
    (one, two), _ = twins
    person = somebody(one)
    (asked,) = person.write("my lip twitches")
    person.url = two.url
    person.press(asked, "None of these")
    assert "You chose" in asked.shown()
    (asked_again,) = person.write("my lip twitches")
    person.url = one.url
    person.write("none")
    assert asked_again.labels() == []
    assert "in your own words" in asked_again.shown()


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        (lambda body: signed(body, secret="f" * 32), "its signature is wrong"),
        (lambda body: signed(body, at=time.time() - 301), "more than five minutes"),
        (lambda body: signed(body, at=time.time() + 400), "more than five minutes"),
        (lambda body: signed(body, secret=""), "its signature is wrong"),
        (lambda body: signed(b"another body"), "its signature is wrong"),
        (lambda body: {}, "no signature"),
        (lambda body: {**signed(body), "X-Slack-Request-Timestamp": "soon"}, "no number"),
    ],
)
def test_a_forged_request_is_refused_and_logged_without_its_content(slack, scripted, somebody, headers, why):
    person = somebody(scripted)
    body = json.dumps(message(slack, person, "a forged confession")).encode()
    answer = post_body(scripted.url, body, headers(body))
    assert answer.status_code == 401
    time.sleep(0.2)
    assert slack.said(person.dm) == []
    assert why in scripted.log()
    assert "forged confession" not in scripted.log()
    assert "forged" not in answer.text


def test_a_replayed_request_is_refused(slack, scripted, somebody):
    person = somebody(scripted)
    body = json.dumps(message(slack, person, "hello")).encode()
    headers = signed(body)
    assert post_body(scripted.url, body, headers).status_code == 200
    assert post_body(scripted.url, body, headers).status_code == 401
    assert post_body(scripted.url, body, {**headers, "X-Slack-Retry-Num": "1"}).status_code == 200
    slack.wait(lambda: slack.said(person.dm), what="an answer")
    settle(slack, 0.5)
    assert len(slack.said(person.dm)) == 1
    assert "it was received before" in scripted.log()


def test_slacks_question_whether_the_address_is_ours_is_answered(scripted):
    answer = post_event(scripted.url, {"type": "url_verification", "token": "x", "challenge": "3eZbrw1aB"})
    assert answer.status_code == 200
    assert answer.json() == {"challenge": "3eZbrw1aB"}


@pytest.mark.parametrize("kind", ["view_submission", "shortcut", "message_action", "view_closed"])
def test_what_quiver_doesnt_use_is_acknowledged_all_the_same(scripted, kind):
    payload = {
        "type": kind,
        "user": {"id": "U1"},
        "team": {"id": "T0TEAM"},
        "callback_id": "x",
        "trigger_id": "1",
        "view": {"type": "modal", "callback_id": "x"},
    }
    body = urlencode({"payload": json.dumps(payload)}).encode()
    assert post_body(scripted.url, body, signed(body), "application/x-www-form-urlencoded").status_code == 200


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b'"text"', b"{}", b"payload=", b"payload=%7B", b"\xff\xfe"])
def test_a_strange_body_with_a_good_signature_breaks_nothing(scripted, somebody, body):
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        headers = signed(body, at=time.time() - (1 if kind.endswith("json") else 2))
        assert post_body(scripted.url, body, headers, kind).status_code < 500
    person = somebody(scripted, HTTP)
    assert person.write("hello")
