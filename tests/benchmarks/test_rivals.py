"""Rivals get what Quiver gets: the same texts, in Rasa's format, and the same actions."""

from pathlib import Path

import pytest
import yaml
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data import entities_parser
from rasa.shared.nlu.training_data.message import Message

from triage.findings import Status

from benchmarks.client import SILENCE, Answer, added_up
from benchmarks.rivals.annotated import ROLES, annotated, plain
from benchmarks.rivals.bridge import Bridge
from benchmarks.rivals.diet import PIPELINE, POLICIES
from benchmarks.rivals.floor import FILES
from benchmarks.rivals.lexicon import textbook_lexicon
from benchmarks.rivals.training import Training, training_of
from dialogue.reading import reading_of
from runtime.settings import ROOT


def test_a_labelled_text_is_read_back_by_rasa() -> None:
    text = "my top lip is numb, but there is no pain, and my arm might be weak"
    focus = {"numbness": text.index("numb"), "pain": text.index("pain"), "limb_weakness": text.index("weak"), "stress": 3}
    labels = {"numbness": "present", "pain": "absent", "limb_weakness": "doubtful", "stress": "lookalike"}
    marked = annotated(text, labels, focus)
    found = entities_parser.find_entities_in_training_example(marked)
    assert {entity["entity"]: entity["role"] for entity in found} == {"numbness": "present", "pain": "absent", "limb_weakness": "to_confirm"}
    assert "numb" in next(entity["value"] for entity in found if entity["entity"] == "numbness")
    assert entities_parser.replace_entities(marked) == text


def test_of_two_findings_in_one_clause_the_first_is_marked() -> None:
    found = entities_parser.find_entities_in_training_example(annotated("numb and sore", {"numbness": "present", "pain": "present"}, {"numbness": 0, "pain": 0}))
    assert [entity["entity"] for entity in found] == ["numbness"]


def test_the_formats_own_characters_are_taken_out() -> None:
    assert plain("it (my lip)\n twitches [now] {x}") == "it  my lip  twitches  now   x"
    assert plain(" \n") == "-"


def test_roles_are_those_of_the_domain() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    known = next(entity["numbness"]["roles"] for entity in domain["entities"] if "numbness" in entity)
    assert set(ROLES.values()) <= set(known)


@pytest.mark.parametrize(
    ("intent", "acts"), [("trigger_caffeine", ("trigger_caffeine",)), ("describe", ()), ("nlu_fallback", ()), (None, ())]
)
def test_quivers_actions_read_what_the_bridge_hands_over(intent: str | None, acts: tuple[str, ...]) -> None:
    entity = {"entity": "numbness", "role": "present", "value": "numb", "start": 0, "end": 4}
    message = Message(data={"text": "numb", INTENT: {"name": intent, "confidence": 0.9}, ENTITIES: [entity]}, output_properties={"text", INTENT, ENTITIES})
    Bridge().process([message])
    handed = message.as_dict(only_output_properties=True)
    reading = reading_of(handed)
    assert (reading.acts, reading.failed) == (acts, False)
    assert [(said.finding, said.status) for said in reading.statements] == [("numbness", Status.PRESENT)]
    assert handed["intent"]["name"] == (intent if acts or intent == "describe" else "unclear")


def test_the_rival_is_what_rasa_gives_a_project() -> None:
    import rasa.engine.recipes.config_files as files

    default = yaml.safe_load((Path(files.__path__[0]) / "default_config.yml").read_text(encoding="utf-8"))
    assert default["pipeline"] == PIPELINE[:-1]
    assert default["policies"] == POLICIES


def test_the_floor_knows_one_intent_one_rule_one_sentence() -> None:
    assert len(yaml.safe_load(FILES["config.yml"])["pipeline"]) == 1
    assert len(yaml.safe_load(FILES["domain.yml"])["responses"]) == 1


def test_the_textbook_way_misses_what_textbooks_miss() -> None:
    reader = textbook_lexicon()
    assert "numbness" in reader.read("my lip is numb").present
    assert "numbness" not in reader.read("there is no numbness").present


def test_how_a_rival_was_trained_stands_beside_it(tmp_path: Path) -> None:
    training = Training(12.5, 3, 100, 200, 30, 50, 60)
    training.write_beside(tmp_path / "default.tar.gz")
    assert training_of(tmp_path / "default.tar.gz") == training
    with pytest.raises(FileNotFoundError):
        training_of(tmp_path / "other.tar.gz")


def test_silence_is_an_answer_that_says_nothing() -> None:
    assert added_up([]) is SILENCE
    assert SILENCE.silent
    said = Answer(("Hello.",), frozenset({"chitchat"}), frozenset(), SILENCE.assessment)
    assert not said.silent
    with pytest.raises(ValueError, match="envelope"):
        added_up([{"text": "words alone"}])
