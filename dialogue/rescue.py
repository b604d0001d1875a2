"""What is said when a turn fails: something safe, with the emergency line, and nothing that was known is lost."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

from triage.assessment import assess
from triage.levels import Level

from dialogue.case import Case, from_json
from dialogue.context import Context
from dialogue.country import call_in
from dialogue.reading import Reading, reading_of
from dialogue.reply import SCHEMA, Reply, assessment_json
from dialogue.understanding import Understood
from dialogue.words import Words


def rescue(stored: object, message: Mapping[str, Any], words: Words) -> Reply:
    """A safe reply to a message whose turn failed.

    Every finding that the message states is kept, so a red flag still raises the level; nothing is taken back and
    nothing is called harmless.

    Args:
        stored: the case as the tracker holds it.
        message: the tracker's latest message.
        words: everything that can be said.
    """
    case, reading = _case(stored), _reading(message)
    record = case.record
    for statement in reading.statements:
        if statement.finding in words.knowledge.findings and (statement.doubtful or statement.status.is_there):
            record = record.told(statement)
    case = replace(case, record=record, started=True)
    now = datetime.now(timezone.utc)
    floor = Level.EMERGENCY if reading.does("other_emergency") else Level.UNDETERMINED
    assessment = assess(
        record, table=words.knowledge.table, findings=words.knowledge.findings, today=now.date(), floor=max(floor, case.floor)
    )
    call = call_in(case.country, words.ambulance, words.say("number_default"))
    context = Context(case, Understood(case), assessment, reading, words, call, now)
    emergency = assessment.level is Level.EMERGENCY
    texts = [context.say("emergency_call")] if emergency else []
    if reading.does("delete_data"):
        texts.append(context.say("not_deleted"))
    envelope = {
        "schema": SCHEMA,
        "kinds": ["assessment"] if emergency else ["deflect"],
        "topics": [],
        "assessment": assessment_json(context),
    }
    return Reply((*texts, words.say("unavailable")), None, envelope, case, assessment=assessment)


def _case(stored: object) -> Case:
    try:
        return from_json(stored)
    except (KeyError, TypeError, ValueError):
        return Case()


def _reading(message: Mapping[str, Any]) -> Reading:
    try:
        return reading_of(message)
    except (KeyError, TypeError, ValueError):
        return Reading(text="", failed=True)
