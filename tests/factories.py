"""Small functions that make records for tests; what a test does not name gets a plain value."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.demand import Posts
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.programme import CRITERIA
from skillsbank.domain.roles import Role
from skillsbank.domain.shortlist import Verdict
from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import (
    InstitutionState,
    InstitutionType,
    IntakeChannel,
    Modality,
    Ownership,
    Purpose,
    Source,
    Visibility,
)
from skillsbank.models import (
    Account,
    AvailabilityWindow,
    Consent,
    DemandReturn,
    Education,
    Experience,
    FileImport,
    Institution,
    MatchRun,
    Profile,
    ProfileCountry,
    ProfileLanguage,
    ProfileOccupation,
    ProfileSkill,
    Programme,
    ProgrammeVersion,
    RankedMatch,
    RoleGrant,
    ShortlistEntry,
    Vacancy,
    VacancyLanguage,
    VacancySkill,
)
from skillsbank.policies import Actor
from skillsbank.services import audit, demand, imports, intakes
from skillsbank.services.accounts import actor_of

_number = count(1)
SKILLS = ("neonatal resuscitation", "infection prevention", "clinical supervision")


def account(session: Session, role: Role | None = None, *, duty: str | None = None, **values: Any) -> Account:
    """Make a confirmed account; with a role also its grant, whose scope is programme_id, institution_id, country."""
    scope = {key: values.pop(key) for key in ("programme_id", "institution_id", "country") if key in values}
    values.setdefault("email", f"somebody-{next(_number)}@example.org")
    made = Account(confirmed_at=clock.now(), duty_country=duty, **values)
    if role is not None:
        made.grants.append(RoleGrant(role=role, **scope))
    session.add(made)
    session.flush()
    return made


def officer(session: Session, duty: str = "CH", **values: Any) -> Account:
    """Make an officer of every programme who serves in `duty`."""
    return account(session, Role.OFFICER, duty=duty, **values)


def expert(
    session: Session,
    origins: dict[str, Visibility | None] | None = None,
    *,
    isco: str = "2221",
    years: int = 8,
    skills: tuple[str, ...] = SKILLS,
    languages: tuple[tuple[str, str], ...] = (("en", "C1"), ("so", "C2")),
    matching: bool = True,
    **values: Any,
) -> Profile:
    """Make an active expert; `origins` says for each country of origin who there may see them."""
    values.setdefault("state", ProfileState.ACTIVE)
    values.setdefault("given_name", "Hodan")
    values.setdefault("family_name", "Warsame")
    values.setdefault("residence_country", "SE")
    values.setdefault("modalities", ["temporary", "virtual"])
    values.setdefault("must_keep_job", False)
    if values["state"] is not ProfileState.DRAFT:
        values.setdefault("activated_at", clock.now())
        values.setdefault("last_confirmed_at", clock.now())
    owner = account(session, Role.EXPERT, email=values.pop("email", f"expert-{next(_number)}@example.org"))
    experience = Experience(title="Ward nurse", isco=isco, employer=values.pop("employer", ""), started=2015)
    education = Education(level=6, field="0913", title="BSc Nursing", school=values.pop("school", ""))
    made = Profile(account=owner, **values)
    made.countries = [
        ProfileCountry(country=country, links=["born_there"], visibility=seen)
        for country, seen in (origins if origins is not None else {"SO": Visibility.CARD}).items()
    ]
    made.occupations = [ProfileOccupation(isco=isco, title="", years=years)]
    made.skills = [ProfileSkill(label=label, level=4) for label in skills]
    made.languages = [ProfileLanguage(code=code, level=level) for code, level in languages]
    start = clock.today()
    made.windows = [AvailabilityWindow(starts=start, ends=start + timedelta(days=365), min_days=14, max_days=60)]
    made.experience, made.education = [experience], [education]
    session.add(made)
    session.flush()
    for purpose in (Purpose.REGISTRATION, *((Purpose.MATCHING,) if matching else ())):
        session.add(Consent(profile_id=made.id, purpose=purpose, text_version="1", language="en"))
    session.flush()
    return made


def programme(session: Session, **changes: Any) -> Programme:
    """Make a programme that takes every country and sector, with endorsement on."""
    number = next(_number)
    weights = dict.fromkeys(CRITERIA, 10)
    definition = {
        "code": f"programme-{number}", "name": f"Programme {number}", "endorsement": True,
        "modalities": {each.value: {"min_days": 1, "max_days": 365} for each in Modality},
        "eligibility": {}, "weights": {each.value: weights for each in Modality}, **changes,
    }  # fmt: skip
    made = Programme(code=definition["code"], versions=[ProgrammeVersion(number=1, definition=definition)])
    session.add(made)
    session.flush()
    return made


def institution(session: Session, country: str = "SO", *, by: Account | None = None, **values: Any) -> Institution:
    """Make a verified institution."""
    by = by or officer(session)
    values.setdefault("name", f"Hospital {next(_number)}")
    made = Institution(
        country=country, state=InstitutionState.VERIFIED, kind=InstitutionType.HOSPITAL, ownership=Ownership.PUBLIC,
        sector="health", verified_at=clock.now(), verified_by_id=by.id, evidence="Seen on site.", **values,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def host(session: Session, of: Institution, duty: str | None = None) -> Account:
    """Make a user of an institution who serves in its country, or in `duty`."""
    return account(session, Role.INSTITUTION, duty=duty or of.country, institution_id=of.id)


def vacancy(
    session: Session,
    of: Institution,
    *,
    state: VacancyState = VacancyState.OPEN,
    by: Account | None = None,
    **values: Any,
) -> Vacancy:
    """Make a need of an institution in `state`, with the evidence that the state asks for."""
    by, now = by or officer(session), clock.now()
    evidence: dict[str, Any] = {"submitted_at": now, "reference": f"SB-2026-{next(_number):05d}"}
    if state not in (VacancyState.DRAFT, VacancyState.SUBMITTED):
        evidence |= {"endorsement": "granted", "endorsed_at": now, "endorsed_by_id": by.id}
        evidence |= {"approved_at": now, "approved_by_id": by.id, "published_at": now}
    if state is VacancyState.SUSPENDED:
        evidence["suspended_from"] = VacancyState.OPEN
    start = clock.today() + timedelta(days=60)
    defaults: dict[str, Any] = {
        "title": "Neonatal nurse", "purpose": "Coach the newborn unit.", "why_not_local": "Two trained nurses serve.",
        "country": of.country, "place": "Garowe", "modality": Modality.TEMPORARY, "isco": "2221", "sector": "health",
        "start_from": start, "start_until": start + timedelta(days=30), "min_days": 14, "max_days": 60,
        "deadline": start - timedelta(days=20), "counterpart_name": "Asha Nur", "counterpart_role": "matron",
        "deliverables": [{"text": "Sixteen nurses pass a drill", "week": 3}],
        "paid": [{"line": "dsa", "payer": "programme"}], "sustainability": "Two shift leaders run the drills.",
        "security_level": 1, "budget_line": "B-1", "max_cost": 9000, "cost_currency": "USD",
    }  # fmt: skip
    made = Vacancy(institution=of, state=state, author_id=by.id, **{**evidence, **defaults, **values})
    if "programme" not in values and "programme_id" not in values:
        made.programme = programme(session)
    made.skills = [
        VacancySkill(label=SKILLS[0], level=3),
        VacancySkill(label="kangaroo care", level=2, required=False),
    ]
    made.languages = [VacancyLanguage(code="en", level="B2")]
    session.add(made)
    session.flush()
    return made


def pick(
    session: Session, need: Vacancy, person: Profile, by: Account, verdict: Verdict = Verdict.PICK
) -> ShortlistEntry:
    """Put a person on the shortlist of a need, with the run, the match and the look that it rests on."""
    assert need.programme is not None
    run = MatchRun(
        vacancy_id=need.id, actor_id=by.id, duty_country=by.duty_country, vacancy_version=need.version, engine="test",
        programme_version_id=need.programme.current.id, pool_size=1, modalities=[need.modality.value],
    )  # fmt: skip
    said: dict[str, Any] = {"shares": [], "reasons": [], "gaps": [], "rules": [], "terms": []}
    run.matches = [
        RankedMatch(profile_id=person.id, modality=need.modality, rank=1, score=70.0, band="good", account=said)
    ]
    session.add(run)
    session.flush()
    seen = {"match": run.matches[0].public_id, "run": run.public_id}
    audit.record(session, actor_of(session, by), "candidate:open", person, **seen)
    entry = ShortlistEntry(
        vacancy_id=need.id, profile_id=person.id, match_id=run.matches[0].id, modality=need.modality,
        verdict=verdict, reason="best-fit", actor_id=by.id,
    )  # fmt: skip
    session.add(entry)
    session.flush()
    return entry


def posts(session: Session, of: Institution, *lines: tuple[str, int, int], day: date | None = None) -> DemandReturn:
    """Let an institution report (ISCO code, filled, vacant); every vacant post is hard to fill."""
    given = [Posts(isco, filled + vacant, filled, vacant, vacant, "pay-too-low") for isco, filled, vacant in lines]
    user = actor(session, host(session, of))
    return demand.report(session, user, of, day or clock.today(), given)


def counts(session: Session, person: Profile) -> Consent:
    """Let a person agree to count in figures."""
    made = Consent(profile_id=person.id, purpose=Purpose.STATISTICS, text_version="1", language="en")
    session.add(made)
    session.flush()
    return made


def agree(session: Session, person: Profile, need: Vacancy, recipient: str = "institution", **values: Any) -> Consent:
    """Let a person agree to be named for a need."""
    fields = values.pop("fields", ["name", "email", "summary", "employers", "schools", "residence_country"])
    made = Consent(
        profile_id=person.id, purpose=Purpose.DISCLOSURE, recipient=recipient, vacancy_id=need.id, fields=fields,
        text_version="1", language="en", **values,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def sent_in(session: Session, by: Actor, **values: Any) -> FileImport:
    """Make a list of two people that waits for its start."""
    values.setdefault("headings", ["Name", "E-mail", "Origin"])
    values.setdefault("rows", [["Ayaan Jama", "ayaan@example.org", "Somalia"], ["", "nobody", "Nowhere"]])
    source = f"Survey {next(_number)}"
    made = imports.receive(session, by, source=source, kind=Source.SURVEY, never_kept=["religion"], **values)
    fields = ["full_name", "email", "origin"] if len(made.headings) == 3 else [""] * len(made.headings)
    imports.assign(session, by, made, fields, origin="", residence="")
    return made


def told(session: Session, by: Actor, **values: Any) -> Profile:
    """Make a person whom an officer wrote down and who has not answered."""
    values.setdefault("email", f"told-{next(_number)}@example.org")
    made = intakes.begin(
        session, by, channel=IntakeChannel.PHONE, explained_by="Ruth Keller", explained_in="so", **values
    )
    made.given_name, made.family_name = "Sagal", "Nur"
    made.countries = [ProfileCountry(country="SO", links=["parent"])]
    session.flush()
    return made


def actor(session: Session, of: Account) -> Actor:
    """Return an account as the actor that policies judge."""
    return actor_of(session, of)


def sign_in(client: FlaskClient, of: Account) -> None:
    """Let the client carry a session of the account."""
    with client.session_transaction() as held:
        held["_user_id"] = of.fs_uniquifier
        held["_fresh"] = True
