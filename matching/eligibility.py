"""The conditions H1 to H15: each says how it came out, what was seen and needed, and what would cure it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from matching import timing
from matching.levels import CEFR, cefr, spoken
from matching.results import Cure, RuleOutcome
from matching.rules import Case, block, passed, unknown
from matching.types import Facts, Modality, Profile, Station, Vacancy


def h1_family_link(case: Case) -> RuleOutcome | None:
    """The family comes from the country in a way that the programme accepts (as declared)."""
    accepted = case.vacancy.rules.accepted_links
    if accepted is None:
        return None
    country = case.vacancy.country
    links = case.facts.links | {(citizen, "citizen") for citizen in case.facts.citizenships}
    if not links:
        return unknown("H1", "family_links", needed=(("country", country),))
    if any(link in accepted for link in links if not country or link[0] == country):
        return passed("H1")
    return block("H1", needed=(("country", country),))


def h2_consent(case: Case) -> RuleOutcome | None:
    """The profile is active and its owner agreed to be matched; nothing but the person cures that."""
    return passed("H2") if case.facts.active and case.facts.consents_to_matching else block("H2")


def h3_return(case: Case) -> RuleOutcome | None:
    """The person can go back to where they live until 30 days after the end, else a warning."""
    if not case.modality.on_site or case.modality is Modality.PERMANENT or case.vacancy.start_from is None:
        return None
    end = (case.vacancy.start_until or case.vacancy.start_from) + timedelta(days=(case.vacancy.min_days or 1) + 29)
    until = case.facts.right_of_return_until
    if until is not None and until >= end:
        return passed("H3")
    needed = (("until", end.isoformat()),)
    return RuleOutcome("H3", "warn", needed=needed, cure=Cure("check_right_of_return", needed))


def h4_age(case: Case) -> RuleOutcome | None:
    """The person reaches the programme's minimum age by the end of the year of the start."""
    least = case.vacancy.rules.min_age
    day = case.vacancy.start_from or case.vacancy.as_of
    if least is None or day is None:
        return None
    if case.facts.birth_year is None:
        return unknown("H4", "birth_year", needed=(("age", least),), blocks=False)
    fits = day.year - case.facts.birth_year >= least
    return passed("H4") if fits else block("H4", needed=(("age", least),))


def h5_qualification(case: Case) -> RuleOutcome | None:
    """Education and years reach the minimum; an officer may accept an equivalent one step below."""
    years, level = case.vacancy.min_years, case.vacancy.min_isced
    if years is None and level is None:
        return None
    has_level = max((school.level for school in case.profile.schooling), default=None)
    needed = tuple((name, value) for name, value in (("years", years), ("isced", level)) if value is not None)
    held = (("years", case.profile.years), ("isced", has_level))
    seen = tuple((name, value) for name, value in held if value is not None)
    if years is not None and case.profile.years is None:
        return unknown("H5", "experience", needed)
    years_short = max((years or 0) - (case.profile.years or 0), 0)
    unsaid = level is not None and has_level is None
    levels_short = 0 if unsaid else max((level or 0) - (has_level or 0), 0)
    if not years_short and not levels_short:
        return unknown("H5", "education", needed, blocks=False) if unsaid else passed("H5", seen, needed)
    close = years_short <= 1 and levels_short <= 1 and not (years_short and levels_short)
    return block("H5", seen, needed, Cure("accept_equivalent", needed) if close else None)


def h6_licence(case: Case) -> RuleOutcome | None:
    """A licence covers the regulated occupation at the start; for teaching alone its lack is a warning."""
    if not case.vacancy.licence_needed:
        return None
    isco = case.vacancy.occupations[0] if case.vacancy.occupations else ""
    day = case.vacancy.start_from or case.vacancy.as_of
    fitting = [licence for licence in case.facts.licences if isco.startswith(licence.isco)]
    if any(held.valid_until is None or day is None or held.valid_until >= day for held in fitting):
        return passed("H6", needed=(("isco", isco),))
    cure = Cure("renew_licence" if fitting else "show_licence", (("isco", isco),))
    if case.vacancy.teaching_only:
        return RuleOutcome("H6", "warn", needed=(("isco", isco),), cure=cure)
    return block("H6", needed=(("isco", isco),), cure=cure)


