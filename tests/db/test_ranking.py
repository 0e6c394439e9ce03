"""Rank now on both engines: who is on the list, what a run keeps, and what nobody may learn from it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Incomplete, NotFound, Refused
from skillsbank.domain.explanation import blocking_rule
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.shortlist import Verdict
from skillsbank.domain.vacancy import RANKABLE_STATES, VacancyState
from skillsbank.domain.vocabulary import Modality, Visibility
from skillsbank.models import AuditEntry, Consent, Licence, MatchRun, Profile, Vacancy, VacancyStation
from skillsbank.policies import Actor
from skillsbank.queries import runs as reading
from skillsbank.services import shortlist
from skillsbank.services.ranking import adapter, pool
from skillsbank.services.ranking.fits import fitting_needs
from skillsbank.services.ranking.one_person import explain, near_needs
from skillsbank.services.ranking.runs import run
from skillsbank.web.candidate_cards import explanation
from tests import factories as make

RULES = {"family_links": ["born_there"], "min_age": 18}


def need_of(session: Session, **values: object) -> Vacancy:
    programme = make.programme(session, eligibility=RULES)
    return make.vacancy(session, make.institution(session), **{"programme": programme, **values})  # type: ignore[arg-type]  # any column


def nurse(session: Session, visible: Visibility | None = Visibility.CARD, **values: object) -> Profile:
    values = {"headline": "Neonatal nurse", "summary": "Coaches a newborn unit.", "birth_year": 1980, **values}
    return make.expert(session, {"SO": visible}, **values)  # type: ignore[arg-type]  # any column


@pytest.fixture
def officer(session: Session) -> Actor:
    return make.actor(session, make.officer(session))


def on_list(made: MatchRun, modality: Modality = Modality.TEMPORARY) -> set[int | None]:
    return {match.profile_id for match in made.matches if match.modality == modality and match.rank is not None}


def test_a_run_keeps_what_was_said(session: Session, officer: Actor) -> None:
    best, other = nurse(session), nurse(session, skills=("triage",), headline="Clerk", summary="Files.", isco="4110")
    need = need_of(session)
    made = run(session, officer, need)
    first, second = [m for m in made.matches if m.modality == Modality.TEMPORARY]
    assert (first.profile_id, first.rank, second.profile_id, second.rank) == (best.id, 1, other.id, 2)
    assert made.pool_size == 2
    assert made.vacancy_version == need.version
    for match in made.matches:
        told = explanation(match)
        assert abs(sum(share["points"] for share in told["shares"]) - match.score) < 1e-9
        assert abs(sum(share["weight"] for share in told["shares"]) - 100) < 1e-9
        assert {rule["rule"] for rule in told["rules"]} >= {"H1", "H2", "H4", "H7", "H8"}
        assert "Hodan" not in str(match.account)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == "vacancy:rank")).one()
    assert entry.details["pool"] == 2
    assert entry.details["run"] == made.public_id


def test_the_same_question_has_the_same_answer(session: Session, officer: Actor) -> None:
    for number in range(4):
        nurse(session, skills=make.SKILLS[: number % 3 + 1])
    need = need_of(session)
    one, other = (run(session, officer, need, b"key") for _ in range(2))
    assert [(m.profile_id, m.rank, m.score, m.account) for m in one.matches] == [
        (m.profile_id, m.rank, m.score, m.account) for m in other.matches
    ]


@pytest.mark.parametrize("state", sorted(set(VacancyState) - RANKABLE_STATES))
def test_only_running_needs_are_ranked(session: Session, officer: Actor, state: VacancyState) -> None:
    with pytest.raises(IllegalMove):
        run(session, officer, need_of(session, state=state))


def test_a_need_without_programme_and_a_stranger_are_refused(session: Session, officer: Actor) -> None:
    with pytest.raises(Incomplete):
        run(session, officer, need_of(session, programme=None, state=VacancyState.SUBMITTED))
    need = need_of(session)
    with pytest.raises(Refused):
        run(session, make.actor(session, make.host(session, need.institution)), need)
    elsewhere = make.programme(session)
    with pytest.raises(Refused):
        run(session, make.actor(session, make.officer(session, programme_id=elsewhere.id)), need)


def test_only_active_consenting_visible_people_are_ranked(session: Session, officer: Actor) -> None:
    shown = nurse(session)
    nurse(session, matching=False)
    nurse(session, state=ProfileState.PAUSED)
    expired = nurse(session, matching=False)
    consent = Consent(profile_id=expired.id, purpose="matching", text_version="1", language="en")
    consent.given_at, consent.expires_at = clock.now() - timedelta(days=9), clock.now() - timedelta(days=1)
    session.add(consent)
    session.flush()
    assert on_list(run(session, officer, need_of(session))) == {shown.id}


def test_withdrawing_consent_takes_effect_at_the_next_request(session: Session, officer: Actor) -> None:
    person, need = nurse(session), need_of(session)
    made = run(session, officer, need)
    assert reading.ranked(session, officer, made, Modality.TEMPORARY)[0].profile is person
    for consent in session.scalars(select(Consent).where(Consent.profile_id == person.id)):
        consent.withdrawn_at = clock.now()
    session.flush()
    assert reading.ranked(session, officer, made, Modality.TEMPORARY)[0].profile is None
    assert pool.among(session, officer, need) == set()
    assert reading.changed_since(session, officer, made)
    match = made.matches[0]
    with pytest.raises(NotFound):
        reading.match(session, officer, need, match.public_id)
    with pytest.raises(NotFound):
        shortlist.decide(session, officer, match, Verdict.PICK, reason="skills-fit")


@pytest.mark.parametrize("visible", [Visibility.ASK_FIRST, None])
def test_a_hidden_person_changes_nothing_for_staff_of_that_country(
    session: Session, officer: Actor, visible: Visibility | None
) -> None:
    for number in range(5):
        nurse(session, skills=make.SKILLS[: number % 3 + 1], summary=f"Coaches unit {number}.")
    need, there = need_of(session), make.actor(session, make.officer(session, duty="SO"))

    def answers(actor: Actor) -> list[object]:
        made = run(session, actor, need, b"key")
        return [made.pool_size, *((m.profile_id, m.modality, m.rank, m.score, m.account) for m in made.matches)]

    without = answers(there)
    hidden = nurse(session, visible, summary="Coaches a newborn unit with neonatal resuscitation drills.")
    assert answers(there) == without
    assert hidden.id in on_list(run(session, officer, need))


def test_a_run_for_other_eyes_is_not_shown(session: Session, officer: Actor) -> None:
    hidden, need = nurse(session, Visibility.ASK_FIRST), need_of(session)
    made = run(session, officer, need)
    there = make.actor(session, make.officer(session, duty="SO"))
    assert reading.latest(session, officer, need) is made
    assert reading.latest(session, there, need) is None
    shortlist.open_candidate(session, officer, made.matches[0])
    shortlist.decide(session, officer, made.matches[0], Verdict.PICK, reason="skills-fit")
    assert [row.profile for row in reading.shortlist(session, officer, need)] == [hidden]
    assert reading.shortlist(session, there, need) == []


def test_near_misses_fail_one_condition_and_say_what_cures_it(session: Session, officer: Actor) -> None:
    person = nurse(session, languages=(("en", "B1"),))
    made = run(session, officer, need_of(session))
    near = next(m for m in made.matches if m.modality == Modality.TEMPORARY)
    assert (near.profile_id, near.rank) == (person.id, None)
    failed = blocking_rule(explanation(near))
    assert failed is not None
    assert (failed["rule"], failed["cure"]) == (
        "H7", {"code": "learn_language", "values": {"language": "en", "level": "B2"}}
    )  # fmt: skip


def test_one_of_several_places_is_enough(session: Session, officer: Actor) -> None:
    burao = VacancyStation(place="Burao", region="SO-TO", seats=1, security_level=1)
    need = need_of(session, posts=2, region="SO-BN", place="Mogadishu", security_level=3, stations=[burao])
    calm = nurse(session, excluded_regions=["SO-BN"], max_security_level=2)
    away = nurse(session, excluded_regions=["SO-BN", "SO-TO"], max_security_level=4)
    made = run(session, officer, need)
    assert on_list(made) == {calm.id}
    (account,) = (match.account for match in made.matches if match.profile_id == calm.id and match.rank)
    (place,) = (rule for rule in account["rules"] if rule["rule"] == "H11")
    assert place["needed"] == {"place": "Burao", "region": "SO-TO", "security_level": 1}
    assert away.id not in on_list(made)


def test_a_need_may_keep_to_some_family_links_of_its_programme(session: Session, officer: Actor) -> None:
    rules = {"family_links": ["born_there", "citizen"], "min_age": 18}
    programme = make.programme(session, eligibility=rules)
    born = nurse(session)
    need = need_of(session, programme=programme, only_links=["citizen"])
    assert on_list(run(session, officer, need)) == set()
    need.only_links = ["grandparent"]
    assert on_list(run(session, officer, need)) == {born.id}, "what the programme does not accept widens nothing"


def test_nurse_with_21_days_of_leave(session: Session, officer: Actor) -> None:
    person = nurse(session, must_keep_job=True, leave_max_days=21)
    assert on_list(run(session, officer, need_of(session, min_days=14, max_days=21))) == {person.id}
    made = run(session, officer, need_of(session, min_days=60, max_days=60))
    near = next(m for m in made.matches if m.modality == Modality.TEMPORARY)
    failed = blocking_rule(explanation(near))
    assert failed is not None
    assert failed["cure"] is not None
    assert (failed["rule"], failed["cure"]["code"], failed["cure"]["values"]["visits"]) == ("H10", "split_visits", 3)


def test_changes_after_a_run_are_noticed(session: Session, officer: Actor) -> None:
    person, need = nurse(session), need_of(session)
    made = run(session, officer, need)
    assert not reading.changed_since(session, officer, made)
    person.summary = "Something new."
    session.flush()
    assert reading.changed_since(session, officer, made)
    again = run(session, officer, need)
    assert not reading.changed_since(session, officer, again)
    need.title = "Another title"
    session.flush()
    assert reading.changed_since(session, officer, again)


def test_a_saved_profile_is_ranked_as_it_is_now(session: Session, officer: Actor) -> None:
    person, need = nurse(session, skills=("triage",)), need_of(session)
    before = run(session, officer, need).matches[0].score
    person.skills[0].label = make.SKILLS[0]
    person.updated_at = clock.now()
    session.flush()
    assert run(session, officer, need).matches[0].score > before


def test_fitting_needs_give_the_same_reasons_as_the_list(session: Session, officer: Actor) -> None:
    person, need = nurse(session), need_of(session)
    make.vacancy(session, need.institution, state=VacancyState.SUBMITTED)
    assert person.account is not None
    own = fitting_needs(session, make.actor(session, person.account), person)
    assert [fit.vacancy for fit in own] == [need]
    listed = {m.modality: m for m in run(session, officer, need).matches}
    for result in own[0].results:
        assert result.score == listed[result.modality].score
        assert result.explanation == listed[result.modality].account
    assert fitting_needs(session, officer, person)[0].results == own[0].results


def test_near_needs_tell_what_the_near_misses_tell(session: Session, officer: Actor) -> None:
    person, need = nurse(session, languages=(("en", "B1"),)), need_of(session)
    assert person.account is not None
    own = make.actor(session, person.account)
    assert fitting_needs(session, own, person) == []
    (near,) = near_needs(session, own, person, [need])
    assert near.vacancy is need
    listed = {m.modality: m for m in run(session, officer, need).matches}
    for result in near.results:
        assert (result.score, result.explanation) == (listed[result.modality].score, listed[result.modality].account)
    whole = explain(session, own, person, need)
    assert whole is not None
    assert {result.modality for result in near.results} <= {result.modality for result in whole.results}
    assert near_needs(session, own, person, []) == []
    with pytest.raises(Refused):
        near_needs(session, officer, person, [need])


def test_a_licence_without_an_occupation_passes_nothing(session: Session) -> None:
    person = nurse(session)
    person.licences.append(Licence(isco="", country="FI"))
    session.flush()
    facts = adapter.profile(person, consents=True, meanings={}).facts
    assert facts is not None
    assert facts.licences == ()


def test_fitting_needs_are_for_oneself_and_for_who_may_see(session: Session) -> None:
    person, _need = nurse(session, Visibility.ASK_FIRST), need_of(session)
    stranger = nurse(session)
    assert stranger.account is not None
    for account in (stranger.account, make.officer(session, duty="SO"), make.host(session, make.institution(session))):
        with pytest.raises(NotFound):
            fitting_needs(session, make.actor(session, account), person)
    silent = nurse(session, matching=False)
    assert silent.account is not None
    assert fitting_needs(session, make.actor(session, silent.account), silent) == []
