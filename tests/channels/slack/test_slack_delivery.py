"""Delivery: limits obeyed, hiccups sat out, nothing lost, and silence once the token is gone."""

import asyncio
import logging
import time

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack.blocks import note
from channels.slack.delivery import Delivery, SlackGoneError, SlackRefusedError
from channels.slack.events import Place
from channels.slack.people import People
from tests.e2e.slack.local_slack.api import Fault, LocalSlack

PLACE = Place("T1", "U1", "D1")


@pytest.fixture(scope="module")
def server():
    slack = LocalSlack().start()
    slack.users["U1"] = {"locale": "en-GB", "tz": "Europe/London"}
    yield slack
    slack.stop()


@pytest.fixture
def slack(server):
    server.posted.clear()
    server.calls.clear()
    server.token_error = ""
    yield server
    assert not server.faults


def run(slack, story, *, quick=True):
    waited = []

    async def sleep(seconds):
        waited.append(seconds)
        await asyncio.sleep(0 if quick else seconds)

    async def inside():
        async with aiohttp.ClientSession() as session:
            client = AsyncWebClient(token=slack.bot_token, base_url=slack.url, session=session, retry_handlers=[])
            return await story(Delivery(client, session, sleep=sleep))

    return asyncio.run(inside()), waited


def post(text="hello"):
    return lambda delivery: delivery.post(PLACE, note(text))


def test_a_message_is_posted(slack):
    answer, _ = run(slack, post())
    assert answer["channel"] == "D1"
    assert [one.text for one in slack.posted] == ["hello"]


def test_a_rate_limit_is_waited_for_as_long_as_slack_says_and_nothing_is_lost(slack):
    slack.next_time("chat.postMessage", *[Fault("ratelimited", 429, 1)] * 2)
    began = time.monotonic()
    run(slack, post(), quick=False)
    assert 2 <= time.monotonic() - began < 4
    assert [one.text for one in slack.posted] == ["hello"]


def test_a_pause_holds_for_everything_that_goes_the_same_way(slack):
    slack.next_time("chat.postMessage", Fault("ratelimited", 429, 1))

    async def story(delivery):
        await asyncio.gather(*(delivery.post(PLACE, note(f"message {n}")) for n in range(5)))

    run(slack, story, quick=False)
    assert len(slack.posted) == 5
    refused = next(call.at for call in slack.calls if call.answered == "ratelimited")
    assert all(call.at - refused > 0.9 for call in slack.calls if call.answered == "ok" and call.at > refused + 0.2)


def test_one_channels_limit_doesnt_hold_up_another(slack):
    slack.next_time("chat.postMessage", Fault("ratelimited", 429, 2))

    async def story(delivery):
        slow = asyncio.create_task(delivery.post(PLACE, note("slow")))
        await asyncio.sleep(0.1)
        began = time.monotonic()
        await delivery.post(Place("T1", "U2", "D2"), note("quick"))
        quick = time.monotonic() - began
        await slow
        return quick

    quick, _ = run(slack, story, quick=False)
    assert quick < 1


@pytest.mark.parametrize(
    "fault", [Fault("internal_error"), Fault("", 503), Fault("service_unavailable", 503), Fault(drop=True)]
)
def test_a_hiccup_is_sat_out(slack, fault):
    slack.next_time("chat.postMessage", fault, fault)
    _, waited = run(slack, post())
    assert waited == [0.5, 1]
    assert [one.text for one in slack.posted] == ["hello"]


def test_a_hiccup_that_never_ends_is_an_error_and_no_endless_loop(slack):
    slack.next_time("chat.postMessage", *[Fault("internal_error")] * 8)
    with pytest.raises(SlackRefusedError, match="internal_error"):
        run(slack, post())


def test_a_refusal_is_told_by_its_code(slack):
    slack.next_time("chat.postMessage", Fault("is_archived"))
    with pytest.raises(SlackRefusedError, match=r"chat\.postMessage: is_archived"):
        run(slack, post())


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth"])
def test_after_a_revoked_token_nothing_is_sent_any_more_and_the_log_says_so_once(slack, caplog, error):
    slack.token_error = error

    async def story(delivery):
        for _ in range(3):
            with pytest.raises(SlackGoneError):
                await delivery.post(PLACE, note("hello"))
        return delivery.gone

    with caplog.at_level(logging.INFO, "quiver.slack"):
        gone, _ = run(slack, story)
    assert gone == error
    assert len(slack.calls) == 1
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "xoxb" not in caplog.text


def test_a_layout_that_slack_refuses_is_sent_as_text(slack):
    slack.next_time("chat.postMessage", Fault("invalid_blocks"))
    run(slack, post("words that matter"))
    assert [(one.text, one.blocks) for one in slack.posted] == [("words that matter", [])]


def test_a_thread_that_is_gone_is_answered_outside_of_it(slack):
    slack.next_time("chat.postMessage", Fault("thread_not_found"))
    run(slack, lambda delivery: delivery.post(Place("T1", "U1", "D1", "1.000001"), note("hello")))
    assert [(one.text, one.thread) for one in slack.posted] == [("hello", None)]


def test_a_whisper_that_cant_be_is_said_aloud_in_direct_messages(slack):
    slack.next_time("chat.postEphemeral", Fault("user_not_in_channel"))
    run(slack, lambda delivery: delivery.whisper(PLACE, "psst"))
    assert [(one.text, one.only_for) for one in slack.posted] == [("psst", None)]


def test_a_whisper_in_public_is_never_said_aloud(slack):
    slack.next_time("chat.postEphemeral", Fault("user_not_in_channel"))
    with pytest.raises(SlackRefusedError):
        run(slack, lambda delivery: delivery.whisper(Place("T1", "U1", "C1", "1.000001", public=True), "psst"))
    assert slack.posted == []


def test_a_file_goes_up_in_three_steps_and_over_hiccups(slack):
    slack.files.clear()
    slack.next_time("files.getUploadURLExternal", Fault("ratelimited", 429, 0.1))
    slack.next_time("upload", Fault(status=500))
    run(slack, lambda delivery: delivery.upload(PLACE, content=b"%PDF", filename="a.pdf", title="A"))
    (file,) = slack.files
    assert (file["content"], file["channel"], file["title"]) == (b"%PDF", "D1", "A")


def test_locale_and_time_zone_are_asked_once_an_hour(slack):
    now = [0.0]

    async def story(delivery):
        people = People(delivery, now=lambda: now[0])
        found = [await people.about("U1"), await people.about("U1")]
        now[0] = 3601
        return [*found, await people.about("U1")]

    found, _ = run(slack, story)
    assert found == [{"locale": "en-GB", "timezone": "Europe/London"}] * 3
    assert len(slack.calls_of("users.info")) == 2


@pytest.mark.parametrize("fault", [Fault("missing_scope"), Fault("user_not_found")])
def test_without_users_info_people_are_answered_all_the_same(slack, fault):
    slack.next_time("users.info", fault)
    found, _ = run(slack, lambda delivery: People(delivery).about("U1"))
    assert found == {}
