"""The table, broken on purpose: each mistake that an editor might make is refused by the loader or refuted by a proof."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from triage.files import KnowledgeError
from triage.knowledge import FOLDER, Knowledge
from triage.table import Table, load_table

from tests.contract import ABSENT_FOR_SELF_CARE, EMERGENCY_SIGNS, URGENT_SIGNS
from tests.triage import proofs
from tests.triage.workshop import edited, load, rewritten

Edit = Callable[[Any], object]


def row(root: Any, id: str) -> Any:
    return next(item for item in root["rows"] if item["id"] == id)


def drop(id: str) -> Edit:
    return lambda root: root["rows"].remove(row(root, id))


def change(id: str, **values: object) -> Edit:
    return lambda root: row(root, id).update(values)


def add(**values: object) -> Edit:
    made = {"id": "XX-01", "because": "Somebody added it", "source": ["be_fast"], **values}
    return lambda root: root["rows"].append(made)


def forget(id: str, finding: str) -> Edit:
    return lambda root: row(root, id)["when"].pop(finding)


def rule_for(finding: str, status: str = "present") -> Edit:
    """Drops whichever row decides for ``finding``, so that the test doesn't depend on ids."""

    def edit(root: Any) -> None:
        root["rows"] = [item for item in root["rows"] if item["when"] != {finding: status}]

    return edit


def level_for(finding: str, level: str, status: str = "present") -> Edit:
    def edit(root: Any) -> None:
        for item in root["rows"]:
            if item["when"] == {finding: status}:
                item["then"] = level

    return edit


def table_after(edit: Edit, folder: Path, known: Knowledge) -> Table:
    """The project's table after a mistake in a copy of its file."""
    root = yaml.safe_load((FOLDER / "triage.yml").read_text(encoding="utf-8"))
    edit(root)
    copy = folder / "triage.yml"
    copy.write_text(yaml.safe_dump(root, sort_keys=False), encoding="utf-8")
    return load_table(copy, known.findings, known.sources)


REFUTED = [
    *(
        (f"the row of {sign} is dropped", rule_for(sign), proofs.every_emergency_sign_calls_for_an_ambulance)
        for sign in EMERGENCY_SIGNS
    ),
    ("an emergency row is downgraded to urgent", level_for("vision_loss", "urgent"), proofs.every_emergency_sign_calls_for_an_ambulance),
    ("an emergency row asks for two signs at once", change("RF-04", when={"limb_weakness": "present", "numbness": "present"}), proofs.every_emergency_sign_calls_for_an_ambulance),
    ("an emergency row is for the old sign alone", change("RF-03", when={"slurred_speech": "long_standing"}), proofs.every_emergency_sign_calls_for_an_ambulance),
    *((f"the row of {sign} is dropped", rule_for(sign), proofs.every_urgent_sign_is_urgent) for sign in URGENT_SIGNS[:2]),
    ("an urgent row is downgraded to routine", level_for("numbness", "routine"), proofs.every_urgent_sign_is_urgent),
    ("the row of a persistent twitch is dropped", rule_for("persistent"), proofs.a_persistent_twitch_is_routine),
    ("an old sign is forgotten", rule_for("confusion", "long_standing"), proofs.long_standing_counts_as_urgent),
    ("an old sign is called routine", level_for("facial_droop", "routine", "long_standing"), proofs.long_standing_counts_as_urgent),
    ("an old sign calls the ambulance", level_for("seizure_or_blackout", "emergency", "long_standing"), proofs.long_standing_counts_as_urgent),
    *((f"SC-01 forgets {flag}", forget("SC-01", flag), proofs.self_care_is_earned) for flag in ABSENT_FOR_SELF_CARE),
    ("self_care for a flag that is merely unknown", add(when={"pain": "unknown"}, then="self_care"), proofs.self_care_is_earned),
    ("self_care is dropped", drop("SC-01"), proofs.self_care_can_be_earned),
    ("SC-01 asks for more than it has to", lambda root: row(root, "SC-01")["when"].update(confusion="absent"), proofs.self_care_can_be_earned),
    ("a denial is worse than silence", add(when={"pain": "absent", "numbness": "absent"}, then="urgent"), proofs.forgetting_a_denial_never_lowers),
    ("silence is worse than the sign", add(when={"pain": "unknown"}, then="emergency"), proofs.having_it_after_all_never_lowers),
    ("a row that decides nothing", add(when={"pain": "present", "confusion": "present"}, then="urgent"), proofs.no_row_is_dead),
    ("a row is written twice under two ids", add(when={"pain": "present"}, then="urgent"), proofs.no_row_is_dead),
    ("a trifle is called urgent", level_for("persistent", "urgent"), proofs.the_table_says_what_the_contract_says),
]  # fmt: skip

