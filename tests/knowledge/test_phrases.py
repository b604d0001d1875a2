"""Phrases: each is said somewhere, and each of its braces can be filled there."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest

from triage.files import read_yaml
from triage.knowledge import FOLDER

from tests.contract import LEVELS

ROOT = Path(__file__).resolve().parents[2]
PHRASES = read_yaml(FOLDER / "phrases.yml")
ALWAYS_FILLED = {"number", "whom", "whose"}
"""Filled by ``Context.say`` itself."""


@dataclass(frozen=True)
class Said:
    """A call of ``say``: a pattern of the phrase's name (None if a variable holds it), and the braces that it fills."""

    module: str
    name: str | None
    fills: frozenset[str]


def modules():
    for path in sorted((ROOT / "dialogue").rglob("*.py")):
        yield path.name, ast.parse(path.read_text(encoding="utf-8"))


def pattern(node):
    """The names that an expression may stand for; a variable inside an f-string stands for a level."""
    if isinstance(node, ast.Constant):
        return re.escape(str(node.value))
    if isinstance(node, ast.JoinedStr):
        parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else f"(?:{'|'.join(LEVELS)})" for part in node.values]
        return "".join(parts)
    return None


def calls():
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say" and node.args:
                yield Said(name, pattern(node.args[0]), frozenset(keyword.arg or "*" for keyword in node.keywords))


CALLS = list(calls())
NAMED = {(name, node.value) for name, tree in modules() for node in ast.walk(tree) if isinstance(node, ast.Constant)}
PATTERNS = {pattern(node) for _, tree in modules() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
LEVEL_SAID = {"urgent", "routine", "self_care"}
"""Said by the name of the level itself."""


def braces(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def direct(phrase):
    return [call for call in CALLS if call.name is not None and re.fullmatch(call.name, phrase)]


def indirect(phrase):
    """Calls by variable in the modules that name the phrase."""
    where = {module for module, value in NAMED if value == phrase}
    return [call for call in CALLS if call.name is None and (call.module in where or phrase in LEVEL_SAID)]


def is_said(phrase):
    named = any(value == phrase for _, value in NAMED)
    built = any(re.fullmatch(each, phrase) for each in PATTERNS)
    return named or built or phrase in LEVEL_SAID


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_is_said_somewhere(phrase):
    assert is_said(phrase)


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_that_is_said_by_name_gets_all_its_braces_filled(phrase):
    for call in direct(phrase):
        missing = braces(PHRASES[phrase]) - call.fills - ALWAYS_FILLED
        assert "*" in call.fills or not missing, f"{call.module} doesn't fill {missing}"


@pytest.mark.parametrize("phrase", [phrase for phrase in PHRASES if is_said(phrase) and not direct(phrase)])
def test_a_phrase_that_is_said_by_way_of_a_variable_can_get_its_braces_filled(phrase):
    fills = [call.fills for call in indirect(phrase)]
    needed = braces(PHRASES[phrase]) - ALWAYS_FILLED
    assert not needed or any(needed <= filled or "*" in filled for filled in fills)


def test_no_phrase_is_called_that_is_not_there():
    missing = {
        call.name for call in CALLS if call.name and not any(re.fullmatch(call.name, phrase) for phrase in PHRASES)
    }
    assert missing == set()


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_is_a_text_with_named_braces_only(phrase):
    assert isinstance(PHRASES[phrase], str), "in YAML a bare yes is true: put it in quotes"
    assert PHRASES[phrase].strip() == PHRASES[phrase]
    assert all(name.isidentifier() for name in braces(PHRASES[phrase]))
    assert "{}" not in PHRASES[phrase]


@pytest.mark.parametrize("phrase", ["emergency_call", "other_emergency"])
def test_an_emergency_says_first_of_all_whom_to_call(phrase):
    assert re.match(r"\W*Call \{number\} now", PHRASES[phrase])


def test_when_nothing_works_an_emergency_number_is_still_said():
    assert re.search(r"112.*911.*999", PHRASES["unavailable"])
    assert not braces(PHRASES["unavailable"])
