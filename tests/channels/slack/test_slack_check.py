"""The manifest and the check before going live."""

import asyncio

import pytest

from triage.files import read_yaml

from channels.slack.check import MANIFEST, check, main, needed_scopes
from channels.slack.settings import read_settings
from tests.e2e.slack.local_slack.api import APP_TOKEN, BOT_TOKEN, SECRET, LocalSlack


@pytest.fixture(scope="module")
def slack():
    server = LocalSlack().start()
    yield server
    server.stop()


def report(slack, tmp_path, **changes):
    environ = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_SIGNING_SECRET": SECRET}
    environ |= {"SLACK_API_URL": slack.url, "QUIVER_FOLDER": str(tmp_path)} | changes
    found = asyncio.run(check(read_settings(None, environ=environ)))
    return [finding.mark for finding in found], " ".join(finding.sentence for finding in found)


def test_a_good_configuration_is_good(slack, tmp_path):
    marks, said = report(slack, tmp_path)
    assert "wrong" not in marks
    assert "speaks as quiver in Team" in said
    assert "All 5 scopes are granted" in said
    assert "Socket Mode can be used" in said


def test_a_missing_scope_is_named(slack, tmp_path):
    slack.scopes = "chat:write,im:history,users:read,app_mentions:read,channels:history"
    try:
        marks, said = report(slack, tmp_path)
    finally:
        slack.scopes = ",".join(needed_scopes())
    assert marks.count("wrong") == 1
    assert "The scope files:write is missing" in said
    assert "The scope channels:history is not needed" in said


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-other"}, "SLACK_BOT_TOKEN: auth.test says invalid_auth"),
        ({"SLACK_APP_TOKEN": "xapp-other"}, "SLACK_APP_TOKEN: apps.connections.open says invalid_auth"),
        ({"SLACK_SIGNING_SECRET": "short"}, "SLACK_SIGNING_SECRET should be 32"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/"}, "SLACK_BOT_TOKEN: auth.test says ClientConnectorError"),
        ({"QUIVER_REDIS_URL": "redis://:pass@127.0.0.1:9/0"}, "can't be noted in Redis (ConnectionError)"),
    ],
)
def test_what_is_wrong_is_named_without_the_secret(slack, tmp_path, changes, named):
    marks, said = report(slack, tmp_path, **changes)
    assert "wrong" in marks
    assert named in said
    assert not any(secret in said for secret in ("xoxb-other", "xapp-other", "pass"))


def test_nothing_configured_is_said_and_ends_with_status_1(monkeypatch, capsys, tmp_path):
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    assert main(["--credentials", str(tmp_path / "none.yml")]) == 1
    assert "Nothing is configured" in capsys.readouterr().out


def test_the_manifest_subscribes_to_what_the_app_listens_to_and_asks_for_no_more():
    manifest = read_yaml(MANIFEST)
    assert needed_scopes() == {"app_mentions:read", "chat:write", "files:write", "im:history", "users:read"}
    events = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    assert events == {"message.im", "app_mention", "app_home_opened", "app_uninstalled", "tokens_revoked"}
    assert manifest["settings"]["interactivity"]["is_enabled"]
    assert len(manifest["display_information"]["description"]) <= 140
    assert manifest["features"]["app_home"]["messages_tab_enabled"]
    assert not manifest["features"]["app_home"]["messages_tab_read_only_enabled"]