REFUSED = [
    ("otherwise reassures", lambda root: root.update(otherwise="self_care"), "otherwise must not be self_care"),
    ("otherwise is missing", lambda root: root.pop("otherwise"), "'otherwise' is missing"),
    ("otherwise is no level", lambda root: root.update(otherwise="fine"), "'fine' is not a triage level"),
    ("an id stands twice", lambda root: row(root, "RF-02").update(id="RF-01"), "RF-01 stands twice"),
    ("an unknown finding", change("RF-01", when={"facial_drop": "present"}), "'facial_drop' is not a red flag"),
    ("a trigger raises the level", change("RF-15", when={"caffeine": "present"}), "'caffeine' is not a red flag"),
    ("an unknown status", change("RF-01", when={"facial_droop": "yes"}), "'yes' is not a status"),
    ("YAML's own yes for a status", change("RF-01", when={"facial_droop": True}), "'True' is not a status"),
    ("an unknown level", change("RF-01", then="critical"), "'critical' is not a triage level"),
    ("an empty condition, which holds for everybody", change("SC-01", when={}), "'when' is empty"),
    ("no source", change("RF-10", source=[]), "needs at least one source"),
    ("a source that nobody can read up", change("RF-10", source=["article/doctor/4"]), "no source 'article/doctor/4'"),
    ("a source that is no list", change("RF-10", source="be_fast"), "needs at least one source"),
    ("no reason", lambda root: row(root, "RF-11").pop("because"), "'because' is missing"),
    ("a key that nobody knows", change("RF-11", unless={"stress": "present"}), "'unless' is not a known key"),
    ("the list of rows is missing", lambda root: root.pop("rows"), "'rows' is missing"),
]


@pytest.mark.parametrize(("edit", "proof"), [item[1:] for item in REFUTED], ids=[item[0] for item in REFUTED])
def test_a_mistake_is_refuted_by_a_proof(tmp_path, known, edit, proof):
    assert proofs.refuted(table_after(edit, tmp_path, known), proof)


@pytest.mark.parametrize(("edit", "message"), [item[1:] for item in REFUSED], ids=[item[0] for item in REFUSED])
def test_a_mistake_is_refused_by_the_loader_which_names_it(tmp_path, known, edit, message):
    with pytest.raises(KnowledgeError, match=r"triage\.yml") as caught:
        table_after(edit, tmp_path, known)
    assert message in str(caught.value)


def test_a_finding_that_stands_twice_in_a_condition_is_refused(tmp_path):
    folder = rewritten(tmp_path, "triage.yml", "{facial_droop: present}", "{facial_droop: present, facial_droop: absent}")
    with pytest.raises(KnowledgeError, match="'facial_droop' stands twice"):
        load(folder)


@pytest.mark.parametrize("kind", ["urgent", "routine", "trigger"])
def test_a_finding_that_is_no_emergency_any_more_is_noticed(tmp_path, kind):
    folder = edited(tmp_path, "findings.yml", lambda root: root["limb_weakness"].update(kind=kind))
    if kind == "trigger":
        with pytest.raises(KnowledgeError, match="'limb_weakness' is not a red flag"):
            load(folder)
    else:
        assert load(folder).emergency_signs != EMERGENCY_SIGNS


def test_a_finding_that_is_dropped_is_noticed(tmp_path):
    with pytest.raises(KnowledgeError, match="'tingling' is not a red flag"):
        load(edited(tmp_path, "findings.yml", lambda root: root.pop("tingling")))


def test_an_untouched_copy_is_accepted(tmp_path, known):
    table = table_after(lambda root: None, tmp_path, known)
    assert table == known.table
    assert not any(proofs.refuted(table, proof) for proof in (proofs.no_row_is_dead, proofs.self_care_can_be_earned))
