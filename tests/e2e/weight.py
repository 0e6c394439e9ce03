"""What a page costs its reader: bytes as they come over the wire, requests, and how far it jumps while it loads."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(each => { if (!each.hadRecentInput) sum += each.value; }))
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum), 50);
})"""
KILO = 1024


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
    page.goto("about:blank")
    page.goto(address)
    _again, after = wire.take()
    wire.link.detach()
    return Weight(first, after, requests, html, shift)
