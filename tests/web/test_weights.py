"""Weights of a programme: an officer looks at what others would change, a manager saves them, lists keep theirs."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank.domain.programme import CRITERIA
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Account, AuditEntry, MatchRun, Programme, ProgrammeVersion, RankedMatch, Vacancy
from skillsbank.policies import SYSTEM
from skillsbank.services import programmes
from skillsbank.services.ranking.preview import preview
from skillsbank.services.ranking.runs import run
from tests import factories as make

TEN = dict.fromkeys(CRITERIA, 10)
WORDS = {**TEN, "text": 40, "skills": 0, "occupation": 0, "teaching": 0}
TEACH = {**TEN, "text": 0, "teaching": 20}


@pytest.fixture
def need(session: Session) -> Vacancy:
    made = make.vacancy(session, make.institution(session))
    near = make.expert(session, headline="Neonatal nurse", summary="Coaches a newborn unit.")
    teacher = make.expert(session, headline="Clerk", summary="Keeps files.")
    for skill in teacher.skills:
        skill.can_teach = True
    assert near.id < teacher.id
    session.commit()
    return made


@pytest.fixture
def programme(need: Vacancy) -> Programme:
    assert need.programme is not None
    return need.programme


@pytest.fixture
def address(programme: Programme) -> str:
    return f"/programmes/{programme.code}/weights/temporary"


def manager(session: Session, programme: Programme | None = None) -> Account:
    return make.account(session, Role.MANAGER, duty="CH", programme_id=programme.id if programme else None)


def rows(session: Session) -> tuple[int | None, ...]:
    return tuple(session.scalar(select(func.count(kind.id))) for kind in (MatchRun, RankedMatch, ProgrammeVersion))


def test_an_officer_sees_what_other_weights_would_do_and_nothing_is_kept(
    client: FlaskClient, session: Session, need: Vacancy, address: str
) -> None:
    officer = make.officer(session)
    session.commit()
    before = rows(session)
    make.sign_in(client, officer)
    page = client.get(address)
    assert page.status_code == 200
    assert "Now: 10" in page.text
    looked = client.get(address, query_string={**WORDS, "need": need.public_id}).text
    table = looked.partition('id="moved-caption"')[2].partition("</table>")[0]
    assert table.index("Neonatal nurse") < table.index("Clerk")
    ranks = [re.findall(r'<td class="number"[^>]*>([\d.]+)</td>', row) for row in table.split("<tr>")[2:]]
    assert [row[:2] for row in ranks] == [["2", "1"], ["1", "2"]]
    assert "Save as a new version" not in looked
    assert rows(session) == before


def test_the_look_shows_the_scores_that_the_list_would_have(session: Session, need: Vacancy) -> None:
    officer = make.actor(session, make.officer(session))
    moved = preview(session, officer, need, Modality.TEMPORARY, TEACH)
    assert need.programme is not None
    old = {m.profile_id: (m.rank, m.score) for m in run(session, officer, need).matches if m.modality == "temporary"}
    programmes.weigh(session, SYSTEM, need.programme, Modality.TEMPORARY, TEACH, reason="They teach.", seen=1)
    new = {m.profile_id: (m.rank, m.score) for m in run(session, officer, need).matches if m.modality == "temporary"}
    assert len(moved) == 2
    for each in moved:
        assert (each.before.rank, each.before.score) == old[each.profile.id]
        assert (each.after.rank, each.after.score) == new[each.profile.id]


def test_a_manager_saves_a_version_and_old_lists_keep_theirs(
    client: FlaskClient, session: Session, need: Vacancy, programme: Programme, address: str
) -> None:
    own = manager(session, programme)
    made = run(session, make.actor(session, own), need)
    session.commit()
    kept = made.programme_version_id
    make.sign_in(client, own)
    assert "Save as a new version" in client.get(address, query_string=TEACH).text
    answer = client.post(address, data={**TEACH, "reason": "Posts here teach.", "seen": "1"})
    assert (answer.status_code, answer.location) == (303, f"/programmes/{programme.code}")
    session.expire_all()
    assert (programme.current.number, programme.current.reason) == (2, "Posts here teach.")
    assert programme.current.terms.weights[Modality.TEMPORARY] == TEACH
    assert programme.current.terms.weights[Modality.VIRTUAL] == TEN
    assert made.programme_version_id == kept
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == "programme:weigh")).one()
    assert "Posts" not in str(entry.details)
    assert "Posts here teach." in client.get(f"/programmes/{programme.code}").text
    late = client.post(address, data={**TEN, "reason": "Back.", "seen": "1"})
    assert late.status_code == 409
    assert "newer version" in late.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "11"}, "must be 100"),
        ({"text": "-1"}, "from 0 to 100"),
        ({"text": ""}, "from 0 to 100"),
        ({"reason": ""}, "Write why"),
        ({"text": "10", "teaching": "10"}, "in force"),
    ],
)
def test_what_cannot_be_saved_says_why(
    client: FlaskClient, session: Session, programme: Programme, address: str, changes: dict[str, str], words: str
) -> None:
    make.sign_in(client, manager(session))
    answer = client.post(address, data={**TEACH, "reason": "So.", "seen": "1", **changes})
    assert answer.status_code == 422
    assert words in answer.text
    assert programme.current.number == 1


def test_weights_that_do_not_sum_are_not_looked_at(client: FlaskClient, session: Session, address: str) -> None:
    make.sign_in(client, make.officer(session))
    answer = client.get(address, query_string={**TEN, "text": "20"})
    assert answer.status_code == 422
    assert "Together the weights are 110" in answer.text


def test_only_managers_save_and_only_their_own_programme(
    client: FlaskClient, session: Session, need: Vacancy, programme: Programme, address: str
) -> None:
    elsewhere = make.programme(session)
    data = {**TEACH, "reason": "So.", "seen": "1"}
    for other, looks, saves in (
        (make.officer(session), 200, 403),
        (make.officer(session, programme_id=elsewhere.id), 404, 403),
        (manager(session, elsewhere), 404, 404),
        (make.host(session, need.institution), 403, 403),
    ):
        session.commit()
        make.sign_in(client, other)
        assert (client.get(address).status_code, client.post(address, data=data).status_code) == (looks, saves)
    assert programme.current.number == 1


def test_reading_the_file_again_keeps_what_a_manager_weighed(session: Session) -> None:
    (programme, *_) = programmes.load_presets(session, SYSTEM)
    way = next(iter(programme.current.terms.modalities))
    weights = dict(programme.current.terms.weights[way])
    weights["text"], weights["skills"] = weights["text"] - 1, weights["skills"] + 1
    made = programmes.weigh(session, SYSTEM, programme, way, weights, reason="Tried.", seen=programme.current.number)
    programmes.load_presets(session, SYSTEM)
    assert programme.current is made
