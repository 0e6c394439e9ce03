"""Needs and skills: every figure equals the list behind it, and hidden people stand in none that must miss them."""

import csv
import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import Refused
from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import InstitutionState, Modality, Visibility
from skillsbank.models import Institution, ProfileSkill, VacancySkill, VacancyStation
from skillsbank.queries import gaps
from skillsbank.queries.gaps import Gap, GapFilter
from skillsbank.queries.suggestions import skill_of
from skillsbank.reference import concepts
from tests import factories as make
from tests.world import as_

PAGE = "/desk/needs-and-skills"
LEXICON = "neonatal resuscitation"


@pytest.fixture
def host(session: Session) -> Institution:
    """Return a hospital with two needs of nurses, and people who hold what they ask or something else."""
    made = make.institution(session, "SO", region="SO-WO", name="Daryeel")
    make.vacancy(session, made, posts=3, region="SO-WO")
    make.vacancy(session, made, posts=2, region="SO-NU", modality=Modality.VIRTUAL, isco="2222", sector="education")
    make.vacancy(session, made, posts=9, state=VacancyState.SUBMITTED)
    make.expert(session, sectors=["health"])
    make.expert(session, excluded_regions=["SO-WO"], modalities=["virtual"])
    make.expert(session, isco="2512")
    make.expert(session, matching=False)
    make.posts(session, made, ("2221", 3, 17), day=clock.today() - timedelta(days=300))
    make.posts(session, made, ("2221", 3, 4), ("3212", 8, 2))
    session.commit()
    return made


