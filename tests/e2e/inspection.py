"""Looks at pages as they are met: accessible, within 320 pixels, reachable by keyboard, light."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from tests.e2e.weight import Weight, weigh

if TYPE_CHECKING:
    from tests.e2e.visitor import Visitor

AXE = Axe()
LOOK = "options => axe.run(document, options).then(({ violations, incomplete }) => ({ violations, incomplete }))"
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations", "incomplete"],
}
"""What passes is not described, which is most of axe's work."""
WIDTHS = (1280, 320)
AXE_AT = {"ltr": WIDTHS, "rtl": WIDTHS} if os.environ.get("SOAK") else {"ltr": WIDTHS[:1], "rtl": WIDTHS[1:]}
"""Half of an inspection's time is axe's: in short each direction is looked at in one width, and measured in both."""
PARTS = ["cards", "results", "panel", "tasks", "empty"]
"""Classes that tell apart the states of a page: an empty list and a full one, a search and what it found."""
MOST_TABS = 250
CUT_OFF = "selector => document.querySelector(selector).closest('.scroller') !== null"
"""What a table's scroller cuts off: axe cannot see the ground below it."""
MAIN_BUTTON = "main .button:not(.secondary):not(.vh)"


@dataclass
class Inspection:
    """What was found on the pages met so far, each kind of page once in each direction."""

    met: set[tuple[str, str]] = field(default_factory=set)
    weights: dict[str, Weight] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def meet(self, visitor: Visitor, answer: Response) -> None:
        """Inspect the page that a visitor came to, unless its kind was met in this direction before."""
        page = visitor.page
        kind = kind_of(page, answer.status)
        if (kind, visitor.direction) in self.met:
            return
        self.met.add((kind, visitor.direction))
        page.evaluate(AXE.axe_script)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            where = f"{kind}, {width}, {visitor.direction}"
            wide = overflow(page)
            picture(page, where)
            seen = self._axe(page, where) if width in AXE_AT[visitor.direction] else []
            self.faults += [f"{where}: {fault}" for fault in (*wide, *seen)]
        page.set_viewport_size({"width": visitor.width, "height": 900})
        if visitor.direction == "ltr":
            self.faults += [f"{kind}: {fault}" for fault in keyboard(page)]
            if answer.request.method == "GET" and kind not in self.weights:
                self.weights[kind] = weigh(page)

    def _axe(self, page: Page, where: str) -> list[str]:
        found = page.evaluate(LOOK, OPTIONS)
        self.unsure |= {
            f"{each['id']}: {where}: {node['html'][:120]}"
            for each in found["incomplete"]
            for node in each["nodes"]
            if not page.evaluate(CUT_OFF, node["target"][0])
        }
        return [
            f"{each['id']}: {node['html'][:200]} {node['failureSummary']}"
            for each in found["violations"]
            for node in each["nodes"]
        ]


def kind_of(page: Page, status: int) -> str:
    """Return which kind of page this is: its address without random ids, its status, and what parts it has."""
    path = re.sub(r"^https?://[^/]+|[?#].*$", "", page.url)
    path = re.sub(r"(?<=/)[A-Za-z0-9_-]{22,}(?=/|$)", "...", path)
    parts = page.evaluate("parts => parts.filter(each => document.querySelector(`main .${each}`))", PARTS)
    return " ".join([path, *parts, *([str(status)] if status != 200 else [])])


def picture(page: Page, where: str) -> None:
    """Keep a picture of the page in the folder that PICTURES names, for people to look at; without it none is kept."""
    if folder := os.environ.get("PICTURES"):
        name = re.sub(r"[^A-Za-z0-9]+", "-", where).strip("-")
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def overflow(page: Page) -> list[str]:
    """Say whether the page is wider than the window; tables have scrollers of their own."""
    shown, fits = page.evaluate("() => [document.scrollingElement.scrollWidth, innerWidth]")
    return [f"{shown} pixels wide"] if shown > fits else []


def keyboard(page: Page) -> list[str]:
    """Return what the keyboard does not reach: the link that skips to the content, and the main button after it."""
    skip = page.locator("a.skip")
    skip.focus()
    faults = [] if skip.is_visible() and (skip.bounding_box() or {"y": -1})["y"] >= 0 else ["no visible skip link"]
    page.keyboard.press("Enter")
    if not page.evaluate("() => document.activeElement.id === 'main'"):
        faults.append("the skip link does not lead to the content")
    if page.locator(MAIN_BUTTON).count() and not _tab_to(page, MAIN_BUTTON):
        faults.append("Tab does not reach the main button")
    return faults


def _tab_to(page: Page, selector: str) -> bool:
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return True
    return False
