"""Short answers, in the light of the question that was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.files import KnowledgeError, read_yaml
from triage.findings import Status
from triage.knowledge import FOLDER, knowledge
from triage.record import Statement

from dialogue.answers import LONGEST_SHORT_ANSWER, Polarity, chosen, corrects, is_bare_no, polarity, short_answers
from dialogue.reading import Reading

LISTED = [
    (text, Polarity(meaning)) for meaning in ("yes", "no", "unsure", "refuse") for text in read_yaml(FOLDER / "answers.yml")[meaning]
]


def meaning(text, *acts):
    return polarity(Reading(text, acts=acts))


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_every_listed_answer_means_what_it_is_listed_under(text, expected):
    assert meaning(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes", Polarity.YES),
        ("YES!!!", Polarity.YES),
        ("  yes.  ", Polarity.YES),
        ("Um, yes please", Polarity.YES),
        ("oh yeah, sorry", Polarity.YES),
        ("I’m afraid so", Polarity.YES),
        ("👍", Polarity.YES),
        ("No", Polarity.NO),
        ("no, thanks", Polarity.NO),
        ("No sir", Polarity.NO),
        ("I don't think so", Polarity.NO),
        ("I don’t think so", Polarity.NO),
        ("Not that I can tell.", Polarity.NO),
        ("👎", Polarity.NO),
        ("I don't know", Polarity.UNSURE),
        ("hm, not sure", Polarity.UNSURE),
        ("idk", Polarity.UNSURE),
        ("rather not say", Polarity.REFUSE),
        ("Skip", Polarity.REFUSE),
        ("", Polarity.NONE),
        ("ok", Polarity.NONE),
        ("my lip is green", Polarity.NONE),
    ],
)
def test_case_punctuation_apostrophes_and_fillers_change_nothing(text, expected):
    assert meaning(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes, since last Monday or so, mostly in the evenings", Polarity.YES),
        ("No. It's just the lip that does it all day long", Polarity.NO),
        ("not sure, it may have been there since the summer holidays", Polarity.NONE),
        ("no - only the lip, and that since Tuesday", Polarity.NO),
        ("no-one else in my family has it", Polarity.NONE),
        ("nothing helps", Polarity.NONE),
        ("yesterday it began", Polarity.NONE),
        ("none of my friends believe me", Polarity.NONE),
    ],
)
def test_a_longer_text_counts_by_how_it_begins(text, expected):
    assert meaning(text) is expected


def test_the_reader_is_believed_about_short_texts_only():
    short, long = "cannae complain pal", "word " * (LONGEST_SHORT_ANSWER + 1)
    assert meaning(short, "deny") is Polarity.NO
    assert meaning(short, "affirm") is Polarity.YES
    assert meaning(short, "unsure") is Polarity.UNSURE
    assert meaning(long, "deny") is Polarity.NONE
    assert meaning(long, "refuse") is Polarity.REFUSE


def test_not_knowing_goes_before_denying_and_denying_before_affirming():
    assert meaning("cannae say", "affirm", "deny", "unsure") is Polarity.UNSURE
    assert meaning("cannae say", "affirm", "deny") is Polarity.NO


def test_the_listed_words_go_before_the_reader():
    assert meaning("no", "affirm") is Polarity.NO


@given(st.text(max_size=200))
def test_any_text_has_some_meaning(text):
    assert meaning(text) in Polarity


@given(st.sampled_from(LISTED), st.sampled_from([str.upper, str.title, lambda text: f" {text} ! ", lambda text: text.replace(" ", "  ")]))
def test_however_a_listed_answer_is_typed_it_means_the_same(listed, written):
    text, expected = listed
    assert meaning(written(text)) is expected


@pytest.mark.parametrize("text", ["I meant dry, not numb", "no wait, I was wrong", "Sorry, scrap that", "oops! wrong word"])
def test_a_message_that_takes_something_back_is_known_by_how_it_begins(text):
    assert corrects(Reading(text))


@pytest.mark.parametrize("text", ["it is numb", "I have been waiting", "the mean doctor said so", ""])
def test_other_messages_take_nothing_back(text):
    assert not corrects(Reading(text))


def test_the_reader_may_say_that_something_is_taken_back():
    assert corrects(Reading("dry, not numb", acts=("correct",)))


@pytest.mark.parametrize("question", knowledge().interview.questions, ids=lambda question: question.id)
def test_a_label_that_is_typed_is_the_button(question):
    for choice in question.choices:
        for text in (choice.label, choice.label.upper(), f" {choice.label}. "):
            assert chosen(question, text) is choice


def test_a_text_that_is_no_label_is_no_button():
    assert chosen(knowledge().interview.questions[0], "drooping a bit") is None


def test_an_answer_that_yaml_reads_as_a_truth_value_is_refused(tmp_path):
    broken = tmp_path / "answers.yml"
    broken.write_text((FOLDER / "answers.yml").read_text(encoding="utf-8").replace('["no", ', "[no, "), encoding="utf-8")
    short_answers.cache_clear()
    with pytest.raises(KnowledgeError, match="False is not a text"):
        short_answers(broken)
    short_answers.cache_clear()


def test_a_no_without_a_comma_counts_where_all_that_was_read_is_denied():
    denied = (Statement("facial_droop", Status.ABSENT, "she looks fine"),)
    there = (Statement("numbness", Status.PRESENT, "i have numbness"),)
    assert polarity(Reading("no she looks fine and talks fine", denied)) is Polarity.NO
    assert polarity(Reading("no i have numbness", there)) is Polarity.NONE
    assert polarity(Reading("no i cant shut my left eye since this morning you know")) is Polarity.NONE
    assert polarity(Reading("no pain at all in my face today, none whatsoever", denied)) is Polarity.NONE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nope nope and nope lol", Polarity.NO),
        ("no, no, nah", Polarity.NO),
        ("yes yes yep", Polarity.YES),
        ("no yes", Polarity.NONE),
        ("no pain no", Polarity.NONE),
    ],
)
def test_words_that_all_mean_the_same_mean_it_together(text, expected):
    assert meaning(text) is expected


def test_a_repeated_no_is_a_bare_one():
    assert is_bare_no(Reading("nope nope and nope lol", denies_the_rest=True))


@pytest.mark.parametrize("text", ["ok", "k", "k thx", "okay, thanks", "sure, go ahead", "alright then, go on", "ok sure", "yes and no", "yes or no? is it serious", "well, yes and no", "y/n"])
def test_going_along_and_both_at_once_are_no_answer(text):
    assert meaning(text, "affirm") is Polarity.NONE


@pytest.mark.parametrize("text", ["yes", "yeah", "yep", "I do", "ok yes", "yes, no idea why", "ok, yeah", "yes thanks"])
def test_a_clear_yes_stays_one(text):
    assert meaning(text, "affirm") is Polarity.YES
