"""Conversations with the trained Quiver, as anybody can read them in ``talks/``: three and more for each point of the conversation."""

from pathlib import Path
from typing import Any

import pytest

from triage.files import read_yaml, require_keys

from tests.e2e.quiver import Quiver, Turn

pytestmark = pytest.mark.server

FILES = sorted(Path(__file__).with_name("talks").glob("*.yml"))
TALKS = [pytest.param(talk, id=f"{file.stem}: {talk['talk']}") for file in FILES for talk in read_yaml(file)]
EXPECTED = ["level", "kinds", "topics", "asked", "about", "flags", "absent", "unknown", "says", "never", "number"]


@pytest.mark.parametrize("talk", TALKS)
def test_a_talk_goes_as_it_is_written(quiver: Quiver, talk: dict[str, Any]) -> None:
    require_keys("talk", talk, ["talk", "turns"], ["timezone", "locale"])
    person = quiver.person(**{key: talk[key] for key in ("timezone", "locale") if key in talk})
    for turn in talk["turns"]:
        expected = require_keys(talk["talk"], turn, ["they"], EXPECTED)
        faults = list(_faults(person.say(turn["they"]), expected))
        assert not faults, f"> {turn['they']}: {'; '.join(faults)}"


def _faults(turn: Turn, expected: Any) -> Any:
    """What isn't as it was expected."""
    assessment, words = turn.envelope["assessment"], "\n".join(turn.texts)
    question = turn.envelope.get("question", {}).get("id", "none")
    for key, is_value in (("level", turn.level), ("asked", question), ("about", assessment["about"])):
        if key in expected and expected[key] != is_value:
            yield f"{key} is {is_value} instead of {expected[key]}"
    for key in ("kinds", "topics"):
        if missing := set(expected.get(key, ())) - set(turn.envelope[key]):
            yield f"{key} {turn.envelope[key]} without {missing}"
    if "flags" in expected and set(expected["flags"]) != set(assessment["red_flags"]):
        yield f"red flags are {assessment['red_flags']}"
    for finding in expected.get("absent", ()):
        if assessment["findings"].get(finding) != "absent":
            yield f"{finding} isn't absent"
    for finding in expected.get("unknown", ()):
        if finding in assessment["findings"]:
            yield f"{finding} isn't unknown"
    for said in expected.get("says", ()):
        if said not in words:
            yield f"doesn't say {said!r} but {words!r}"
    for said in expected.get("never", ()):
        if said in words:
            yield f"says {said!r}"
    if "number" in expected and turn.envelope.get("call", {}).get("number") != expected["number"]:
        yield f"the number is {turn.envelope.get('call')}"


def test_there_are_at_least_three_talks_for_each_of_the_seven_points() -> None:
    assert len(FILES) == 7
    assert all(len(read_yaml(file)) >= 3 for file in FILES)
