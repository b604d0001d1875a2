"""An answer when nothing else answered. Every channel ends its turn with this check, so nobody meets silence."""

import logging
from typing import Any

from rasa.core.agent import Agent

from dialogue.rescue import rescue
from dialogue.words import words

logger = logging.getLogger(__name__)


async def rescued(agent: Agent | None, sender_id: str, text: str) -> list[dict[str, Any]]:
    """Safe messages, as a channel sends them, for a message whose turn yielded nothing.

    What is remembered of the conversation and what can be read in the message count, as far as either can still be had.

    Args:
        agent: Rasa's agent, or None while no model is loaded.
        sender_id: the conversation.
        text: the message that was not answered; it is not logged.
    """
    reply = rescue(await _case(agent, sender_id), await _parsed(agent, text), words())
    return [{"recipient_id": sender_id, "text": item} for item in reply.texts] + [
        {"recipient_id": sender_id, "custom": reply.envelope}
    ]


async def _case(agent: Agent | None, sender_id: str) -> object:
    try:
        tracker = await agent.tracker_store.retrieve(sender_id) if agent and agent.tracker_store else None
    except Exception as error:  # the store may be what failed
        logger.error("the conversation could not be loaded: %s", type(error).__name__)
        return None
    return tracker.get_slot("case") if tracker else None


async def _parsed(agent: Agent | None, text: str) -> dict[str, Any]:
    try:
        return dict(await agent.parse_message(text)) if agent and agent.is_ready() else {"text": text}
    except Exception as error:  # the model may be what failed
        logger.error("the message could not be read: %s", type(error).__name__)
        return {"text": text}
