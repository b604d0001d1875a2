"""Every emergency message at every state of the conversation, over REST: is it caught there too?

``python -m benchmarks.states FOLDER [--url …]`` brings a conversation to each of ``STATES``, then says the message. It
counts as caught when the level is ``emergency`` or one of the message's emergency signs is asked about. Misses are listed
by sign; with ``--errors`` their texts are written to a file.
"""

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.client import Person
from benchmarks.evaluate import EMERGENCY_SIGNS
from benchmarks.labelled import Description, load
from benchmarks.statistics import Share

OPENING = "My upper lip keeps twitching, since yesterday."
STATES: Mapping[str, Sequence[str]] = {
    "first message": (),
    "after a greeting": ("hello",),
    "at the first question": (OPENING,),
    "at the second question": (OPENING, "no"),
    "at the third question": (OPENING, "no", "no"),
    "at the fourth question": (OPENING, "no", "no", "no"),
    "after a skipped question": (OPENING, "skip"),
    "after a question of one's own": (OPENING, "is it the coffee?"),
    "after self_care": ("My upper lip has been twitching since yesterday. Nothing else is wrong, only the lip.",),
    "after routine": ("My upper lip has been twitching for three months. Nothing else is wrong, only the lip.",),
    "after urgent": ("My upper lip twitches and it feels numb.",),
    "after a correction": (OPENING, "sorry, since last month, not yesterday"),
    "in another request": (OPENING, "what do you store about me?"),
}


@dataclass(frozen=True)
class Outcome:
    """One message in one state."""

    item: Description
    state: str
    level: str
    asked: frozenset[str]

    @property
    def caught(self) -> bool:
        """Whether the level is emergency."""
        return self.level == "emergency"

    @property
    def caught_or_asked(self) -> bool:
        """Whether it is, or one of the signs that are there is asked about."""
        return self.caught or bool(self.asked & self.item.present & EMERGENCY_SIGNS)


def say(url: str, item: Description, state: str) -> Outcome:
    """Bring a conversation to ``state`` and say the message."""
    person = Person(url)
    for text in STATES[state]:
        person.say(text)
    answer = person.say(item.text)
    return Outcome(item, state, answer.level, frozenset(answer.assessment["to_confirm"]))


def table(outcomes: Sequence[Outcome]) -> str:
    """Shares by state, and what was missed by sign."""
    lines = ["| state | caught | caught or asked |", "|---|---|---|"]
    for state in STATES:
        of = [outcome for outcome in outcomes if outcome.state == state]
        caught = Share(sum(outcome.caught for outcome in of), len(of))
        lines.append(f"| {state} | {caught} | {Share(sum(outcome.caught_or_asked for outcome in of), len(of))} |")
    missed: Counter[str] = Counter()
    for outcome in outcomes:
        if not outcome.caught_or_asked:
            missed.update(outcome.item.present & EMERGENCY_SIGNS)
    lines += ["", "| sign | missed, of all messages in all states that state it |", "|---|---|"]
    for sign in sorted(EMERGENCY_SIGNS):
        lines.append(f"| `{sign}` | {missed[sign]} of {sum(sign in outcome.item.present for outcome in outcomes)} |")
    return "\n".join(lines)


def main() -> None:
    """Say everything everywhere and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--url", default="http://localhost:5005")
    parser.add_argument("--errors", type=Path, help="file for what was missed; leave it out for a sealed set")
    options = parser.parse_args()
    emergencies = [item for item in load(options.data).descriptions if item.accept == {"emergency"}]
    jobs = [(item, state) for item in emergencies for state in STATES]
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda job: say(options.url, *job), jobs))
    print(table(outcomes))
    if options.errors:
        missed = [outcome for outcome in outcomes if not outcome.caught_or_asked]
        rows = ({"state": each.state, "level": each.level, "present": sorted(each.item.present), "text": each.item.text} for each in missed)
        options.errors.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
