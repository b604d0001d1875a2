"""Reading a knowledge file so that a slip in it is named at once."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml


class KnowledgeError(ValueError):
    """A knowledge file that says something Quiver can't accept. The message names file, row and word."""


class _Strict(yaml.SafeLoader):
    """YAML without duplicate keys: the second of two equal keys would silently win."""


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]  # type: ignore[no-untyped-call]
    for key in keys:
        if keys.count(key) > 1:
            raise KnowledgeError(f"{node.start_mark.name}: '{key}' stands twice (line {node.start_mark.line + 1})")
    return loader.construct_mapping(node, deep=True)


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file.

    Raises:
        KnowledgeError: if the file is missing, is not YAML, or holds one key twice.
    """
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=_Strict)
    except OSError as error:
        raise KnowledgeError(f"{path.name}: can't be read ({error.strerror})") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path.name}: is not valid YAML ({error})") from error


def require_keys(where: str, row: Any, required: Iterable[str], optional: Iterable[str] = ()) -> Mapping[str, Any]:
    """``row`` itself, once it is known to be a mapping with all ``required`` keys and no others than ``optional``.

    Raises:
        KnowledgeError: naming ``where`` and the key that is missing or unknown.
    """
    if not isinstance(row, dict):
        raise KnowledgeError(f"{where}: should be a mapping, is {row!r}")
    needed = set(required)
    for key in sorted(needed - row.keys()):
        raise KnowledgeError(f"{where}: '{key}' is missing")
    for key in sorted(row.keys() - needed - set(optional)):
        raise KnowledgeError(f"{where}: '{key}' is not a known key")
    return row
