"""Every list of the staff leaves as a file for a spreadsheet: as filtered, harmless, written down."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.profile import ProfileState
from skillsbank.domain.rollup import K
from skillsbank.domain.texts import TextKind
from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import Visibility
from skillsbank.models import AuditEntry, ProfileSkill, ProgrammeText
from skillsbank.services import shortlist, supply
from skillsbank.services.ranking.runs import run
from tests import factories as make
from tests import world
from tests.world import World, as_, identifiers, rules

FORMULA = "=HYPERLINK(1)"
NO_LISTS = {
    "institutions.show": "one record with what stands beside it",
    "host.show": "one record: readiness, contributions and figures of one institution",
    "needs.show": "one record with its history",
    "programmes.show": "the terms of one programme",
    "experts.show": "one record with its history",
    "shortlist.show": "the account of one person",
    "ranking.compare": "a page to print",
    "candidates.index": "cards as far as people allow at the moment of reading; a file would outlive a withdrawal",
    "mails.index": "only the demo has it",
    "public.needs": "everybody's, not the staff's",
    "public.need": "one need for everybody",
    "code_lists.index": "everybody's, not the staff's",
    "objections.index": "words that people wrote to the programme; nothing of them leaves as a file",
    "weights.edit": "the form of one programme, and a look at what it would change",
    "imports.index": "an officer's own work in hand, without people",
    "imports.check": "a look at rows before they are taken over",
    "imports.show": "numbers of rows with mistakes; they leave as a file where there are any",
    "intakes.index": "people who have not agreed to anything yet: nothing of them leaves as a file",
    "home.privacy": "everybody's, not the staff's",
    "demand.edit": "rows to fill in",
}
"""Pages with a table or with cards that are no list of the staff, and why."""

WITHOUT_TEXT = ("/desk/needs-and-skills", "/ministry/diaspora", "/erasures")
"""Lists without a cell that somebody typed."""

NO_LISTS_EITHER = ("/code-lists/", "/my-data/", "/desk/lists/")
"""Files of everybody, of the person, and of mistakes in a file, which another test reads."""


@dataclass
class Lists:
    """A world in which every list has a row, and one of its rows a text that would be a formula."""

    world: World
    ranked: str
    """Public id of a need that was ranked, with a near miss."""
    person: str
    programme: str


@pytest.fixture
def here(session: Session) -> Lists:
    made = world.build(session)
    need, officer = made.need, made.accounts["officer"]
    need.title = made.near.name = made.accounts["manager"].name = made.shown.headline = FORMULA
    made.application.message = made.shown.given_name = FORMULA
    ranked = make.vacancy(session, made.near, by=officer, programme=need.programme, title=FORMULA)
    make.vacancy(session, made.near, by=officer, programme=need.programme, state=VacancyState.SUBMITTED, title=FORMULA)
    person = make.expert(session, headline=FORMULA)
    person.skills.append(ProfileSkill(label=FORMULA, level=3))
    make.expert(session, headline=FORMULA, languages=(("en", "B1"),))
    assert need.programme is not None
    for version in need.programme.versions:
        version.definition = {**version.definition, "name": FORMULA}
    actor = make.actor(session, officer)
    match = next(each for each in run(session, actor, ranked).matches if each.profile_id == person.id)
    shortlist.open_candidate(session, actor, match)
    shortlist.decide(session, actor, match, shortlist.Verdict.PICK, reason="can-teach", note=FORMULA)
    made.application.vacancy_id = ranked.id
    report = make.posts(session, made.near, ("2221", 7, 3))
    report.lines[0].words = FORMULA
    for _each in range(K):
        make.counts(session, make.expert(session))
    supply.publish(session)
    session.add(AuditEntry(role="officer", tag=FORMULA, subject_kind="", details={}))
    make.expert(session, state=ProfileState.ERASURE_PENDING)
    session.add(
        ProgrammeText(
            programme=need.programme, kind=TextKind.RISK, language="so", direction="ltr", version=1, body="x",
            approved_by=FORMULA,
        )
    )  # fmt: skip
    session.commit()
    return Lists(made, ranked.public_id, person.public_id, need.programme.code)


def lists(here: Lists) -> dict[str, tuple[str, str]]:
    """Return page -> (who reads it, the first column of its file)."""
    desk = f"/desk/needs/{here.ranked}"
    return {
        "/desk": ("officer", "Reference"),
        "/desk/experts": ("officer", "Name"),
        f"/desk/experts/{here.person}/fits": ("officer", "Reference"),
        f"{desk}/ranking": ("officer", "Rank"),
        f"{desk}/ranking/near-misses": ("officer", "Candidate"),
        f"{desk}/shortlist": ("officer", "Candidate"),
        "/desk/words": ("officer", "Words"),
        "/institutions": ("officer", "Name"),
        "/desk/needs-and-skills": ("officer", "Occupation or skill"),
        "/desk/posts": ("officer", "Institution"),
        "/needs": ("institution", "Reference"),
        f"/our-institution/{here.world.near.public_id}/posts": ("institution", "ISCO code"),
        "/ministry/diaspora": ("ministry", "Code"),
        "/ministry/posts": ("ministry", "Institution"),
        "/ministry": ("ministry", "Need"),
        "/programmes": ("donor", "Programme"),
        "/staff": ("administrator", "Name"),
        "/audit": ("auditor", "When"),
        "/erasures": ("auditor", "Code"),
        f"/programmes/{here.programme}/texts": ("manager", "Text"),
    }


def links(page: str) -> list[str]:
    """Return the addresses of files that a page offers."""
    return re.findall(r'href="([^"]*\.csv[^"]*)"', page.split("<main", 1)[1])


def test_every_list_leaves_as_a_file(app: Flask, here: Lists, session: Session, tell: Callable[[str], None]) -> None:
    offered: set[str] = set()
    for place, (reader, first) in lists(here).items():
        client = as_(app, here.world.accounts[reader])
        files = links(client.get(place).text)
        assert files, place
        for file in files:
            before = len(downloads(session))
            answer = client.get(file.replace("&amp;", "&"))
            assert (answer.status_code, answer.mimetype) == (200, "text/csv"), file
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.data.startswith(b"\xef\xbb\xbf")
            heading, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
            assert heading[0] == first, file
            assert rows, file
            assert {len(row) for row in rows} == {len(heading)}, file
            cells = [cell for row in rows for cell in row]
            typed = place not in WITHOUT_TEXT
            assert any(f"'{FORMULA}" in cell for cell in cells) is typed, f"{file}: the formula of the test is there"
            texts = [cell for cell in cells if not re.fullmatch(r"-?\d+", cell)]
            assert [cell for cell in texts if cell.startswith(("=", "+", "-", "@"))] == [], file
            noted = downloads(session)
            assert (len(noted), noted[-1].details["count"]) == (before + 1, len(rows)), file
            offered.add(file.partition("?")[0])
    known = {
        world.address(app, rule, "I", "J").replace("/programmes/x/", f"/programmes/{here.programme}/")
        for rule in rules(app)
        if str(rule).endswith(".csv")
    }
    known -= {place for place in known if place.startswith(NO_LISTS_EITHER)}
    assert {re.sub("[0-9a-f]{24}", "I", file) for file in offered} == known, "no file without its page"
    tell(f"{len(offered)} files from {len(lists(here))} pages")


def downloads(session: Session) -> list[AuditEntry]:
    session.expire_all()
    return list(session.scalars(select(AuditEntry).where(AuditEntry.tag == "list:download").order_by(AuditEntry.id)))


def test_no_page_of_the_staff_lists_without_a_file(app: Flask, here: Lists, session: Session) -> None:
    """Walk all pages of all staff: whatever draws a table or cards offers a file, or is no list."""
    drawn = set()
    for role in ("institution", "ministry", "officer", "manager", "administrator", "auditor", "donor"):
        account = here.world.accounts[role]
        for rule in rules(app):
            if "GET" not in (rule.methods or set()) or not world.held(app, rule, account, session):
                continue
            known = [here.ranked, here.person, *here.world.ids().values()] if identifiers(rule) else [""]
            for each in known:
                ids = (each,) if len(identifiers(rule)) < 2 else (here.world.need.public_id, each)
                page = as_(app, account).get(world.address(app, rule, *ids))
                body = page.text if page.mimetype == "text/html" and page.status_code == 200 else ""
                if re.search('<table|<ol[^>]*class="cards|<article', body) and not links(body):
                    drawn.add(rule.endpoint)
    assert drawn - set(NO_LISTS) == set()


def test_a_file_holds_what_the_filters_left(app: Flask, here: Lists, session: Session) -> None:
    client = as_(app, here.world.accounts["administrator"])
    (file,) = links(client.get("/staff?role=donor&sort=duty&page=1").text)
    rows = list(csv.reader(io.StringIO(client.get(file.replace("&amp;", "&")).text)))[1:]
    assert [row[2] for row in rows] == ["Donor"]
    officer = as_(app, here.world.accounts["officer"])
    assert len(officer.get("/institutions/list.csv?state=suspended").text.splitlines()) == 2
    for number in range(30):
        make.institution(session, "SO", name=f"Clinic {number}")
    session.commit()
    assert len(officer.get("/institutions/list.csv?page=2").text.splitlines()) > 30, "all pages"
    assert officer.get("/institutions/list.csv?sort=id&order=up&state=%00").status_code == 200


def test_the_team_alone_downloads_its_lists(app: Flask, here: Lists) -> None:
    """A7-like: an officer of another programme and other roles get no file of this need."""
    for place in (f"/desk/needs/{here.ranked}/interested.csv", f"/desk/needs/{here.ranked}/ranking/near-misses.csv",
                  f"/desk/experts/{here.person}/fits.csv"):  # fmt: skip
        assert as_(app, here.world.accounts["far_officer"]).get(place).status_code == 404, place
        for role in ("institution", "ministry", "administrator", "auditor", "donor", "expert"):
            assert as_(app, here.world.accounts[role]).get(place).status_code == 403, place


def test_an_auditor_cannot_tell_that_somebody_is_hidden_from_where_they_serve(
    app: Flask, here: Lists, session: Session
) -> None:
    """Two runs and two downloads under different duty countries, whose counts differ by the hidden person."""
    need = here.world.need
    far, near = here.world.accounts["officer"], here.world.accounts["officer_on_duty"]
    need.title = "Neonatal nurse"
    auditor = here.world.accounts["auditor"]
    auditor.duty_country = "SO"
    session.commit()

    def acts() -> set[str]:
        """Return what the auditor reads, as a set, without moments."""
        pages = [as_(app, auditor).get(place).text for place in ("/audit", "/audit/list.csv")]
        assert not re.search(r"\b(pool|count|shown): \d", " ".join(pages))
        return {line.partition(",")[2] for line in pages[1].splitlines()}

    before = acts()
    hidden = make.expert(session, {"SO": Visibility.ASK_FIRST})
    ranked = run(session, make.actor(session, far), need)
    run(session, make.actor(session, near), need)
    match = next(each for each in ranked.matches if each.profile_id == hidden.id)
    actor = make.actor(session, far)
    shortlist.open_candidate(session, actor, match)
    entry = shortlist.decide(session, actor, match, shortlist.Verdict.PICK, reason="can-teach")
    shortlist.undo(session, actor, match, seen=entry.public_id)
    session.commit()
    as_(app, far).get("/desk/experts.csv")
    new = {line.split(",")[1] for line in acts() - before}
    assert new <= {"vacancy:rank", "list:download", "profile:read"}, "acts on the hidden person are another auditor's"
    numbers = {
        entry.subject_id for entry in session.scalars(select(AuditEntry).where(AuditEntry.tag == "profile:read"))
    }
    assert hidden.id in numbers
    auditor.duty_country = "CH"
    session.commit()
    assert {"candidate:open", "shortlist:pick", "shortlist:undo"} <= {line.split(",")[1] for line in acts() - before}
