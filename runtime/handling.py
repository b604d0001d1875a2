"""From a message to its answer, exactly once.

This takes the place of ``Agent.handle_message``, through which every channel goes. What the bot says is held back until
the turn is stored, so nothing is said that isn't kept. A turn that couldn't be stored, or that another replica was
quicker with, is tried again from what is stored; an answered message is not handled again, its answer is said again.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from copy import deepcopy
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, deserialise_events

from runtime import requests
from runtime.metrics import FAILURES, IN_PROGRESS, MESSAGES, STAGES, TURNS, channel_label, count_answer, stage
from runtime.settings import settings
from runtime.turns import StoreError, Turn

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 0.5
"""Seconds between two attempts."""


HTTP_CHANNEL = "rest"
ANSWERED, REPLAYED, FAILED = "answered", "replayed", "failed"
_under_way: set[object] = set()


def under_way() -> int:
    """How many turns are being answered in this process now."""
    return len(_under_way)


class NotReadyError(RuntimeError):
    """There is no model yet, or none any more."""


class Held(OutputChannel):
    """What the bot says in one attempt at a turn, held back until it is stored."""

    def __init__(self, real: OutputChannel) -> None:
        self._real = real
        self.messages: list[tuple[str, dict[str, Any]]] = []

    def name(self) -> str:  # type: ignore[override]
        """The name of the channel that it stands for."""
        return str(self._real.name())

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Hold one message."""
        self.messages.append((recipient_id, deepcopy(message)))

    async def let_go(self) -> None:
        """Say everything."""
        for recipient, message in self.messages:
            await self._real.send_response(recipient, deepcopy(message))  # Rasa's channels take it apart


async def handle_message(agent: Agent, message: UserMessage) -> list[dict[str, Any]] | None:
    """Answer ``message`` on its output channel, once.

    Returns:
        What a collecting channel has collected, else None, as Rasa does.

    Raises:
        NotReadyError: if no model is loaded.
        StoreError: if the store was away for ``QUIVER_TURN_PATIENCE`` seconds; nothing was said or stored.
    """
    if message.input_channel != HTTP_CHANNEL or not requests.current():
        requests.take()  # a socket carries many messages; over HTTP each has the id of its request
    channel = channel_label(message.input_channel)
    MESSAGES.labels(channel).inc()
    turn = object()
    _under_way.add(turn)
    try:
        with IN_PROGRESS.track_inprogress(), stage("turn"):
            held, outcome = await _until_stored(lambda: _attempt(agent, message))
            await held.let_go()
    except BaseException:
        TURNS.labels(channel, FAILED).inc()
        raise
    finally:
        _under_way.discard(turn)
    TURNS.labels(channel, outcome).inc()
    if outcome == ANSWERED:
        count_answer(said for _, said in held.messages)
    real = message.output_channel
    return real.messages if isinstance(real, CollectingOutputChannel) else None


async def _until_stored(attempt: Callable[[], Awaitable[tuple[Held, str]]]) -> tuple[Held, str]:
    until, pause = time.monotonic() + settings().turn_patience, FIRST_PAUSE
    while True:
        try:
            return await attempt()
        except StoreError as error:
            FAILURES.labels("store").inc()
            if time.monotonic() + pause > until:
                raise
            logger.warning("a turn is tried again: %s", error)
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def _attempt(agent: Agent, message: UserMessage) -> tuple[Held, str]:
    if not agent.is_ready():
        FAILURES.labels("model").inc()
        raise NotReadyError("no model is loaded")
    held = Held(message.output_channel)
    waiting = time.perf_counter()
    async with agent.lock_store.lock(message.sender_id):
        STAGES.labels("lock").observe(time.perf_counter() - waiting)
        answered = await _answered(agent, message)
        if answered is not None:
            for said in _said(answered):
                await held.send_response(message.sender_id, said)
            return held, REPLAYED
        again = UserMessage(
            message.text, held, message.sender_id, message.parse_data, message.input_channel, message.message_id, message.metadata
        )
        await agent.processor.handle_message(again)  # type: ignore[union-attr]
        return held, ANSWERED


async def _answered(agent: Agent, message: UserMessage) -> Turn | None:
    """The stored turn of ``message``, where the store can tell."""
    find = getattr(agent.tracker_store, "answered", None)
    return await find(message.sender_id, message.message_id) if find else None


def _said(turn: Turn) -> list[dict[str, Any]]:
    return [event.message() for event in deserialise_events(turn.events) if isinstance(event, BotUttered)]
