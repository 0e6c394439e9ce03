"""The sections of the task list, rows and searches without script, and what is refused with the input kept."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from skillsbank.domain.profile import ProfileState
from skillsbank.domain.vocabulary import Visibility
from skillsbank.models import Profile
from tests import factories
from tests.web.test_profile import ANSWERS, own, send

SECTIONS: dict[str, dict[str, Any]] = {
    "about": {
        "name_original": "هودان", "other_names": "Hodan W. Ali", "contact_channel": "messaging",
        "diaspora_organisation": "Hargeysa Nurses Circle", "phone": "+46 70 123 45 67",
        "sex": "F", "birth_year": "1984",
        "citizenships-0-country": "SE", "citizenships-1-country": "SO",
    },
    "texts": {
        "text_language": "en", "headline": "Midwife who trains birth teams", "summary": "I work on a labour ward.",
        "public_summary": "I train birth teams in emergencies.", "motivation": "To pass it on.",
        "skill_tier": "highly_qualified", "sectors": ["health", "education"],
    },
    "education": {
        "education-0-level": "6", "education-0-field": "0913", "education-0-title": "BSc Nursing",
        "education-0-school": "Mälarstrand College", "education-0-country": "SE", "education-0-year": "2009",
        "education-0-month": "6", "education-0-recognised_in": ["SO"], "education-1-level": "0",
    },
    "experience": {
        "experience-0-title": "Nurse (Nursing professionals)", "experience-0-isco": "2221",
        "experience-0-employer": "Aroslund Hospital", "experience-0-started": "2014", "experience-0-ended": "2018",
        "experience-0-part_time": "y", "experience-0-started_month": "1",
        "experience-1-title": "Keeper of the ward's bees", "experience-1-started": "2016", "experience-1-ended": "2020",
    },
    "licences": {
        "licences-0-isco": "2221", "licences-0-country": "SE", "licences-0-authority": "Board of health",
        "licences-0-kind": "registration", "licences-0-number": "SE-77201",
        "licences-0-valid_until": "2029-12-31",
    },
    "conditions": {
        "employment": "employed", "leave_kind": "sabbatical", "right_of_return_until": "2031-01-31",
        "expected_allowance": "stipend", "allowance_amount": "2500", "allowance_currency": "SEK",
    },
    "places": {
        "willing_regions": ["SO-NU"], "excluded_regions": ["SO-BN"], "max_security_level": "0",
        "family_constraints": ["dependants", "childcare"], "dependants": "3",
    },
}  # fmt: skip


@pytest.fixture
def profile(client: FlaskClient, session: Session) -> Profile:
    """Return an active expert who is signed in."""
    made = factories.expert(session, {"SO": Visibility.CARD}, employer="Old Clinic", city="Uppsala")
    session.commit()
    assert made.account is not None
    factories.sign_in(client, made.account)
    return made


def test_every_section_is_stored_shown_again_and_counted(
    client: FlaskClient, session: Session, profile: Profile
) -> None:
    for part, data in SECTIONS.items():
        answer = send(client, session, part, data)
        assert answer.status_code == 303, answer.text
        page = client.get(f"/profile/answers/{part}")
        assert page.status_code == 200
    stored = own(session)
    assert stored.state is ProfileState.ACTIVE
    assert stored.citizenships == ["SE", "SO"]
    assert stored.max_security_level == 0
    assert stored.dependants == 3
    assert stored.excluded_regions == ["SO-BN"]
    assert [row.level for row in stored.education] == [6, 0]
    assert [(row.title, row.isco) for row in stored.experience] == [
        ("Nurse", "2221"),
        ("Keeper of the ward's bees", ""),
    ]
    page = client.get("/profile").text
    assert "7 of 7 sections" in page, "licences count once they are told"
    assert "6 years of work" in client.get("/profile/answers/experience").text
    check = client.get("/profile/check").text
    assert (stored.leave_kind, stored.allowance_amount, stored.allowance_currency) == ("sabbatical", 2500, "SEK")
    assert (stored.experience[0].part_time, stored.experience[0].started_month) == (True, 1)
    assert (stored.licences[0].kind, stored.licences[0].number) == ("registration", "SE-77201")
    for words in ("2,500 SEK a month", "Nugaal", "I need childcare there", "3 people", "A sabbatical", "By a message"):
        assert words in client.get("/profile/check").text
    for words in ("Aroslund Hospital", "هودان", "Banaadir", "Mälarstrand College", "2029"):
        assert words in check


def test_the_public_summary_must_not_tell_who_somebody_is(
    client: FlaskClient, session: Session, profile: Profile
) -> None:
    told = SECTIONS["texts"] | {"public_summary": "Ask hodan at Old Clinic in Uppsala, +46 70 123 45 67."}
    answer = send(client, session, "texts", told)
    assert answer.status_code == 422
    assert "Ask hodan at Old Clinic" in answer.text
    for kind in ("your name", "a phone number", "employer or a school", "the place where you live"):
        assert kind in answer.text
    assert own(session).public_summary == ""
    assert send(client, session, "texts", SECTIONS["texts"]).status_code == 303
    later = {"experience-0-title": "Nurse", "experience-0-started": "2014", "experience-0-employer": "Birth Teams"}
    answer = send(client, session, "experience", later)
    assert answer.status_code == 422, "an employer that the summary names already is refused as well"
    assert "Birth Teams" in answer.text


def test_rows_and_searches_work_without_script(client: FlaskClient, session: Session, profile: Profile) -> None:
    data = {"occupations-0-title": "midwife", "occupations-0-years": "3"}
    page = send(client, session, "occupation", data | {"search": "occupations-0-title"})
    assert page.status_code == 200
    assert "Midwife (Midwifery professionals)" in page.text
    part = data | {"occupations-0-title": "midw", "choose": "occupations-0-title:2222"}
    page = send(client, session, "occupation", part)
    assert 'name="occupations-0-isco" type="hidden" value="2222"' in page.text
    assert 'value="Midwife"' in page.text
    page = send(client, session, "occupation", data | {"add": "occupations"})
    assert "occupations-1-title" in page.text
    page = send(client, session, "occupation", data | {"occupations-1-title": "x", "remove": "occupations-0"})
    assert "midwife" not in page.text
    page = send(client, session, "skills", {"skills-0-label": "kangar", "search": "skills-0-label"})
    assert "kangaroo mother care" in page.text
    for name, value in (("add", "version"), ("remove", "skills-99"), ("search", "skills-0"), ("choose", "nothing")):
        assert send(client, session, "skills", ANSWERS["skills"] | {name: value}).status_code == 200
    assert own(session).occupations[0].isco == "2221", "none of this stores anything"


def test_words_that_no_list_knows_are_kept(client: FlaskClient, session: Session, profile: Profile) -> None:
    data = {"occupations-0-title": "nurse of sorts", "occupations-0-isco": "2612", "occupations-0-years": "3"}
    page = send(client, session, "occupation", data)
    assert page.status_code == 422, "a code that the words do not name proves nothing"
    assert "keep my own words" in page.text
    assert "nurse of sorts" in page.text
    assert send(client, session, "occupation", data | {"occupations-0-own_words": "y"}).status_code == 303
    assert [(row.title, row.isco) for row in own(session).occupations] == [("nurse of sorts", "")]


LONG, DIGITS = "x" * 5000, "9" * 1_000_000
BAD: list[tuple[str, dict[str, Any]]] = [
    ("name", {"given_name": "", "family_name": ""}),
    ("name", {"given_name": LONG}),
    ("name", {"language": "xx"}),
    ("countries", {"countries-0-country": "XX"}),
    ("countries", {"countries-0-links": []}),
    ("countries", {"countries-0-links": ["friend"]}),
    ("countries", {"countries-1-country": "SO"}),
    ("countries", {f"countries-{i}-country": c for i, c in enumerate(("SO", "GH", "KE", "ET", "DJ", "UG", "RW"))}),
    ("residence", {"residence_country": ""}),
    ("residence", {"city": LONG}),
    ("occupation", {"occupations-0-title": ""}),
    ("occupation", {"occupations-0-years": "-1"}),
    ("occupation", {"occupations-0-years": DIGITS}),
    ("occupation", {"occupations-0-years": "²"}),
    ("occupation", {"occupations-1-title": "nurse", "occupations-1-years": "1"}),
    ("skills", {"skills-2-label": "", "skills-2-level": ""}),
    ("skills", {"skills-0-level": "9"}),
    ("skills", {"skills-0-level": "٣٣٣"}),
    ("skills", {"skills-1-label": "KANGAROO mother care"}),
    ("skills", {f"skills-{i}-label": f"skill {i}" for i in range(40)}),
    ("languages", {"languages-1-code": "so"}),
    ("languages", {"languages-0-level": "D1"}),
    ("languages", {"languages-0-code": "<b>"}),
    ("terms", {"modalities": []}),
    ("terms", {"modalities": ["teleport"]}),
    ("terms", {"must_keep_job": ""}),
    ("terms", {"leave_max_days": ""}),
    ("terms", {"windows-0-starts": "2030-09-30", "windows-0-ends": "2030-06-01"}),
    ("terms", {"windows-0-starts": "0000-00-00"}),
    ("terms", {"windows-0-starts": DIGITS}),
    ("terms", {"windows-0-min_days": "30", "windows-0-max_days": "10"}),
    ("terms", {"windows-0-max_days": "400"}),
    ("terms", {"windows-0-starts": "2001-01-01", "windows-0-ends": "2001-02-01", "windows-0-yearly": ""}),
    ("terms", {"windows-0-ends": "2033-01-01"}),
    ("terms", {"hours_per_week": "41"}),
    ("terms", {"time_zone": "Moon/Sea"}),
    ("terms", {"connectivity": ""}),
    ("visibility", {"SO": ""}),
    ("visibility", {"SO": "everybody"}),
    ("about", {"phone": "call me"}),
    ("about", {"birth_year": "1899"}),
    ("about", {"birth_year": "2026"}),
    ("about", {"sex": "Q"}),
    ("about", {"citizenships-1-country": "SE"}),
    ("texts", {"headline": "x" * 121}),
    ("texts", {"summary": "x" * 1501}),
    ("texts", {"public_summary": "x" * 601}),
    ("texts", {"motivation": "x" * 801}),
    ("texts", {"sectors": ["gambling"]}),
    ("education", {"education-0-level": "9"}),
    ("education", {"education-0-field": "99999"}),
    ("education", {"education-0-year": DIGITS}),
    ("education", {"education-0-recognised_in": ["SE"]}),
    ("experience", {"experience-0-started": "2020", "experience-0-ended": "2010"}),
    ("experience", {"experience-0-started": "2099"}),
    ("experience", {"experience-0-started": ""}),
    ("experience", {"experience-0-text": LONG}),
    ("licences", {"licences-0-country": ""}),
    ("licences", {"licences-0-isco": ""}),
    ("licences", {"licences-0-valid_until": "31.12.2029"}),
    ("licences", {"licences-0-isco": "0110"}),
    ("places", {"max_security_level": "5"}),
    ("places", {"dependants": "21"}),
    ("places", {"excluded_regions": ["NG-LA"]}),
    ("conditions", {"right_of_return_until": "soon"}),
    ("conditions", {"leave_kind": "xx"}),
    ("conditions", {"allowance_amount": "0"}),
    ("conditions", {"allowance_currency": ""}),
    ("conditions", {"allowance_currency": "QQQ"}),
    ("places", {"willing_regions": ["SO-BN"]}),
    ("places", {"family_constraints": ["dog"]}),
    ("about", {"contact_channel": "xx"}),
    ("about", {"phone": ""}),
    ("education", {"education-0-month": "13"}),
    ("experience", {"experience-0-ended": "2014", "experience-0-started_month": "5", "experience-0-ended_month": "4"}),
    ("experience", {"experience-1-ended": "", "experience-1-ended_month": "4"}),
    ("skills", {"skills-0-last_used": "2099"}),
    ("languages", {"languages-0-reading": "Z9"}),
]


@pytest.mark.parametrize(("part", "change"), BAD, ids=range(len(BAD)))
def test_bad_input_is_refused_and_kept(
    client: FlaskClient, session: Session, profile: Profile, part: str, change: dict[str, Any]
) -> None:
    before = own(session).version
    data = (ANSWERS | SECTIONS)[part]
    if part == "visibility":
        data = {"SO": "card"}
    answer = send(client, session, part, data | change)
    assert answer.status_code == 422, answer.text
    assert "Error:" in answer.text
    assert "There is a problem" in answer.text
    assert own(session).version == before
    kept = [value for value in change.values() if isinstance(value, str) and value.isalpha() and len(value) > 3]
    assert all(value in answer.text for value in kept if value not in ("everybody", "teleport"))


def test_strange_field_names_change_nothing(client: FlaskClient, session: Session, profile: Profile) -> None:
    strange = {
        "skills-²-label": "a", "skills-" + "9" * 5000 + "-label": "b", "skills--1-label": "c", "id": "7",
        "state": "withdrawn", "account_id": "1", "public_id": "x", "source": "officer",
    }  # fmt: skip
    before = own(session)
    kept = (before.id, before.state, before.account_id, before.public_id, before.source)
    assert send(client, session, "skills", ANSWERS["skills"] | strange).status_code == 303
    after = own(session)
    assert (after.id, after.state, after.account_id, after.public_id, after.source) == kept
    assert len(after.skills) == 3


def test_nothing_is_written_after_leaving(client: FlaskClient, session: Session, profile: Profile) -> None:
    stored = own(session)
    stored.state = ProfileState.WITHDRAWN
    session.commit()
    assert "You left" in client.get("/profile").text
    assert send(client, session, "residence", ANSWERS["residence"]).status_code == 409
