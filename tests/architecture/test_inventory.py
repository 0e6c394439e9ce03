"""Every column says what it is for, and none asks what must not be asked."""

from pathlib import Path

import pytest

from skillsbank.models import inventory
from skillsbank.models.base import Erase, Keep, Sensitivity

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data.md"
NOT_ASKED = (
    "asylum", "refugee", "protection", "residence_status", "residence_permit", "immigration", "legal_status", "visa",
    "ethnic", "religio", "faith", "clan", "tribe", "caste", "politic", "party", "union_member", "biometric",
    "fingerprint", "face", "reason_for_leaving", "migration_route", "entered", "health_state", "marital",
    "birth_date",
)  # fmt: skip
COLUMNS = list(inventory.columns())


def test_every_column_says_class_purpose_basis_retention_and_erasure() -> None:
    assert len(COLUMNS) > 200
    for column in COLUMNS:
        about = column.about
        assert isinstance(about.sensitivity, Sensitivity), column
        assert isinstance(about.keep, Keep), column
        assert isinstance(about.erase, Erase), column
        assert about.purpose.strip(), column
        assert about.basis in ("consent", "contract", "legal obligation", "public task", "legitimate interest"), column


@pytest.mark.parametrize("word", NOT_ASKED)
def test_no_column_asks_it(word: str) -> None:
    assert [f"{column.table}.{column.name}" for column in COLUMNS if word in column.name] == []


def test_what_is_personal_does_not_stay() -> None:
    personal = [column for column in COLUMNS if column.about.sensitivity in (Sensitivity.P2, Sensitivity.P3)]
    assert [column for column in personal if column.about.erase is Erase.STAYS] == []


def test_secrets_are_in_no_copy() -> None:
    assert {c.name for c in COLUMNS if c.about.sensitivity is Sensitivity.P3 and c.about.export} == set()
    held = {c.name: c.about for c in COLUMNS if c.table == "accounts"}
    assert not held["password"].export


def test_the_page_is_what_the_columns_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == inventory.as_markdown(), (
        "run: python -m skillsbank.models.inventory > docs/data.md"
    )
