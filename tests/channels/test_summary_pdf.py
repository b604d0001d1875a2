"""The summary as a PDF: one page, all words on it, whatever they are."""

from dataclasses import replace

import pypdfium2
import pytest

from channels.summary_pdf import pdf_of
from dialogue.summary import summarize
from dialogue.words import words
from tests.dialogue.talk import Talk, harmless, present
from tests.dialogue.test_summary import chest_pain, drooping, nothing_told, painful


def pages(talk: Talk) -> list[str]:
    document = pypdfium2.PdfDocument(pdf_of(summarize(talk.case, words=words(), now=talk.now), words()))
    return [page.get_textpage().get_text_range() for page in document]


def flat(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("conversation", [painful, drooping, harmless, chest_pain, nothing_told])
def test_it_is_one_page_with_all_findings(conversation):
    talk = conversation()
    (page,) = pages(talk)
    made = summarize(talk.case, words=words(), now=talk.now)
    for line in (*made.present, *made.absent, *made.to_confirm, *made.unanswered, *made.not_asked):
        assert flat(line.label) in flat(page)
    for line in made.present:
        assert flat(line.said) in flat(page)


def test_the_longest_story_is_still_one_page():
    talk = Talk()
    for finding in words().knowledge.findings:
        talk.says("x", present(finding, f"{finding}: " + "and then it went on and on " * 30))
    assert len(pages(talk)) == 1


@pytest.mark.parametrize("said", ["it hurts 😀 नमस्ते", "\u202etxet", "<b>pain</b> (a) \\n % { }", "痛い", "tab\tand\nbreak", "a" * 400])
def test_any_letters_can_be_printed(said):
    talk = Talk()
    talk.says("x", present("pain", said))
    assert len(pages(talk)) == 1


def test_the_font_complains_about_nobodys_letters(caplog):
    talk = Talk()
    talk.says("x", present("pain", "नमस्ते"))
    pages(talk)
    assert "न" not in caplog.text


def test_it_names_the_time_zone():
    talk = painful()
    made = replace(summarize(talk.case, words=words(), now=talk.now))
    assert "UTC" in pages(talk)[0]
    assert made.created.tzinfo is not None
