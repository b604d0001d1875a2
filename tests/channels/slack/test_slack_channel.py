"""The channel as Rasa loads it."""

import asyncio
from types import SimpleNamespace

from rasa.core.run import create_http_input_channels

from channels.slack import SlackInput, service
from channels.slack.channel import SlackPush
from channels.slack.delivery import SlackRefusedError
from channels.slack.settings import SlackSettings

NAMES = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")


def test_rasa_loads_it_by_the_line_in_credentials_and_without_tokens_it_is_off(monkeypatch, tmp_path):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    credentials = tmp_path / "credentials.yml"
    credentials.write_text("channels.slack.SlackInput:\n")
    (channel,) = create_http_input_channels(None, str(credentials))
    assert isinstance(channel, SlackInput)
    assert (channel.name(), channel.url_prefix(), channel.state) == ("slack", "slack", "off")
    assert not channel.accepts_http
    assert channel.get_output_channel() is None


def test_a_wrong_configuration_opens_no_door():
    channel = SlackInput(SlackSettings(bot_token="xoxb-1", signing_secret="short"))
    assert channel.state == "misconfigured"
    assert not channel.accepts_http


def test_a_slack_that_cant_be_reached_at_the_start_is_tried_again(monkeypatch, tmp_path):
    async def start():
        monkeypatch.setattr(service, "AGAIN", 0)
        answers = [
            SlackRefusedError("auth.test", "ClientConnectorError"),
            {"team_id": "T1", "user_id": "U0", "bot_id": "B0"},
        ]

        async def call(method, **_):
            answer = answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        slack = service.SlackService(
            SlackSettings(bot_token="xoxb-1", signing_secret="0" * 32, folder=tmp_path), None, rescue=None
        )
        slack.delivery.call = call
        slack.start()
        await asyncio.wait_for(slack.identity.known.wait(), 5)
        state = slack.state
        await slack.stop()
        return state, slack.identity.bot_user

    assert asyncio.run(start()) == ("ready", "U0")


def test_what_the_bot_says_of_its_own_accord_goes_to_the_persons_direct_messages():
    posted = []

    async def post(place, message):
        posted.append((place.channel, message.text))

    push = SlackPush(SimpleNamespace(delivery=SimpleNamespace(post=post)))
    asyncio.run(push.send_response("slack-T1-U1", {"text": "How is your lip today?"}))
    asyncio.run(push.send_response("slack-T1-U1", {"custom": {"kinds": ["control"]}}))
    assert posted == [("U1", "How is your lip today?")]
