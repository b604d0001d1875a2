"""Their data on the real server: a summary through links, and an erasure of which no byte is left."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import jsonschema
import pypdfium2
import pytest

from tests.e2e.quiver import ROOT, Quiver

pytestmark = pytest.mark.server

WORDS = "xylophone quixotic zebra"


def get(quiver: Quiver, path: str) -> tuple[int, bytes, dict[str, str]]:
    try:
        with urllib.request.urlopen(quiver.url + path, timeout=30) as answer:
            return answer.status, answer.read(), {key.lower(): value for key, value in answer.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, error.read(), {}


def holding(folder: Path, words: str) -> list[str]:
    return [str(file) for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


def test_a_summary_comes_as_text_pdf_and_json(quiver: Quiver) -> None:
    person = quiver.person(timezone="Europe/London")
    person.say("my upper lip has been twitching since yesterday and it is numb")
    turn = person.say("can you give me a summary for my doctor")
    assert any("numb" in text for text in turn.texts)
    links = turn.envelope["summary"]
    status, body, headers = get(quiver, links["pdf"])
    assert (status, headers["content-type"], headers["cache-control"]) == (200, "application/pdf", "no-store")
    assert "numb" in pypdfium2.PdfDocument(body)[0].get_textpage().get_text_range()
    status, body, headers = get(quiver, links["json"])
    form = json.loads(body)
    schema = json.loads(get(quiver, "/summary/schema.json")[1])
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.draft202012_format_checker).validate(form)
    assert [line["finding"] for line in form["present"]] == ["numbness"]
    assert person.sender not in links["pdf"]


@pytest.mark.parametrize("path", ["/summary/abc.pdf", "/summary/.pdf", "/summary/abc", "/summary/abc.exe", f"/summary/{'A' * 160}.json", "/summary/%2e%2e%2fx.pdf"])
def test_a_link_that_is_none_leads_nowhere(quiver: Quiver, path: str) -> None:
    assert get(quiver, path)[0] == 404


def test_after_delete_everything_no_byte_of_it_is_left(quiver: Quiver) -> None:
    person, other = quiver.person(locale="en-GB"), quiver.person()
    other.say("my upper lip twitches, said the unrelated walrus")
    person.say(f"my upper lip twitches and is numb, {WORDS}")
    person.say(f"since tuesday, {WORDS}")
    person.say("none")
    summary = person.say("give me a summary").envelope["summary"]
    assert get(quiver, summary["pdf"])[0] == 200
    assert holding(quiver.state, WORDS)
    turn = person.say("delete everything")
    assert "privacy" in turn.envelope["kinds"]
    assert any("I have erased" in text and "UTC" in text for text in turn.texts)
    for folder in (quiver.state, ROOT / ".quiver"):
        assert holding(folder, WORDS) == []
        assert holding(folder, person.sender) == []
    assert holding(quiver.state, "unrelated walrus")
    assert get(quiver, summary["pdf"])[0] == 404
    fresh = person.say("what do you know about me?")
    assert fresh.envelope["assessment"]["findings"] == {}
    assert any("nothing about you yet" in text for text in fresh.texts)


def test_what_one_drinks_is_estimated_with_a_picture(quiver: Quiver) -> None:
    turn = quiver.person().say("is it too much caffeine if I have two flat whites and a Monster a day?")
    assert turn.envelope["caffeine"]["least_mg"] == 420
    assert turn.envelope["picture"]["svg"].startswith("<svg ")
    assert any("420 to 550 mg" in text for text in turn.texts)
