"""A full disk, a damaged model, a server that is killed or told to stop: an honest answer, nothing lost, and back by itself."""

import json
import os
import resource
import shutil
import signal
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from runtime.training import checksum_file, is_whole, model_path
from tests.e2e.quiver import Person, Quiver, free_port, post

pytestmark = pytest.mark.server


def send(quiver: Quiver, person: Person, text: str, message_id: str) -> tuple[int, list[dict]]:
    body = {"sender": person.sender, "message": text, "message_id": message_id, "metadata": person.metadata}
    return post(quiver, json.dumps(body).encode())


def level(messages: list[dict]) -> str:
    return next(message["custom"]["assessment"]["level"] for message in reversed(messages) if "custom" in message)


def stored(quiver: Quiver, person: Person) -> list[str]:
    with sqlite3.connect(quiver.state / "conversations.db") as connection:
        rows = connection.execute("SELECT data FROM events WHERE sender_id = ? AND type_name = 'user' ORDER BY id", (person.sender,))
        return [json.loads(row[0])["text"] for row in rows]


def get(quiver: Quiver, path: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(quiver.url + path, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_a_full_disk_gets_an_honest_answer_and_a_retry_is_taken_once(quiver: Quiver) -> None:
    person = quiver.person(locale="en-GB")
    assert send(quiver, person, "my upper lip has been twitching since yesterday and it is numb", "m1")[0] == 200
    server, database = quiver.children()["rasa"], quiver.state / "conversations.db"
    usual = resource.prlimit(server, resource.RLIMIT_FSIZE)
    resource.prlimit(server, resource.RLIMIT_FSIZE, (database.stat().st_size, usual[1]))  # the database may not grow, as on a full disk
    try:
        status, safe = send(quiver, person, "and the left side of my mouth is drooping", "m2")
        assert status == 503
        assert level(safe) == "emergency"  # what was said before could be read, what is said now too
        assert any("999" in message.get("text", "") or "emergency number" in message.get("text", "") for message in safe)
        assert stored(quiver, person) == ["my upper lip has been twitching since yesterday and it is numb"]
        without_an_id = person.say("hello")
        assert without_an_id.level == "urgent"
    finally:
        resource.prlimit(server, resource.RLIMIT_FSIZE, usual)
    first = send(quiver, person, "and the left side of my mouth is drooping", "m2")
    assert first == send(quiver, person, "and the left side of my mouth is drooping", "m2")
    assert (first[0], level(first[1])) == (200, "emergency")
    assert len(stored(quiver, person)) == 2


def test_a_killed_server_comes_back_by_itself_with_everything(quiver: Quiver) -> None:
    person = quiver.person(locale="en-GB")
    assert level(send(quiver, person, "my top lip has been twitching for three weeks", "m1")[1]) == "routine"
    before = quiver.children()["rasa"]
    os.kill(before, signal.SIGKILL)
    deadline = time.monotonic() + 120
    while (quiver.children().get("rasa", before) == before or not quiver.healthy()) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert level(send(quiver, person, "thanks", "m2")[1]) == "routine"
    assert stored(quiver, person) == ["my top lip has been twitching for three weeks", "thanks"]


def test_the_answer_under_way_is_finished_when_it_is_told_to_stop(tmp_path: Path) -> None:
    running = Quiver(free_port(), tmp_path).start()
    person = running.person()
    answers: list[tuple[int, list[dict]]] = []
    try:
        person.say("hello")
        long = "my lip twitches. " * 400
        talking = threading.Thread(target=lambda: answers.append(send(running, person, long, "m1")))
        talking.start()
        time.sleep(0.15)
        running.process.send_signal(signal.SIGTERM)
        talking.join(60)
        assert answers[0][0] == 200
        assert running.process.wait(60) == 0
        assert len(stored(running, person)) == 2
    finally:
        running.stop()


def test_a_damaged_model_is_noticed_and_a_named_one_is_never_trained(tmp_path: Path) -> None:
    good = model_path()
    damaged = tmp_path / "model.tar.gz"
    content = bytearray(good.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    shutil.copy(checksum_file(good), checksum_file(damaged))
    assert is_whole(good)
    for bad in (damaged, tmp_path / "missing.tar.gz"):
        assert not is_whole(bad)
        with pytest.raises(RuntimeError, match=f"QUIVER_MODEL={bad} is (damaged|missing)"):
            Quiver(free_port(), tmp_path, {"QUIVER_MODEL": str(bad)}).start()
    shutil.copy(good, damaged)
    running = Quiver(free_port(), tmp_path, {"QUIVER_MODEL": str(damaged)})
    try:
        assert running.start().person().say("my lip twitches").texts
    finally:
        running.stop()


def test_it_says_how_it_is_and_what_it_is(quiver: Quiver) -> None:
    status, body = get(quiver, "/readyz")
    assert (status, json.loads(body)["status"]) == (200, "ready")
    assert json.loads(body)["redis"] == "not used"
    assert get(quiver, "/livez")[0] == 200
    about = json.loads(get(quiver, "/about")[1])
    assert about["rasa"] == "3.6.21"
    assert about["model"].startswith("quiver-")
    assert len(about["knowledge"]) == len(about["encoder"]) == 16


def test_metrics_count_levels_and_flags_and_name_nobody(quiver: Quiver) -> None:
    person = quiver.person()
    person.say("my upper lip twitches and is numb, xylophone quixotic")
    metrics = get(quiver, "/metrics")[1].decode()
    assert 'quiver_red_flags_total{finding="numbness"}' in metrics
    assert 'quiver_levels_total{level="urgent"}' in metrics
    assert 'quiver_stage_seconds_count{stage="read"}' in metrics
    assert "xylophone" not in metrics
    assert person.sender not in metrics


def test_at_the_finest_log_level_there_are_no_words_of_people(tmp_path: Path) -> None:
    running = Quiver(free_port(), tmp_path, {"LOG_LEVEL": "DEBUG", "LOG_LEVEL_LIBRARIES": "DEBUG", "QUIVER_LOG_FORMAT": "json"})
    try:
        person = running.start().person()
        person.say("xylophone quixotic zebra my lip twitches and is numb")
        person.say("what do you know about me?")
    finally:
        running.stop()
    log = running.log.read_text()
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert len(lines) > 50
    assert any(line.get("request_id") for line in lines)
    for word in ("xylophone", "quixotic", "zebra"):
        assert word not in log
