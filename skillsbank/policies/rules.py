"""The rules: which roles hold which permission, and how far a grant reaches."""

from skillsbank.domain.errors import Refused
from skillsbank.domain.roles import PROGRAMME_TEAM, STAFF, Role
from skillsbank.domain.vacancy import VacancyState
from skillsbank.models import Application, Institution, Profile, Programme, Vacancy
from skillsbank.policies.actor import Actor, Grant
from skillsbank.policies.permissions import Permission as P

Subject = Vacancy | Institution | Profile | Application | Programme
_EXPERT = frozenset({Role.EXPERT})
_INSTITUTION = frozenset({Role.INSTITUTION})
_MINISTRY = frozenset({Role.MINISTRY})
_ALL_THREE = _INSTITUTION | _MINISTRY | PROGRAMME_TEAM

RULES: dict[P, frozenset[Role]] = {
    P.COUNTRY_DEMAND_READ: _MINISTRY,
    P.COUNTRY_SUPPLY_READ: _MINISTRY,
    P.COUNTRY_VACANCY_ENDORSE: _MINISTRY,
    P.COUNTRY_VACANCY_READ: _MINISTRY,
    P.INSTITUTION_CANDIDATE_READ: _INSTITUTION,
    P.INSTITUTION_DEMAND_WRITE: _INSTITUTION,
    P.INSTITUTION_RECORD_WRITE: _INSTITUTION,
    P.INSTITUTION_VACANCY_READ: _INSTITUTION,
    # an officer completes a need with the institution
    P.INSTITUTION_VACANCY_WRITE: _INSTITUTION | PROGRAMME_TEAM,
    P.NEED_LETTER_READ: _MINISTRY | PROGRAMME_TEAM,
    # opens the page of a need and of a step; which needs and which steps, the query and the workflow say
    P.NEED_VACANCY_ACT: _ALL_THREE,
    P.NEED_VACANCY_READ: _ALL_THREE,
    P.OWN_APPLICATION_WRITE: _EXPERT,
    P.OWN_CONSENT_WRITE: _EXPERT,
    P.OWN_MATCH_READ: _EXPERT,
    P.OWN_PROFILE_READ: _EXPERT,
    P.OWN_PROFILE_WRITE: _EXPERT,
    P.PROGRAMME_BUDGET_READ: frozenset({Role.MANAGER, Role.DONOR}),
    P.PROGRAMME_GAP_READ: PROGRAMME_TEAM,
    P.PROGRAMME_IMPORT_WRITE: PROGRAMME_TEAM,
    P.PROGRAMME_INSTITUTION_VERIFY: PROGRAMME_TEAM,
    P.PROGRAMME_INSTITUTION_WRITE: PROGRAMME_TEAM,
    P.PROGRAMME_LIST_DOWNLOAD: PROGRAMME_TEAM,
    P.PROGRAMME_PROFILE_DECIDE: PROGRAMME_TEAM,
    P.PROGRAMME_PROFILE_READ: PROGRAMME_TEAM,
    P.PROGRAMME_RANKING_READ: PROGRAMME_TEAM,
    P.PROGRAMME_RANKING_RUN: PROGRAMME_TEAM,
    P.PROGRAMME_SHORTLIST_WRITE: PROGRAMME_TEAM,
    P.PROGRAMME_TERMS_READ: STAFF,
    P.PROGRAMME_TEXT_WRITE: frozenset({Role.MANAGER}),
    P.PROGRAMME_VACANCY_DECIDE: PROGRAMME_TEAM,
    P.PROGRAMME_VACANCY_READ: PROGRAMME_TEAM,
    P.PROGRAMME_WEIGHTS_WRITE: frozenset({Role.MANAGER}),
    P.PROGRAMME_WORDS_MAP: PROGRAMME_TEAM,
    P.SYSTEM_ACCOUNT_INVITE: frozenset({Role.ADMINISTRATOR}),
    P.SYSTEM_AUDIT_READ: frozenset({Role.AUDITOR}),
    P.SYSTEM_DUTY_RUN: frozenset(),  # nobody but the service itself
    P.SYSTEM_ERASURE_RUN: frozenset({Role.AUDITOR}),
    # everybody and every account: see can()
    P.OWN_ACCOUNT_USE: frozenset(Role),
    P.PUBLIC_PAGE_READ: frozenset(Role),
}


def can(actor: Actor, permission: P, subject: Subject | None = None) -> bool:
    """Say whether `actor` holds `permission`, and over `subject` where one is given.

    Profiles are not asked here by members of a programme: what they see is a query, `visible_to`.
    """
    if permission is P.PUBLIC_PAGE_READ or actor.system:
        return True
    if permission is P.OWN_ACCOUNT_USE:
        return actor.account_id is not None
    return any(
        grant.role in RULES[permission] and (subject is None or _reaches(actor, grant, subject))
        for grant in actor.grants
    )


def require(actor: Actor, permission: P, subject: Subject | None = None) -> None:
    """Raise Refused unless `can`."""
    if not can(actor, permission, subject):
        raise Refused("not_allowed", permission=permission.value)


def _reaches(actor: Actor, grant: Grant, subject: Subject) -> bool:
    if isinstance(subject, Application):
        return _reaches(actor, grant, subject.profile)
    if isinstance(subject, Programme):  # a team's empty scope is every programme, a donor's none
        return grant.programme_id == subject.id or (grant.programme_id is None and grant.role in PROGRAMME_TEAM)
    if isinstance(subject, Profile):
        return grant.role is Role.EXPERT and subject.account_id == actor.account_id
    if grant.role in PROGRAMME_TEAM:
        if isinstance(subject, Institution) or subject.programme_id is None:
            return not grant.origin_countries or subject.country in grant.origin_countries
        return grant.programme_id in (None, subject.programme_id)
    if grant.role is Role.INSTITUTION:
        institution_id = subject.institution_id if isinstance(subject, Vacancy) else subject.id
        return institution_id == grant.institution_id
    if grant.role is Role.MINISTRY:
        sent = not isinstance(subject, Vacancy) or subject.state is not VacancyState.DRAFT
        return sent and subject.country == grant.country
    return False
