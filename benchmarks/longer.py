"""Does a message cost more the longer a conversation is? ``python -m benchmarks.longer [--messages 1000]``.

One person writes so many messages to one Quiver on SQLite, over REST. Printed: milliseconds by hundreds of messages, and
whether the first sign that was said is still known at the end.
"""

import argparse
import json
import statistics
import urllib.request

from benchmarks.labelled import load
from benchmarks.machine import this_machine
from benchmarks.systems import QUIVER, System
from benchmarks.wire import Wire
from runtime.settings import ROOT
from runtime.training import ensure_model

FIRST = "my top lip has been twitching for three weeks"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1000)
    options = parser.parse_args()
    texts = [item.text for item in load(ROOT / "benchmarks" / "sets" / "dev").questions]
    with System(QUIVER, ensure_model(lambda line: None)).running() as quiver:
        wire = Wire(quiver.port)
        wire.say("one-person", FIRST)
        taken = [1000 * wire.say("one-person", texts[place % len(texts)]) for place in range(options.messages - 1)]
        wire.close()
        final = _level(quiver.url)
    print(f"{this_machine()}\n\n| messages | p50 ms | p95 ms |\n|---|---|---|")
    for first in range(0, len(taken), 100):
        part = taken[first : first + 100]
        if len(part) > 20:
            print(f"| {first + 2} to {first + len(part) + 1} | {statistics.median(part):.1f} | {statistics.quantiles(part, n=20)[18]:.1f} |")
    print(f"\nlevel after the last message: {final}")


def _level(url: str) -> str:
    body = json.dumps({"sender": "one-person", "message": "what do you know about me?"}).encode()
    request = urllib.request.Request(f"{url}/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        envelope = [message["custom"] for message in json.load(answer) if "custom" in message][-1]
    return f"{envelope['assessment']['level']}, {envelope['assessment']['red_flags']}"


if __name__ == "__main__":
    main()
