"""A real server with all its doors in place: a token for REST, a key for Rasa's API, and a proxy's word for where people are."""

from collections.abc import Iterator

import pytest

from tests.e2e.quiver import Quiver, free_port

TOKEN = "a-token-for-these-tests-0123456789"
API_SECRET = "a-key-for-these-tests-0123456789abcdef"


@pytest.fixture(scope="session")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quiver]:
    environment = {
        "QUIVER_REST_TOKEN": TOKEN,
        "QUIVER_API_SECRET": API_SECRET,
        "SANIC_PROXIES_COUNT": "1",
        "SANIC_RESPONSE_TIMEOUT": "20",
        "QUIVER_REST_PER_SECOND": "0.01",
    }
    running = Quiver(free_port(), tmp_path_factory.mktemp("guarded"), environment)
    try:
        yield running.start()
    finally:
        running.stop()
