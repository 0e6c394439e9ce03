"""What a record still lacks: a need to be sent or published, a profile to be matched."""

import re
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.profile import MINIMUM_SKILLS
from skillsbank.domain.programme import Limits, Terms
from skillsbank.domain.vocabulary import InstitutionState, Modality, Purpose
from skillsbank.models import Consent, Profile, Vacancy

_FEE = re.compile(
    r"\b(registration|application|processing|placement|recruitment) fees?\b|\bfrais (d['’]inscription|de dossier)\b|"
    r"\bcuota de inscripci[oó]n\b|\btaxa de inscri[cç][aã]o\b|رسوم (التسجيل|التقديم)",
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

    A permanent job needs neither a counterpart nor a deliverable, nor a word on why nobody local can do it.
    """
    lacks = missing_to_send(vacancy)
    if vacancy.modality is not Modality.PERMANENT:
        if not (vacancy.counterpart_name and vacancy.counterpart_role):
            lacks.append("counterpart")
        if not any(str(row.get("text", "")).strip() and row.get("week") for row in vacancy.deliverables):
            lacks.append("deliverable")
        if not vacancy.why_not_local.strip():
            lacks.append("why_not_local")
    if not any(skill.required for skill in vacancy.skills):
        lacks.append("required_skill")
    if not any(language.required for language in vacancy.languages):
        lacks.append("language")
    if not vacancy.paid and not vacancy.not_paid:
        lacks.append("pay")
    if not vacancy.sector:
        lacks.append("sector")
    lacks += _against_programme(vacancy)
    if vacancy.institution.state is not InstitutionState.VERIFIED:
        lacks.append("institution_verified")
    if _FEE.search(_words(vacancy)):
        lacks.append("asks_for_a_fee")
    return lacks


def _words(vacancy: Vacancy) -> str:
    return " ".join(
        (
            vacancy.title, vacancy.purpose, vacancy.why_not_local, vacancy.objectives, vacancy.conditions,
            vacancy.not_paid, *vacancy.tasks, *(str(row.get("text", "")) for row in vacancy.deliverables),
        )
    )  # fmt: skip


def missing_to_activate(session: Session, profile: Profile) -> list[str]:
    """Return the codes of the questions of the eight that are not answered, then "email" and "privacy"."""
    account = profile.account
    questions = {
        "name": profile.given_name or profile.family_name,
        "email": account is not None and account.confirmed_at,
        "countries": profile.countries and all(country.links for country in profile.countries),
        "residence": profile.residence_country,
        "occupation": profile.occupations,
        "skills": len(profile.skills) >= MINIMUM_SKILLS,
        "languages": profile.languages,
        "terms": profile.modalities and profile.windows and profile.must_keep_job is not None,
        "visibility": profile.countries and all(country.visibility for country in profile.countries),
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
