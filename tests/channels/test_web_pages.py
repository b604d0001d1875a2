"""The pages that the channel serves."""

import gzip
from pathlib import Path

import pytest

from channels.web_pages import CONTENT_SECURITY_POLICY, Pages, html_of

DIST = Path(__file__).resolve().parents[2] / "widget" / "dist"


def test_the_policy_allows_no_inline_script_and_no_eval():
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "*" not in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'")


def test_the_built_pages_hold_no_inline_script_or_style():
    for name in ("chat.html", "text.html"):
        page = (DIST / name).read_text(encoding="utf-8")
        assert "<style" not in page
        assert " style=" not in page
        assert " on" not in page.replace(" only", "").split("<body")[0]
        assert page.count("<script") == page.count("<script type=\"module\" src=\"/widget/quiver.js\"></script>")
        assert "http://" not in page
        assert "https://" not in page


def test_assets_are_served_compressed_and_as_they_are(tmp_path):
    pages = Pages(DIST, tmp_path / "privacy.md", no_privacy_text="not here yet")
    script = pages.assets["quiver.js"]
    assert gzip.decompress(script.zipped) == script.body
    assert len(script.zipped) <= 40 * 1024
    assert set(pages.assets) == {"quiver.js", "page.css", "icon.svg"}


def test_the_privacy_text_is_made_from_the_document(tmp_path):
    (tmp_path / "privacy.md").write_text("# Privacy\n\nKept **30 days**.", encoding="utf-8")
    page = Pages(DIST, tmp_path / "privacy.md", no_privacy_text="").privacy()
    assert b"<h1>Privacy</h1>\n<p>Kept <strong>30 days</strong>.</p>" in page.body
    assert page.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_without_the_document_there_is_a_sentence(tmp_path):
    page = Pages(DIST, tmp_path / "privacy.md", no_privacy_text="not here yet").privacy()
    assert b"<p>not here yet</p>" in page.body


@pytest.mark.parametrize(("markdown", "html"), [
    ("## A\ntext", "<h2>A</h2>\n<p>text</p>"),
    ("- a\n  b\n- c", "<ul><li>a b</li><li>c</li></ul>"),
    ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
    ("a `<b>` & c", "<p>a <code>&lt;b&gt;</code> &amp; c</p>"),
    ("[x](/chat) [y](javascript:alert(1))", '<p><a href="/chat">x</a> [y](javascript:alert(1))</p>'),
    ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ('[x](https://a" onclick="b)', '<p>[x](https://a&quot; onclick=&quot;b)</p>'),
    ("<!-- a comment\n\nover lines -->\n\ntext", "<p>text</p>"),
])
def test_html_of(markdown, html):
    assert html_of(markdown) == html


def test_a_table_is_a_table():
    html = html_of("| a | b |\n|---|---|\n| 1 | **2** |")
    assert "<thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr></thead><tbody><tr><td>1</td><td><strong>2</strong></td></tr></tbody>" in html
