"""Start Rasa without TensorFlow, which it imports and Quiver never runs.

Quiver's pipeline reads with ONNX Runtime and decides by rules (config.yml); TensorFlow is two thirds of Rasa's start-up time
and a good part of its memory, and no line of it is executed. Here its modules are replaced by placeholders: their names
can be inherited from and used as annotations, which is all that Rasa does with them while it is imported. Using one is an
error that says what to do.

A pipeline with a component that may need TensorFlow gets TensorFlow; so does everybody with ``QUIVER_TENSORFLOW=1``.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

LEFT_OUT = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras", "jax")
NEED_NONE = ("components.", "RulePolicy")
"""How the names of components begin that are known to do without."""


class TensorFlowLeftOutError(RuntimeError):
    """Something wanted to run TensorFlow, which was left out."""


class _Placeholder(type):
    """A name of TensorFlow's: to be inherited from, mentioned, or used as a decorator, but not to be run."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _named(f"{cls.__name__}.{name}")

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if not cls.__dict__.get("is_placeholder"):
            raise TensorFlowLeftOutError(f"{cls.__name__} needs TensorFlow, which was left out; set QUIVER_TENSORFLOW=1")
        if len(args) == 1 and callable(args[0]) and not kwargs:
            return args[0]  # a decorator
        return cls


def _named(name: str) -> Any:
    return _Placeholder(name, (), {"is_placeholder": True})


class _PlaceholderModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = _named(f"{self.__name__}.{name}")
        setattr(self, name, value)
        return value


class _Finder(MetaPathFinder, Loader):
    def find_spec(self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname.partition(".")[0] in LEFT_OUT:
            return ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _PlaceholderModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing in it."""


def leave_out_tensorflow(config: Path, environment: Mapping[str, str] = os.environ) -> bool:
    """Put the placeholders in place, if the pipeline in ``config`` does without TensorFlow. Returns whether it was done."""
    if environment.get("QUIVER_TENSORFLOW") == "1" or "tensorflow" in sys.modules or not does_without(config):
        return False
    sys.meta_path.insert(0, _Finder())
    return True


def does_without(config: Path) -> bool:
    """Whether all components and policies in ``config`` are known to do without TensorFlow."""
    described = yaml.safe_load(config.read_text(encoding="utf-8"))
    parts = [*(described.get("pipeline") or ()), *(described.get("policies") or ())]
    return bool(parts) and all(str(part.get("name", "")).startswith(NEED_NONE) for part in parts)
