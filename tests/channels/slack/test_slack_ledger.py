"""The ledger: one of many gets it, on one machine or several, over restarts, and nobody's words are kept."""

import asyncio
import multiprocessing
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from channels.slack.ledger import KEPT, OpenQuestion, RedisLedger, SqliteLedger, Unanswered, open_ledger

ASKED = OpenQuestion("abcd", "D1", "1.000001")


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory):
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("redis-server is not installed")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait(10)


@pytest.fixture(params=["file", "redis"])
def ledgers(request, tmp_path):
    """Two views of one ledger, as two processes have them."""
    if request.param == "file":
        return lambda: SqliteLedger(tmp_path / "deep" / "slack.sqlite3")
    url = request.getfixturevalue("redis_url")
    return lambda: RedisLedger(url)


def run(ledgers, story):
    async def both():
        one, other = ledgers(), ledgers()
        try:
            return await story(one, other)
        finally:
            await one.close()
            await other.close()

    return asyncio.run(both())


def test_an_event_is_claimed_once_whoever_asks(ledgers):
    async def story(one, other):
        return [await one.claim(["event:1"]), await one.claim(["event:1"]), await other.claim(["event:1"])]

    assert run(ledgers, story) == [True, False, False]


def test_one_of_twenty_that_ask_at_once_gets_it(ledgers):
    async def story(one, other):
        return await asyncio.gather(*(ledger.claim(["event:rush", "message:rush"]) for ledger in [one, other] * 10))

    assert sum(run(ledgers, story)) == 1


def test_a_message_that_came_as_another_event_is_known(ledgers):
    async def story(one, other):
        return [await one.claim(["event:2", "message:2"]), await other.claim(["event:3", "message:2"])]

    assert run(ledgers, story) == [True, False]


def test_a_question_is_settled_once_and_only_with_its_own_name(ledgers):
    async def story(one, other):
        await one.ask("slack-T-U", ASKED)
        return [
            await other.settle("slack-T-U", "dcba"),
            await other.settle("slack-T-Other"),
            await other.settle("slack-T-U", "abcd"),
            await one.settle("slack-T-U", "abcd"),
        ]

    assert run(ledgers, story) == [None, None, ASKED, None]


def test_the_newest_question_is_the_open_one(ledgers):
    async def story(one, other):
        await one.ask("slack-T-V", ASKED)
        await one.ask("slack-T-V", OpenQuestion("efgh", "D1", "2.000001", "1.000000"))
        return [await other.settle("slack-T-V", "abcd"), await other.settle("slack-T-V")]

    assert run(ledgers, story) == [None, OpenQuestion("efgh", "D1", "2.000001", "1.000000")]


def test_turns_that_nobody_keeps_alive_are_given_to_one_who_looks(ledgers):
    async def story(one, other):
        for turn, user in (("t1", "U1"), ("t2", "U2"), ("t3", "U3")):
            await one.begin(turn, Unanswered("T", user))
        await one.finish("t1")
        await asyncio.sleep(0.3)
        await one.touch(["t2"])
        return [await other.abandoned(0.2), await one.abandoned(0.2), await other.abandoned(30)]

    assert run(ledgers, story) == [[Unanswered("T", "U3")], [], []]


def claim_in_a_process(path: Path, results) -> None:
    async def claim():
        ledger = SqliteLedger(path)
        results.put([await ledger.claim([f"event:{number}"]) for number in range(40)])
        await ledger.close()

    asyncio.run(claim())


def test_two_processes_that_race_share_the_work_without_doing_any_twice(tmp_path):
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    processes = [context.Process(target=claim_in_a_process, args=(tmp_path / "l.sqlite3", results)) for _ in range(2)]
    for process in processes:
        process.start()
    first, second = results.get(timeout=30), results.get(timeout=30)
    for process in processes:
        process.join(10)
    assert [one + other for one, other in zip(first, second, strict=True)] == [1] * 40


def test_what_was_claimed_is_forgotten_after_two_days_and_not_before(tmp_path):
    now = [0.0]

    async def story():
        found = []
        for at in (0, KEPT - 1, KEPT + 1):
            now[0] = at
            ledger = SqliteLedger(tmp_path / "l.sqlite3", now=lambda: now[0])
            found.append(await ledger.claim(["event:1"]))
            await ledger.close()
        return found

    assert asyncio.run(story()) == [True, False, True]


def test_the_settings_choose_the_kind(tmp_path):
    assert isinstance(open_ledger(tmp_path, ""), SqliteLedger)
    assert isinstance(open_ledger(tmp_path, "redis://127.0.0.1:1/0"), RedisLedger)
