"""Somebody with a browser and a language: goes to pages, fills in forms by their names, presses buttons."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Response, expect

from skillsbank.web.i18n import RIGHT_TO_LEFT
from tests.e2e.inspection import Inspection, overflow
from tests.e2e.tongue import TYPED, english_left, say

Answers = Mapping[str, Any]


class Visitor:
    """One browser of one person; every page it meets is inspected, once a kind of page."""

    def __init__(
        self, chromium: Browser, address: str, *, script: bool = True, language: str = "en", width: int = 1280,
        inspection: Inspection | None = None,
    ) -> None:  # fmt: skip
        self.script, self.language, self.width = script, language, width
        self.turned = False
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

    @property
    def direction(self) -> str:
        """Return how this visitor's language is written: "ltr" or "rtl"."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

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
        """Take the first suggestion for `words`: by the keyboard with script, by Search and Choose without.

        Words of tongue.TYPED are typed in the visitor's language.
        """
        words = TYPED[words][self.language] if words in TYPED else words
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

    def turn(self, language: str = "") -> None:
        """Choose a language, else the visitor's own, by the link in the header; it holds from here on."""
        if self.turned and language == self.language:
            return
        self.turned = False
        self.language = language or self.language
        self.open("/")
        self.turned = True
        self.press(f"header a[hreflang={self.language}]")
        expect(self.page.locator("html")).to_have_attribute("dir", self.direction)

    def reads(self, msgid: str, **values: object) -> None:
        """See that the page says a text of ours, in the visitor's language."""
        expect(self.page.locator("main")).to_contain_text(say(msgid, self.language, **values))

    def sign_in(self, email: str, password: str) -> None:
        """Sign in with a password."""
        self.open("/sign-in")
        self.answer({"email": email, "password": password})
        self.go_on()

    def open_mail(self, email: str) -> None:
        """Follow the link of the newest mail to an address on the demo's page of mails, in the visitor's language."""
        self.open("/demo/mails")
        mail = self.page.locator("article", has_text=email).first
        expect(mail.locator(".person-text")).to_have_attribute("lang", self.language)
        self.press(mail.locator("a"))

    def close(self) -> None:
        """Close the browser; nothing may have gone wrong in it."""
        self.context.close()
        assert self.faults == [], self.faults

    def _arrive(self, answer: Response | None, status: int) -> None:
        assert answer is not None
        assert answer.status == status, f"{answer.status} from {answer.url}: {self.page.locator('main').inner_text()}"
        assert overflow(self.page) == [], answer.url
        if self.turned:
            expect(self.page.locator("html")).to_have_attribute("lang", self.language)
            assert english_left(self.page, self.language) == [], answer.url
            if self.inspection is not None:
                self.inspection.meet(self, answer)


def _is_fault(kind: str, text: str) -> bool:
    return kind == "error" and "status of 422" not in text
