"""The script in a real browser, and the macros: accessible, within 320 px, in both directions."""

import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.e2e.inspection import OPTIONS
from tests.gallery import create_gallery

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_gallery(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    yield page
    page.close()
    assert errors == []


def test_a_suggestion_is_chosen_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + "/form")
    field, code = page.locator("#occupation"), page.locator("#occupation_code")
    field.press_sequentially("nurs")
    expect(page.locator("#occupation-list li:visible")).to_have_count(2)
    expect(page.locator(".suggest [role=status]")).to_have_text("Suggestions: 2. Use the arrow keys to choose.")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "occupation-list-1")
    field.press("Enter")
    expect(field).to_have_value("Nursing associate professionals")
    expect(code).to_have_value("3221")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Backspace")
    expect(code).to_have_value("")


def test_a_suggestion_is_chosen_by_pointer_and_own_words_stay(page: Page, address: str) -> None:
    page.goto(address + "/form")
    field, code = page.locator("#occupation"), page.locator("#occupation_code")
    field.fill("civil")
    page.get_by_role("option", name="Civil engineers").click()
    expect(code).to_have_value("2142")
    field.fill("well digger")
    expect(page.locator(".suggest [role=status]")).to_have_text("No suggestion. You can keep your own words.")
    expect(code).to_have_value("")
    field.press("Tab")
    expect(field).to_have_value("well digger")


def test_escape_closes_the_suggestions_and_keeps_the_text(page: Page, address: str) -> None:
    page.goto(address + "/form")
    field = page.locator("#occupation")
    field.fill("nurs")
    expect(page.locator("#occupation-list li:visible")).to_have_count(2)
    field.press("Escape")
    expect(page.locator("#occupation-list li:visible")).to_have_count(0)
    expect(field).to_have_value("nurs")


def test_the_counter_counts_as_the_server_does(page: Page, address: str) -> None:
    page.goto(address + "/form")
    page.locator("#about").fill("é\n😀")
    expect(page.locator("#about-count")).to_have_text("Characters left: 46")
    page.locator("#about").fill("x" * 53)
    expect(page.locator("#about-count")).to_have_text("Characters too many: 3")


def test_enter_presses_the_main_button_and_errors_get_the_focus(page: Page, address: str) -> None:
    page.goto(address + "/form")
    with page.expect_navigation() as answer:
        page.locator("#name").press("Enter")
    assert answer.value.status == 422
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Choose who may see you.").click()
    expect(page.locator("#seen-0")).to_be_focused()


def test_a_form_is_sent_once_and_again_after_going_back(page: Page, address: str) -> None:
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.goto(address + "/form")
    with page.expect_navigation():
        page.evaluate("() => [1, 2].forEach(() => document.querySelector('main form').requestSubmit())")
    assert len(posts) == 1
    page.go_back()
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue").click()
    assert len(posts) == 2


def test_at_most_four_are_compared(page: Page, address: str) -> None:
    page.goto(address + "/list")
    boxes = page.get_by_role("checkbox", name="Compare")
    for at in range(4):
        boxes.nth(at).check()
    expect(boxes.nth(4)).to_be_disabled()
    expect(page.locator("[data-max-status]")).to_have_text("Chosen: 4 of 4")
    boxes.nth(0).uncheck()
    expect(boxes.nth(4)).to_be_enabled()


def test_the_account_menu_closes_on_escape(page: Page, address: str) -> None:
    page.goto(address + "/list")
    page.get_by_text("Your account").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(page.locator(".menu summary")).to_be_focused()


def test_rows_and_searches_work_without_script(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/form")
    page.get_by_role("button", name="Add another language").click()
    expect(page.locator(".row")).to_have_count(3)
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("button", name="Choose")).to_have_count(3)
    context.close()


def faults(page: Page) -> list[str]:
    """Return what axe refuses or cannot decide; cells that a scroller cuts off are left out."""
    found = Axe().run(page, options=OPTIONS).response
    cut = "selector => document.querySelector(selector).closest('.scroller') !== null"
    unsure = [
        (each["id"], node["html"])
        for each in found["incomplete"]
        for node in each["nodes"]
        if not page.evaluate(cut, node["target"][0])
    ]
    return [str(each) for each in found["violations"]] + [str(each) for each in unsure]


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", ["/form", "/list", "/error/404"])
def test_a_page_is_accessible_and_fits(page: Page, address: str, path: str, width: int, lang: str) -> None:
    page.set_viewport_size({"width": width, "height": 3000})
    page.goto(f"{address}{path}?lang={lang}")
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= width
    assert faults(page) == []
    if path == "/form":
        with page.expect_navigation():
            page.get_by_role("button", name="Save and continue").click()
        assert page.evaluate("() => document.scrollingElement.scrollWidth") <= width
        assert faults(page) == []
