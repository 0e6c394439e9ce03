"""Every text is collected, and every catalogue that we offer says all of them with the same placeholders."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from skillsbank.settings import LANGUAGES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "skillsbank" / "translations"
EXTRACT = ["extract", "-F", "pyproject.toml", "-k", "_l", "--omit-header", "--no-location", "--sort-output"]
"""As in the Makefile."""
TRANSLATED = [language for language in LANGUAGES if language != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def catalogue(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def test_every_text_is_collected(tmp_path: Path) -> None:
    fresh = tmp_path / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", *EXTRACT, "-o", str(fresh), "."]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert fresh.read_bytes() == (FOLDER / "messages.pot").read_bytes(), "run make messages"


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_is_missing_or_stale(language: str) -> None:
    with (FOLDER / "messages.pot").open("rb") as file:
        wanted = {message.id for message in read_po(file) if message.id}
    said = {message.id for message in catalogue(language) if message.id and message.string and not message.fuzzy}
    assert wanted - said == set(), "translate these"
    assert said - wanted == set(), "make messages drops these"


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_survive(language: str) -> None:
    wrong = [
        message.id
        for message in catalogue(language)
        if isinstance(message.id, str)
        and sorted(PLACEHOLDER.findall(message.id)) != sorted(PLACEHOLDER.findall(str(message.string)))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    fresh = io.BytesIO()
    write_mo(fresh, catalogue(language))
    assert (FOLDER / language / "LC_MESSAGES" / "messages.mo").read_bytes() == fresh.getvalue(), "run make messages"
