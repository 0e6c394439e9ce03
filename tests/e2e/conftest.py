"""A real browser, live sites over fresh databases, and what the pages weigh at the end."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.conftest import fresh_database
from tests.e2e.inspection import Inspection
from tests.e2e.site import live_site
from tests.e2e.visitor import Visitor

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "Chromium is missing: install it (Debian: apt-get install chromium libatomic1) or set CHROMIUM to its path"
PATIENCE_SECONDS = 20
"""How long a page may take to show what it should: a machine that runs other things is slow, not wrong."""
NewVisitor = Callable[..., Visitor]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield the system's Chromium; without one the browser tests are skipped, but fail when CI is set."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    flags = FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_SECONDS * 1000)
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Yield what starts the site over an engine, once each, and returns its address."""
    started: dict[str, str] = {}
    with ExitStack() as running:

        def start(kind: str) -> str:
            if kind not in started:
                postgresql = request.getfixturevalue("postgresql_url") if kind == "postgresql" else ""
                folder = tmp_path_factory.mktemp(f"site_{kind}")
                name = f"site_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
                url = fresh_database(kind, folder, postgresql, name)
                started[kind] = running.enter_context(live_site(url, folder))
            return started[kind]

        yield start


@pytest.fixture(scope="session")
def inspection() -> Inspection:
    """Return what all journeys of this run found on the pages they met."""
    return Inspection()


@pytest.fixture
def somebody(chromium: Browser) -> Iterator[NewVisitor]:
    """Yield what opens a browser at an address; all are closed at the end, when nothing may have gone wrong in them."""
    visitors: list[Visitor] = []

    def come(address: str, **wishes: object) -> Visitor:
        visitors.append(Visitor(chromium, address, **wishes))
        visitors[-1].turn()
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.close()
