"""The summary to hand over: what was said, denied, not known and not asked, with the level and why."""

import json
from pathlib import Path

import jsonschema
import pytest

from triage.caffeine import Intake

from dialogue.case import Case
from dialogue.summary import Summary, summarize, text_of, to_json
from dialogue.words import words
from tests.dialogue.talk import MONDAY, Talk, absent, days, doubtful, harmless, old, present

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "summary.schema.json").read_text())


def nothing_told() -> Talk:
    talk = Talk()
    talk.says("hello", acts=("greeting",))
    return talk


def painful() -> Talk:
    talk = Talk()
    talk.begins()
    talk.says("it hurts, since tuesday", present("pain", "it hurts"), absent("numbness", "not numb"), duration=days(6))
    talk.says("maybe my speech is odd", doubtful("slurred_speech"), intakes=(Intake("coffee", "6 coffees", 456, 1074), Intake("Prime", "a Prime", known=False, missing="drink")))
    return talk


def drooping() -> Talk:
    talk = Talk()
    talk.says("my wife's face droops", present("facial_droop", "her face droops"), old("limb_weakness"), about_other=True)
    return talk


def chest_pain() -> Talk:
    talk = Talk()
    talk.says("crushing chest pain", acts=("other_emergency",), pregnant=True)
    return talk


def summary(talk: Talk) -> Summary:
    return summarize(talk.case, words=words(), now=talk.now)


CONVERSATIONS = [nothing_told, painful, drooping, chest_pain, harmless]


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_the_json_is_of_the_published_form(conversation):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    form = to_json(summary(conversation()))
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.draft202012_format_checker).validate(form)
    assert json.loads(json.dumps(form)) == form
    assert form.keys() == SCHEMA["properties"].keys()


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_every_finding_stands_in_exactly_one_list(conversation):
    form = to_json(summary(conversation()))
    listed = [line["finding"] for name in ("present", "to_confirm", "absent", "unanswered", "not_asked") for line in form[name]]
    assert sorted(listed) == sorted(words().knowledge.findings)


@pytest.mark.parametrize("conversation", [painful, drooping, harmless])
def test_the_text_holds_all_that_is_known(conversation):
    made = summary(conversation())
    text = text_of(made, words())
    for line in (*made.present, *made.absent, *made.to_confirm, *made.unanswered, *made.not_asked):
        assert line.label in text
    for line in (*made.present, *made.to_confirm):
        assert line.said in text
    for reason in made.why:
        assert reason.rule in text
        assert reason.source in text
    for version in made.versions.values():
        assert version in text


def test_their_own_words_and_days_are_kept():
    talk = painful()
    made = summary(talk)
    (pain,) = [line for line in made.present if line.finding == "pain"]
    assert (pain.said, pain.told_on) == ("it hurts", MONDAY.date())
    assert made.level.id == "urgent"
    assert made.onset == days(6).start(MONDAY.date())
    assert [line.finding for line in made.to_confirm] == ["slurred_speech"]


def test_what_was_told_on_another_day_keeps_its_day():
    talk = Talk()
    talk.begins()
    talk.says("it hurts", present("pain", "it hurts"))
    talk.waits(hours=20)
    talk.says("and it tingles", present("tingling", "it tingles"))
    told = {line.finding: line.told_on for line in summary(talk).present}
    assert (told["tingling"] - told["pain"]).days == 1


def test_not_asked_is_told_from_not_answered():
    talk = Talk()
    talk.begins()
    made = summary(talk)
    assert [line.finding for line in made.unanswered] == ["facial_droop", "facial_weakness", "slurred_speech"]
    assert "limb_weakness" in [line.finding for line in made.not_asked]


def test_the_skill_says_the_text_and_offers_a_file():
    talk = painful()
    talk.says("summary please", acts=("summary",))
    assert "Here is a summary to keep:" in talk.text
    assert '"it hurts"' in talk.text
    assert talk.replies[-1].envelope["summary"] == {}


def test_where_nothing_is_known_no_file_is_offered():
    talk = nothing_told()
    talk.says("summary please", acts=("summary",))
    assert "nothing about you yet" in talk.text
    assert "summary" not in talk.replies[-1].envelope


def test_what_do_you_know_about_me_leaves_nothing_out():
    talk = painful()
    talk.says("what do you know about me?", acts=("know_about_me",))
    for words_of_theirs in ("it hurts", "maybe slurred_speech", "6 coffees", "a Prime"):
        assert words_of_theirs in talk.text
    assert "language and time zone" in talk.text


def test_delete_everything_forgets_all_and_says_when():
    talk = painful()
    reply = talk.says("delete everything", acts=("delete_data",))
    assert reply.erase
    assert talk.case == Case()
    assert "2026-11-23 12:01" in talk.text
    assert not talk.says("hello", acts=("greeting",)).erase


def test_in_a_crisis_an_erasure_is_said_too():
    talk = Talk()
    reply = talk.says("I want to die, delete everything", acts=("crisis", "delete_data"))
    assert reply.erase
    assert "I have erased" in talk.text
    assert reply.envelope["kinds"][0] == "crisis"


def test_stop_says_what_becomes_of_the_data():
    talk = painful()
    talk.says("stop", acts=("stop",))
    assert "delete everything" in talk.text


def test_the_version_is_that_of_the_project():
    project = (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text()
    assert f'version = "{summary(nothing_told()).versions["quiver"]}"' in project


def test_denials_stand_with_the_words_that_denied_them():
    talk = Talk()
    talk.begins()
    talk.says("none of those", denies_the_rest=True)
    text = text_of(summary(talk), words())
    assert 'trouble controlling the face: "none of those"' in text


def test_self_care_names_the_rule_that_it_rests_on():
    made = summary(harmless())
    assert [reason.finding for reason in made.why] == [""]
    assert made.why[0].rule in text_of(made, words())
