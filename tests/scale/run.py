"""``make test-scale``: 200 people talk to two replicas, first in peace, then while things break.

PostgreSQL, Redis, nginx and the replicas are real processes. In the second run a replica is killed with ``kill -9``, then
the other; PostgreSQL and Redis are restarted; the action server is gone for a minute. In the end every message must have
exactly one answer, every transcript in PostgreSQL must be complete and in order, and every answer's level must be the one
of the peaceful run. Figures are printed; the exit code says whether all of it held.
"""

import argparse
import asyncio
import random
import resource
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from runtime.training import ensure_model
from tests.scale.people import Dialogue, Person, RestPerson, WebPerson, dialogues
from tests.scale.services import MissingError, wait_until
from tests.scale.topology import START_SECONDS, Replica, Topology
from tests.scale.transcripts import problems

BY_SOCKET = 5
"""Every fifth person uses the web page's socket, the others REST."""
AWAY = 60.0
"""Seconds for which the action server is gone."""


def main() -> int:
    """Run it all; 0 if everything held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--keep", action="store_true", help="keep the folder with the logs")
    options = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard) if hard > 0 else 4096, hard))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that everything is stopped then too
    model = ensure_model()
    folder = Path(tempfile.mkdtemp(prefix="quiver-scale-"))
    topology = Topology(folder, model)
    try:
        began = time.monotonic()
        topology.start()
        print(f"two replicas behind nginx, PostgreSQL, Redis: ready after {time.monotonic() - began:.0f} s", flush=True)
        failed = asyncio.run(both_runs(topology, options.people))
    except MissingError as missing:
        print(f"make test-scale: {missing}", file=sys.stderr)
        return 1
    finally:
        topology.stop()
    failed += words_in_logs(topology)
    for problem in failed[:40]:
        print(f"FAILED: {problem}")
    if failed or options.keep:
        print(f"logs: {folder}")
    else:
        shutil.rmtree(folder)
    print("Everything held." if not failed else f"{len(failed)} problems.")
    return 1 if failed else 0


async def both_runs(topology: Topology, number: int) -> list[str]:
    """The peaceful run, the troubled run, and what was wrong in either."""
    peaceful, troubled = crowd("peace", number), crowd("trouble", number)
    seconds = await all_talk(topology, peaceful, think=pause(0.0, 6.0))
    tell("in peace", peaceful, seconds)
    breaking = asyncio.create_task(break_things(topology))
    seconds = await all_talk(topology, troubled, think=pause(4.0, 26.0))
    await breaking
    tell("while things broke", troubled, seconds)
    failed = [f"{person.name}: {problem}" for person in (*peaceful, *troubled) for problem in person.problems]
    failed += problems(topology.postgres.url, [*peaceful, *troubled])
    failed += differences(peaceful, troubled)
    return failed


def crowd(name: str, number: int) -> list[Person]:
    """People who hold all dialogues in turn."""
    known: list[Dialogue] = dialogues()
    kinds = [WebPerson if place % BY_SOCKET == 0 else RestPerson for place in range(number)]
    return [kind(f"{name}-{place}", known[place % len(known)]) for place, kind in enumerate(kinds)]


async def all_talk(topology: Topology, people: Sequence[Person], *, think: Callable[[], float]) -> float:
    """Let everybody talk at once. Returns the seconds it took."""
    began = time.monotonic()
    talks = [person.talk(topology.nginx.url, topology.nginx.certificate, think=think) for person in people]
    for person, result in zip(people, await asyncio.gather(*talks, return_exceptions=True), strict=True):
        if isinstance(result, BaseException):
            person.problems.append(f"{type(result).__name__}: {result}")
    return time.monotonic() - began


def pause(least: float, most: float) -> Callable[[], float]:
    """How long people think, in seconds; the same in every run."""
    luck = random.Random(8)
    return lambda: luck.uniform(least, most)


async def break_things(topology: Topology) -> None:
    """One thing after the other, each while answers are under way."""

    async def away_for_a_minute() -> None:
        topology.actions.stop()
        await asyncio.sleep(AWAY)
        topology.actions.start()

    first, second = topology.replicas
    minute: list[Awaitable[None]] = []
    for seconds, what, doing in (
        (8, "kill -9 of the first replica", lambda: kill_and_start(first)),
        (10, "Redis restarted, empty", topology.redis.restart),
        (8, "PostgreSQL restarted", topology.postgres.restart),
        (4, "the action server is gone for a minute", lambda: minute.append(asyncio.ensure_future(away_for_a_minute()))),
        (6, "PostgreSQL restarted", topology.postgres.restart),
    ):
        await asyncio.sleep(seconds)
        print(f"  … {what}", flush=True)
        await asyncio.get_running_loop().run_in_executor(None, doing) if what.startswith(("kill", "Redis", "Post")) else doing()
    await asyncio.to_thread(wait_until, first.ready, first.name, START_SECONDS)
    print("  … the first replica is back; kill -9 of the second", flush=True)
    await asyncio.to_thread(kill_and_start, second)
    await asyncio.gather(*minute)
    await asyncio.to_thread(wait_until, second.ready, second.name, START_SECONDS)
    print("  … the second replica is back", flush=True)


def kill_and_start(replica: Replica) -> None:
    """What an orchestrator does with a replica that died."""
    replica.kill()
    replica.start()


def tell(name: str, people: Sequence[Person], seconds: float) -> None:
    """Print the figures of a run."""
    taken = sorted(answer.seconds for person in people for answer in person.answers)
    attempts = sum(answer.attempts - 1 for person in people for answer in person.answers)
    cuts = statistics.quantiles(taken, n=100)
    print(
        f"{name}: {len(people)} people, {len(taken)} messages in {seconds:.0f} s ({len(taken) / seconds:.1f}/s); "
        f"answered after p50 {cuts[49]:.2f} s, p95 {cuts[94]:.2f} s, p99 {cuts[98]:.2f} s, at most {taken[-1]:.1f} s; "
        f"{attempts} sent again, {sum(person.safe_answers for person in people)} safe answers, "
        f"{sum(person.repeated for person in people)} answered messages repeated on purpose",
        flush=True,
    )


def differences(peaceful: Sequence[Person], troubled: Sequence[Person]) -> list[str]:
    """Where the troubled run's levels are not those of the peaceful one."""
    return [
        f"{after.name} ({after.dialogue.id}): levels {[a.level for a in after.answers]}, in peace {[a.level for a in before.answers]}"
        for before, after in zip(peaceful, troubled, strict=True)
        if [answer.level for answer in before.answers] != [answer.level for answer in after.answers]
    ]


def words_in_logs(topology: Topology) -> list[str]:
    """Where a log holds what somebody said."""
    texts = {text for dialogue in dialogues() for text in dialogue.turns if len(text) > 12}
    logs = {**topology.logs(), "nginx": topology.nginx.access_log.read_text(errors="replace")}
    return [f"{name} holds words of people" for name, log in logs.items() if any(text in log for text in texts)]


if __name__ == "__main__":
    sys.exit(main())
