"""What is made of measurements: stages, throughput, growing conversations, the part of a set."""

import asyncio
import io
import json
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from benchmarks.clocked_rasa import clocked
from benchmarks.labelled import load
from benchmarks.latency import POINTS, at_points
from benchmarks.machine import families
from benchmarks.run import SETS, part
from benchmarks.stages import Totals, from_clock, from_metrics, stages
from benchmarks.throughput import summed_up
from benchmarks.wire import AsyncWire, Wire


def test_stages_in_quivers_own_metrics() -> None:
    from prometheus_client import generate_latest

    from runtime.metrics import STAGES

    before = from_metrics(generate_latest().decode())
    for stage, seconds in (("read", 0.02), ("find", 0.001), ("load", 0.002), ("turn", 0.05)):
        STAGES.labels(stage).observe(seconds)
    spent = from_metrics(generate_latest().decode()).since(before)
    assert spent.turns == 1
    assert {name: round(value, 6) for name, value in spent.seconds.items() if value} == {"read": 0.02, "load": 0.003, "turn": 0.05}


def test_the_clock_times_plain_and_asynchronous_calls_even_when_they_fail() -> None:
    log = io.StringIO()

    async def later() -> str:
        return "done"

    def now() -> None:
        raise KeyError

    assert asyncio.run(clocked("turn", later, log)()) == "done"
    with pytest.raises(KeyError):
        clocked("read", now, log)()
    lines = log.getvalue().splitlines()
    assert [json.loads(line)[0] for line in lines] == ["turn", "read"]
    assert from_clock(lines).turns == 1


def test_stages_add_up_to_what_the_client_waited() -> None:
    result = stages(Totals(4, {"turn": 0.08, "read": 0.04, "act": 0.02, "lock": 0.01}), waited=0.1)
    assert result.milliseconds["read"] == pytest.approx(10)
    assert result.milliseconds["rest"] == pytest.approx(5)
    assert sum(result.milliseconds.values()) == pytest.approx(25)
    with pytest.raises(ValueError, match="no turns"):
        stages(Totals(0), 1.0)


def test_only_answers_within_the_measured_seconds_count() -> None:
    result = summed_up([(-0.5, 0.1), (0.2, 0.1), (0.7, 0.3), (1.1, 0.2), (2.0, 9.0)], seconds=2, failed=1)
    assert (result.rate.value, result.times.n, result.times.p99, result.failed) == (1.5, 3, 300, 1)


def test_a_conversation_that_ended_early_has_no_later_points() -> None:
    found = at_points([0.001 * number for number in range(1, 121)])
    assert list(found) == [point for point in POINTS if point <= 120]
    assert found[100].p50 == pytest.approx(95.5)
    assert found[10].n == 5


def test_the_quick_part_has_every_kind_of_border() -> None:
    data = load(SETS / "dev")
    kinds = Counter(item.kind for item in part(data, 4).out_of_scope)
    assert set(kinds) == {item.kind for item in data.out_of_scope}
    assert part(data, 1) == data


def test_flags_of_a_processor_become_families() -> None:
    assert families(["fpu", "sse2", "avx2", "avx512f", "avx512_vnni"]) == "AVX-512 VNNI, AVX-512, AVX2"
    assert families(["fpu"]) == ""


def test_both_clients_wait_for_the_whole_answer_and_tell_a_refusal() -> None:
    answer = b'[{"recipient_id": "a", "text": "' + b"x" * 200_000 + b'"}]'

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200 if body["message"] == "numb – really" else 503)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None: ...

    async def ask(text: str) -> float:
        wire = AsyncWire(server.server_port)
        try:
            return await wire.say("a", text) + await wire.say("a", text)
        finally:
            await wire.close()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        assert asyncio.run(ask("numb – really")) > 0
        with pytest.raises(RuntimeError, match="503"):
            asyncio.run(ask("tingling"))
        wire = Wire(server.server_port)
        assert wire.say("a", "numb – really") > 0
        with pytest.raises(RuntimeError, match="503"):
            wire.say("a", "tingling")
        wire.close()
    finally:
        server.shutdown()
        server.server_close()