def found(session: Session, **wanted: Any) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return (region, code) -> open needs, posts, people, reported vacant, as an officer reads them."""
    actor = make.actor(session, make.officer(session))
    return {
        (row.region, row.code): (row.asked, row.seats, row.held, row.vacant)
        for row in gaps.gaps(session, actor, GapFilter(**{"country": "SO", **wanted}))
    }


def test_what_is_asked_stands_beside_what_is_held(session: Session, host: Institution) -> None:
    assert found(session) == {("", "222"): (2, 5, 2, 4), ("", "251"): (0, 0, 1, 0), ("", "321"): (0, 0, 0, 2)}
    assert found(session, about="unit") == {
        ("", "2221"): (1, 3, 2, 4), ("", "2222"): (1, 2, 0, 0), ("", "2512"): (0, 0, 1, 0), ("", "3212"): (0, 0, 0, 2),
    }  # fmt: skip
    assert found(session, only="lacking") == {("", "222"): (2, 5, 2, 4)}
    assert found(session, only="unasked") == {("", "251"): (0, 0, 1, 0)}
    assert found(session, modality="virtual") == {
        ("", "222"): (1, 2, 2, 4), ("", "251"): (0, 0, 1, 0), ("", "321"): (0, 0, 0, 2),
    }  # fmt: skip
    assert found(session, sector="health", about="unit")["", "2221"] == (1, 3, 1, 4)
    assert found(session, country="GH") == {}


def test_a_region_counts_its_own_posts_and_those_who_would_go_there(session: Session, host: Institution) -> None:
    further = make.vacancy(session, host, posts=5, region="SO-WO", isco="2310")
    further.stations = [VacancyStation(region="SO-NU", place="Garowe", seats=2)]
    session.flush()
    rows = found(session, by="region")
    assert rows["SO-WO", "222"] == (1, 3, 1, 4), "one of two does not want to work there"
    assert rows["SO-NU", "222"] == (1, 2, 2, 0)
    assert (rows["SO-WO", "231"], rows["SO-NU", "231"]) == ((1, 3, 0, 0), (1, 2, 0, 0))
    assert set(found(session, region="SO-NU")) == {("SO-NU", code) for code in ("222", "231", "251")}


def coded(session: Session) -> str:
    """Give every skill its concept, as answers get it; return the one that all ask and most hold."""
    for model in (ProfileSkill, VacancySkill):
        for skill in session.scalars(select(model)):
            skill.concept = skill_of(skill.label)
    session.flush()
    concept = skill_of(LEXICON)
    assert concept is not None
    return concept


def test_skills_count_by_their_concept_in_whatever_words(session: Session, host: Institution) -> None:
    one = make.vacancy(session, host, posts=4)
    one.skills = [VacancySkill(label="réanimation néonatale", required=False), VacancySkill(label="walking on water")]
    make.expert(session, skills=("own words of mine",))
    concept = coded(session)
    rows = found(session, about="skill")
    assert rows["", concept] == (3, 9, 3, 0)
    assert all(code in concepts() for _region, code in rows)


def test_every_figure_leads_to_the_list_that_it_counts(
    client: FlaskClient, session: Session, host: Institution
) -> None:
    concept = coded(session)
    make.sign_in(client, make.officer(session))
    session.commit()
    followed = 0
    for query in (
        "",
        "?about=unit&country=SO",
        "?about=skill",
        "?sector=health&modality=temporary",
        "?by=region&country=SO",
    ):
        body = client.get(PAGE + query).text
        for url, number in re.findall(r'<td class="number"[^>]*><a href="([^"]+)">(\d+)</a>', body):
            listed = client.get(html.unescape(url)).text
            if url.startswith("/desk/posts"):
                assert sum(int(each) for each in re.findall(r'data-label="Vacant">(\d+)<', listed)) == int(number), url
            else:
                assert f"of {number}</p>" in listed, (query, url)
            followed += 1
    assert followed > 15
    assert f"skill={concept}" in client.get(PAGE + "?about=skill").text


def test_the_page_sorts_pages_draws_and_leaves_as_a_file(
    client: FlaskClient, session: Session, host: Institution
) -> None:
    for code in ("2111", "2112", "2113", "2114", "2120", "2131", "2132", "2133", "2141", "2142", "2143", "2144"):
        make.vacancy(session, host, isco=code)
        make.expert(session, isco=code)
    for code in ("3111", "3112", "3113", "3114", "3115", "3116", "3117", "3118", "3119", "3121", "3122", "3123"):
        make.expert(session, isco=code)
    make.sign_in(client, make.officer(session))
    session.commit()
    first = client.get(PAGE + "?about=unit").text
    assert "Where posts outnumber people most" in first
    assert 'aria-sort="descending"' in first
    assert "Showing 1 to 25 of 28" in first
    plain = client.get(PAGE + "?about=unit&sort=held&order=asc").text
    assert plain.index("Midwifery professionals") < plain.index("Physicists and astronomers")
    assert client.get(PAGE + "?page=99&sort=id&order=up&about=no&country=XX&region=%00").status_code == 200
    assert "Nothing fits these filters" in client.get(PAGE + "?country=SO&region=SO-BN").text
    rows = list(csv.reader(io.StringIO(client.get(PAGE + ".csv?about=unit&only=lacking").data.decode("utf-8-sig"))))
    assert rows[1:] == [
        ["Midwifery professionals", "2222", "Somalia", "", "1", "2", "0", "2", "0"],
        ["Nursing professionals", "2221", "Somalia", "", "1", "3", "2", "1", "4"],
    ]


def test_only_verified_institutions_within_reach_count(session: Session, host: Institution) -> None:
    make.vacancy(session, make.institution(session, "GH", name="Korle"))
    programme = make.programme(session, origin_countries=["SO"])
    actor = make.actor(session, make.officer(session, programme_id=programme.id))
    assert {row.country for row in gaps.gaps(session, actor, GapFilter())} == {"SO"}
    host.state = InstitutionState.SUSPENDED
    session.flush()
    assert found(session)["", "222"] == (2, 5, 2, 0), "what a suspended institution reported is doubtful"
    with pytest.raises(Refused):
        gaps.gaps(session, make.actor(session, make.host(session, host)), GapFilter())


def test_staff_who_serve_there_cannot_tell_whether_somebody_is_hidden(
    app: Flask, session: Session, host: Institution
) -> None:
    """A3: with and without a person hidden from the country, every view of the page is the same to the byte."""
    on_duty, elsewhere = make.officer(session, "SO"), make.officer(session, "CH")
    queries = ("", "?about=unit", "?about=skill", "?by=region&country=SO", "?only=unasked", "?modality=temporary")

    def pages(account: Any) -> list[bytes]:
        session.commit()
        answers = [as_(app, account).get(PAGE + kind + query).data for query in queries for kind in ("", ".csv")]
        return [answer.partition(b"<main")[2] or answer for answer in answers]  # tokens stand above the content

    before, far = pages(on_duty), pages(elsewhere)
    make.expert(session, {"SO": Visibility.ASK_FIRST, "GH": Visibility.CARD}, isco="7127")
    make.expert(session, {"SO": None})
    assert pages(on_duty) == before
    assert pages(elsewhere) != far, "an officer elsewhere counts them"


def test_the_widest_gaps_come_first() -> None:
    rows = [Gap("SO", "", str(seats), 1, seats, held) for seats, held in ((3, 0), (9, 1), (1, 4), (5, 5))]
    assert [row.code for row in gaps.widest(rows)] == ["9", "3"]
