"""Milligrams of caffeine: sizes, sums and the limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.caffeine import (
    LIMIT_MG,
    LIMIT_SOURCE,
    PREGNANT_SOURCE,
    Estimate,
    Intake,
    Size,
    by_volume,
    drinks,
    estimate,
    load_drinks,
    milligrams,
    told,
)
from triage.files import KnowledgeError
from triage.knowledge import knowledge

from tests.triage.workshop import edited

amounts = st.integers(0, 2000)
intakes = st.builds(
    lambda drink, a, b, known: Intake(drink, "said", min(a, b), max(a, b), known), st.sampled_from("abcdef"), amounts, amounts, st.booleans()
)


def test_the_table_is_read_once_and_every_source_can_be_cited():
    assert drinks() is drinks()
    for drink in drinks().by_id.values():
        assert drinks().cite([drink.id])


def test_the_limits_have_sources():
    assert knowledge().sources.cite(LIMIT_SOURCE)
    assert knowledge().sources.cite(PREGNANT_SOURCE)
    assert LIMIT_MG == 400


def test_nothing_known_is_no_estimate_rather_than_zero():
    assert estimate([]) is None
    assert estimate([Intake("Prime", "a Prime", known=False, missing="drink")]) is None


@given(st.lists(intakes, max_size=6))
def test_an_estimate_is_a_range_and_what_is_not_known_adds_nothing(items):
    total = estimate(items)
    known = [item for item in items if item.known]
    assert (total is None) == (not known)
    if total:
        assert total.least_mg <= total.most_mg
        assert total == estimate(known)


@pytest.mark.parametrize(
    ("least", "most", "verdict"), [(0, 400, "under"), (401, 401, "over"), (400, 401, "unsure"), (390, 500, "unsure"), (0, 0, "under")]
)
def test_the_limit_itself_is_not_too_much(least, most, verdict):
    assert Estimate(least, most).verdict == verdict


def test_the_range_spans_all_sizes_it_may_be():
    sizes = [Size(237, 30, 50, "a"), Size(None, 75, 75, "b")]
    assert milligrams(sizes, 2, 3) == (60, 225)
    assert milligrams(sizes, 7, 7, 1 / 7) == (30, 75)


def test_a_volume_counts_in_proportion():
    size = by_volume(drinks().by_id["red_bull"], 500)
    assert size is not None
    assert size.least_mg == pytest.approx(160)
    assert by_volume(drinks().by_id["pro_plus"], 500) is None


def test_the_latest_word_about_a_drink_counts_but_a_mere_mention_changes_nothing():
    three, gone = Intake("coffee", "3 coffees", 228, 537), Intake("coffee", "gave up coffee")
    mentioned = Intake("coffee", "lots of coffee", known=False, missing="count")
    assert told([three], [gone]) == (gone,)
    assert told([three], [mentioned]) == (three,)
    assert told([mentioned], [three]) == (three,)
    assert gone.given_up
    assert not mentioned.given_up


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda root: root["coffee"].pop("names"), "coffee: 'names' is missing"),
        (lambda root: root["coffee"].update(default_size="bucket"), "there is no size 'bucket'"),
        (lambda root: root["coffee"].update(source="hearsay"), "there is no source 'hearsay'"),
        (lambda root: root["coffee"]["sizes"]["cup"].update(mg=[9, 1]), "9 to 1 mg can't be"),
        (lambda root: root["cola"]["names"].append("Coffee!"), "is a name of coffee as well"),
    ],
)
def test_a_slip_in_the_table_is_named(tmp_path, edit, message):
    folder = edited(tmp_path, "drinks.yml", edit)
    with pytest.raises(KnowledgeError, match=message):
        load_drinks(folder / "drinks.yml")
