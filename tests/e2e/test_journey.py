"""One need from three sides: a person of the diaspora, an institution, an officer, each in a browser of their own."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from skillsbank.run import DEMO_PASSWORD
from tests.e2e import expert, institution, officer
from tests.e2e.conftest import NewVisitor
from tests.e2e.cv import CVS, read_cv
from tests.e2e.inspection import Inspection
from tests.e2e.weight import over_budget, table

pytestmark = pytest.mark.browser


@dataclass(frozen=True, slots=True)
class Way:
    """On which database, with or without script, in which languages, and which CV the person has."""

    engine: str
    script: bool
    person: str
    staff: str
    cv: str


WAYS = [
    pytest.param(Way("sqlite", True, "fr", "fr", "scanned"), id="script-ltr-sqlite"),
    pytest.param(Way("sqlite", False, "pt", "ar", "resume"), id="no_script-rtl-sqlite"),
    pytest.param(Way("postgresql", True, "ar", "ar", "docx"), id="script-rtl-postgresql"),
    pytest.param(Way("postgresql", False, "es", "en", "europass"), id="no_script-ltr-postgresql"),
]
"""With and without script, in both directions, on both databases, in five languages, with four kinds of CV."""


@pytest.mark.parametrize("way", WAYS)
def test_three_people_meet_over_a_need(
    site: Callable[[str], str],
    somebody: NewVisitor,
    inspection: Inspection,
    tell: Callable[[str], None],
    way: Way,
) -> None:
    script, name = way.script, f"{'script' if way.script else 'plain'}-{way.person}"
    title, email, focal_point = f"Nurse {name}", f"solange-{name}@example.org", f"focal-{name}@example.org"
    faults, weighed = len(inspection.faults), len(inspection.weights)
    wishes = {"script": script, "inspection": inspection if script else None}
    person = somebody(site(way.engine), language=way.person, **wishes)
    host, staff, passer_by = (somebody(site(way.engine), language=way.staff, **wishes) for _each in range(3))

    expert.register(person, email)
    expert.answer_the_eight(person)
    expert.activate(person)
    read_cv(person, CVS[way.cv])

    staff.sign_in("officer@demo.example", DEMO_PASSWORD)
    institution.register_institution(staff, f"Hospital {name}", focal_point, way.staff)
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
    officer.open_candidate(staff, need, email)
    seen_by_officer = officer.reasons(staff, way.person)
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
    assert inspection.faults[faults:] == []
    assert over_budget(inspection.weights) == []
    if len(inspection.weights) > weighed:
        tell(f"{len(inspection.weights)} kinds of pages weighed\n{table(inspection.weights)}")
    if script:
        unsure = sorted(each for each in inspection.unsure if f", {person.direction}: " in each)
        tell("\n".join([f"{len(unsure)} places that axe cannot decide", *unsure]))
