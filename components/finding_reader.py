"""The Rasa component that reads findings, durations and acts, and leaves them as entities and as ``reading``."""

from __future__ import annotations

import logging
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from triage.knowledge import knowledge

from components.amounts import UNITS, amounts
from components.combine import ABSENT, BLANKET, Thresholds
from components.details import Details, load_details
from components.drinks import mentions as drinks_in
from components.drinks import says_pregnant
from components.durations import mentions
from components.encoder import CHECKSUMS, FILES, Encoder
from components.lexicon import load_lexicon
from components.reader import Reader, ReadMessage
from components.text import clean

logger = logging.getLogger(__name__)

WEIGHTS = Path(__file__).resolve().parent.parent / "encoder" / "weights"
READING = "reading"
EMBEDDING = "quiver_embedding"
ACTS = "quiver_acts"
ACT_NAMES = "quiver_act_names"
SLASH_GUARD = "\u2060"
_PAYLOAD = re.compile(r"/\w+\s*\{")
"""An intent with entities, typed by hand: nobody's account of a lip."""


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True
)
class FindingReader(GraphComponent):
    """Reads one message with the encoder: findings with status, durations, whom it is about, what it asks.

    It isn't trained by ``rasa train``: the encoder's weights are tracked, and training only copies them into the model,
    so that a trained model needs no file of the repository.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The folder with the weights, thresholds of ``components.combine.Thresholds``, and whether the lexicon is heard."""
        return {"weights": str(WEIGHTS), "thresholds": {}, "lexicon": True}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Checksums of the weights, so that Rasa's cache of trained components never brings earlier ones back."""
        folder = {**cls.get_default_config(), **config}["weights"]  # Rasa gives the defaults at times, and at times not
        return (Path(folder) / CHECKSUMS).read_text(encoding="utf-8")

    def __init__(
        self, config: dict[str, Any], encoder: Encoder, model_storage: ModelStorage | None = None, resource: Resource | None = None
    ) -> None:
        self._reader = Reader(
            encoder,
            Thresholds(**config["thresholds"]),
            red_flags=frozenset(knowledge().red_flags),
            lexicon=load_lexicon() if config["lexicon"] else None,
        )
        self._details = load_details()
        mentions("", date.today())  # the calendars of the feasts are read now and not in the first message
        self._weights = Path(config["weights"])
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> FindingReader:
        """A reader with the tracked weights."""
        return cls(config, Encoder(Path(config["weights"])), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FindingReader:
        """A reader with the weights that the model holds."""
        with model_storage.read_from(resource) as kept:
            return cls(config, Encoder(kept))

    def train(self, training_data: TrainingData) -> Resource:
        """Copy the tracked weights into the model; nothing is learnt here (see ``encoder/``)."""
        if self._model_storage is None or self._resource is None:
            raise RuntimeError("only a reader made by create() can be trained")
        with self._model_storage.write_to(self._resource) as kept:
            for name in (*FILES, CHECKSUMS):
                shutil.copy(self._weights / name, kept / name)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Embeddings and act scores for the classifier that learns from ``data/nlu``."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        if examples:
            scores = self._reader.encoder.score([clean(example.get(TEXT)) or " " for example in examples])
            for example, embedding, acts in zip(examples, scores.embeddings, scores.acts, strict=True):
                example.set(EMBEDDING, embedding)
                example.set(ACTS, acts)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Read every message. A message that can't be read is marked as failed, which is never taken for harmless."""
        for message in messages:
            try:
                self._read(message)
            except Exception as error:  # the one place where reading must not fall silent
                logger.error("a message could not be read: %s", type(error).__name__)
                message.set(READING, {"acts": [], "failed": True}, add_to_output=True)
            _guard_slash(message)
        return messages

    def _read(self, message: Message) -> None:
        text = clean(message.get(TEXT) or "")
        message.set(READING, {"acts": [], "failed": False}, add_to_output=True)
        if not text or _PAYLOAD.match(text):
            return
        read = self._reader.read(text, date.today())
        entities = [*_finding_entities(text, read), *_duration_entities(text, read)]
        entities += [*_amount_entities(text), *_detail_entities(text, self._details)]
        if read.about_other:
            entities.append({"entity": "person", "role": "other", "value": "other", "start": 0, "end": 0})
        signed = [{**entity, "extractor": FindingReader.__name__} for entity in entities]
        message.set(ENTITIES, [*message.get(ENTITIES, []), *signed], add_to_output=True)
        message.set(EMBEDDING, read.embeddings)
        message.set(ACTS, read.acts)
        message.set(ACT_NAMES, self._reader.encoder.acts)


def _finding_entities(text: str, read: ReadMessage) -> list[dict[str, Any]]:
    return [
        {
            "entity": "blanket_denial" if item.finding == BLANKET else item.finding,
            "role": item.role,
            "value": text[item.start : item.end],
            "start": item.start,
            "end": item.end,
            "confidence_entity": round(item.score, 3),
        }
        for item in read.said
        if item.finding != BLANKET or item.role == ABSENT
    ]


def _duration_entities(text: str, read: ReadMessage) -> list[dict[str, Any]]:
    return [
        {
            "entity": "duration",
            "role": "twitch" if mention is read.of_twitch else "open",
            "value": text[mention.start : mention.end],
            "start": mention.start,
            "end": mention.end,
            "least": mention.duration.least,
            "most": mention.duration.most,
        }
        for mention in read.durations
    ]


def _detail_entities(text: str, details: Details) -> list[dict[str, Any]]:
    return [
        {"entity": detail.kind, "value": text[detail.start : detail.end], "start": detail.start, "end": detail.end}
        for detail in details.named(text)
    ]


def _amount_entities(text: str) -> list[dict[str, Any]]:
    """What is drunk, as milligrams of caffeine a day (role ``caffeine``), a number alone (``open``), other amounts, a pregnancy."""
    entities: list[dict[str, Any]] = [
        {
            "entity": "amount",
            "role": "caffeine" if item.intake.drink else "open",
            "value": item.intake.said,
            "start": item.start,
            "end": item.end,
            "drink": item.intake.drink,
            "least_mg": item.intake.least_mg,
            "most_mg": item.intake.most_mg,
            "known": item.intake.known,
            "missing": item.intake.missing,
            "least": item.least,
            "most": item.most,
        }
        for item in drinks_in(text)
    ]
    entities += [
        {
            "entity": "amount",
            "role": item.kind,
            "value": text[item.start : item.end],
            "start": item.start,
            "end": item.end,
            "least": item.least,
            "most": item.most,
            "unit": UNITS[item.kind],
        }
        for item in amounts(text)
    ]
    if (place := says_pregnant(text)) is not None:
        start, end = place
        entities.append({"entity": "pregnancy", "role": "stated", "value": text[start:end], "start": start, "end": end})
    return entities


def _guard_slash(message: Message) -> None:
    """Keep text that begins with a slash ordinary text: Rasa would take "/intent{…}" for what the reader said.

    Only the copy that goes through the pipeline is changed; the conversation keeps what was typed.
    """
    text = message.get(TEXT) or ""
    if text.strip().startswith("/"):
        message.set(TEXT, SLASH_GUARD + text)

