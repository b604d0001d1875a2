"""From a message to its answer exactly once, with the real store and locks; only the bot behind them is a script."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered

from runtime.adjustments import QuiverFailSafe
from runtime.handling import NotReadyError, handle_message, under_way
from runtime.locks import ConversationLocks
from runtime.metrics import LEVELS
from runtime.tracker_store import QuiverTrackerStore
from runtime.turns import StoreError
from tests.runtime.test_turns import DOMAIN


class Processor:
    """Says which time it was asked, and stores that as Rasa's processor does: at the end of the turn."""

    def __init__(self, store: QuiverFailSafe) -> None:
        self.store = store
        self.asked = 0
        self.failures: list[Exception] = []

    async def handle_message(self, message: UserMessage) -> None:
        self.asked += 1
        tracker = await self.store.get_or_create_tracker(message.sender_id, append_action_listen=False)
        tracker.update(UserUttered(message.text, message_id=message.message_id), DOMAIN)
        said = BotUttered(f"{message.text}, {self.asked}", {"custom": {"assessment": {"level": "urgent"}}})
        tracker.update(said, DOMAIN)
        await message.output_channel.send_response(message.sender_id, said.message())
        if self.failures:
            raise self.failures.pop(0)
        await self.store.save(tracker)


class Agent:
    """What of Rasa's agent is used."""

    def __init__(self) -> None:
        self.tracker_store = QuiverFailSafe(QuiverTrackerStore(DOMAIN))
        self.lock_store = ConversationLocks(redis_url="")
        self.processor = Processor(self.tracker_store)
        self.ready = True

    def is_ready(self) -> bool:
        return self.ready


@pytest.fixture
def agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Agent:
    monkeypatch.setenv("QUIVER_DATABASE_URL", f"sqlite:///{tmp_path / 'conversations.db'}")
    return Agent()


async def say(agent: Agent, text: str, message_id: str | None = None) -> list[dict[str, Any]]:
    return await handle_message(agent, UserMessage(text, CollectingOutputChannel(), "ann", None, "rest", message_id))


async def test_a_message_sent_again_gets_the_same_answer_and_is_handled_once(agent: Agent) -> None:
    first = await say(agent, "hello", "m1")
    assert await say(agent, "hello", "m1") == first
    assert agent.processor.asked == 1
    assert first[0]["text"] == "hello, 1"
    assert first[1]["custom"] == {"assessment": {"level": "urgent"}}


async def test_an_answer_is_counted_once_by_its_level(agent: Agent) -> None:
    count = LEVELS.labels("urgent")._value.get
    before = count()
    await say(agent, "hello", "m1")
    await say(agent, "hello", "m1")
    assert count() == before + 1


async def test_without_an_id_every_message_is_a_new_one(agent: Agent) -> None:
    assert await say(agent, "hello") != await say(agent, "hello")


async def test_a_turn_that_could_not_be_stored_is_tried_again_and_said_once(agent: Agent) -> None:
    agent.processor.failures = [StoreError("away"), StoreError("away")]
    said = await say(agent, "hello", "m1")
    assert [message["text"] for message in said if "text" in message] == ["hello, 3"]


async def test_nothing_is_said_that_is_not_stored(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIVER_TURN_PATIENCE", "0.2")
    agent.processor.failures = [StoreError("away")] * 50
    output = CollectingOutputChannel()
    with pytest.raises(StoreError):
        await handle_message(agent, UserMessage("hello", output, "ann", None, "rest", "m1"))
    assert output.messages == []
    agent.processor.failures = []
    assert (await say(agent, "hello", "m1"))[0]["text"].startswith("hello")


async def test_a_bot_that_fails_otherwise_is_not_asked_again(agent: Agent) -> None:
    agent.processor.failures = [RuntimeError("broken")]
    with pytest.raises(RuntimeError):
        await say(agent, "hello", "m1")
    assert agent.processor.asked == 1


async def test_the_same_message_ten_times_at_once_is_handled_once(agent: Agent) -> None:
    answers = await asyncio.gather(*(say(agent, "hello", "m1") for _ in range(10)))
    assert agent.processor.asked == 1
    assert all(answer == answers[0] for answer in answers)
    assert under_way() == 0


async def test_two_replicas_without_a_common_lock_still_store_each_message_once(agent: Agent) -> None:
    other = Agent()
    texts = [f"m{number}" for number in range(12)]
    await asyncio.gather(*(say(one, text, text) for text in texts for one in (agent, other)))
    whole = await agent.tracker_store.retrieve_full_tracker("ann")
    said = [event.message_id for event in whole.events if isinstance(event, UserUttered)]
    assert sorted(said) == sorted(texts)


async def test_without_a_model_it_says_so(agent: Agent) -> None:
    agent.ready = False
    with pytest.raises(NotReadyError):
        await say(agent, "hello")
