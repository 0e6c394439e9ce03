"""Which people and which needs an actor may know of, as conditions for a query."""

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, false, not_, or_, select, true

from skillsbank import clock
from skillsbank.domain.profile import MATCHABLE_STATES, ProfileState
from skillsbank.domain.roles import PROGRAMME_TEAM, Role
from skillsbank.domain.shortlist import Verdict
from skillsbank.domain.vacancy import CANDIDATE_STATES, PUBLIC_STATES, VacancyState
from skillsbank.domain.vocabulary import InstitutionState, IntakeAnswer, Purpose, Visibility
from skillsbank.models import Consent, Institution, Intake, Profile, ProfileCountry, ShortlistEntry, Vacancy
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
    from the country where the member serves; without such a country nobody; beside them those whose details the
    member passed on and who have not answered yet, whom no colleague sees. A verified institution: people picked
    for one of its running needs whom that country may see, and people who agreed to be named for it. Nobody else
    sees anybody.
    """
    if actor.system:
        return true()
    return or_(false(), *(_people_of(actor, grant) for grant in actor.grants))


def hidden_from(country: str | None) -> ColumnElement[bool]:
    """Return the condition on Profile: comes from `country` and did not agree to be shown there."""
    if country is None:
        return false()
    return _there_is(
        ProfileCountry.profile_id == Profile.id,
        ProfileCountry.country == country,
        or_(ProfileCountry.visibility.is_(None), ProfileCountry.visibility != Visibility.CARD),
    )


def waiting_for(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Profile: the actor passed on the details of this person, who has not answered yet."""
    mine = _there_is(
        Intake.profile_id == Profile.id, Intake.officer_id == actor.account_id, Intake.answered_at.is_(None)
    )
    return and_(Profile.state == ProfileState.DRAFT, Profile.account_id.is_(None), mine)


def confirmed_on_paper() -> ColumnElement[bool]:
    """Return the condition on Profile: a draft without an account whose owner signed on paper that it may be kept."""
    signed = _there_is(Intake.profile_id == Profile.id, Intake.answer == IntakeAnswer.PAPER)
    return and_(Profile.state == ProfileState.DRAFT, Profile.account_id.is_(None), signed)


def kept_on_paper() -> ColumnElement[bool]:
    """Return the condition on Profile: without an account, because the owner signed on paper."""
    in_use = and_(Profile.on_paper, Profile.account_id.is_(None), Profile.state.in_(SEEN_BY_TEAM))
    return or_(confirmed_on_paper(), in_use)


def shown_to(country: SQLColumnExpression[str] | str) -> ColumnElement[bool]:
    """Return the condition on Profile: said that institutions of `country` may see the card."""
    return _there_is(
        ProfileCountry.profile_id == Profile.id,
        ProfileCountry.country == country,
        ProfileCountry.visibility == Visibility.CARD,
    )


def picked_for(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Profile and Vacancy: stage S1, an officer's live pick of a person who may be shown.

    It ends with the agreement to be matched, on which it rests. A user who serves in another country than the need's
    counts as a user of both (decision 0001).
    """
    pick = _there_is(
        ShortlistEntry.profile_id == Profile.id,
        ShortlistEntry.vacancy_id == Vacancy.id,
        ShortlistEntry.verdict == Verdict.PICK,
        ShortlistEntry.superseded_at.is_(None),
    )
    return and_(_open_to_host(), matchable(), pick, shown_to(Vacancy.country), not_(hidden_from(actor.duty_country)))


def named_for(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Profile and Vacancy: stage S2, agreed to be named to the need's institution.

    The agreement reaches the need's own country; a user who serves elsewhere is held to what holds there.
    """
    reaches = or_(Vacancy.country == (actor.duty_country or ""), not_(hidden_from(actor.duty_country)))
    return and_(_open_to_host(), consented(Vacancy.id, "institution"), reaches)


def _there_is(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return an EXISTS that is about the person and the need of the query around it, whatever else it joins."""
    return exists().where(*conditions).correlate(Profile, Vacancy)


def _open_to_host() -> ColumnElement[bool]:
    verified = Vacancy.institution.has(Institution.state == InstitutionState.VERIFIED)
    return and_(Profile.state == ProfileState.ACTIVE, Vacancy.state.in_(CANDIDATE_STATES), verified)


def live_disclosure(vacancy_id: SQLColumnExpression[int] | int, recipient: str) -> ColumnElement[bool]:
    """Return the condition on Consent: agrees, now, to be named to `recipient` for this vacancy."""
    return and_(
        Consent.purpose == Purpose.DISCLOSURE,
        Consent.recipient == recipient,
        Consent.vacancy_id == vacancy_id,
        Consent.withdrawn_at.is_(None),
        or_(Consent.expires_at.is_(None), Consent.expires_at > clock.now()),
    )


def consented(vacancy_id: SQLColumnExpression[int] | int, recipient: str) -> ColumnElement[bool]:
    """Return the condition on Profile: a live consent to be named to `recipient` for this vacancy."""
    return _there_is(Consent.profile_id == Profile.id, live_disclosure(vacancy_id, recipient))


def matchable() -> ColumnElement[bool]:
    """Return the condition on Profile: active, with a consent to be matched that is live now."""
    return and_(Profile.state.in_(MATCHABLE_STATES), _agreed_to(Purpose.MATCHING))


def counted_for(country: SQLColumnExpression[str] | str) -> ColumnElement[bool]:
    """Return the condition on Profile: `country` may see the card, and the person agreed to count in figures."""
    return and_(matchable(), _agreed_to(Purpose.STATISTICS), shown_to(country))


def _agreed_to(purpose: Purpose) -> ColumnElement[bool]:
    return _there_is(
        Consent.profile_id == Profile.id,
        Consent.purpose == purpose,
        Consent.withdrawn_at.is_(None),
        or_(Consent.expires_at.is_(None), Consent.expires_at > clock.now()),
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
        if actor.duty_country is None:
            return false()
        reach: ColumnElement[bool] = true()
        if grant.origin_countries:
            reach = _there_is(
                ProfileCountry.profile_id == Profile.id, ProfileCountry.country.in_(grant.origin_countries)
            )
        known = and_(or_(Profile.state.in_(SEEN_BY_TEAM), confirmed_on_paper()), reach)
        return and_(or_(known, waiting_for(actor)), not_(hidden_from(actor.duty_country)))
    if grant.role is Role.INSTITUTION:
        theirs = select(Vacancy.id).where(
            Vacancy.institution_id == grant.institution_id, or_(picked_for(actor), named_for(actor))
        )
        return theirs.correlate(Profile).exists()
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
