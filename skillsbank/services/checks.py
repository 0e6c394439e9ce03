"""What a record still lacks: a need to be sent or published, a profile to be matched."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.profile import MINIMUM_SKILLS
from skillsbank.domain.programme import Limits, Terms
from skillsbank.domain.vacancy import SMALLEST_TEAM, VacancyState
from skillsbank.domain.vocabulary import ON_SITE, AllowanceLine, InstitutionState, Modality, Purpose
from skillsbank.models import Consent, Profile, Vacancy, VacancyTeam

_FEE = re.compile(
    r"\b(registration|application|processing|placement|recruitment|administrati(on|ve)|enrol?lment) fees?\b|"
    r"\bfees? for (the )?(registration|application|placement|recruitment)\b|\b(security|refundable) deposit\b|"
    r"\b(frais|droits) (d['’](inscription|agence)|de (dossier|candidature|placement))\b|"
    r"\b(cuota|tasa|derechos) de (inscripci[oó]n|registro|colocaci[oó]n|tramitaci[oó]n)\b|"
    r"\b(taxa|quota) de (inscri[cç][aã]o|candidatura|registo|coloca[cç][aã]o)\b|"
    r"(رسوم|رسم) (ال)?(تسجيل|تقديم|اشتراك|توظيف)|رسوم إدارية",
    re.IGNORECASE,
)


def missing_to_send(vacancy: Vacancy) -> list[str]:
    """Return the codes of the five lines that are still empty: who, where, what for, when, how many."""
    lines = {
        "who": vacancy.isco and vacancy.title,
        "where": vacancy.modality is Modality.VIRTUAL or vacancy.place,
        "what_for": vacancy.purpose,
        "when": vacancy.start_from,
        "how_many": vacancy.posts,
    }
    return [code for code, filled in lines.items() if not filled]


def missing_to_publish(vacancy: Vacancy) -> list[str]:
    """Return the codes of what stands against publication (domain.md 3.2 H13, 4.7 L1, L5, L14).

    A permanent job needs neither a counterpart nor a deliverable, no word on why nobody local can do it, and none on
    how the work continues.
    """
    lasting = vacancy.modality is Modality.PERMANENT
    terms = {
        "counterpart": lasting or (vacancy.counterpart_name and vacancy.counterpart_role),
        "deliverable": lasting or any(_measurable(row) for row in vacancy.deliverables),
        "why_not_local": lasting or vacancy.why_not_local.strip(),
        "sustainability": lasting or vacancy.sustainability.strip(),
        "visit_plan": vacancy.modality is not Modality.CIRCULAR or len(vacancy.visit_plan) == (vacancy.visits or 0),
        "seats": vacancy.seats >= 1,
        "team_of_one": vacancy.team is None or len(standing_roles(vacancy.team)) >= SMALLEST_TEAM,
        "required_skill": any(skill.required for skill in vacancy.skills),
        "language": any(language.required for language in vacancy.languages),
        "pay": vacancy.paid or vacancy.not_paid,
        "top_up_end": vacancy.top_up_until or not any(row["line"] == AllowanceLine.TOP_UP for row in vacancy.paid),
        "sector": vacancy.sector,
    }
    lacks = [*missing_to_send(vacancy), *(code for code, said in terms.items() if not said)]
    lacks += _against_programme(vacancy)
    if vacancy.institution.state is not InstitutionState.VERIFIED:
        lacks.append("institution_verified")
    if _FEE.search(_words(vacancy)):
        lacks.append("asks_for_a_fee")
    return lacks


def missing_to_approve(vacancy: Vacancy) -> list[str]:
    """Return the codes of what stands against approval: what publication needs, the money, each place's security."""
    lacks = missing_to_publish(vacancy)
    if vacancy.modality in ON_SITE and any(place.security_level is None for place in vacancy.places):
        lacks.append("security_level")
    if not vacancy.budget_line or vacancy.max_cost is None or not vacancy.cost_currency:
        lacks.append("budget")
    return lacks


def _measurable(result: Mapping[str, Any]) -> bool:
    return bool(str(result.get("text", "")).strip() and result.get("week"))


def standing_roles(team: VacancyTeam) -> list[Vacancy]:
    """Return the roles of a team that were neither refused nor cancelled."""
    return [role for role in team.roles if role.state not in (VacancyState.REFUSED, VacancyState.CANCELLED)]


def _words(vacancy: Vacancy) -> str:
    return " ".join(
        (
            vacancy.title, vacancy.purpose, vacancy.why_not_local, vacancy.objectives, vacancy.conditions,
            vacancy.not_paid, vacancy.sustainability, vacancy.equipment, vacancy.plan_objective, *vacancy.tasks,
            *(str(row.get("text", "")) for row in vacancy.deliverables),
            *(str(row.get("purpose", "")) for row in vacancy.visit_plan),
            *(str(row.get("what", "")) for row in vacancy.contributions),
            *(station.conditions for station in vacancy.stations),
        )
    )  # fmt: skip


def missing_to_activate(session: Session, profile: Profile) -> list[str]:
    """Return the codes of the questions of the eight that are not answered, then "email" and "privacy"."""
    account = profile.account
    questions = {
        "name": profile.given_name or profile.family_name,
        "email": profile.on_paper or (account is not None and account.confirmed_at),
        "countries": profile.countries and all(country.links for country in profile.countries),
        "residence": profile.residence_country,
        "occupation": profile.occupations,
        "skills": len(profile.skills) >= MINIMUM_SKILLS,
        "languages": profile.languages,
        "terms": profile.modalities and profile.windows and profile.must_keep_job is not None,
        # who agreed on paper has not answered for any country, and is hidden from each until they do
        "visibility": profile.on_paper or (profile.countries and all(row.visibility for row in profile.countries)),
        "privacy": _has_consent(session, profile, Purpose.REGISTRATION),
    }
    return [code for code, answered in questions.items() if not answered]


def _has_consent(session: Session, profile: Profile, purpose: Purpose) -> bool:
    query = select(Consent.id).where(
        Consent.profile_id == profile.id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None)
    )
    return session.scalar(query.limit(1)) is not None


def _against_programme(vacancy: Vacancy) -> list[str]:
    if vacancy.programme is None:
        return ["programme"]
    terms: Terms = vacancy.programme.current.terms
    lacks = []
    limits = terms.modalities.get(vacancy.modality)
    if limits is None:
        lacks.append("modality_in_programme")
    elif _outside(vacancy, limits):
        lacks.append("duration_in_programme")
    if not terms.accepts_country(vacancy.country):
        lacks.append("country_in_programme")
    if terms.sectors and vacancy.sector not in terms.sectors:
        lacks.append("sector_in_programme")
    earliest = clock.today() + timedelta(days=terms.min_advertising_days)
    if vacancy.deadline is None or (vacancy.published_at is None and vacancy.deadline < earliest):
        lacks.append("deadline")
    return lacks


def _outside(vacancy: Vacancy, limits: Limits) -> bool:
    if vacancy.modality is Modality.PERMANENT:
        return False
    shortest, longest = vacancy.min_days, vacancy.max_days
    if shortest is None or longest is None:
        return True
    if limits.min_visits is not None and (vacancy.visits or 0) < limits.min_visits:
        return True
    if limits.within_months is not None and (vacancy.within_months or 0) > limits.within_months:
        return True
    return shortest < (limits.min_days or 0) or (limits.max_days is not None and longest > limits.max_days)
