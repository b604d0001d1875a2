"""Where people say they are, and what only sounds like it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.files import KnowledgeError
from triage.knowledge import FOLDER

from dialogue.whereabouts import load_places, whereabouts
from dialogue.words import words
from tests.dialogue.talk import Talk, harmless, present

DATA = Path(__file__).parents[2] / "data" / "reader"


def country(text, likely=None, about_other=False):
    said = whereabouts(text, words().places, likely=likely, about_other=about_other)
    return said and said.country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I'm in Pune", "IN"),
        ("im in pune and my lip twitches", "IN"),
        ("here in Lagos it is very hot", "NG"),
        ("I live in Ohio", "US"),
        ("calling from Glasgow, my lip is going", "GB"),
        ("I am currently staying in New York", "US"),
        ("we are based in São Paulo", "BR"),
        ("I live in México", "MX"),
        ("I'm in Bath", "GB"),
        ("I'm in the US", "US"),
        ("I'm in Turkey", "TR"),
        ("I'm in Chad", "TD"),
        ("what number do i call for an ambulance? im in kenya", "KE"),
        ("I'm in Jordan, on holiday", "JO"),
        ("we're here in the north of England", "GB"),
        ("I live in a small town near Galway", "IE"),
        ("what number do I call in Kenya?", "KE"),
        ("Hi from Sydney!", "AU"),
        ("I live in London, Ontario", "CA"),
        ("Columbus, OH", "US"),
        ("Birmingham, Alabama", "US"),
        ("I'm in Dublin, Ireland", "IE"),
        ("UK", "GB"),
        ("india", "IN"),
        ("from Nigeria", "NG"),
        ("first I was in Spain, now I'm in Leeds", "GB"),
        ("I am from Nigeria but living in Leeds", "GB"),
        ("I live in Kerala", "IN"),
    ],
)
def test_where_somebody_is(text, code):
    assert country(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "I had a Turkey sandwich", "I went to Spain last year", "Jordan said it's nothing", "Chad", "my China cup", "my French press", "I used to live in Spain",
        "if I lived in India", "I was in Spain", "I'm in Spain next week", "I'm in Jordan's room", "I'm not in India", "I'm in pain", "I'M IN PAIN", "im in bath", "I'm near tears",
        "I'm in two minds", "I'm in hospital", "here in spirit", "Reading", "Nice", "I don't live in England", "all of us in pain", "my friend in Paris says so", "", "in",
        "a Brazil nut", "Irish coffee, three of them", "the Peru trip was great",
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_place(text):
    assert country(text) is None


def test_a_name_in_several_countries_is_the_one_that_is_likely_or_none():
    assert country("I live in Cambridge") is None
    assert country("I live in Cambridge", likely="GB") == "GB"
    assert country("I live in Cambridge", likely="DE") is None
    assert country("I live in Cambridge, Massachusetts", likely="GB") == "US"
    assert country("I'm in Georgia", likely="US") == "US"
    assert country("I'm in Georgia") is None


def test_where_somebody_comes_from_is_not_sure_to_be_where_they_are():
    said = whereabouts("I'm from Mumbai", words().places)
    assert (said.country, said.sure) == ("IN", False)


def test_where_she_is_counts_only_when_it_is_about_her():
    assert country("she lives in Leeds") is None
    assert country("she lives in Leeds", about_other=True) == "GB"


def test_the_training_messages_name_hardly_any_place_and_no_word_is_taken_for_one():
    texts = [json.loads(line)["text"] for file in sorted(DATA.glob("*.jsonl")) for line in file.open(encoding="utf-8")]
    assert len(texts) > 10_000
    assert sum(country(text) is not None for text in texts) < len(texts) / 200


@given(st.text(max_size=60), st.sampled_from(["I'm in ", "", "here in ", "from "]))
def test_whatever_is_written_is_a_country_or_none(text, begin):
    code = country(begin + text)
    assert code is None or len(code) == 2


def test_cities_that_are_missing_are_named(tmp_path):
    (tmp_path / "places.yml").write_bytes((FOLDER / "places.yml").read_bytes())
    with pytest.raises(KnowledgeError, match=r"cities\.txt"):
        load_places(tmp_path)


# --- in a conversation ------------------------------------------------------------------------------------------------


def test_the_number_is_that_of_the_place_that_was_said_at_once_and_later():
    talk = Talk(timezone="Europe/London")
    talk.says("I'm in Pune and my lip twitches", acts=("describe",))
    assert "112" in talk.text
    reply = talk.says("my face droops", present("facial_droop"))
    assert reply.envelope["call"] == {"number": "112", "country": "IN"}
    assert "112" in reply.texts[0].splitlines()[0]


def test_a_place_in_the_message_that_states_an_emergency_is_in_its_first_sentence():
    talk = Talk(timezone=None)
    reply = talk.says("I'm in Pune and my face droops", present("facial_droop"))
    assert reply.texts[0].startswith("**Call 112 now.**")


def test_the_last_place_that_was_said_counts():
    talk = Talk(timezone=None)
    talk.says("I live in Ohio", acts=("describe",))
    talk.says("well, right now I'm in Dublin")
    reply = talk.says("my face droops", present("facial_droop"))
    assert reply.envelope["call"] == {"number": "112", "country": "IE"}


def test_being_from_somewhere_does_not_beat_the_time_zone():
    talk = Talk(timezone="Europe/London")
    talk.says("I'm from Nigeria, my lip twitches", acts=("describe",))
    assert talk.says("my face droops", present("facial_droop")).envelope["call"]["country"] == "GB"


def test_a_place_alone_is_understood_and_the_interview_goes_on():
    talk = Talk(timezone=None)
    talk.begins()
    pending = talk.case.pending
    talk.says("I'm in Nairobi")
    assert "Kenya" in talk.text
    assert "999" in talk.text
    assert talk.case.pending == pending


def test_a_country_without_a_checked_number_gets_none_made_up():
    talk = Talk(timezone=None)
    talk.says("I'm in Chad")
    assert words().ambulance.get("TD") is None
    assert "no checked ambulance number for Chad" in talk.text


def test_the_place_outlives_starting_over():
    talk = Talk(timezone=None)
    talk.says("I'm in Pune, my lip twitches", acts=("describe",))
    talk.says("start over", acts=("start_over",))
    assert talk.says("my face droops", present("facial_droop")).envelope["call"]["country"] == "IN"


def test_the_place_is_said_once():
    talk = harmless()
    talk.says("I'm in Leeds")
    assert "ambulance number" not in talk.text, "the time zone had told it before"


# --- a country beside what is wrong -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("took 30 paracetamol and my lip is twitching, germany", "DE"), ("South Africa here… facial droop", "ZA"), ("we dey Lagos", "NG"),
        ("india mein hu, lip phadak raha", "IN"), ("main delhi mein hoon", "IN"), ("lip twitching (UK)", "GB"), ("34 m, from Texas, lip twitch", "US"),
        ("UK here. droop", "GB"), ("face drooping - ireland", "IE"), ("lip numb. In the UK.", "GB"), ("face numb, Canada btw", "CA"), ("took pills, kenya", "KE"),
    ],
)  # fmt: skip
def test_a_country_that_is_a_clause_by_itself_is_where_somebody_is(text, code):
    assert country(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("my mother in Italy, her mouth has dropped", "IT"), ("my grandma (88) in spain", "ES"), ("my nan 79, UK. her face", "GB"),
        ("my dad, 71, in Kenya: cant speak", "KE"), ("my son who lives in Poland cant talk", "PL"), ("she dey Lagos", "NG"),
    ],
)  # fmt: skip
def test_a_relation_with_a_country_is_there(text, code):
    assert country(text, about_other=True) == code


@pytest.mark.parametrize(
    "text",
    [
        "Spanish flu", "my Italian doctor says", "Turkey sandwich", "I was born in Spain", "holiday in Greece last year", "i had chicken, turkey, and rice",
        "I've been to Spain, France, Italy", "Chad here, lip twitches", "my lip twitches, man", "no pain, NADA", "my mistake, jordan", "my friend in Paris says so",
        "Turkey, cheese, bread", "same here, twitch", "two of us, twitching", "we dey fine", "my mum had coffee in italy last year", "it hurts here, in bed",
    ],
)  # fmt: skip
def test_a_country_that_is_only_spoken_of_is_none(text):
    assert country(text) is None
    assert country(text, about_other=True) is None
