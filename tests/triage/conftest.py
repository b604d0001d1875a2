"""The project's own knowledge, and its table enumerated once for all proofs."""

import pytest

from triage.knowledge import Knowledge, knowledge

from tests.triage.proofs import Enumeration


@pytest.fixture(scope="session")
def known() -> Knowledge:
    return knowledge()


@pytest.fixture(scope="session")
def enumeration(known: Knowledge) -> Enumeration:
    return Enumeration(known.table)
