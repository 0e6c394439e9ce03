"""What an officer does with a published need: ranks, reads why, compares, picks, dismisses, takes the list along."""

import csv
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.visitor import Visitor

CARDS = "main ol.cards > li"
LOOKED_AT = 5


def rank(officer: Visitor, need: str) -> None:
    """Press "Rank now" and look at the list of each way of working, and at the near misses."""
    officer.open(f"/desk{need}/ranking")
    officer.press("main form[action$='/ranking/run'] button")
    ways = officer.page.locator("main nav a").evaluate_all("links => links.map(each => each.pathname + each.search)")
    assert len(ways) > 1
    for way in reversed(ways):
        officer.open(way)
    assert 0 < officer.page.locator(CARDS).count() <= 25
    officer.open(f"/desk{need}/ranking/near-misses")


def open_candidate(officer: Visitor, need: str, email: str) -> None:
    """Open the best candidates until the one with this address is there."""
    for at in range(LOOKED_AT):
        officer.open(f"/desk{need}/ranking")
        officer.press(officer.page.locator(f"{CARDS} h3 a").nth(at))
        if email in officer.page.locator("main").inner_text():
            return
    raise AssertionError(f"{email} is not among the first {LOOKED_AT}")


def reasons(officer: Visitor, language: str) -> list[str]:
    """Return the reasons on the candidate's page as it reads in a language; the officer reads on in their own."""
    candidate, own = officer.page.url, officer.language
    officer.turn(language)
    officer.open(candidate)
    said = officer.page.locator("main .chips").first.locator("li").all_inner_texts()
    officer.turn(own)
    officer.open(candidate)
    return said


def pick(officer: Visitor) -> None:
    """Pick the candidate whose page is open, for a reason."""
    officer.follow("/pick")
    officer.go_on(status=422)
    officer.answer({"reason": "can-teach", "note": "Teaches on every shift."})
    officer.go_on()


def dismiss_another(officer: Visitor) -> None:
    """Dismiss somebody else of the list, for a reason, once their page was read."""
    officer.press(f"{CARDS} a.button.small")
    officer.follow("/dismiss")
    officer.answer({"reason": "dates-clash"})
    officer.go_on()


def compare_two(officer: Visitor, need: str) -> None:
    """Put two candidates side by side."""
    officer.open(f"/desk{need}/ranking")
    boxes = officer.page.locator("main input[name=compare]")
    for at in range(2):
        boxes.nth(at).check()
    officer.press("#compare button")
    expect(officer.page.locator("main thead th")).to_have_count(3)


def take_the_list_along(officer: Visitor, need: str) -> None:
    """Download the ranked list and the shortlist as tables that a spreadsheet opens."""
    officer.open(f"/desk{need}/ranking")
    assert len(_download(officer, "ranking.csv")) > 2
    officer.open(f"/desk{need}/shortlist")
    assert len(_download(officer, "shortlist.csv")) == 3


def _download(officer: Visitor, name: str) -> list[list[str]]:
    with officer.page.expect_download() as started:
        officer.page.locator(f"main a[href*='/{name}']").click()
    text = Path(started.value.path()).read_text(encoding="utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(text[1:].splitlines()))
