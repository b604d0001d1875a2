"""How fast Slack gets its acknowledgement when fifty people write at once, while their answers are being worked on.

    python -m benchmarks.slack_ack              the trained bot, as `make run` starts it
    python -m benchmarks.slack_ack --scripted   the scripted bot of the tests: the channel by itself

Slack counts an app as failed after 3 s; the goal is a 99th percentile below 300 ms. Everything stays on loopback, against
the local Slack of the tests. Ends with status 1 when the goal is missed or an answer is.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from channels.slack.phrases import phrases
from tests.e2e.slack.local_slack.api import LocalSlack
from tests.e2e.slack.local_slack.app import Quiver, real, stub
from tests.e2e.slack.local_slack.person import envelope, event_callback, signed

BURST, GOAL = 50, 0.300
WORDS = ["my upper lip twitches", "how much coffee is too much?", "my lip is numb", "hello", "why does it twitch?"]


def callbacks(slack: LocalSlack, name: str) -> dict[str, dict[str, object]]:
    """One message each of fifty people, by the channel of their direct messages."""
    found = {}
    for number in range(BURST):
        user = f"U{name}{number:03d}"
        slack.users[user] = {"locale": "en-GB", "tz": "Europe/London"}
        event = {"type": "message", "channel": "D" + user[1:], "channel_type": "im", "user": user, "ts": slack.new_ts()}
        found[event["channel"]] = event_callback({**event, "text": WORDS[number % len(WORDS)]})
    return found


async def burst_over_http(quiver: Quiver, events: list[dict[str, object]]) -> list[float]:
    """All events at once, each on a connection of its own; seconds until each was acknowledged.

    Requests are made up beforehand and sent as bytes, so that the client takes little of the machine it shares.
    """
    address = urlsplit(quiver.url)

    async def deliver(request: bytes) -> float:
        began = time.perf_counter()
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        writer.write(request)
        status = await reader.readline()
        seconds = time.perf_counter() - began
        writer.close()
        assert b" 200 " in status, status
        return seconds

    return list(await asyncio.gather(*(deliver(request) for request in [as_request(event) for event in events])))


def as_request(event: dict[str, object]) -> bytes:
    """The bytes of a signed request, as Slack sends them."""
    body = json.dumps(event).encode()
    headers = {
        "Host": "127.0.0.1",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        **signed(body),
    }
    lines = ["POST /webhooks/slack/webhook HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode() + body


def burst_over_socket(slack: LocalSlack, events: list[dict[str, object]]) -> list[float]:
    """All events down the one websocket at once; seconds until each was acknowledged."""
    seconds: list[float] = slack.send_envelopes([envelope("events_api", event) for event in events])
    return seconds


def measure(slack: LocalSlack, quiver: Quiver, transport: str, name: str) -> tuple[list[float], float]:
    """Seconds until each acknowledgement, and until the last answer."""
    events = callbacks(slack, name)
    began = time.perf_counter()
    if transport == "http":
        acks = asyncio.run(burst_over_http(quiver, list(events.values())))
    else:
        acks = burst_over_socket(slack, list(events.values()))
    slack.wait(lambda: all(answers(slack, channel) for channel in events), 120, "fifty answers")
    last = time.perf_counter() - began
    time.sleep(0.5)
    told = [answers(slack, channel) for channel in events]
    assert told == [1] * BURST, f"answers per person: {sorted(set(told))}"
    return acks, last


def answers(slack: LocalSlack, channel: str) -> int:
    """How often somebody was answered, signs of thinking left aside."""
    return len([one for one in slack.said(channel) if one.text != phrases()["thinking"]])


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` of ``values`` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> int:
    """Run the benchmark; the exit code."""
    parser = argparse.ArgumentParser(description="Acknowledgement times in a burst of 50 events.")
    parser.add_argument("--scripted", action="store_true", help="the scripted bot instead of the trained one")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    slack, folder, worst = LocalSlack().start(), Path(tempfile.mkdtemp(prefix="quiver-slack-")), 0.0
    quiver: Quiver = stub(slack, folder, socket=True) if arguments.scripted else real(slack, folder)
    try:
        quiver.ready(300)
        for transport in ("http", "socket"):
            acks: list[float] = []
            lasts: list[float] = []
            for number in range(arguments.rounds):
                some, last = measure(slack, quiver, transport, f"{transport[0].upper()}{number}X")
                acks, lasts = acks + some, [*lasts, last]
            p99 = percentile(acks, 0.99)
            worst = max(worst, p99)
            print(
                f"{transport:>6}: {len(acks)} events in bursts of {BURST}, acknowledged after "
                f"p50 {percentile(acks, 0.5) * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, max {max(acks) * 1000:.0f} ms; "
                f"last of 50 answers after {max(lasts):.1f} s; each answered once"
            )
    finally:
        quiver.stop()
        slack.stop()
    print(f"goal: p99 below {GOAL * 1000:.0f} ms: {'met' if worst < GOAL else 'missed'}")
    return 0 if worst < GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
