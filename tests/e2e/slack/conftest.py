"""The local Slack and the scripted bot, started once; every payload that Slack would refuse fails the test."""

import itertools
from collections.abc import Callable, Iterator

import pytest

from tests.e2e.slack.local_slack.api import LocalSlack
from tests.e2e.slack.local_slack.app import Quiver, stub
from tests.e2e.slack.local_slack.person import HTTP, SOCKET, Person

_names = itertools.count(1)


@pytest.fixture(scope="session")
def slack() -> Iterator[LocalSlack]:
    server = LocalSlack().start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def every_payload_is_one_that_slack_accepts(slack: LocalSlack) -> Iterator[None]:
    yield
    faults, slack.faults = slack.faults, []
    assert not faults


@pytest.fixture(scope="session")
def scripted(slack: LocalSlack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quiver]:
    """The scripted bot, reachable over both transports."""
    quiver = stub(slack, tmp_path_factory.mktemp("scripted"), socket=True, STUB_DEBUG="1").ready(60)
    yield quiver
    quiver.stop()


@pytest.fixture
def somebody(slack: LocalSlack) -> Callable[..., Person]:
    """Makes a person whom nobody has met before."""
    return lambda quiver, transport=HTTP, user=None, **more: Person(
        slack, quiver.url, user or f"U0NEW{next(_names):04d}", transport, **more
    )


@pytest.fixture(params=[HTTP, SOCKET])
def ann(request: pytest.FixtureRequest, scripted: Quiver, somebody: Callable[..., Person]) -> Person:
    """A new person, over each transport in turn."""
    return somebody(scripted, request.param)
