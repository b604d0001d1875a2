"""The files of ``knowledge/``, read once and strictly."""

import pytest

from triage.files import KnowledgeError
from triage.knowledge import fingerprint, knowledge, load_knowledge

from tests.contract import EMERGENCY_SIGNS, RED_FLAGS
from tests.triage.workshop import copied, edited, load, rewritten


def test_the_projects_own_knowledge_is_read_once():
    assert knowledge() is knowledge()


def test_red_flags_and_emergency_signs_come_in_the_contracts_order(known):
    assert known.red_flags == known.table.findings == RED_FLAGS
    assert known.emergency_signs == EMERGENCY_SIGNS


def test_a_copy_says_the_same(tmp_path, known):
    assert load(copied(tmp_path)) == known


def test_the_version_changes_with_any_byte(tmp_path, known):
    assert load(rewritten(tmp_path, "triage.yml", "can be a stroke", "may be a stroke")).version != known.version


def test_the_version_changes_with_a_files_name_but_not_with_other_files(tmp_path):
    folder = copied(tmp_path)
    before = fingerprint(folder)
    (folder / "notes.txt").write_text("a note")
    assert fingerprint(folder) == before
    (folder / "drinks.yml").rename(folder / "beverages.yml")
    assert fingerprint(folder) != before


@pytest.mark.parametrize("name", ["sources.yml", "findings.yml", "triage.yml", "interview.yml"])
def test_a_missing_file_is_named(tmp_path, name):
    folder = copied(tmp_path)
    (folder / name).unlink()
    with pytest.raises(KnowledgeError, match=name):
        load_knowledge(folder)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda root: root["pain"].update(kind="grave"), "findings.yml: pain: 'grave' is not a kind of finding"),
        (lambda root: root["pain"].pop("check"), "findings.yml: pain: 'check' is missing"),
        (lambda root: root["pain"].update(source=["hearsay"]), "findings.yml: pain: there is no source 'hearsay'"),
        (lambda root: root["pain"].update(colour="red"), "findings.yml: pain: 'colour' is not a known key"),
        (lambda root: root["pain"].update(denies=["ache"]), "findings.yml: pain: there is no finding 'ache'"),
    ],
)
def test_a_slip_in_a_finding_is_named(tmp_path, edit, message):
    with pytest.raises(KnowledgeError) as caught:
        load(edited(tmp_path, "findings.yml", edit))
    assert str(caught.value) == message


def test_denying_weakness_denies_trouble_controlling_the_face(known):
    assert known.findings["facial_weakness"].denies == ("loss_of_facial_control",)


def test_no_denial_reaches_a_graver_sign(known):
    order = ("trigger", "routine", "urgent", "emergency")
    for finding in known.findings.values():
        for other in finding.denies:
            assert order.index(known.findings[other].kind.value) <= order.index(finding.kind.value)
