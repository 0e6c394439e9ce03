"""Which people and which needs an actor may know of, as conditions for a query."""

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, false, not_, or_, select, true

from skillsbank import clock
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import PROGRAMME_TEAM, Role
from skillsbank.domain.shortlist import Verdict
from skillsbank.domain.vacancy import PUBLIC_STATES, VacancyState
from skillsbank.domain.vocabulary import Purpose, Visibility
from skillsbank.models import Consent, Profile, ProfileCountry, ShortlistEntry, Vacancy
from skillsbank.policies.actor import Actor, Grant

SEEN_BY_TEAM = frozenset(
    {
        ProfileState.ACTIVE,
        ProfileState.INFO_REQUESTED,
        ProfileState.INELIGIBLE,
        ProfileState.PAUSED,
        ProfileState.STALE,
        ProfileState.UNREACHABLE,
    }
)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Profile that holds for the people whom `actor` may know of.

    An expert: oneself. A programme's team: people with a family link to its countries, but nobody who is hidden
    from the country where the member serves. An institution: people picked for one of its needs whom that country
    may see, and people who agreed to be named for it. Nobody else sees anybody.
    """
    if actor.system:
        return true()
    return or_(false(), *(_people_of(actor, grant) for grant in actor.grants))


def hidden_from(country: str | None) -> ColumnElement[bool]:
    """Return the condition on Profile: comes from `country` and did not agree to be shown there."""
    if country is None:
        return false()
    return exists().where(
        ProfileCountry.profile_id == Profile.id,
        ProfileCountry.country == country,
        or_(ProfileCountry.visibility.is_(None), ProfileCountry.visibility != Visibility.CARD),
    )


def shown_to(country: str) -> ColumnElement[bool]:
    """Return the condition on Profile: said that institutions of `country` may see the card."""
    return exists().where(
        ProfileCountry.profile_id == Profile.id,
        ProfileCountry.country == country,
        ProfileCountry.visibility == Visibility.CARD,
    )


def consented(vacancy_id: SQLColumnExpression[int] | int, recipient: str) -> ColumnElement[bool]:
    """Return the condition on Profile: a live consent to be named to `recipient` for this vacancy."""
    now = clock.now()
    return exists().where(
        Consent.profile_id == Profile.id,
        Consent.purpose == Purpose.DISCLOSURE,
        Consent.recipient == recipient,
        Consent.vacancy_id == vacancy_id,
        Consent.withdrawn_at.is_(None),
        or_(Consent.expires_at.is_(None), Consent.expires_at > now),
    )


def vacancies_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Vacancy that holds for the needs that `actor` may read."""
    return or_(Vacancy.state.in_(PUBLIC_STATES), needs_handled_by(actor))


def needs_handled_by(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Vacancy that holds for the needs whose file is the actor's work, open or not.

    An institution: its own. A programme's team: what was sent to the programme, what has none yet and comes from
    one of its countries, and what the member wrote. A ministry: what institutions of its country have sent.
    """
    if actor.system:
        return true()
    return or_(false(), *(_needs_of(actor, grant) for grant in actor.grants))


def _people_of(actor: Actor, grant: Grant) -> ColumnElement[bool]:
    if grant.role is Role.EXPERT:
        return Profile.account_id == actor.account_id
    if grant.role in PROGRAMME_TEAM:
        reach: ColumnElement[bool] = true()
        if grant.origin_countries:
            reach = exists().where(
                ProfileCountry.profile_id == Profile.id, ProfileCountry.country.in_(grant.origin_countries)
            )
        return and_(Profile.state.in_(SEEN_BY_TEAM), reach, not_(hidden_from(actor.duty_country)))
    if grant.role is Role.INSTITUTION:
        picked = (
            select(ShortlistEntry.id)
            .join(Vacancy, Vacancy.id == ShortlistEntry.vacancy_id)
            .where(
                ShortlistEntry.profile_id == Profile.id,
                ShortlistEntry.verdict == Verdict.PICK,
                ShortlistEntry.superseded_at.is_(None),
                Vacancy.institution_id == grant.institution_id,
                exists().where(
                    ProfileCountry.profile_id == Profile.id,
                    ProfileCountry.country == Vacancy.country,
                    ProfileCountry.visibility == Visibility.CARD,
                ),
            )
            .exists()
        )
        named = (
            select(Vacancy.id)
            .where(Vacancy.institution_id == grant.institution_id, consented(Vacancy.id, "institution"))
            .correlate(Profile)
            .exists()
        )
        return and_(Profile.state == ProfileState.ACTIVE, or_(picked, named))
    return false()


def _needs_of(actor: Actor, grant: Grant) -> ColumnElement[bool]:
    kept_back = Vacancy.state.in_({VacancyState.DRAFT, VacancyState.CANCELLED}) & Vacancy.submitted_at.is_(None)
    sent = not_(kept_back)
    if grant.role in PROGRAMME_TEAM:
        mine = true() if grant.programme_id is None else Vacancy.programme_id == grant.programme_id
        unassigned: ColumnElement[bool] = Vacancy.programme_id.is_(None)
        if grant.origin_countries:
            unassigned = and_(unassigned, Vacancy.country.in_(grant.origin_countries))
        return and_(or_(sent, Vacancy.author_id == actor.account_id), or_(mine, unassigned))
    if grant.role is Role.INSTITUTION:
        return Vacancy.institution_id == grant.institution_id
    if grant.role is Role.MINISTRY:
        return and_(Vacancy.country == grant.country, sent, Vacancy.state != VacancyState.DRAFT)
    return false()
