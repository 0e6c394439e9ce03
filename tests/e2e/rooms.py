"""What the ministry, a manager, an administrator, an auditor and a donor do in their rooms."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.visitor import Visitor

FIRST_ROW = "main tbody th a"


def ministry(visitor: Visitor) -> None:
    """Read a need that waits, and go as far as the button of each decision; none is taken."""
    visitor.open("/ministry")
    visitor.press(FIRST_ROW)
    need = visitor.page.url
    for step in ("endorse", "refuse", "return"):
        visitor.open(need)
        visitor.follow(f"/actions/{step}")
    visitor.go_on(status=422)
    visitor.press("main a.back")
    visitor.press("main a.back")
    assert visitor.page.url.endswith("/ministry")
    visitor.open("/ministry/diaspora")
    visitor.open("/ministry/posts")


def manager(visitor: Visitor) -> None:
    """Look through what the officers of the programmes work with."""
    visitor.open("/desk?state=submitted")
    visitor.press(FIRST_ROW)
    visitor.open("/desk?words=nothing-is-called-so")
    expect(visitor.page.locator("main .empty")).to_be_visible()
    visitor.open("/desk/experts")
    visitor.press(FIRST_ROW)
    visitor.open("/desk/words")
    visitor.press(FIRST_ROW)
    visitor.go_on(status=422)
    visitor.page.locator("input[value='own']").check()
    visitor.go_on()
    visitor.open("/desk/words?verdict=own")
    visitor.press(FIRST_ROW)
    visitor.press("main form[action$='/undo'] button")
    visitor.open("/programmes")
    visitor.press(FIRST_ROW)
    visitor.follow("/texts")
    visitor.follow("/texts/new")
    visitor.go_on(status=422)
    visitor.open("/desk/needs-and-skills")
    visitor.open("/desk/needs-and-skills?about=skill&only=lacking")
    visitor.open("/desk/posts")
    visitor.open("/institutions?state=unverified")
    visitor.press(FIRST_ROW)
    visitor.follow("/actions/verify")


def administrator(visitor: Visitor) -> None:
    """Invite an officer, and close the account again."""
    email = f"invited-{visitor.language}@example.org"
    visitor.open("/staff")
    visitor.follow("/staff/new")
    visitor.go_on(status=422)
    visitor.answer({"name": "Farah Odowaa", "email": email, "role": "officer", "duty_country": "KE", "language": "fr"})
    visitor.go_on()
    visitor.open("/staff?sort=invited&order=desc")
    row = visitor.page.locator("main tbody tr", has_text=email)
    visitor.press(row.locator("a[href$='/deactivate']"))
    visitor.press("main button.danger")
    visitor.open("/staff?active=no")
    expect(visitor.page.locator("main tbody")).to_contain_text(email)


def auditor(visitor: Visitor) -> None:
    """Read the trail, and what happened of one kind."""
    visitor.open("/audit")
    visitor.open("/audit?tag=account:deactivate")
    rows = visitor.page.locator("main tbody tr")
    assert rows.count() > 0
    visitor.open("/erasures")
    visitor.open("/audit?tag=account:deactivate")
    expect(visitor.page.locator("main tbody")).not_to_contain_text("example.org")


def donor(visitor: Visitor) -> None:
    """Read the terms of a programme."""
    visitor.open("/programmes")
    visitor.press(FIRST_ROW)
    visitor.press("main a.back")


ROOMS: dict[str, Callable[[Visitor], None]] = {
    "ministry": ministry,
    "manager": manager,
    "administrator": administrator,
    "auditor": auditor,
    "donor": donor,
}
