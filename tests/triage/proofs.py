"""The proofs of a triage table, over every combination of statuses. Each takes an ``Enumeration`` and raises AssertionError.

They are functions of any table, so that ``test_mistakes`` can run them on tables that are broken on purpose.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from triage.findings import Status
from triage.levels import Level
from triage.table import CODES, Row, Table

from tests.contract import ABSENT_FOR_SELF_CARE, EMERGENCY_SIGNS, RED_FLAGS, ROUTINE_SIGN, URGENT_SIGNS

Codes = NDArray[np.int32]
Levels = NDArray[np.int8]

THREE = tuple(CODES[status] for status in (Status.UNKNOWN, Status.ABSENT, Status.PRESENT))
UNKNOWN, ABSENT, PRESENT, LONG_STANDING = (
    CODES[status] for status in (Status.UNKNOWN, Status.ABSENT, Status.PRESENT, Status.LONG_STANDING)
)
IN_ONE_CHUNK = 10
"""Findings whose combinations are decided at one go: 3^10 numbers fit into the processor's cache."""


@dataclass(frozen=True)
class Enumeration:
    """The levels of a table for every combination, worked out when a proof first asks for them.

    Attributes:
        table: the table.
        not_required: the statuses tried for emergency signs that self_care doesn't ask for. Two instead of three make
            an enumeration eleven times shorter; what is refuted there is refuted.
    """

    table: Table
    not_required: tuple[int, ...] = THREE

    @cached_property
    def statuses(self) -> Mapping[str, tuple[int, ...]]:
        """The codes tried for each finding, in the order of ``table.findings``."""
        return {
            finding: THREE if finding in ABSENT_FOR_SELF_CARE or finding in URGENT_SIGNS else self.not_required
            for finding in self.table.findings
        }

    @cached_property
    def levels(self) -> Levels:
        """One axis a finding, in the order of ``table.findings``; places along it are ``statuses``."""
        return levels_of(self.table, self.statuses)

    @cached_property
    def long_standing(self) -> Mapping[str, Levels]:
        """The same for every emergency sign, with that sign long-standing and so with one axis less."""
        return {sign: levels_of(self.table, {**self.statuses, sign: (LONG_STANDING,)}) for sign in EMERGENCY_SIGNS}

    def corner(self, **statuses: int) -> tuple[int | slice, ...]:
        """The index into ``levels`` of all combinations in which each named finding has the given status."""
        selection: list[int | slice] = [slice(None)] * len(self.table.findings)
        for finding, status in statuses.items():
            selection[self.table.findings.index(finding)] = self.statuses[finding].index(status)
        return tuple(selection)

    def where(self, **statuses: int) -> Levels:
        """The levels where each named finding has the given status."""
        corner: Levels = self.levels[self.corner(**statuses)]
        return corner


def levels_of(table: Table, statuses: Mapping[str, Sequence[int]]) -> Levels:
    """The level of every combination of the ``statuses`` that each finding may have; single statuses get no axis."""
    choices = [np.array(statuses[finding], np.int32) << 2 * place for place, finding in enumerate(table.findings)]
    slow, fast = choices[:-IN_ONE_CHUNK], choices[-IN_ONE_CHUNK:]
    block = _sums(fast)
    decided = [np.asarray(table.level_of_code(block + start), np.int8) for start in _sums(slow)]
    return np.concatenate(decided).reshape([len(choice) for choice in choices if len(choice) > 1])


def _sums(choices: Sequence[Codes]) -> Codes:
    sums = np.zeros(1, np.int32)
    for choice in choices:
        sums = (sums[:, None] + choice[None, :]).ravel()
    return sums


def every_combination_has_exactly_one_level(known: Enumeration) -> None:
    """Each level is one of the contract's, and the order of the rows doesn't matter."""
    assert known.table.findings == RED_FLAGS, "the table's findings aren't the contract's"
    for levels in (known.levels, *known.long_standing.values()):
        assert np.isin(levels, list(Level)).all(), "a combination has no level"
    backwards = replace(known.table, rows=known.table.rows[::-1])
    assert (levels_of(backwards, known.statuses) == known.levels).all(), "the order of rows matters"


def every_emergency_sign_calls_for_an_ambulance(known: Enumeration) -> None:
    """Any emergency sign that is present and not long-standing makes an emergency, whatever else is said."""
    for sign in EMERGENCY_SIGNS:
        assert (known.where(**{sign: PRESENT}) == Level.EMERGENCY).all(), f"{sign} is no emergency"
    for levels, statuses in _grids(known):
        for place, sign in enumerate(statuses):
            if sign in EMERGENCY_SIGNS:
                there = levels.take(statuses[sign].index(PRESENT), place)
                assert (there == Level.EMERGENCY).all(), f"{sign} is no emergency beside an old sign"


def every_urgent_sign_is_urgent(known: Enumeration) -> None:
    """Any urgent sign that is present makes it at least urgent."""
    for sign in URGENT_SIGNS:
        assert (known.where(**{sign: PRESENT}) >= Level.URGENT).all(), f"{sign} is less than urgent"


