"""What a person takes back: an interest, being hidden, and the whole profile; in a browser, page by page."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from skillsbank import clock
from skillsbank.domain.profile import REVEAL_WAIT
from skillsbank.run import DEMO_PASSWORD
from tests.e2e import expert
from tests.e2e.conftest import NewVisitor
from tests.e2e.inspection import Inspection
from tests.e2e.weight import over_budget

pytestmark = pytest.mark.browser


def test_an_expert_takes_back_what_was_given(
    site: Callable[[str], str], somebody: NewVisitor, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = somebody(site("sqlite"), inspection=inspection)
    faults = len(inspection.faults)
    person.sign_in("expert@demo.example", DEMO_PASSWORD)
    expert.show_interest(person)
    expert.take_interest_back(person)
    expert.hide(person)
    expert.ask_to_be_shown(person)
    # a shift by context would not reach the threads of the server
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + REVEAL_WAIT)
    expert.confirm_being_shown(person)
    expert.withdraw(person)
    expert.ask_for_erasure(person)
    assert inspection.faults[faults:] == []
    assert over_budget(inspection.weights) == []
