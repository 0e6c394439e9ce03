"""Rules for templates and static files: translatable, light, no inline code, either direction."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = ROOT / "skillsbank" / "static"
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
TAG = re.compile(r"<[^>]*>", re.S)
SPOKEN = re.compile(r'\b(?:aria-label|placeholder|title|alt)="([^"]*)"')


def letters(text: str) -> str:
    return re.sub(r"&\w+;|[\W\d_]+", "", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_can_be_translated_and_holds_no_inline_code(path: Path) -> None:
    source = JINJA.sub("", path.read_text(encoding="utf-8"))
    assert not re.search(r"\sstyle\s*=|\son[a-z]+\s*=|javascript:|<style|<script(?![^>]*\ssrc=)", source)
    assert letters(TAG.sub(" ", source)) == "", "a text outside of _()"
    assert [text for text in SPOKEN.findall(source) if letters(text)] == []


def test_the_style_sheet_is_light_and_works_in_both_directions() -> None:
    text = (STATIC / "app.css").read_text(encoding="utf-8")
    assert len(gzip.compress(text.encode(), 9)) <= 8 * 1024
    sides = "(?:left|right|top|bottom)"
    physical = rf"[\s;{{](?:(?:margin-|padding-|border-)?{sides}\s*:|text-align:\s*{sides})"
    assert re.findall(physical, text) == []
    assert "url(" not in text


def test_the_script_is_light_and_needs_no_exception_of_the_policy() -> None:
    text = (STATIC / "app.js").read_text(encoding="utf-8")
    assert len(text.encode()) <= 10 * 1024
    assert not re.search(r"\beval\(|new Function|innerHTML|document\.write|\.style\b|https?://", text)


def test_every_class_in_a_template_is_in_the_sheet() -> None:
    known = set(re.findall(r"\.(-?[a-z][\w-]*)", (STATIC / "app.css").read_text(encoding="utf-8")))
    used = {
        name
        for path in TEMPLATES
        for value in re.findall(r'\bclass="([^"]*)"', JINJA.sub(" ", path.read_text(encoding="utf-8")))
        for name in value.split()
    }
    assert len(used) > 40
    assert used <= known, sorted(used - known)
