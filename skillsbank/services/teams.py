"""Teams of two to five needs: adding a role, and taking one out."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.errors import IllegalMove, Invalid, Refused
from skillsbank.domain.vacancy import EDITABLE_STATES, LARGEST_TEAM, VacancyState
from skillsbank.domain.vocabulary import InstitutionState
from skillsbank.models import Vacancy, VacancyTeam
from skillsbank.policies import Actor, Permission, can, require
from skillsbank.services import audit
from skillsbank.services.checks import standing_roles
from skillsbank.services.vacancies import check_version, copied

SHARED = (
    "language", "modality", "fallback_modality", "sector", "purpose", "why_not_local", "plan_objective", "sdg",
    "department", "supervisor_name", "supervisor_role", "place", "region", "security_level", "housing", "power",
    "water", "clinic", "conditions", "host_connectivity", "hours_per_week", "time_zone", "overlap_hours", "equipment",
    "workload_percent", "start_from", "start_until", "min_days", "max_days", "visits", "within_months", "visit_plan",
    "paid", "top_up_until", "not_paid", "contributions", "deadline", "interview_from", "interview_until",
    "sustainability", "encouraged", "only_links", "languages",
)  # fmt: skip
"""What the roles of a team have in common: host, purpose, places, dates, money and languages."""
LEAVABLE_STATES = EDITABLE_STATES | {VacancyState.APPROVED}


def may_add(actor: Actor, vacancy: Vacancy) -> bool:
    """Say whether `actor` may add a role beside this need now."""
    return vacancy.state in EDITABLE_STATES and can(actor, Permission.INSTITUTION_VACANCY_WRITE, vacancy)


def add_role(session: Session, actor: Actor, vacancy: Vacancy, *, title: str, isco: str, posts: int) -> Vacancy:
    """Return a new draft for another role in the team of `vacancy`, with the shared parts copied.

    A need without a team becomes the first role of a new one. Raises Refused, IllegalMove (the need has moved on),
    Invalid (the team has five roles).
    """
    require(actor, Permission.INSTITUTION_VACANCY_WRITE, vacancy)
    if vacancy.institution.state is InstitutionState.SUSPENDED:
        raise Refused("institution_suspended")
    if not may_add(actor, vacancy):
        raise IllegalMove("not_editable", state=vacancy.state)
    if vacancy.team_id is None:
        vacancy.team = VacancyTeam()
    else:  # two people who add the last role at once take turns
        session.scalar(select(VacancyTeam).where(VacancyTeam.id == vacancy.team_id).with_for_update())
    team = vacancy.team
    if team is None or len(standing_roles(team)) >= LARGEST_TEAM:
        raise Invalid("team_full", most=LARGEST_TEAM)
    role = copied(vacancy, SHARED)
    role.title, role.isco, role.posts, role.author_id = title, isco, posts, actor.account_id
    team.roles.append(role)
    session.flush()
    audit.record(session, actor, "vacancy:post", role, team=team.public_id)
    return role


def may_leave(actor: Actor, vacancy: Vacancy) -> bool:
    """Say whether `actor` may take this need out of its team now: whoever may write it, before it is published."""
    allowed = can(actor, Permission.INSTITUTION_VACANCY_WRITE, vacancy)
    return vacancy.team_id is not None and vacancy.state in LEAVABLE_STATES and allowed


def leave(session: Session, actor: Actor, vacancy: Vacancy, *, version: int) -> None:
    """Make a role a need of its own again; raises Refused, IllegalMove (published, in no team, changed meanwhile)."""
    require(actor, Permission.INSTITUTION_VACANCY_WRITE, vacancy)
    if not may_leave(actor, vacancy):
        raise IllegalMove("not_editable", state=vacancy.state)
    check_version(vacancy, version)
    vacancy.team = None
    session.flush()
    audit.record(session, actor, "vacancy:edit", vacancy, section="team")
