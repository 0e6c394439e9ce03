"""Turns records into what the engine reads, and what it says into an account that a run can keep."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache

from babel.languages import get_official_languages

import matching
from skillsbank import clock
from skillsbank.domain.explanation import Explanation, Message
from skillsbank.domain.profile import MATCHABLE_STATES
from skillsbank.domain.programme import Terms
from skillsbank.domain.sections import Span, years_worked
from skillsbank.domain.vocabulary import LinkKind, Modality, Visibility
from skillsbank.domain.words import WordKind
from skillsbank.models import Experience, Profile, ProgrammeVersion, Vacancy
from skillsbank.reference import concept_by_label
from skillsbank.services.ranking.scrub import plain, scrub
from skillsbank.services.words import Meanings, meaning_of


def profile(record: Profile, consents: bool, meanings: Meanings) -> matching.Profile:
    """Return an expert as the engine may see one: texts scrubbed, facts for the conditions apart.

    `meanings` are what officers decided that own words mean (services.words).

    `consents` says whether a consent to matching is live now. Only people who are shown to every country of
    their family are learned from (`in_statistics`); the rest are ranked and never fitted.
    """
    posts, schools = record.experience, record.education
    keys = [skill_key(s.concept, s.label, record.text_language, meanings) for s in record.skills]
    return matching.Profile(
        id=str(record.id),
        title=_scrubbed(record, record.headline),
        summary=_scrubbed(record, record.summary),
        experience=_scrubbed(record, *(part for post in posts for part in (post.title, post.text))),
        education=_scrubbed(record, *(school.title for school in schools)),
        language=record.text_language,
        in_statistics=bool(record.countries) and all(c.visibility is Visibility.CARD for c in record.countries),
        skills=tuple(
            matching.Skill(key, s.label, s.level, s.can_teach, s.last_used)
            for s, key in zip(record.skills, keys, strict=True)
        ),
        occupations=_occupations(record, meanings),
        languages=tuple(matching.Language(spoken.code, spoken.level) for spoken in record.languages),
        sectors=frozenset(record.sectors) | {post.sector for post in posts if post.sector},
        schooling=tuple(matching.Schooling(school.level, school.field) for school in schools),
        years=years_of_experience(record),
        modalities=frozenset(matching.Modality(name) for name in record.modalities),
        windows=tuple(
            matching.Window(w.starts, w.ends, w.min_days, w.max_days, w.notice_weeks, w.yearly) for w in record.windows
        ),
        must_keep_job=bool(record.must_keep_job),
        max_leave_days=record.leave_max_days,
        missions_completed=0,
        recognised_in=frozenset(country for school in schools for country in school.recognised_in)
        | {licence.country for licence in record.licences},
        hours_per_week=record.hours_per_week,
        time_zone=record.time_zone,
        connectivity=record.connectivity.value if record.connectivity else None,
        facts=_facts(record, consents),
    )


def vacancy(record: Vacancy, version: ProgrammeVersion, meanings: Meanings) -> matching.Vacancy:
    """Return a need as the engine reads one, under the terms of its programme, asked today."""
    terms = version.terms
    keys = [skill_key(s.concept, s.label, record.language, meanings) for s in record.skills]
    needed = zip(record.skills, keys, strict=True)
    skills = [(s.required, matching.SkillNeed(key, s.label, s.level)) for s, key in needed]
    return matching.Vacancy(
        id=str(record.id),
        title=record.title,
        text=_words(
            record.purpose,
            record.objectives,
            *record.tasks,
            *(str(row.get("text", "")) for row in record.deliverables),
            *(need.label for _, need in skills),
        ),
        language=record.language,
        modality=matching.Modality(record.modality),
        posts=record.posts,
        occupations=(record.isco, *record.isco_alternates),
        required_skills=tuple(need for required, need in skills if required),
        desired_skills=tuple(need for required, need in skills if not required),
        languages=tuple(matching.LanguageNeed(n.code, n.level, n.required) for n in record.languages),
        local_languages=local_languages(record.country),
        min_years=max(record.min_years or 0, terms.eligibility.min_years) or None,
        min_isced=max(record.min_isced or 0, terms.eligibility.min_isced or 0) or None,
        isced_fields=tuple(record.isced_fields),
        licence_needed=record.licence_needed,
        teaching_only=record.teaching_only,
        sector=record.sector,
        country=record.country,
        region=record.region,
        place=record.place,
        security_level=record.security_level,
        stations=tuple(matching.Station(each.region, each.place, each.security_level) for each in record.stations),
        host_connectivity=record.host_connectivity.value if record.host_connectivity else None,
        host_time_zone=record.time_zone,
        overlap_hours=record.overlap_hours,
        hours_per_week=record.hours_per_week,
        start_from=record.start_from,
        start_until=record.start_until,
        min_days=record.min_days,
        max_days=record.max_days,
        series=_series(record, terms),
        institution_id=str(record.institution_id),
        as_of=clock.today(),
        rules=rules(terms, record.country, record.only_links),
    )


def rules(terms: Terms, country: str, only_links: Collection[str] = ()) -> matching.Rules:
    """Return the conditions of a programme for a need in `country` that keeps to some of its family links, if any.

    H14 is off: the page on travel is read before an on-site application (protection.md section 1), and applying
    asks for it; nobody is asked to read it for being ranked.
    """
    off = {
        "H14",
        *(() if terms.eligibility.return_document else ("H3",)),
        *(() if terms.eligibility.licence_for_clinical else ("H6",)),
    }
    links = frozenset((country, kind.value) for kind in links_of(terms, only_links))
    return matching.Rules(
        on=frozenset(matching.RULE_IDS) - off,
        accepted_links=links or None,
        min_age=terms.eligibility.min_age,
        limits=tuple(
            matching.DayLimits(matching.Modality(name), limits.min_days, limits.max_days)
            for name, limits in terms.modalities.items()
        ),
    )


def links_of(terms: Terms, only: Collection[str]) -> tuple[LinkKind, ...]:
    """Return the family links that count: those of the programme that the need keeps to, else all of them."""
    return tuple(kind for kind in terms.eligibility.family_links if kind in only) or terms.eligibility.family_links


def weights(version: ProgrammeVersion) -> matching.Weights:
    """Return a programme's weights; a modality that it does not offer keeps the engine's own."""
    own = {matching.Modality(name): dict(table) for name, table in version.terms.weights.items()}
    return matching.Weights(f"{version.terms.code}-{version.number}", {**matching.DEFAULT_WEIGHTS.table, **own})


def explanation(match: matching.Match) -> Explanation:
    """Return what the engine said of one pair as plain values."""
    return Explanation(
        shares=[
            {"criterion": s.criterion, "weight": s.weight, "value": s.value, "points": s.points} for s in match.shares
        ],
        reasons=[{"code": r.code, "points": r.points, "values": dict(r.params)} for r in match.reasons],
        gaps=[{"code": gap.code, "values": dict(gap.params)} for gap in match.gaps],
        rules=[
            {
                "rule": r.rule, "outcome": r.outcome, "blocks": r.blocks, "seen": dict(r.seen),
                "needed": dict(r.needed), "cure": _cure(r.cure),
            }
            for r in match.rules
        ],
        terms=[
            {"term": t.term, "share": t.share, "kind": t.kind, "asked": list(t.asked), "held": list(t.held)}
            for t in match.terms
        ],
    )  # fmt: skip


def skill_key(concept: str | None, label: str, language: str, meanings: Meanings) -> str:
    """Return what joins a skill held to a skill asked: its concept, by the lexicon or an officer, else the label."""
    return (
        concept
        or concept_by_label().get(label.strip().casefold())
        or meaning_of(meanings, WordKind.SKILL, language, label)
        or plain(label)
    )


def years_of_experience(record: Profile) -> float | None:
    """Return the whole years worked, overlaps once; without posts those of the longest occupation, as declared."""
    worked = years_worked(
        (Span(post.started, post.ended, post.started_month, post.ended_month) for post in record.experience),
        clock.today(),
    )
    declared = max((occupation.years for occupation in record.occupations), default=0)
    return float(worked or declared) or None


@cache
def local_languages(country: str) -> frozenset[str]:
    """Return the official and de facto languages of a country and its regions (CLDR)."""
    found = get_official_languages(country, regional=True, de_facto=True)
    return frozenset(str(code).split("_", maxsplit=1)[0] for code in found)


def _scrubbed(record: Profile, *parts: str) -> str:
    names = (
        record.given_name,
        record.family_name,
        record.name_original,
        record.other_names,
        record.account.name if record.account else "",
    )
    organisations = (
        record.diaspora_organisation,
        *(post.employer for post in record.experience),
        *(school.school for school in record.education),
    )
    return scrub(_words(*parts), names, organisations)


def _occupations(record: Profile, meanings: Meanings) -> tuple[matching.Occupation, ...]:
    last: dict[str, int | None] = {}
    for post in _latest_last(record.experience):
        last[post.isco] = post.ended
    codes = [
        o.isco or meaning_of(meanings, WordKind.OCCUPATION, record.text_language, o.title) or ""
        for o in record.occupations
    ]
    named = tuple(
        matching.Occupation(isco, o.years, o.current, None if o.current else last.get(isco))
        for o, isco in zip(record.occupations, codes, strict=True)
    )
    known = {occupation.isco for occupation in named}
    return named + tuple(
        matching.Occupation(isco, None, ended is None, ended)
        for isco, ended in last.items()
        if len(isco) == 4 and isco not in known
    )


def _latest_last(posts: Sequence[Experience]) -> Iterable[Experience]:
    return sorted(posts, key=lambda post: (post.ended or date.max.year, post.started))


def _facts(record: Profile, consents: bool) -> matching.Facts:
    return matching.Facts(
        active=record.state in MATCHABLE_STATES,
        consents_to_matching=consents,
        links=frozenset((origin.country, kind) for origin in record.countries for kind in origin.links),
        citizenships=frozenset(record.citizenships),
        birth_year=record.birth_year,
        right_of_return_until=record.right_of_return_until,
        # To the engine a licence without an occupation is one for all of them: that is for nobody to hold.
        licences=tuple(
            matching.Licence(held.isco, held.country, held.valid_until) for held in record.licences if held.isco
        ),
        excluded_regions=frozenset(record.excluded_regions),
        max_security_level=record.max_security_level,
        travel_page_read=record.travel_page_read_at is not None,
    )


def _series(record: Vacancy, terms: Terms) -> matching.Series | None:
    if not record.visits:
        return None
    limits = terms.modalities.get(Modality.CIRCULAR)
    months = record.within_months or (limits.within_months if limits else None) or 36
    return matching.Series(record.visits, record.min_days or (limits.min_days if limits else None) or 1, months)


def _cure(cure: matching.Cure | None) -> Message | None:
    return {"code": cure.code, "values": dict(cure.params)} if cure else None


def _words(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
