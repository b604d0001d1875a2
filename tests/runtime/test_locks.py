"""Locks on conversations: in order, without waiting for a clock, and of no consequence when Redis is away."""

import asyncio
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator

import pytest

from runtime.locks import LEASE, ConversationLocks, RedisLocks, key_of
from tests.e2e.quiver import free_port


@pytest.fixture
def redis() -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("there is no redis-server here (Debian: apt-get install redis-server)")
    port = free_port()
    process = subprocess.Popen([program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""], stdout=subprocess.DEVNULL)
    url = f"redis://127.0.0.1:{port}/0"
    deadline = time.monotonic() + 10
    while not asyncio.run(RedisLocks(url).reachable()) and time.monotonic() < deadline:
        time.sleep(0.05)
    yield url, process
    process.kill()
    process.wait()


async def one_after_the_other(stores: list[ConversationLocks], turns: int) -> list[int]:
    """Let ``turns`` tasks take the lock on the stores in turn; the most that ever held it, and their order."""
    inside, most, order = 0, 0, []

    async def take(number: int) -> None:
        nonlocal inside, most
        async with stores[number % len(stores)].lock("ann"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            order.append(number)
            inside -= 1

    tasks = []
    for number in range(turns):
        tasks.append(asyncio.create_task(take(number)))
        await asyncio.sleep(0.001)
    await asyncio.gather(*tasks)
    assert most == 1
    return order


async def test_in_one_process_they_come_in_order() -> None:
    assert await one_after_the_other([ConversationLocks(redis_url="")], 20) == list(range(20))


async def test_two_replicas_never_hold_one_conversation_and_nobody_waits_for_a_clock(redis: tuple) -> None:
    stores = [ConversationLocks(redis_url=redis[0]), ConversationLocks(redis_url=redis[0])]
    began = time.monotonic()
    assert sorted(await one_after_the_other(stores, 20)) == list(range(20))
    assert time.monotonic() - began < 20  # Rasa's would need a second for each


async def test_other_conversations_do_not_wait(redis: tuple) -> None:
    store, free = ConversationLocks(redis_url=redis[0]), asyncio.Event()

    async def hold() -> None:
        async with store.lock("ann"):
            await free.wait()

    holding = asyncio.create_task(hold())
    async with store.lock("bob"):
        free.set()
    await holding


async def test_the_lock_of_a_dead_replica_becomes_free(redis: tuple) -> None:
    dead, living = RedisLocks(redis[0]), ConversationLocks(redis_url=redis[0])
    assert await dead._take(key_of("ann"), "a token that nobody renews")
    began = time.monotonic()
    async with living.lock("ann"):
        pass
    assert LEASE / 2 < time.monotonic() - began < 4 * LEASE


async def test_a_living_replica_keeps_its_lock_longer_than_the_lease(redis: tuple) -> None:
    first, second = ConversationLocks(redis_url=redis[0]), ConversationLocks(redis_url=redis[0])
    order = []

    async def hold() -> None:
        async with first.lock("ann"):
            await asyncio.sleep(LEASE * 1.5)
            order.append("first")

    holding = asyncio.create_task(hold())
    await asyncio.sleep(0.2)
    async with second.lock("ann"):
        order.append("second")
    await holding
    assert order == ["first", "second"]


async def test_without_redis_each_process_goes_on_alone_and_comes_back(redis: tuple) -> None:
    url, process = redis
    store = ConversationLocks(redis_url=url)
    async with store.lock("ann"):
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert await one_after_the_other([store], 5) == list(range(5))
    port = url.rsplit(":", 1)[1].split("/")[0]
    again = subprocess.Popen([shutil.which("redis-server"), "--port", port, "--bind", "127.0.0.1", "--save", ""], stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 20
        while not await store.shared.reachable() and time.monotonic() < deadline:
            await asyncio.sleep(0.1)
        await asyncio.sleep(1.1)
        async with store.lock("ann"):
            assert await store.shared._redis.exists(key_of("ann"))
    finally:
        again.kill()
        again.wait()


async def test_redis_holds_nobodys_name(redis: tuple) -> None:
    store = ConversationLocks(redis_url=redis[0])
    async with store.lock("slack-T1-anna"):
        keys = await store.shared._redis.keys("*")
    assert keys
    assert not any(b"anna" in key for key in keys)
