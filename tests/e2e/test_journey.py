"""One need from three sides: a person of the diaspora, an institution, an officer, each in a browser of their own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from skillsbank.run import DEMO_PASSWORD
from tests.e2e import expert, institution, officer
from tests.e2e.conftest import NewVisitor
from tests.e2e.inspection import Inspection
from tests.e2e.weight import over_budget, table

pytestmark = pytest.mark.browser

WAYS = [
    pytest.param(("sqlite", True, "ltr"), id="script-ltr-sqlite"),
    pytest.param(("sqlite", False, "rtl"), id="no_script-rtl-sqlite"),
    pytest.param(("postgresql", True, "rtl"), id="script-rtl-postgresql"),
    pytest.param(("postgresql", False, "ltr"), id="no_script-ltr-postgresql"),
]
"""With and without script, in both directions, on both databases."""


@pytest.mark.parametrize("way", WAYS)
def test_three_people_meet_over_a_need(
    site: Callable[[str], str],
    somebody: NewVisitor,
    inspection: Inspection,
    tell: Callable[[str], None],
    way: tuple[str, bool, str],
) -> None:
    engine_name, script, direction = way
    name = f"{'script' if script else 'plain'}-{direction}"
    title, email, focal_point = f"Nurse {name}", f"solange-{name}@example.org", f"focal-{name}@example.org"
    faults, weighed = len(inspection.faults), len(inspection.weights)
    wishes = {"script": script, "direction": direction, "inspection": inspection if script else None}
    person, host, staff, passer_by = (somebody(site(engine_name), **wishes) for _each in range(4))

    expert.register(person, email)
    expert.answer_the_eight(person)
    expert.activate(person)

    staff.sign_in("officer@demo.example", DEMO_PASSWORD)
    institution.register_institution(staff, f"Hospital {name}", focal_point)
    institution.accept_invitation(host, focal_point)
    need = institution.post_need(host, title, send=not script)
    if script:
        institution.complete_need(host, need, title)
        institution.send_need(host, need)
    else:
        institution.complete_need(staff, need, title)
    institution.publish_need(staff, need, title)
    institution.find_in_public(passer_by, title)

    officer.rank(staff, need)
    officer.compare_two(staff, need)
    seen_by_officer = officer.open_candidate(staff, need, email)
    officer.pick(staff)
    officer.dismiss_another(staff)
    officer.take_the_list_along(staff, need)

    host.open(f"{need}/candidates")
    expect(host.page.locator("main")).not_to_contain_text("Niyonsaba")
    assert expert.say_interested(person, title) == seen_by_officer
    host.open(f"{need}/candidates")
    expect(host.page.locator("main")).to_contain_text("Niyonsaba")

    expert.tell_more(person)
    expert.look_around(person)
    for visitor in (person, host, staff, passer_by):
        expect(visitor.page.locator("html")).to_have_attribute("dir", direction)
    assert inspection.faults[faults:] == []
    assert over_budget(inspection.weights) == []
    if len(inspection.weights) > weighed:
        tell(f"{len(inspection.weights)} kinds of pages weighed\n{table(inspection.weights)}")
    if script:
        unsure = sorted(each for each in inspection.unsure if f", {direction}: " in each)
        tell("\n".join([f"{len(unsure)} places that axe cannot decide", *unsure]))
