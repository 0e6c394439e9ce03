"""The rooms of those who watch over the programmes, each walked through in a browser."""

from collections.abc import Callable

import pytest

from skillsbank.run import DEMO_PASSWORD
from tests.e2e.conftest import NewVisitor
from tests.e2e.inspection import Inspection
from tests.e2e.rooms import ROOMS
from tests.e2e.weight import over_budget, table

pytestmark = pytest.mark.browser
WAYS = [pytest.param(True, "en", 1280, id="script-en"), pytest.param(False, "ar", 320, id="no_script-ar-small")]


@pytest.mark.parametrize(("script", "language", "width"), WAYS)
def test_each_room_is_walked_through(
    site: Callable[[str], str],
    somebody: NewVisitor,
    inspection: Inspection,
    tell: Callable[[str], None],
    script: bool,
    language: str,
    width: int,
) -> None:
    faults, weighed = len(inspection.faults), set(inspection.weights)
    for role, walk in ROOMS.items():
        wishes = {"script": script, "language": language, "width": width}
        visitor = somebody(site("sqlite"), inspection=inspection if script else None, **wishes)
        visitor.sign_in(f"{role}@demo.example", DEMO_PASSWORD)
        walk(visitor)
        visitor.open("/account")
    new = {page: weight for page, weight in inspection.weights.items() if page not in weighed}
    assert inspection.faults[faults:] == []
    assert over_budget(new) == []
    if new:
        tell(f"{len(new)} more kinds of pages weighed\n{table(new)}")
