"""Settings: unset means no Slack, wrong ones are named, and no secret is shown."""

import pytest

from channels.slack.settings import HTTP, SOCKET, read_settings

BOT, APP, SECRET = "xoxb-1-2-abc", "xapp-1-A-2-abc", "0123456789abcdef0123456789abcdef"


def read(**environ: str):
    return read_settings(None, environ=environ)


def test_without_any_variable_there_is_no_slack_and_nothing_is_wrong():
    settings = read()
    assert not settings.is_set
    assert settings.problems() == ()
    assert settings.transports == ()


@pytest.mark.parametrize(
    ("environ", "transports"),
    [
        ({"SLACK_APP_TOKEN": APP}, (SOCKET,)),
        ({"SLACK_SIGNING_SECRET": SECRET}, (HTTP,)),
        ({"SLACK_APP_TOKEN": APP, "SLACK_SIGNING_SECRET": SECRET}, (SOCKET, HTTP)),
        ({"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": " "}, ()),
    ],
)
def test_the_credentials_that_are_set_choose_the_transport(environ, transports):
    assert read(SLACK_BOT_TOKEN=BOT, **environ).transports == transports


def test_a_complete_configuration_has_no_problems():
    assert read(SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP, SLACK_SIGNING_SECRET=SECRET).problems() == ()


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN is not set"),
        (
            {"SLACK_BOT_TOKEN": APP, "SLACK_APP_TOKEN": APP},
            "SLACK_BOT_TOKEN should start with xoxb-; this looks like an app",
        ),
        ({"SLACK_BOT_TOKEN": "xoxp-1", "SLACK_APP_TOKEN": APP}, "looks like a user token"),
        (
            {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": BOT},
            "SLACK_APP_TOKEN should start with xapp-; this looks like a bot",
        ),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": "short"}, "SLACK_SIGNING_SECRET should be 32"),
        ({"SLACK_BOT_TOKEN": BOT}, "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "SLACK_API_URL": "http://example.org/"}, "https://"),
        (
            {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "QUIVER_SLACK_ABANDONED_AFTER": "soon"},
            "QUIVER_SLACK_ABANDONED_AFTER should be a number",
        ),
    ],
)
def test_the_variable_that_is_wrong_is_named_and_its_value_is_not(environ, named):
    problems = " ".join(read(**environ).problems())
    assert named in problems
    assert not any(value in problems for value in environ.values() if value.startswith("x"))


def test_credentials_win_over_the_environment_but_unresolved_variables_count_as_unset():
    credentials = {"proxy": "http://file", "app_token": "${SLACK_APP_TOKEN}"}
    settings = read_settings(credentials, environ={"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP})
    assert settings.proxy == "http://file"
    assert (settings.bot_token, settings.app_token) == (BOT, APP)


def test_a_secret_in_the_shared_file_is_refused_by_name_alone():
    with pytest.raises(ValueError, match="'bot_token' belongs into the environment, as SLACK_BOT_TOKEN") as refused:
        read_settings({"bot_token": "xoxb-file"}, environ={})
    assert "xoxb-file" not in str(refused.value)


def test_a_local_slack_may_be_reached_without_https():
    settings = read(SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP, SLACK_API_URL="http://127.0.0.1:9/api")
    assert settings.problems() == ()
    assert settings.api_url == "http://127.0.0.1:9/api/"


def test_no_secret_is_in_the_repr():
    shown = repr(
        read(SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP, SLACK_SIGNING_SECRET=SECRET, SLACK_PROXY="http://u:p@h")
    )
    assert not any(secret in shown for secret in (BOT, APP, SECRET, "u:p"))


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({}, "http://127.0.0.1:5005"),
        ({"PORT": "6000", "HOST": "0.0.0.0"}, "http://127.0.0.1:6000"),
        ({"HOST": "10.1.2.3"}, "http://10.1.2.3:5005"),
        ({"QUIVER_OWN_URL": "http://web:80/"}, "http://web:80"),
    ],
)
def test_quivers_own_address_follows_host_and_port(environ, url):
    assert read(**environ).own_url == url
