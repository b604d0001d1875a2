"""The docs show what the code makes, and name what there is."""

import json

import pytest

from channels.slack.check import needed_scopes
from channels.slack.settings import VARIABLES
from tests.e2e.slack.local_slack.drawing import DOC, PICTURES, documented, page
from tests.e2e.slack.local_slack.examples import examples
from tests.e2e.slack.local_slack.payloads import message_faults, view_faults


@pytest.mark.parametrize("name", examples())
def test_the_json_in_the_docs_is_what_the_code_makes(name):
    assert json.loads(documented(DOC.read_text())[name]) == json.loads(json.dumps(examples()[name]))


@pytest.mark.parametrize("name", examples())
def test_each_example_has_its_picture_and_slack_would_take_it(name):
    payload = examples()[name]
    faults = view_faults(payload) if "type" in payload else message_faults({"channel": "D1", **payload})
    assert not list(faults)
    assert (PICTURES / f"{name}.png").exists()
    assert "not a screenshot of Slack" in page(payload)


def test_every_setting_and_every_scope_is_in_the_docs():
    text = DOC.read_text()
    assert [name for name in (*VARIABLES, *VARIABLES.values(), *needed_scopes()) if f"`{name}`" not in text] == []