def a_persistent_twitch_is_routine(known: Enumeration) -> None:
    """A persistent twitch makes it at least routine."""
    assert (known.where(**{ROUTINE_SIGN: PRESENT}) >= Level.ROUTINE).all(), "persistent is less than routine"


def long_standing_counts_as_urgent(known: Enumeration) -> None:
    """An old sign counts as urgent: exactly as much as the rest of the findings, and at least urgent."""
    for sign, levels in known.long_standing.items():
        expected = np.maximum(known.where(**{sign: UNKNOWN}), Level.URGENT)
        assert (levels == expected).all(), f"a long-standing {sign} doesn't count as urgent"


def self_care_is_earned(known: Enumeration) -> None:
    """Nothing is harmless unless each finding of the contract's list is known and absent."""
    for sign in ABSENT_FOR_SELF_CARE:
        for place, name in ((UNKNOWN, "unknown"), (PRESENT, "present")):
            assert (known.where(**{sign: place}) != Level.SELF_CARE).all(), f"self_care although {sign} is {name}"
    assert all((levels != Level.SELF_CARE).all() for levels in known.long_standing.values()), "self_care with an old sign"


def self_care_can_be_earned(known: Enumeration) -> None:
    """Who denies all that the contract lists, and has nothing else, may look after it alone."""
    levels = known.where(**dict.fromkeys(ABSENT_FOR_SELF_CARE, ABSENT))
    nothing_else = levels[tuple(slice(0, -1) for _ in levels.shape)]
    assert (nothing_else == Level.SELF_CARE).all(), "nobody can earn self_care"


def forgetting_a_denial_never_lowers(known: Enumeration) -> None:
    """Going from absent to unknown never lowers the level, for any finding beside any others."""
    _never_lowers(known, ABSENT, UNKNOWN)


def having_it_after_all_never_lowers(known: Enumeration) -> None:
    """Going from unknown to present never lowers the level, for any finding beside any others."""
    _never_lowers(known, UNKNOWN, PRESENT)


def _never_lowers(known: Enumeration, before: int, after: int) -> None:
    for levels, statuses in _grids(known):
        for place, (finding, tried) in enumerate(statuses.items()):
            if before in tried and after in tried:
                first, second = (levels.take(tried.index(status), place) for status in (before, after))
                assert (second >= first).all(), f"a step of {finding} lowers the level"


def _grids(known: Enumeration) -> Iterator[tuple[Levels, Mapping[str, tuple[int, ...]]]]:
    """All levels, first without any old sign and then with each, and the statuses along their axes."""
    yield known.levels, known.statuses
    for sign, levels in known.long_standing.items():
        yield levels, {finding: tried for finding, tried in known.statuses.items() if finding != sign}


def no_row_is_dead(known: Enumeration) -> None:
    """Every row decides: there is somebody whose level would be another without it."""
    for row in known.table.rows:
        assert _decides(known, row), f"row {row.id} decides nothing"


def _decides(known: Enumeration, row: Row) -> bool:
    table = known.table
    without = replace(table, rows=tuple(other for other in table.rows if other is not row))
    for usual in (Status.UNKNOWN, Status.ABSENT):
        somebody = {**dict.fromkeys(table.findings, usual), **row.when}
        if table.level(somebody) is row.then and without.level(somebody) is not row.then:
            return True
    fixed = {finding: (CODES[status],) for finding, status in row.when.items()}
    statuses = {**known.statuses, **fixed}
    return bool((levels_of(table, statuses) != levels_of(without, statuses)).any())


def the_table_says_what_the_contract_says(known: Enumeration) -> None:
    """Every single level is the one that the contract's own words give, nothing more and nothing less."""
    expected = np.full(known.levels.shape, Level.UNDETERMINED, np.int8)
    expected[known.corner(**dict.fromkeys(ABSENT_FOR_SELF_CARE, ABSENT))] = Level.SELF_CARE
    for level, signs in ((Level.ROUTINE, (ROUTINE_SIGN,)), (Level.URGENT, URGENT_SIGNS), (Level.EMERGENCY, EMERGENCY_SIGNS)):
        for sign in signs:
            expected[known.corner(**{sign: PRESENT})] = level
    assert (known.levels == expected).all(), "the table says something that the contract doesn't"


PROOFS: tuple[Callable[[Enumeration], None], ...] = (
    every_combination_has_exactly_one_level,
    every_emergency_sign_calls_for_an_ambulance,
    every_urgent_sign_is_urgent,
    a_persistent_twitch_is_routine,
    long_standing_counts_as_urgent,
    self_care_is_earned,
    self_care_can_be_earned,
    forgetting_a_denial_never_lowers,
    having_it_after_all_never_lowers,
    no_row_is_dead,
    the_table_says_what_the_contract_says,
)



def refuted(table: Table, proof: Callable[[Enumeration], None]) -> bool:
    """Whether ``proof`` fails for ``table``; looked for among a tenth of all combinations, which is enough to refute."""
    try:
        proof(Enumeration(table, not_required=(UNKNOWN, PRESENT)))
    except AssertionError:
        return True
    return False
