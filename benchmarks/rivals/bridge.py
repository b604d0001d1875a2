"""Hands what Rasa's default pipeline reads to Quiver's actions, in the form in which Quiver's own reader does."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

FALLBACK, UNCLEAR, DESCRIBE = "nlu_fallback", "unclear", "describe"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Bridge(GraphComponent, IntentClassifier):
    """The last component of the rival pipeline: it adds nothing, it only names.

    The intent becomes the one act of the message, Rasa's fallback becomes ``unclear``, for which the domain has a rule.
    """

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> Bridge:
        """A bridge; it needs nothing."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Name the acts of every message."""
        for message in messages:
            intent = message.get(INTENT) or {}
            if intent.get("name") in (None, FALLBACK):
                message.set(INTENT, {**intent, "name": UNCLEAR}, add_to_output=True)
            name = message.get(INTENT)["name"]
            acts = [] if name in (UNCLEAR, DESCRIBE) else [name]
            message.set("reading", {"acts": acts, "failed": False}, add_to_output=True)
        return messages
