"""Single promises in a real browser: a small screen without script, choosing by keyboard, a slow line."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from skillsbank.run import DEMO_PASSWORD
from tests.e2e import expert
from tests.e2e.conftest import NewVisitor
from tests.e2e.tongue import english_left
from tests.e2e.weight import paint

pytestmark = pytest.mark.browser
PATIENCE_SECONDS = 8
"""The promise is two seconds, and the run prints what it took; a busy machine that tests must not fail on it."""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_eight_questions_are_answered_on_a_small_screen_without_script(
    site: Callable[[str], str], somebody: NewVisitor, language: str
) -> None:
    person = somebody(site("sqlite"), script=False, width=320, language=language)
    expert.register(person, f"small-{language}@example.org")
    expert.answer_the_eight(person)
    expert.activate(person)
    person.open("/fits")


def test_an_occupation_is_chosen_by_keyboard_without_leaving_the_page(
    site: Callable[[str], str], somebody: NewVisitor
) -> None:
    visitor = somebody(site("sqlite"))
    visitor.open("/what-fits")
    visitor.page.evaluate("() => { window.stayed = true; }")
    visitor.choose("occupation", "water eng")
    assert visitor.page.evaluate("() => window.stayed")
    expect(visitor.page.locator("[name=occupation_code]")).to_have_value("2142")


def test_an_occupation_is_chosen_by_search_without_script(site: Callable[[str], str], somebody: NewVisitor) -> None:
    visitor = somebody(site("sqlite"), script=False)
    visitor.open("/what-fits")
    visitor.choose("occupation", "water eng")
    expect(visitor.page.locator("[name=occupation_code]")).to_have_value("2142")


def test_pages_show_soon_on_a_slow_line(
    site: Callable[[str], str], somebody: NewVisitor, tell: Callable[[str], None]
) -> None:
    address = site("sqlite")
    person, officer, visitor = (somebody(address, width=320) for _each in range(3))
    expert.register(person, "slow-line@example.org")
    officer.sign_in("officer@demo.example", DEMO_PASSWORD)
    visitor.open("/open-needs")
    need = visitor.page.locator("main tbody a").first.get_attribute("href") or ""
    asked = [
        *((visitor, path) for path in ("/", "/register", "/sign-in", "/open-needs", need, "/what-fits")),
        *((person, path) for path in ("/profile", "/profile/answers/countries", "/profile/answers/skills")),
        *((officer, path) for path in ("/desk", "/desk/experts")),
    ]
    seconds = {path: paint(who.page, path) for who, path in asked}
    tell("seconds to the largest paint\n" + "\n".join(f"{each:7.2f}  {path}" for path, each in seconds.items()))
    assert max(seconds.values()) < PATIENCE_SECONDS


def test_english_on_a_page_in_another_language_is_noticed(site: Callable[[str], str], somebody: NewVisitor) -> None:
    visitor = somebody(site("sqlite"))
    visitor.open("/what-fits")
    left = english_left(visitor.page, "fr")
    assert "Add another language" in left
    assert [each for each in left if len(each.split()) > 5]
    visitor.turn("fr")
    visitor.open("/what-fits")
    assert english_left(visitor.page, "fr") == []
    assert english_left(visitor.page, "es") == []
