"""What a focal point and an officer do with an institution and its need, until everybody can read it."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from skillsbank import clock
from tests.e2e.visitor import Visitor

PASSWORD = "cedar-lamp-orchard-5"
EVIDENCE = "Registration seen in the original; the maternity wing visited."


def in_days(days: int) -> str:
    """Return a day from now as a form takes it."""
    return (clock.today() + timedelta(days=days)).isoformat()


def register_institution(officer: Visitor, name: str, focal_point: str, language: str) -> None:
    """Register a hospital in Rwanda, verify it, and invite the person who will post its needs, in their language."""
    officer.open("/institutions")
    officer.follow("/institutions/new")
    officer.answer({"country": "RW"})
    officer.press("main .buttons button.button")
    officer.go_on(status=422)
    officer.answer({"name": name, "kind": "hospital", "ownership": "public", "sector": "health", "place": "Huye"})
    officer.go_on()
    officer.follow("/verify")
    officer.answer({"evidence": EVIDENCE})
    officer.go_on()
    officer.answer({"name": "Immaculée Uwera", "email": focal_point, "language": language})
    officer.press("main form[action$='/focal-points'] .buttons button")


def accept_invitation(host: Visitor, email: str) -> None:
    """Follow the invitation and choose a password."""
    host.open_mail(email)
    host.answer({"password": PASSWORD})
    host.go_on()


def post_need(host: Visitor, title: str, *, send: bool) -> str:
    """Write a need in five lines, and send it at once or keep it as a draft; returns the address of its page."""
    host.open("/needs")
    host.press("main a[href$='/needs/new'], main a[href*='/needs/new?']")
    host.press("button[name=send]", status=422)
    host.answer({"title": title})
    host.choose("occupation", "nursing professionals")
    host.answer(
        {
            "place": "Huye",
            "purpose": "Newborns reach us cold, without a plan for breathing. Work beside each shift, run drills.",
            "modality": "temporary",
            "start_from": in_days(90),
            "start_until": in_days(150),
            "min_days": 14,
            "max_days": 42,
            "posts": 1,
        }
    )
    host.press("button[name=send]" if send else "main .buttons button[name=keep]")
    found = re.search(r"/needs/[0-9a-z]{24}", host.page.url)
    assert found is not None
    return found[0]


def complete_need(writer: Visitor, need: str, title: str) -> None:
    """Take the guided form section by section until nothing is missing but the programme's own part."""
    writer.open(f"{need}/sections")
    writer.follow("/sections/reason")
    writer.answer({"sector": "health", "why_not_local": "Two nurses in the province had this training; both left."})
    writer.go_on()
    writer.follow("/sections/work")
    writer.answer({"deliverables-0-text": "Twelve nurses pass a scored drill", "deliverables-0-week": 3})
    writer.answer({"tasks-0": "Run a resuscitation drill on every shift", "activities": ["train"]})
    writer.go_on()
    writer.follow("/sections/transfer")
    writer.answer({"counterparts-0-name": "Chantal Mukamana", "counterparts-0-role": "Head of the newborn unit"})
    writer.add("counterparts")
    writer.answer({"counterparts-1-name": "Odette Ingabire", "counterparts-1-role": "Shift leader"})
    writer.answer({"trained_women": 9, "trained_men": 3})
    writer.go_on()
    writer.follow("/sections/after")
    writer.answer({"sustainability": "Two shift leaders run the drill every month."})
    writer.go_on()
    writer.follow("/sections/requirements")
    writer.answer({"min_years": 3, "licence_needed": True, "teaching_only": True})
    writer.go_on()
    writer.follow("/sections/skills")
    for row, words in enumerate(("neonatal resus", "infection prev")):
        writer.choose(f"skills-{row}-label", words)
    writer.answer({"skills-2-label": f"own words for {title}", "skills-2-required": "no"})
    writer.go_on()
    writer.follow("/sections/languages")
    writer.answer({"languages-0-code": "en", "languages-0-level": "B2"})
    writer.add("languages")
    writer.answer({"languages-1-code": "fr", "languages-1-required": "no", "language": "en"})
    writer.go_on()
    writer.follow("/sections/place")
    writer.answer({"security_level": "1", "conditions": "A room in the guest house; the hospital has its own power."})
    writer.go_on()
    writer.follow("/sections/dates")
    writer.answer({"deadline": in_days(60)})
    writer.go_on()
    writer.follow("/sections/pay")
    writer.answer({"paid-0-line": "dsa", "paid-0-payer": "programme", "not_paid": "Wages lost at home."})
    writer.answer({"paid-0-amount": 50, "paid-0-currency": "USD", "paid-0-per": "day"})
    writer.go_on()
    writer.follow("/check")


def send_need(host: Visitor, need: str) -> None:
    """Send a draft that is complete."""
    host.open(need)
    host.follow("/actions/submit")
    host.go_on()


def publish_need(officer: Visitor, need: str, title: str) -> None:
    """Find the need on the desk, give it a programme without endorsement, and put it before everybody."""
    officer.open("/desk")
    officer.press(officer.page.locator("main tbody a", has_text=title))
    assert officer.page.url.endswith(need)
    officer.follow("/programme")
    officer.answer({"programme": "tokten", "budget_line": "A-14", "max_cost": 7000, "cost_currency": "USD"})
    officer.go_on()
    for step in ("waive-endorsement", "approve", "publish"):
        officer.follow(f"/actions/{step}")
        officer.answer({"note": "All five lines are clear."})
        officer.go_on()


def find_in_public(visitor: Visitor, title: str) -> None:
    """Find the need in the public list, and by saying what one does, without an account."""
    visitor.open("/open-needs?country=RW&sector=health")
    visitor.press(visitor.page.locator("main tbody a", has_text=title))
    expect(visitor.page.locator("main")).to_contain_text("Wages lost at home.")
    visitor.open("/what-fits")
    visitor.choose("occupation", "nursing professionals")
    visitor.answer({"languages-0-code": "en", "languages-0-level": "C1", "modalities": ["temporary"], "weeks": 6})
    visitor.go_on()
    visitor.press(visitor.page.locator("main ol.cards a", has_text=title))
