"""Levels: their order, and their names in the reply contract."""

import pytest

from triage.levels import Level

from tests.contract import LEVELS


def test_the_levels_are_the_contracts_in_its_order():
    assert tuple(level.id for level in sorted(Level)) == LEVELS


def test_max_is_the_safe_choice_and_not_knowing_is_less_safe_than_self_care():
    assert max(Level.SELF_CARE, Level.UNDETERMINED) is Level.UNDETERMINED
    assert max(Level) is Level.EMERGENCY


@pytest.mark.parametrize("name", LEVELS)
def test_a_level_is_found_by_the_name_that_it_has(name):
    assert Level.of(name).id == name


@pytest.mark.parametrize("name", ["", "Emergency", "critical", "4"])
def test_a_name_that_is_no_level_is_refused_with_the_names_that_there_are(name):
    with pytest.raises(ValueError, match="is not a triage level; there are self_care, undetermined"):
        Level.of(name)
