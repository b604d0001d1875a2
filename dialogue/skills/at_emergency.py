"""What may be said at an emergency besides the call: an answer of a sentence to what was asked, and nothing that reassures."""

from collections.abc import Callable, Mapping

from dialogue.asking import asks, asks_meanwhile
from dialogue.context import Context, Section
from dialogue.skills import SKILLS
from dialogue.skills.borders import note

STROKE_SIGNS = frozenset(["facial_droop", "facial_weakness", "slurred_speech", "limb_weakness", "confusion", "vision_loss", "severe_headache"])
MEANWHILE = ("relief_", "caffeine_limit", "how_fast_relief")
"""Topics that ask what to do, which is for the person who answers the call to say."""
SAID = ("privacy", "delete_data", "know_about_me", "summary", "handoff", "no_prescribing", "no_diagnosis", "other_language", "why_level", "start_over")
"""What else may still be said, after the call."""


def beside_the_call(context: Context) -> list[Section]:
    """The sections that follow the call."""
    acts = [act for act in SAID if context.reading.does(act)]
    if "no_prescribing" in acts:
        acts = [act for act in acts if act != "handoff"]
    if not asks(context.reading.text):
        acts = [act for act in acts if act != "no_diagnosis"]
    sections = [_SHORT[act](context) if act in _SHORT else SKILLS[act](context) for act in acts]
    bordered = any(act in _SHORT for act in acts)
    return [*([] if bordered else _answer(context)), *sections]


def _answer(context: Context) -> list[Section]:
    topics = [act for act in context.reading.acts if act in context.words.topics]
    text = context.reading.text
    if not asks(text) or not (topics or asks_meanwhile(text)):
        return []
    if asks_meanwhile(text) or all(topic.startswith(MEANWHILE) for topic in topics):
        return [Section((f"{context.say('emergency_meanwhile')} {context.cite(('nhs_999_call',))}",))]
    if STROKE_SIGNS & set(context.assessment.red_flags):
        said = f"{context.say('emergency_explain_signs')} {context.cite(('nhs_stroke', 'asa_signs'))}"
        return [Section((said,), kinds=("answer",), topics=("red_flag_symptoms",))]
    return [Section((f"{context.say('emergency_whatever')} {context.cite(('nhs_999',))}",), kinds=("answer",), topics=("when_to_see_doctor",))]


_SHORT: Mapping[str, Callable[[Context], Section]] = {
    "handoff": note("emergency_handoff", "handoff"),
    "no_prescribing": note("emergency_no_prescribing", "no_prescribing"),
    "no_diagnosis": note("emergency_no_diagnosis", "no_diagnosis"),
}
