"""What one person has told so far."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from triage.findings import Status
from triage.record import Record, Statement

from tests.contract import FINDINGS, RED_FLAGS

TODAY = date(2026, 11, 23)
statements = st.builds(
    Statement,
    st.sampled_from(FINDINGS),
    st.sampled_from([Status.PRESENT, Status.ABSENT, Status.LONG_STANDING]),
    st.text(max_size=5),
    st.booleans(),
)


def record_of(*told: Statement) -> Record:
    record = Record()
    for statement in told:
        record = record.told(statement)
    return record


def said(finding, status=Status.PRESENT, doubtful=False):
    return Statement(finding, status, f"about {finding}", doubtful)


def test_at_first_everything_is_unknown():
    assert all(Record().status(finding, TODAY) is Status.UNKNOWN for finding in FINDINGS)


def test_what_is_told_is_known_with_its_words():
    record = record_of(said("numbness"))
    assert record.status("numbness", TODAY) is Status.PRESENT
    assert record.statements["numbness"].said == "about numbness"


def test_the_later_statement_stands():
    assert record_of(said("pain"), said("pain", Status.ABSENT)).status("pain", TODAY) is Status.ABSENT


def test_a_doubt_counts_as_unknown_until_it_is_settled():
    record = record_of(said("pain", doubtful=True))
    assert record.statuses(TODAY) == {}
    assert list(record.doubts) == ["pain"]
    settled = record.told(said("pain", Status.ABSENT))
    assert settled.status("pain", TODAY) is Status.ABSENT
    assert not settled.doubts


def test_a_doubt_never_replaces_a_sign_that_was_stated_plainly():
    record = record_of(said("pain"), said("pain", doubtful=True))
    assert record.status("pain", TODAY) is Status.PRESENT
    assert not record.doubts


def test_a_doubt_makes_a_denial_unknown_again():
    record = record_of(said("pain", Status.ABSENT), said("pain", doubtful=True))
    assert record.status("pain", TODAY) is Status.UNKNOWN


def test_what_is_forgotten_is_unknown_again_and_nothing_else_is():
    record = record_of(said("pain"), said("numbness"), said("tingling", doubtful=True)).forget(["pain", "tingling"])
    assert record.statuses(TODAY) == {"numbness": Status.PRESENT}
    assert not record.doubts


def test_forgetting_how_long_it_goes_on_forgets_the_date_too():
    record = Record(onset=TODAY - timedelta(30))
    assert record.forget(["pain"]).status("persistent", TODAY) is Status.PRESENT
    assert record.forget(["persistent"]).status("persistent", TODAY) is Status.UNKNOWN


def test_denying_the_rest_leaves_what_was_said_and_what_is_doubtful():
    record = record_of(said("numbness"), said("pain", doubtful=True)).deny_the_rest(RED_FLAGS, "nothing else")
    assert record.status("numbness", TODAY) is Status.PRESENT
    assert record.status("pain", TODAY) is Status.UNKNOWN
    assert record.status("tingling", TODAY) is Status.ABSENT
    assert record.statements["tingling"].said == "nothing else"


def test_a_twitch_becomes_persistent_on_its_fourteenth_day_even_if_it_was_not_when_it_was_told():
    record = Record({"persistent": said("persistent", Status.ABSENT)}, onset=TODAY - timedelta(13))
    assert record.status("persistent", TODAY) is Status.ABSENT
    assert record.status("persistent", TODAY + timedelta(1)) is Status.PRESENT


@given(st.lists(statements, max_size=12))
def test_no_finding_is_known_and_doubtful_at_once(told):
    record = record_of(*told)
    assert not record.statuses(TODAY).keys() & record.doubts.keys()


@given(st.lists(statements, max_size=12), st.sampled_from(FINDINGS))
def test_a_sign_that_is_stated_plainly_is_always_known(told, finding):
    assert record_of(*told, said(finding)).status(finding, TODAY) is Status.PRESENT


@given(st.lists(statements, max_size=12))
def test_a_record_is_never_changed_by_what_comes_after(told):
    record = record_of(*told)
    before = (dict(record.statements), dict(record.doubts))
    record.told(said("pain"))
    record.deny_the_rest(RED_FLAGS, "")
    record.forget(FINDINGS)
    assert (record.statements, record.doubts) == before
