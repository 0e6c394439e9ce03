"""Every text that a template draws can be translated, and nothing that a person typed is drawn raw."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
MAILS = sorted(TEMPLATES.rglob("*.txt"))
READ_ALOUD = {"alt", "aria-label", "aria-description", "placeholder", "title"}
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


class Words(HTMLParser):
    """Collects the words outside of tags and in attributes that people hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep a text that holds a letter."""
        if re.search(r"[^\W\d_]", data):
            self.found.append(data.strip())

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what is read aloud or shown as a hint."""
        self.found += [value for key, value in attrs if key in READ_ALOUD and value and re.search(r"[^\W\d_]", value)]


def static_text(source: str) -> str:
    """Return a template's own text: every expression, statement and comment replaced by a blank."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", " ", source, flags=re.DOTALL)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_every_word_can_be_translated(path: Path) -> None:
    words = Words()
    words.feed(static_text(path.read_text(encoding="utf-8")))
    assert words.found == []


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_every_word_of_a_mail_can_be_translated(path: Path) -> None:
    assert re.findall(r"[^\W\d_]+", static_text(path.read_text(encoding="utf-8"))) == []


def test_nothing_is_drawn_raw() -> None:
    """No `|safe`, no switched-off escaping, no inline script or style."""
    found = []
    for path in PAGES:
        if path.name == "icons.html":  # draws the shapes that stand in it
            continue
        source = path.read_text(encoding="utf-8")
        for node in ENVIRONMENT.parse(source).find_all((nodes.Filter, nodes.ScopedEvalContextModifier)):
            if not isinstance(node, nodes.Filter) or node.name in ("safe", "forceescape"):
                found.append(f"{path.name}:{node.lineno}")
        if re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", static_text(source)):
            found.append(f"{path.name}: inline script or style")
    assert found == []


def test_every_mail_has_a_subject_and_one_way_in() -> None:
    assert len(MAILS) > 10
    for path in MAILS:
        source = path.read_text(encoding="utf-8")
        if path.name != "base.txt":
            assert "block subject" in source, path.name
            assert "block body" in source, path.name
