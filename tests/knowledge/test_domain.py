"""Rasa's files against ``knowledge/``: what can be read, asked and said has one list each, and all agree."""

from pathlib import Path

import pytest
import yaml

from dialogue.reading import reading_of
from dialogue.skills import SKILLS
from tests.contract import FINDINGS, TOPICS

ROOT = Path(__file__).resolve().parents[2]
NO_EXAMPLES = {"unclear"}
"""Intents that the classifier gives when it knows nothing else; nobody can write an example of them."""

ANSWERING = {"describe", "affirm", "deny", "unsure", "refuse", "correct", "go_back"}
"""Acts that have no section of their own: they describe, answer or correct."""


def names(items):
    return [item if isinstance(item, str) else next(iter(item)) for item in items]


def options(items):
    return {name: details for item in items if isinstance(item, dict) for name, details in item.items()}


def rasa_data(folder):
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "data" / folder).glob("*.yml"))]


RULES = [rule for content in rasa_data("rules") for rule in content["rules"]]
EXAMPLES = {
    item["intent"]: [line.removeprefix("- ") for line in item["examples"].splitlines()]
    for content in rasa_data("nlu")
    for item in content["nlu"]
    if "intent" in item
}


def test_every_finding_is_an_entity_with_all_that_can_be_read_of_it(domain):
    entities = options(domain["entities"])
    for finding in FINDINGS:
        assert {"present", "absent", "long_standing", "to_confirm"} <= set(entities[finding]["roles"])
        assert entities[finding]["roles"] == entities[FINDINGS[0]]["roles"]


def test_every_role_of_a_finding_means_a_status(domain):
    for role in options(domain["entities"])[FINDINGS[0]]["roles"]:
        entity = {"entity": "pain", "role": role, "value": "hurts"}
        read = reading_of({"text": "hurts", "entities": [entity], "reading": {"acts": []}})
        assert [statement.finding for statement in read.statements] == ["pain"]


def test_no_entity_that_has_the_roles_of_a_finding_is_unknown_to_knowledge(domain, known):
    like_findings = [name for name, details in options(domain["entities"]).items() if "present" in details.get("roles", ())]
    assert like_findings == list(known.findings)


def test_entities_and_slots_never_steer_the_dialogue_so_rules_stay_rules(domain):
    assert all(details["influence_conversation"] is False for details in options(domain["entities"]).values())
    assert all(slot["influence_conversation"] is False for slot in domain["slots"].values())


def test_every_topic_is_an_intent(domain):
    assert set(TOPICS) <= set(names(domain["intents"]))


def test_every_skill_is_an_intent_and_every_other_intent_is_a_topic_or_an_answer(domain):
    assert set(names(domain["intents"])) - NO_EXAMPLES == set(TOPICS) | set(SKILLS) | ANSWERING


def test_no_intent_stands_twice(domain):
    intents = names(domain["intents"])
    assert len(set(intents)) == len(intents)


def test_every_intent_has_exactly_one_rule(domain):
    ruled = [step["intent"] for rule in RULES for step in rule["steps"] if "intent" in step]
    assert sorted(ruled) == sorted(names(domain["intents"]))


def test_every_rule_leads_from_one_intent_to_one_action_of_the_domain(domain):
    for rule in RULES:
        assert [sorted(step) for step in rule["steps"]] == [["intent"], ["action"]]
        assert rule["steps"][1]["action"] in domain["actions"]


def test_every_action_of_the_domain_is_called_by_some_rule_and_exists(domain):
    assert {rule["steps"][1]["action"] for rule in RULES} == set(domain["actions"])
    for action in domain["actions"]:
        module = ROOT / "actions" / f"{action.removeprefix('action_')}.py"
        assert f'"{action}"' in module.read_text(encoding="utf-8")


def test_every_intent_has_examples_but_the_one_for_nothing_at_all(domain):
    assert EXAMPLES.keys() == set(names(domain["intents"])) - NO_EXAMPLES


@pytest.mark.parametrize("intent", sorted(EXAMPLES))
def test_an_intent_has_enough_examples_and_none_of_them_twice(intent):
    examples = EXAMPLES[intent]
    assert len(examples) >= 8
    assert len({example.lower() for example in examples}) == len(examples)


def test_an_example_that_could_be_a_command_is_in_no_intent():
    assert not [example for examples in EXAMPLES.values() for example in examples if example.startswith(("/", "#"))]


def test_when_nothing_works_the_domain_says_what_the_phrases_say(domain, phrases):
    assert [item["text"] for item in domain["responses"]["utter_unavailable"]] == [phrases["unavailable"]]


def test_the_level_slot_knows_every_level(domain):
    assert domain["slots"]["level"]["values"] == ["self_care", "undetermined", "routine", "urgent", "emergency"]
