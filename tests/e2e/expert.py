"""What a person does: registers, answers the eight questions, agrees, and says what they are interested in."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.visitor import Visitor

PASSWORD = "willow-canyon-ember-9"


def register(person: Visitor, email: str) -> None:
    """Register, and follow the link of the mail to a page with one button that confirms the address."""
    person.open("/register")
    person.go_on(status=422)
    person.answer({"email": email, "password": PASSWORD})
    person.go_on()
    person.open_mail(email)
    person.go_on()
    assert person.page.url.endswith("/profile")


def tell_name(person: Visitor) -> None:
    person.answer({"given_name": "Solange", "family_name": "Niyonsaba"})


def tell_countries(person: Visitor) -> None:
    person.answer({"countries-0-country": "RW", "countries-0-links": ["born_there", "parent"]})


def tell_residence(person: Visitor) -> None:
    person.answer({"residence_country": "SE", "city": "Uppsala"})


def tell_occupation(person: Visitor) -> None:
    person.choose("occupations-0-title", "nursing professionals")
    person.answer({"occupations-0-years": 12, "occupations-0-current": True})


def tell_skills(person: Visitor) -> None:
    for row, words in enumerate(("neonatal resus", "infection prev")):
        person.choose(f"skills-{row}-label", words)
        person.answer({f"skills-{row}-level": "5", f"skills-{row}-can_teach": True})
    person.add("skills")
    person.answer({"skills-2-label": "kangaroo care", "skills-2-level": "4"})
    person.answer({"skills-3-label": "drills for new mothers", "skills-3-level": "4"})


def tell_languages(person: Visitor) -> None:
    person.answer({"languages-0-code": "en", "languages-0-level": "C1"})
    person.add("languages")
    person.answer({"languages-1-code": "fr", "languages-1-level": "B2"})


def tell_terms(person: Visitor) -> None:
    person.answer(
        {
            "modalities": ["temporary", "virtual"],
            "must_keep_job": "yes",
            "leave_max_days": 28,
            "windows-0-starts": "2026-01-01",
            "windows-0-ends": "2026-12-31",
            "windows-0-yearly": True,
            "windows-0-min_days": 14,
            "windows-0-max_days": 28,
            "windows-0-notice_weeks": 8,
            "hours_per_week": 4,
            "time_zone": "Europe/Stockholm",
            "connectivity": "good",
        }
    )


def tell_visibility(person: Visitor) -> None:
    assert person.page.locator("[name=RW]:checked").count() == 0
    person.answer({"RW": "card"})


QUESTIONS: tuple[Callable[[Visitor], None], ...] = (
    tell_name, tell_countries, tell_residence, tell_occupation, tell_skills, tell_languages, tell_terms,
    tell_visibility,
)  # fmt: skip


def answer_the_eight(person: Visitor) -> None:
    """Answer the questions one after the other, each left empty once, and agree to what matching needs."""
    person.press("main a.button")
    for tell in QUESTIONS:
        assert f"{QUESTIONS.index(tell) + 1}" in person.page.locator("h1 .caption").inner_text()
        person.go_on(status=422)
        tell(person)
        person.go_on()
        if tell is tell_skills:
            person.go_on()  # own words are saved, and asked about once: did you mean a skill of the list?
    assert person.page.locator("main input[type=checkbox]:checked").count() == 0
    person.answer({"registration": True, "matching": True})
    person.go_on()


def activate(person: Visitor) -> None:
    """Check the answers and put the profile in use."""
    expect(person.page.locator("main")).to_contain_text("Niyonsaba")
    person.go_on()
    assert person.page.url.endswith("/profile")


def tell_more(person: Visitor) -> None:
    """Open every section of the task list, and write a headline and a summary in one of them."""
    person.open("/profile")
    sections = person.page.locator("main a[href*='/profile/answers/']").evaluate_all(
        "links => links.map(each => each.pathname)"
    )
    for section in sections:
        person.open(section)
    person.open("/profile/answers/texts")
    person.answer({"headline": "Neonatal nurse who trains ward teams"})
    person.go_on()


def say_interested(person: Visitor, title: str) -> list[str]:
    """Find the need among those that fit, read why, and say "I am interested", named to the institution alone.

    Returns the reasons that the person read.
    """
    person.open("/fits")
    person.press(person.page.locator("main ol.cards a", has_text=title))
    reasons = person.page.locator("main .chips").first.locator("li").all_inner_texts()
    person.follow("/temporary/interest")
    person.go_on(status=422)
    person.answer({"read": True})
    person.go_on()
    assert person.page.locator("main input[type=checkbox]:checked").count() == 0
    person.answer({"message": "I was born in Huye.", "institution": True})
    person.go_on()
    expect(person.page.locator("main")).to_contain_text(title)
    return reasons


def look_around(person: Visitor) -> None:
    """Open the rooms where a person decides: agreements, who sees them, their data."""
    for path in ("/consents", "/who-sees-me", "/my-data", "/account"):
        person.open(path)


def show_interest(person: Visitor) -> None:
    """Say "I am interested" in the need that fits best, online, named to nobody."""
    person.open("/fits")
    person.press("main ol.cards h3 a")
    person.follow("/virtual/interest")
    person.go_on()


def take_interest_back(person: Visitor) -> None:
    """Take the interest back, for no reason."""
    person.open("/interests")
    person.follow("/take-back")
    person.go_on()
    assert person.page.locator("main a[href$='/take-back']").count() == 0


def hide(person: Visitor) -> None:
    """Hide from the one country of origin, by one press."""
    person.open("/who-sees-me")
    person.press("main form[action$='/hide'] button")


def ask_to_be_shown(person: Visitor) -> None:
    """Read what can happen and ask to become visible: the second confirmation is not possible yet."""
    person.follow("/reveal")
    person.press("main form .buttons button", status=422)
    person.answer({"read": True})
    person.press("main form .buttons button")
    person.open("/who-sees-me/1/confirm")
    assert person.page.locator("main form[action$='/cancel'] button").count() == 1
    assert person.page.locator("main .buttons button.secondary").count() == 0


def confirm_being_shown(person: Visitor) -> None:
    """Confirm on the page that says who will see what."""
    person.open("/who-sees-me")
    person.follow("/confirm")
    person.press("main .buttons button.secondary")
    assert person.page.locator("main form[action$='/hide'] button").count() == 1


def withdraw(person: Visitor) -> None:
    """Withdraw the profile: nothing can be written into it any more."""
    person.open("/my-data")
    person.follow("/withdraw")
    person.go_on()
    person.open("/profile/answers/name")
    assert person.page.url.endswith("/profile")
    person.open("/fits")


def ask_for_erasure(person: Visitor) -> None:
    """Ask for erasure by the word that the page shows."""
    person.open("/my-data")
    person.follow("/erasure")
    person.go_on(status=422)
    person.answer({"word": person.page.locator("main .hint bdi").inner_text()})
    person.go_on()
    assert person.page.locator("main a[href$='/erasure']").count() == 0
