"""Which work asks clinical questions."""

import pytest

from skillsbank.domain.clinical import is_clinical


@pytest.mark.parametrize(
    ("isco", "teaching", "expected"),
    [
        ("2221", False, True), ("2221", True, False), ("3221", False, True), ("5321", False, True),
        ("5311", False, False), ("2310", False, False), ("", False, False),
    ],
)  # fmt: skip
def test_which_work_is_clinical(isco: str, teaching: bool, expected: bool) -> None:
    assert is_clinical(isco, teaching_only=teaching) is expected
