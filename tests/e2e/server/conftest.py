from collections.abc import Iterator

import pytest

from tests.e2e.quiver import Quiver, free_port


@pytest.fixture(scope="session")
def quiver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quiver]:
    running = Quiver(free_port(), tmp_path_factory.mktemp("quiver"))
    try:
        yield running.start()
    finally:
        running.stop()
