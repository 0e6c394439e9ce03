"""Mails can be translated, and nothing that a person typed is drawn raw."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
MAILS = sorted(TEMPLATES.rglob("*.txt"))
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_every_word_of_a_mail_can_be_translated(path: Path) -> None:
    assert re.findall(r"[^\W\d_]+", JINJA.sub(" ", path.read_text(encoding="utf-8"))) == []


def test_nothing_is_drawn_raw() -> None:
    """No `|safe` and no switched-off escaping; icons.html draws shapes that stand in it."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in PAGES
        if path.name != "icons.html"
        for node in ENVIRONMENT.parse(path.read_text(encoding="utf-8")).find_all(
            (nodes.Filter, nodes.ScopedEvalContextModifier)
        )
        if not isinstance(node, nodes.Filter) or node.name in ("safe", "forceescape")
    ]
    assert found == []


def test_every_mail_has_a_subject_and_a_body() -> None:
    assert len(MAILS) > 10
    for path in MAILS:
        source = path.read_text(encoding="utf-8")
        if path.name != "base.txt":
            assert "block subject" in source, path.name
            assert "block body" in source, path.name
