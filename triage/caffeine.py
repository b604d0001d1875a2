"""How much caffeine is in what somebody drinks, as a range of milligrams a day, against the article's limit."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from triage.files import KnowledgeError, read_yaml, require_keys
from triage.plain import plain

FOLDER = Path(__file__).resolve().parent.parent / "knowledge"

LIMIT_MG = 400
"""Milligrams a day that are recommended at most for healthy adults (Simple Strategies for Relief, par. 2)."""
LIMIT_SOURCE: tuple[str, ...] = ("article/relief/2",)
PREGNANT_LIMIT_MG = 200
"""Milligrams a day in pregnancy, according to the NHS and EFSA. The article names no figure."""
PREGNANT_SOURCE: tuple[str, ...] = ("nhs_caffeine_pregnancy", "efsa_caffeine")
CHILD_SOURCE: tuple[str, ...] = ("efsa_caffeine_children",)
"""For children and adolescents no limit in milligrams is known; the article's figure is for adults."""


@dataclass(frozen=True)
class Size:
    """One serving: its volume in millilitres where the source gives one, and the least and most milligrams of caffeine."""

    ml: float | None
    least_mg: float
    most_mg: float
    source: str


@dataclass(frozen=True)
class Drink:
    """One drink of ``knowledge/drinks.yml``; chocolate and tablets count as drinks."""

    id: str
    names: tuple[str, ...]
    sizes: Mapping[str, Size]
    default_size: str

    @property
    def label(self) -> str:
        """How it reads in a sentence: the first of its names."""
        return self.names[0]


@dataclass(frozen=True)
class Drinks:
    """The table of drinks, and what cites each of its sources."""

    by_id: Mapping[str, Drink]
    cites: Mapping[str, str]

    def cite(self, ids: Iterable[str]) -> str:
        """The citation of the figures of some drinks, each source once."""
        keys = [size.source for id in ids if id in self.by_id for size in self.by_id[id].sizes.values()]
        return "; ".join(dict.fromkeys(self.cites[key] for key in keys))


@dataclass(frozen=True)
class Intake:
    """What somebody said of one drink, worked out to milligrams a day.

    Attributes:
        drink: id of the drink, or its name as it was said when the table has no such drink.
        said: the words that said it.
        least_mg: least milligrams of caffeine a day; 0 while nothing is known.
        most_mg: most milligrams a day.
        known: whether the drink, how many and their size are known well enough to be counted.
        missing: what has to be asked for: ``drink``, ``count`` or ``size``; empty if nothing.
    """

    drink: str
    said: str
    least_mg: int = 0
    most_mg: int = 0
    known: bool = True
    missing: str = ""

    @property
    def given_up(self) -> bool:
        """Whether it is known to be none at all."""
        return self.known and self.most_mg == 0


@dataclass(frozen=True)
class Estimate:
    """Milligrams of caffeine a day, between ``least_mg`` and ``most_mg``."""

    least_mg: int
    most_mg: int
    limit_mg: int = LIMIT_MG

    @property
    def verdict(self) -> str:
        """``over`` or ``under`` the limit, or ``unsure`` when the limit lies within the range."""
        if self.least_mg > self.limit_mg:
            return "over"
        return "under" if self.most_mg <= self.limit_mg else "unsure"


def estimate(intakes: Iterable[Intake], *, limit_mg: int = LIMIT_MG) -> Estimate | None:
    """The sum of what is known, or None if nothing is."""
    known = [intake for intake in intakes if intake.known]
    if not known:
        return None
    return Estimate(sum(item.least_mg for item in known), sum(item.most_mg for item in known), limit_mg)


def milligrams(sizes: Iterable[Size], least: float, most: float, per_day: float = 1.0) -> tuple[int, int]:
    """The least and the most milligrams a day of ``least`` to ``most`` servings that are of one of ``sizes``."""
    options = list(sizes)
    low = min(size.least_mg for size in options) * least * per_day
    high = max(size.most_mg for size in options) * most * per_day
    return math.floor(low + 1e-9), math.ceil(high - 1e-9)


def by_volume(drink: Drink, ml: float) -> Size | None:
    """A serving of ``ml`` millilitres, in proportion to the servings that were measured; None if none has a volume."""
    measured = [size for size in drink.sizes.values() if size.ml]
    if not measured:
        return None
    per_ml = [(size.least_mg / (size.ml or 1), size.most_mg / (size.ml or 1), size.source) for size in measured]
    return Size(ml, min(item[0] for item in per_ml) * ml, max(item[1] for item in per_ml) * ml, per_ml[0][2])


def told(known: Iterable[Intake], new: Iterable[Intake]) -> tuple[Intake, ...]:
    """What is known of each drink after ``new`` was said: the latest word about a drink replaces the one before.

    A drink that is only mentioned, without a number, doesn't replace a number.
    """
    by_drink = {item.drink: item for item in known}
    for item in new:
        before = by_drink.get(item.drink)
        if not (before and before.known and not item.known):
            by_drink[item.drink] = item
    return tuple(by_drink.values())


def load_drinks(path: Path = FOLDER / "drinks.yml") -> Drinks:
    """The table of ``knowledge/drinks.yml``.

    Raises:
        KnowledgeError: if a row is not of its form, or a name belongs to two drinks.
    """
    root = dict(read_yaml(path))
    sources = root.pop("sources", None) or {}
    cites = {key: require_keys(f"{path.name}: {key}", raw, ["cite", "address", "seen"])["cite"] for key, raw in sources.items()}
    drinks = {id: _drink(f"{path.name}: {id}", id, raw, cites) for id, raw in root.items()}
    seen: dict[str, str] = {}
    for drink in drinks.values():
        for name in map(plain, drink.names):
            if seen.setdefault(name, drink.id) != drink.id:
                raise KnowledgeError(f"{path.name}: {drink.id}: '{name}' is a name of {seen[name]} as well")
    return Drinks(drinks, cites)


def _drink(where: str, id: str, raw: object, cites: Mapping[str, str]) -> Drink:
    row = require_keys(where, raw, ["names", "sizes", "default_size", "source"])
    sizes = {name: _size(f"{where}: {name}", size, row["source"], cites) for name, size in row["sizes"].items()}
    if row["default_size"] not in sizes:
        raise KnowledgeError(f"{where}: there is no size '{row['default_size']}'")
    return Drink(id, tuple(row["names"]), sizes, row["default_size"])


def _size(where: str, raw: Any, usual: str, cites: Mapping[str, str]) -> Size:
    row = require_keys(where, raw, ["ml", "mg"], ["source"])
    source = row.get("source", usual)
    if source not in cites:
        raise KnowledgeError(f"{where}: there is no source '{source}'")
    least, most = row["mg"]
    if not 0 <= least <= most:
        raise KnowledgeError(f"{where}: {least} to {most} mg can't be")
    return Size(row["ml"], least, most, source)


@lru_cache(maxsize=1)
def drinks() -> Drinks:
    """The project's own table, loaded at the first call."""
    return load_drinks()
