"""What gives a person away in a public text, and what does not; years of work."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillsbank.domain.public_text import traces
from skillsbank.domain.sections import years_worked


def found(text: str) -> list[str]:
    return traces(
        text,
        names=("Hodan", "Cawaale Jirde", "هودان"),
        organisations=("Aroslund Regional Hospital", ""),
        places=("Västerås",),
    )


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Nurse with 16 years on wards of 20 to 30 beds, level 2, since 2009-2014.", []),
        ("I run courses of 14 to 21 days; 1 500 women a year.", []),
        ("Call HODAN.", ["name"]),
        ("كتبت هودان هذا", ["name"]),
        ("I am Mrs jirdé.", ["name"]),
        ("Hodanisation is a word of its own.", []),
        ("At aroslund regional hospital.", ["organisation"]),
        ("At a regional hospital.", []),
        ("I live in Vasteras.", ["place"]),
        ("Write to me@example.org", ["e_mail"]),
        ("me arobase exemple point fr", ["e_mail"]),
        ("See www.example.org/me or my-page.com", ["web"]),
        ("Ring 070-123 45 67", ["phone"]),
        ("٠٧٠١٢٣٤٥٦٧", ["phone"]),
        ("Visit 12 Harbour Street", ["address"]),
        ("12, rue de la Gare 3", ["address"]),
        ("Storgatan 14", ["address"]),
    ],
)
def test_traces(text: str, kinds: list[str]) -> None:
    assert found(text) == kinds


@settings(deadline=None)
@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert set(found(text)) <= {"name", "e_mail", "web", "phone", "address", "organisation", "place"}


@pytest.mark.parametrize(
    ("posts", "years"),
    [
        ([], 0),
        ([(2014, 2016)], 2),
        ([(2014, 2014)], 1),
        ([(2014, 2018), (2016, 2020)], 6),
        ([(2020, None)], 6),
        ([(2026, None)], 1),
        ([(2010, 2012), (2020, 2021)], 3),
    ],
)
def test_years_are_counted_once(posts: list[tuple[int, int | None]], years: int) -> None:
    assert years_worked(posts, 2026) == years
