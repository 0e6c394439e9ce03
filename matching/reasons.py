"""Says why: the strongest reasons of a match with what was seen, and what the need asks that is missing."""

from collections.abc import Callable, Iterator
from operator import attrgetter

from matching.criteria import best_skill, level_credit
from matching.levels import CEFR, cefr, shared_digits, spoken
from matching.results import Gap, Params, Reason, Share, Term
from matching.types import Modality, Profile, SkillNeed, Vacancy
from matching.windows import best_fit, stay, usable

STRONGEST = 3
_WORDS_SHOWN = 5
_RUSTY_AFTER_YEARS = 5

Evidence = Callable[[Vacancy, Profile, Modality], Params]


def reasons(
    vacancy: Vacancy, profile: Profile, modality: Modality, shares: tuple[Share, ...], terms: tuple[Term, ...]
) -> tuple[Reason, ...]:
    """Give the criteria that earned most points, at most three, with what earned them."""
    found = []
    for share in sorted(shares, key=attrgetter("points"), reverse=True)[:STRONGEST]:
        if share.points <= 0:
            break
        if share.criterion == "text":
            params = _listed("words", _without_repeats(terms))
        else:
            params = _EVIDENCE[share.criterion](vacancy, profile, modality)
        found.append(Reason(share.criterion, share.points, params))
    return tuple(found)


def _without_repeats(terms: tuple[Term, ...]) -> list[str]:
    """Give the first few terms that bring a new word each."""
    shown: list[str] = []
    for term in terms:
        known = {word for earlier in shown for word in earlier.split()}
        if not known.issuperset(term.term.split()):
            shown.append(term.term)
    return shown[:_WORDS_SHOWN]


def _listed(name: str, values: list[str]) -> Params:
    return ((name, ", ".join(values)),) if values else ()


def _skills(vacancy: Vacancy, profile: Profile, _: Modality) -> Params:
    held = {skill.key for skill in profile.skills}
    return _listed("skills", [need.label for need in _skills_asked(vacancy) if need.key in held])


def _occupation(vacancy: Vacancy, profile: Profile, _: Modality) -> Params:
    pairs = ((asked, held.isco) for asked in vacancy.occupations for held in profile.occupations)
    asked, held = max(pairs, key=lambda pair: shared_digits(*pair))
    return (("asked", asked), ("held", held))


def _teaching(vacancy: Vacancy, profile: Profile, _: Modality) -> Params:
    return _listed("skills", _taught(vacancy, profile))


def _taught(vacancy: Vacancy, profile: Profile) -> list[str]:
    asked = {need.key for need in _skills_asked(vacancy)}
    return [skill.label for skill in profile.skills if skill.can_teach and skill.key in asked]


def _skills_asked(vacancy: Vacancy) -> tuple[SkillNeed, ...]:
    return vacancy.required_skills + vacancy.desired_skills


def _experience(vacancy: Vacancy, profile: Profile, _: Modality) -> Params:
    found: list[tuple[str, str | float]] = []
    if profile.years is not None:
        found.append(("years", profile.years))
    if vacancy.sector in profile.sectors:
        found.append(("sector", vacancy.sector))
    return tuple(found)


def _availability(vacancy: Vacancy, profile: Profile, modality: Modality) -> Params:
    asked = stay(vacancy, modality)
    fit = best_fit(usable(profile, modality), asked, vacancy.as_of) if asked else None
    if fit is not None:
        return (("start", fit.start.isoformat()),)
    return (("hours", profile.hours_per_week),) if profile.hours_per_week is not None else ()


def _languages(vacancy: Vacancy, profile: Profile, _: Modality) -> Params:
    wanted = {need.code for need in vacancy.languages} | vacancy.local_languages
    return _listed("languages", sorted({spoken.code for spoken in profile.languages if spoken.code in wanted}))


def _education(_: Vacancy, profile: Profile, __: Modality) -> Params:
    return (("isced", max(school.level for school in profile.schooling)),)


def _track_record(_: Vacancy, profile: Profile, __: Modality) -> Params:
    return (("missions", profile.missions_completed or 0),)


def _recognition(vacancy: Vacancy, _: Profile, __: Modality) -> Params:
    return (("country", vacancy.country),)


_EVIDENCE: dict[str, Evidence] = {
    "skills": _skills,
    "occupation": _occupation,
    "teaching": _teaching,
    "experience": _experience,
    "availability": _availability,
    "languages": _languages,
    "education": _education,
    "track_record": _track_record,
    "recognition": _recognition,
}


def gaps(vacancy: Vacancy, profile: Profile, modality: Modality, shares: tuple[Share, ...]) -> tuple[Gap, ...]:
    """Give what the need asks and the profile lacks, required things first, then what it does not say."""
    found = [
        *_skill_gaps(vacancy.required_skills, "required_skill_missing", vacancy, profile),
        *_language_gaps(vacancy, profile),
        *_skill_gaps(vacancy.desired_skills, "desired_skill_missing", vacancy, profile),
        *_other_gaps(vacancy, profile, modality, {share.criterion: share.value for share in shares}),
    ]
    return tuple(found)


def _skill_gaps(needs: tuple[SkillNeed, ...], missing: str, vacancy: Vacancy, profile: Profile) -> Iterator[Gap]:
    day, held = vacancy.as_of or vacancy.start_from, {skill.key for skill in profile.skills}
    for need in needs:
        skill = best_skill(need, profile) if need.key in held else None
        if skill is None:
            yield Gap(missing, (("skill", need.label),))
        elif level_credit(need, skill) < 1 and need.min_level is not None:
            yield Gap("skill_below", (("skill", need.label), ("asked", need.min_level), ("held", skill.level or 0)))
        elif day and skill.last_used is not None and day.year - skill.last_used > _RUSTY_AFTER_YEARS:
            yield Gap("skill_not_used", (("skill", need.label), ("year", skill.last_used)))


def _language_gaps(vacancy: Vacancy, profile: Profile) -> Iterator[Gap]:
    for need in vacancy.languages:
        held = spoken(profile.languages, need.code)
        if held < cefr(need.level):
            level = CEFR[cefr(need.level)]
            yield Gap("language_below", (("language", need.code), ("asked", level), ("held", CEFR[held])))


def _other_gaps(vacancy: Vacancy, profile: Profile, modality: Modality, values: dict[str, float]) -> Iterator[Gap]:
    if values.get("occupation", 1.0) < 0.5:
        yield Gap("occupation_far", (("asked", vacancy.occupations[0]),))
    if _skills_asked(vacancy) and not _taught(vacancy, profile):
        yield Gap("teaches_none_of_these")
    if vacancy.isced_fields and profile.schooling and values.get("education", 1.0) < 0.5:
        yield Gap("other_field", (("asked", ", ".join(vacancy.isced_fields)),))
    if modality is Modality.PERMANENT and vacancy.country and vacancy.country not in profile.recognised_in:
        yield Gap("not_recognised_there", (("country", vacancy.country),))
    said = (
        ("occupation", profile.occupations or not vacancy.occupations),
        ("experience", profile.years is not None or not vacancy.min_years),
        ("availability", profile.windows or vacancy.start_from is None),
        ("languages", profile.languages or not vacancy.languages),
        ("education", profile.schooling or not (vacancy.isced_fields or vacancy.min_isced)),
    )
    for criterion, known in said:
        if not known:
            yield Gap("not_said", (("criterion", criterion),))
