"""Logs that hold no words, whoever logs them."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from runtime import requests
from runtime.logs import LineFormatter, use_wordless_logs, wordless_record

WORDS = "my lip is numb, says xylophone"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    written, usual, root = io.StringIO(), logging.getLogRecordFactory(), logging.getLogger()
    handlers, level, last = list(root.handlers), root.level, logging.lastResort
    monkeypatch.setattr("sys.stdout", written)
    use_wordless_logs("DEBUG", {"QUIVER_LOG_FORMAT": "json", "QUIVER_REPLICA": "quiver-1"})
    yield written
    logging.setLogRecordFactory(usual)
    root.handlers[:], logging.lastResort = handlers, last
    root.setLevel(level)


def test_a_librarys_words_stay_out_at_every_level_and_in_every_form(log: io.StringIO) -> None:
    library = logging.getLogger("rasa.core.processor.test")
    for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL):
        library.log(level, f"Received {WORDS}")
        library.log(level, "Received %s", WORDS)
        library.log(level, "Received %(text)s", {"text": WORDS}, extra={"text": WORDS})
    try:
        raise ValueError(WORDS)
    except ValueError:
        library.exception(f"failed on {WORDS}")
        library.error("failed on %s", WORDS, exc_info=True, stack_info=True)
    library.warning(WORDS)
    library.warning({"text": WORDS})
    assert "xylophone" not in log.getvalue()
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert len(lines) == 19
    assert lines[1]["message"].startswith("Received %s (")
    assert any(line.get("error", "").startswith("ValueError in test_logs.py:") for line in lines)


def test_structlogs_events_keep_their_names_alone(log: io.StringIO) -> None:
    library = logging.getLogger("rasa.core.test")
    library.debug(json.dumps({"event": "processor.message.parse", "parse_data_text": WORDS}))
    library.debug(json.dumps({"event": WORDS}))
    assert "xylophone" not in log.getvalue()
    assert json.loads(log.getvalue().splitlines()[0])["message"].startswith("processor.message.parse (")
    assert structlog  # what writes such lines


def test_our_own_lines_have_the_requests_id_and_the_replicas_name(log: io.StringIO) -> None:
    requests.take("request-17")
    logging.getLogger("runtime.test").warning("the store is %s", "away")
    line = json.loads(log.getvalue())
    assert line["message"] == "the store is away"
    assert (line["request_id"], line["replica"], line["level"], line["logger"]) == ("request-17", "quiver-1", "WARNING", "runtime.test")


def test_a_logger_that_is_cut_off_from_the_root_is_wordless_too(log: io.StringIO) -> None:
    alone = logging.getLogger("sanic.test-alone")
    alone.propagate = False
    alone.error(f"Exception while handling {WORDS}")
    assert "xylophone" not in log.getvalue()
    assert log.getvalue()


def test_a_line_of_text() -> None:
    requests.take("request-18")
    record = wordless_record("runtime.x", logging.ERROR, __file__, 1, "it failed", (), None)
    assert LineFormatter(as_json=False).format(record).endswith("ERROR    runtime.x: it failed [request-18]")


def test_an_id_that_is_no_plain_text_is_replaced() -> None:
    assert requests.take("a-b_c:1.2") == "a-b_c:1.2"
    for odd in ("", "a b", "x" * 65, "<script>", None, 7, "a\nb"):
        assert len(requests.take(odd)) == 32
