"""Somebody with a browser: goes to pages, fills in forms by the names of their fields, presses buttons."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Response, expect

from tests.e2e.inspection import Inspection, overflow

LANGUAGE = {"ltr": "en", "rtl": "ar"}
Answers = Mapping[str, Any]


class Visitor:
    """One browser of one person; every page it meets is inspected, once a kind of page."""

    def __init__(
        self, chromium: Browser, address: str, *, script: bool = True, direction: str = "ltr", width: int = 1280,
        inspection: Inspection | None = None,
    ) -> None:  # fmt: skip
        self.script, self.direction, self.width = script, direction, width
        self.context = chromium.new_context(
            base_url=address,
            java_script_enabled=script,
            viewport={"width": width, "height": 900},
            locale="en-GB",
        )
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.inspection = inspection
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text) if _is_fault(said.type, said.text) else None)

    def open(self, path: str, status: int = 200) -> None:
        """Go to an address of the site."""
        self._arrive(self.page.goto(path), status)

    def press(self, what: str | Locator, status: int = 200) -> None:
        """Press a button or follow a link, given by its selector; the page after it must answer with `status`."""
        found = (self.page.locator(what) if isinstance(what, str) else what).first
        with self.page.expect_navigation() as answer:
            found.click()
        self._arrive(answer.value, status)

    def go_on(self, status: int = 200) -> None:
        """Press the main button of the page's form."""
        self.press("main form:not([method=get]) button.button:not(.secondary)", status)

    def follow(self, address: str) -> None:
        """Follow the link whose address ends so; what the reader sees of it may be in any language."""
        self.press(f"main a[href$='{address}']")

    def answer(self, answers: Answers) -> None:
        """Fill in fields by name: texts, a choice of a list, one or several boxes (True, a value, or a list)."""
        for name, value in answers.items():
            field = self.page.locator(f"main [name='{name}']:not([type=hidden])")
            kind = field.first.evaluate("each => each.type")
            if kind.startswith("select"):
                field.select_option(value)
            elif kind in ("radio", "checkbox"):
                for each in value if isinstance(value, list) else [value]:
                    (field if each is True else self.page.locator(f"[name='{name}'][value='{each}']")).check()
            else:
                field.fill(str(value))

    def choose(self, name: str, words: str) -> None:
        """Take the first suggestion for `words`: by the keyboard with script, by Search and Choose without."""
        field = self.page.locator(f"[name='{name}']")
        field.fill("")
        if self.script:
            field.press_sequentially(words)
            first = field.locator("xpath=..").get_by_role("option").first
            expect(first).to_be_visible()
            said = first.inner_text()
            field.press("ArrowDown")
            field.press("Enter")
            expect(field).to_have_value(said)
        else:
            field.fill(words)
            self.press(f"button[name=search][value='{name}']")
            self.press(f"button[name=choose][value^='{name}:']")

    def add(self, rows: str) -> None:
        """Press the button that adds a row to a list."""
        self.press(f"button[name=add][value='{rows}']")

    def turn(self) -> None:
        """Choose the language that this visitor reads, by the link in the header; it holds from here on."""
        self.open("/")
        tag = LANGUAGE[self.direction]
        self.press(f"header a[hreflang={tag}]")
        expect(self.page.locator("html")).to_have_attribute("dir", self.direction)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in with a password."""
        self.open("/sign-in")
        self.answer({"email": email, "password": password})
        self.go_on()

    def open_mail(self, email: str) -> None:
        """Follow the link of the newest mail to an address, on the page where the demo's mails are read."""
        self.open("/demo/mails")
        self.press(self.page.locator("article", has_text=email).first.locator("a"))

    def close(self) -> None:
        """Close the browser; nothing may have gone wrong in it."""
        self.context.close()
        assert self.faults == [], self.faults

    def _arrive(self, answer: Response | None, status: int) -> None:
        assert answer is not None
        assert answer.status == status, f"{answer.status} from {answer.url}: {self.page.locator('main').inner_text()}"
        assert overflow(self.page) == [], answer.url
        if self.page.locator("html").get_attribute("dir") == self.direction and self.inspection is not None:
            self.inspection.meet(self, answer)


def _is_fault(kind: str, text: str) -> bool:
    return kind == "error" and "status of 422" not in text
