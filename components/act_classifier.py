"""The Rasa component that says what a message asks or does: its intent, and every act besides."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from triage.files import read_yaml
from triage.knowledge import FOLDER

from components.acts import NEVER_GUESSED, ActScores, chosen_acts, with_named
from components.finding_reader import ACT_NAMES, ACTS, EMBEDDING, READING, FindingReader
from components.lexicon import load_lexicon
from components.text import clean

Floats = NDArray[np.float32]

DESCRIBE, UNCLEAR = "describe", "unclear"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ActClassifier(GraphComponent, IntentClassifier):
    """Several acts a message: the encoder's own scores, averaged with a classifier that ``rasa train`` fits on ``data/nlu``.

    A crisis or another emergency that is named outright (``knowledge/grave_words.yml``) counts whatever they say.
    The encoder knows the acts it was trained on; a new intent in ``data/nlu`` is learnt by the classifier alone, on the
    encoder's embeddings, without touching the encoder.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """The reader, whose embeddings are classified."""
        return [FindingReader]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Thresholds by act (``default`` for all others) and the strength of regularisation."""
        return {"thresholds": {"default": 0.5}, "C": 10.0, "encoder_weight": 0.5, "window_weight": 0.8}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        classes: list[str] | None = None,
        weights: Floats | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._classes = classes or []
        self._weights = weights
        self._topics = frozenset(read_yaml(FOLDER / "topics.yml"))
        self._grave = load_lexicon(FOLDER / "grave_words.yml", questions=True)

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> ActClassifier:
        """A classifier that has learnt nothing yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ActClassifier:
        """The classifier that the model holds."""
        with model_storage.read_from(resource) as kept:
            described = json.loads((kept / "classes.json").read_text(encoding="utf-8"))
            return cls(config, model_storage, resource, described, np.load(kept / "weights.npy"))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit one logistic regression an intent on the examples of ``data/nlu``."""
        examples = [example for example in training_data.intent_examples if example.get(EMBEDDING) is not None]
        embeddings = np.stack([example.get(EMBEDDING) for example in examples])
        intents = np.array([example.get(INTENT) for example in examples])
        self._classes = sorted(set(intents))
        self._weights = np.stack([_fit(embeddings, intents == name, float(self._config["C"])) for name in self._classes])
        with self._model_storage.write_to(self._resource) as kept:
            (kept / "classes.json").write_text(json.dumps(self._classes), encoding="utf-8")
            np.save(kept / "weights.npy", self._weights)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking and acts of every message."""
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        reading = message.get(READING) or {"acts": [], "failed": True}
        scores = self._scores(message)
        text = clean(message.get(TEXT) or "")
        acts = with_named(chosen_acts(text, scores, self._config["thresholds"], self._topics), self._grave.named(text))
        message.set(READING, {**reading, "acts": [name for name, _ in acts]}, add_to_output=True)
        if acts:
            name, confidence = acts[0]
        elif any("role" in entity for entity in message.get(ENTITIES, [])):
            name, confidence = DESCRIBE, 1.0
        else:
            name, confidence = UNCLEAR, 1.0
        ranking = [{"name": act, "confidence": round(score, 4)} for act, score in scores.ranked()[:10]]
        message.set(INTENT, {"name": name, "confidence": round(confidence, 4)}, add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)

    def _scores(self, message: Message) -> ActScores:
        by_encoder, embeddings = message.get(ACTS), message.get(EMBEDDING)
        if by_encoder is None or embeddings is None or self._weights is None:
            return ActScores({})
        learnt = 1.0 / (1.0 + np.exp(-(embeddings @ self._weights[:, :-1].T + self._weights[:, -1])))
        share = float(self._config["encoder_weight"])
        names = list(message.get(ACT_NAMES) or ())
        scores: dict[str, float] = {}
        for place, name in enumerate(self._classes):
            column = learnt[:, place]
            if name in names:
                own = by_encoder[:, names.index(name)]
                column = share * own + (1 - share) * column
                if name in NEVER_GUESSED:  # beside a lip that twitches, the classifier hears the lip
                    column = np.maximum(column, own)
            scores[name] = self._of_message(name, column)
        for place, name in enumerate(names):
            scores.setdefault(name, self._of_message(name, by_encoder[:, place]))
        return ActScores(scores)


    def _of_message(self, name: str, column: Floats) -> float:
        """The score of an act in the whole message, from those of its stretches, the first of which is its first window.

        A question may stand in a single sentence. What sounds grave in one sentence alone ("it hurts like hell") often
        isn't in its place, so those acts are weighed by the window.
        """
        if name not in NEVER_GUESSED:
            return float(column.max())
        share = float(self._config["window_weight"])
        return share * float(column[0]) + (1 - share) * float(column.max())


def _fit(embeddings: Floats, target: NDArray[np.bool_], strength: float) -> Floats:
    model = LogisticRegression(C=strength, max_iter=200, class_weight={True: 4.0, False: 1.0}, solver="liblinear")
    model.fit(embeddings, target)
    weights: Floats = np.concatenate([model.coef_[0], model.intercept_]).astype(np.float32)
    return weights
