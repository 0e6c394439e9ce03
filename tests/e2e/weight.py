"""What a page costs its reader: bytes as they come over the wire, requests, and how far it jumps while it loads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(each => { if (!each.hadRecentInput) sum += each.value; }))
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum), 50);
})"""
PAINT = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({ type: 'largest-contentful-paint', buffered: true });
})"""
KILO = 1024
FIRST, AFTER, TABLE, REQUESTS, SHIFT_LIMIT = 25 * KILO, 8 * KILO, 40 * KILO, 4, 0.05
"""The budgets: bytes of a first visit and of a later one, of an officer's page, requests, layout shift."""
OFFICERS = ("/desk", "/institutions", "/audit", "/staff", "/programmes")


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes on the wire of a first visit and of a later one, requests of the first, bytes of the page unpacked."""

    first: int
    after: int
    requests: int
    html: int
    shift: float


class Wire:
    """Counts what one page gets over the network."""

    def __init__(self, page: Page) -> None:
        self.link = page.context.new_cdp_session(page)
        self.link.send("Network.enable")
        self.requests = self.bytes = 0
        self.link.on("Network.requestWillBeSent", self._asked)
        self.link.on("Network.loadingFinished", self._came)

    def forget(self) -> None:
        """Empty the browser's cache."""
        self.link.send("Network.clearBrowserCache")

    def take(self) -> tuple[int, int]:
        """Return requests and bytes since the last take."""
        taken = self.requests, self.bytes
        self.requests = self.bytes = 0
        return taken

    def _asked(self, event: dict[str, Any]) -> None:
        self.requests += not event["request"]["url"].startswith("data:")

    def _came(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])


def weigh(page: Page) -> Weight:
    """Load the page anew with an empty cache, then again with a warm one."""
    address = page.url.partition("#")[0]
    wire = Wire(page)
    wire.forget()
    page.goto("about:blank")
    wire.take()
    answer = page.goto(address)
    assert answer is not None
    shift: float = page.evaluate(SHIFT)
    requests, first = wire.take()
    html = len(answer.body())
    page.goto(address)
    _again, after = wire.take()
    wire.link.detach()
    return Weight(first, after, requests, html, shift)


def over_budget(weights: Mapping[str, Weight]) -> list[str]:
    """Return the pages that cost more than their budget; officers' tables may be wider than other pages."""
    over = []
    for page, weight in weights.items():
        first, after = (TABLE, TABLE) if page.startswith(OFFICERS) else (FIRST, AFTER)
        kept = weight.first <= first and weight.after <= after
        if not (kept and weight.requests <= REQUESTS and weight.shift < SHIFT_LIMIT):
            over.append(f"{page}: {weight}")
    return over


def table(weights: Mapping[str, Weight]) -> str:
    """Return the weights as a table, a line a page."""
    lines = [
        f"{'first':>7} {'after':>7} {'html':>7} {'asked':>5} {'shift':>6}  page (bytes on the wire, html unpacked)"
    ]
    lines += [
        f"{each.first:7} {each.after:7} {each.html:7} {each.requests:5} {each.shift:6.3f}  {page}"
        for page, each in sorted(weights.items())
    ]
    return "\n".join(lines)


def paint(page: Page, path: str) -> float:
    """Return after how many seconds the largest part shows, at 400 kbit/s, 400 ms and a quarter of the processor."""
    link = page.context.new_cdp_session(page)
    link.send("Network.enable")
    link.send("Network.clearBrowserCache")
    speed = 400_000 / 8
    slow = {"offline": False, "latency": 400, "downloadThroughput": speed, "uploadThroughput": speed}
    link.send("Network.emulateNetworkConditions", slow)
    link.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(path)
    seconds = float(page.evaluate(PAINT)) / 1000
    link.detach()
    return seconds