def h7_languages(case: Case) -> RuleOutcome | None:
    """Each required language is spoken at its level; one level short in one language can be learned."""
    asked = [need for need in case.vacancy.languages if need.required]
    if not asked:
        return None
    short = [(need, cefr(need.level) - spoken(case.profile.languages, need.code)) for need in asked]
    worst, gap = max(short, key=lambda pair: pair[1])
    needed = (("language", worst.code), ("level", CEFR[cefr(worst.level)]))
    seen = (("language", worst.code), ("level", CEFR[spoken(case.profile.languages, worst.code)]))
    if gap <= 0:
        return passed("H7", seen, needed)
    alone = sum(steps > 0 for _, steps in short) == 1
    return block("H7", seen, needed, Cure("learn_language", needed) if gap == 1 and alone else None)


def h8_modality(case: Case) -> RuleOutcome | None:
    """The person is open to the modality."""
    needed = (("modality", case.modality.value),)
    if not case.profile.modalities:
        return unknown("H8", "modalities", needed)
    if case.modality in case.profile.modalities:
        return passed("H8", needed=needed)
    return block("H8", needed=needed, cure=Cure("ask_modality", needed))


def h11_place(case: Case) -> RuleOutcome | None:
    """One of the places is not excluded and no more dangerous than accepted; nobody is talked out of a no.

    Of several places the account names the one that fits best, the main one where none fits.
    """
    if not case.modality.on_site:
        return None
    judged = [_h11_station(case, station) for station in case.vacancy.places]
    return min(judged, key=lambda outcome: ("pass", "unknown", "fail").index(outcome.outcome))


def _h11_station(case: Case, station: Station) -> RuleOutcome:
    excluded = case.facts.excluded_regions
    level = station.security_level or 0
    name = (("place", station.name),) if case.vacancy.stations else ()
    needed = (*name, ("region", station.region), ("security_level", level))
    if (station.region and station.region in excluded) or case.vacancy.country in excluded:
        return block("H11", needed=needed)
    if not level:
        return passed("H11", needed=needed)
    if case.facts.max_security_level is None:
        return unknown("H11", "max_security_level", needed, blocks=False)
    accepted = level <= case.facts.max_security_level
    return passed("H11", needed=needed) if accepted else block("H11", needed=needed)


def h14_travel_page(case: Case) -> RuleOutcome | None:
    """Before work on site the page on how travel can affect asylum, residence and citizenship was read."""
    if not case.modality.on_site:
        return None
    return passed("H14") if case.facts.travel_page_read else block("H14", cure=Cure("read_travel_page"))


Failure = tuple[RuleOutcome, Cure]
"""A condition that blocks, and what would cure it."""

RULES: dict[str, Callable[[Case], RuleOutcome | None]] = {
    "H1": h1_family_link,
    "H2": h2_consent,
    "H3": h3_return,
    "H4": h4_age,
    "H5": h5_qualification,
    "H6": h6_licence,
    "H7": h7_languages,
    "H8": h8_modality,
    "H9": timing.h9_dates,
    "H10": timing.h10_job,
    "H11": h11_place,
    "H12": timing.h12_connection,
    "H14": h14_travel_page,
    "H15": timing.h15_conflicts,
}


def outcomes(profile: Profile, facts: Facts, vacancy: Vacancy, modality: Modality) -> Iterator[RuleOutcome]:
    """Judge the conditions that are on and apply, in the order of their numbers."""
    case, on = Case(profile, facts, vacancy, modality), vacancy.rules.on
    for rule, judge in RULES.items():
        if rule in on and (outcome := judge(case)) is not None:
            yield outcome


def is_eligible(profile: Profile, facts: Facts, vacancy: Vacancy, modality: Modality) -> bool:
    """Whether no condition blocks; stops at the first that does."""
    return not any(outcome.blocks for outcome in outcomes(profile, facts, vacancy, modality))


def only_failure(judged: tuple[RuleOutcome, ...]) -> Failure | None:
    """Give the one condition that blocks and its cure; None when none, several or an incurable one blocks."""
    blocking = [outcome for outcome in judged if outcome.blocks]
    if len(blocking) != 1 or blocking[0].cure is None:
        return None
    return blocking[0], blocking[0].cure
