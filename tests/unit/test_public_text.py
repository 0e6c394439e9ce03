"""What gives a person away in a public text, and what does not; years of work."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillsbank.domain.public_text import traces
from skillsbank.domain.sections import Span, years_worked


def found(text: str) -> list[str]:
    return list(
        traces(
            text,
            names=("Hodan", "Cawaale de Jirde", "هودان"),
            organisations=("Aroslund Regional Hospital", ""),
            places=("Västerås",),
        )
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
        ("Chat with me: t.me/hodanw, wa.me/46701234567", ["web", "phone"]),
        ("I post as @hodan_w", ["web"]),
        ("Head of a department of surgery", []),
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
        ([(2010, 2012, 3, 2)], 2),
        ([(2010, 2012, 3, 1)], 1),
        ([(2010, 2010, 1, 6), (2010, 2010, 7, 12)], 1),
        ([(2010, 2011, 7, 6), (2011, 2012, 1, 6)], 2),
        ([(2024, None, 9, None)], 2),
        ([(2024, None, 10, None)], 1),
        ([(2030, None, None, None)], 0),
    ],
)
def test_years_are_counted_once(posts: list[tuple[int | None, ...]], years: int) -> None:
    assert years_worked([Span(*post) for post in posts], date(2026, 9, 15)) == years  # type: ignore[arg-type]  # years are there


def test_the_words_to_take_out_are_named_as_they_stand_in_the_text() -> None:
    text = "Ask JIRDÉ at Aroslund Regional  Hospital in Västeras, ring +46 70-123 45 67 or write to me@example.org."
    assert traces(
        text, names=("Hodan", "Jirde"), organisations=("aroslund regional hospital",), places=("Västerås",)
    ) == {
        "name": ["JIRDÉ"],
        "e_mail": ["me@example.org"],
        "phone": ["+46 70-123 45 67"],
        "organisation": ["Aroslund Regional  Hospital"],
        "place": ["Västeras"],
    }
