"""The reply contract's envelope, checked strictly. Every test that gets a reply runs it through here."""

import json
import re
from typing import Any

from dialogue.reply import Reply
from tests.contract import (
    ABSENT_FOR_SELF_CARE,
    EMERGENCY_SIGNS,
    FINDINGS,
    KINDS,
    LEVELS,
    MOST_TOPICS,
    RED_FLAGS,
    ROUTINE_SIGN,
    TOPICS,
    URGENT_SIGNS,
)

KEYS = {"schema", "kinds", "topics", "assessment"}
ADDED = {"versions", "question", "call", "caffeine", "picture", "summary"}
"""Fields that the contract doesn't name; it may grow by fields, and by these it has grown."""

ASSESSMENT = {"level", "red_flags", "to_confirm", "long_standing", "findings", "about", "because"}
AT_EMERGENCY = {"red_flag_symptoms", "when_to_see_doctor"}


def checked(reply: Reply, *, failed: bool = False) -> Reply:
    """``reply``, once all that the contract says about any reply is known to hold.

    After a turn that ``failed``, the question before it stays open although it isn't asked again.
    """
    envelope = json.loads(json.dumps(reply.envelope))
    assert envelope.keys() >= KEYS
    assert envelope.keys() <= KEYS | ADDED, "an unknown field: is it in the contract?"
    assert envelope["schema"] == 1
    _is_list_of(envelope["kinds"], KINDS)
    _is_list_of(envelope["topics"], TOPICS)
    assert len(envelope["topics"]) <= MOST_TOPICS
    assert ("answer" in envelope["kinds"]) == bool(envelope["topics"])
    _check_assessment(envelope["assessment"])
    _check_question(envelope, reply, failed)
    _check_words(reply)
    if envelope["assessment"]["level"] == "emergency":
        _check_emergency(envelope, reply)
    return reply


def _is_list_of(items: object, allowed: tuple[str, ...]) -> None:
    assert isinstance(items, list)
    assert set(items) <= set(allowed), f"{set(items) - set(allowed)} isn't in the contract"
    assert len(set(items)) == len(items), f"something stands twice in {items}"


def _check_assessment(assessment: dict[str, Any]) -> None:
    assert assessment.keys() == ASSESSMENT
    assert assessment["level"] in LEVELS
    assert assessment["about"] in ("self", "other")
    findings = assessment["findings"]
    assert set(findings) <= set(FINDINGS)
    assert set(findings.values()) <= {"present", "absent"}
    for name in ("red_flags", "to_confirm", "long_standing"):
        _is_list_of(assessment[name], RED_FLAGS)
    there = {flag for flag in RED_FLAGS if findings.get(flag) == "present"}
    assert set(assessment["red_flags"]) == there
    assert set(assessment["long_standing"]) <= there & set(EMERGENCY_SIGNS)
    assert not set(assessment["to_confirm"]) & findings.keys(), "what is to be confirmed counts as unknown"
    for reason in assessment["because"]:
        assert reason.keys() == {"finding", "said", "rule", "source"}
        assert all(isinstance(value, str) for value in reason.values())
        assert reason["finding"] in there
        assert reason["rule"]
        assert reason["source"]
    assert {reason["finding"] for reason in assessment["because"]} == there, "a red flag without a reason"
    _check_level(assessment, there)


def _check_level(assessment: dict[str, Any], there: set[str]) -> None:
    level = LEVELS.index(assessment["level"])
    new = there - set(assessment["long_standing"])
    least = "self_care"
    if new & set(EMERGENCY_SIGNS):
        least = "emergency"
    elif there & {*URGENT_SIGNS, *EMERGENCY_SIGNS}:
        least = "urgent"
    elif ROUTINE_SIGN in there:
        least = "routine"
    elif assessment["to_confirm"]:
        least = "undetermined"
    assert level >= LEVELS.index(least), f"{assessment['level']} with {there}"
    if assessment["level"] == "self_care":
        assert all(assessment["findings"].get(flag) == "absent" for flag in ABSENT_FOR_SELF_CARE)


def _check_question(envelope: dict[str, Any], reply: Reply, failed: bool) -> None:
    question = envelope.get("question")
    assert ("interview" in envelope["kinds"]) == (question is not None) == (reply.asked is not None)
    if question is None:
        assert failed or reply.case.pending is None or ("crisis" in envelope["kinds"] and reply.case.pending.startswith("crisis."))
        return
    assert question.keys() >= {"id", "choices"}
    assert question["id"] == reply.case.pending
    assert question["choices"], "a question with closed answers has buttons"
    for choice in question["choices"]:
        assert choice["label"]
        assert choice["payload"].startswith("#"), "a payload must never look like a command"


def _check_words(reply: Reply) -> None:
    assert reply.texts, "an empty reply is never sent"
    for text in reply.texts:
        assert text.strip()
        assert not re.search(r"\{\w*\}", text), f"a brace was left in {text!r}"


def _check_emergency(envelope: dict[str, Any], reply: Reply) -> None:
    assert "interview" not in envelope["kinds"], "nothing is asked at an emergency"
    assert reply.asked is None
    assert envelope["assessment"]["to_confirm"] == []
    assert set(envelope["topics"]) <= AT_EMERGENCY, "no tips at an emergency"
    if "crisis" not in envelope["kinds"]:
        assert tells_to_call(reply), f"doesn't begin with the call: {reply.texts[0]!r}"


def first_sentence(reply: Reply) -> str:
    """The first sentence of a reply, without its marks of emphasis."""
    return re.split(r"(?<=[.!?])\s", reply.texts[0].replace("*", ""), maxsplit=1)[0]


def tells_to_call(reply: Reply) -> bool:
    """Whether the first sentence of a reply says to call an emergency number, now."""
    sentence = first_sentence(reply)
    return bool(re.search(r"\bcall\b", sentence, re.IGNORECASE) and re.search(r"\bnow\b", sentence) and re.search(r"\d{2,}", sentence))
