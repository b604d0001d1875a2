"""The real server, for the commands and examples in the documents."""

from collections.abc import Iterator

import pytest

from tests.e2e.quiver import Quiver, free_port


@pytest.fixture(scope="package")
def quiver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quiver]:
    running = Quiver(free_port(), tmp_path_factory.mktemp("documents"))
    try:
        yield running.start()
    finally:
        running.stop()
