"""The matching engine: ranks profiles for a vacancy and says why.

The face (days are calendar days, scores run from 0 to 100, a modality may be given by its name):

    Ranker(weights=None | Weights, concepts=None | Concepts, key=bytes, candidates=1000, fields=FieldWeights())
    .fit(profiles)
    .rank(vacancy, modality, k=50, among=None) -> list[Match]        best first; among: ids that may be ranked
    .assess(vacancy, profile_id, modality) -> Match                  one pair in full, eligible or not
    .near_misses(vacancy, modality, k=10, among=None) -> list[NearMiss]
    .rank_vacancies(profile, vacancies, k=20) -> list[Match]         each need in the modality that it asks
    .near_vacancies(profile, vacancies, k=10) -> list[NearMiss]     one failed condition each
    .assess_vacancies(profile, vacancies) -> list[Match]            every need in full, fitting or not
    .rank_many(vacancies, k=50, n_jobs=2, among=None) -> list[list[Match]]
    .update(profiles) ; .remove(ids)                                 visible to the next rank()
    .save(path, notes) ; Ranker.open(path, weights=..., concepts=..., key=...)
    .version ; .notes                                                of the fit on disk
    .must_forget                                                     fit anew at once: somebody went or hid
    allocate(rounds, seats) -> tuple[Assignment, ...]      rounds: lists of matches; seats: {vacancy_id: n}
"""

from matching.allocation import allocate
from matching.concepts import Concepts
from matching.errors import IndexRefusedError, InputError
from matching.ranker import Ranker
from matching.results import (
    Assignment,
    Cure,
    Gap,
    Match,
    NearMiss,
    Params,
    Reason,
    RuleOutcome,
    Share,
    Term,
    band,
)
from matching.similarity import FieldWeights
from matching.types import (
    RULE_IDS,
    DayLimits,
    Facts,
    Language,
    LanguageNeed,
    Licence,
    Modality,
    Occupation,
    Period,
    Profile,
    Rules,
    Schooling,
    Series,
    Skill,
    SkillNeed,
    Station,
    Vacancy,
    Window,
)
from matching.weights import CRITERIA, DEFAULT_WEIGHTS, Weights

__all__ = [
    "CRITERIA",
    "DEFAULT_WEIGHTS",
    "RULE_IDS",
    "Assignment",
    "Concepts",
    "Cure",
    "DayLimits",
    "Facts",
    "FieldWeights",
    "Gap",
    "IndexRefusedError",
    "InputError",
    "Language",
    "LanguageNeed",
    "Licence",
    "Match",
    "Modality",
    "NearMiss",
    "Occupation",
    "Params",
    "Period",
    "Profile",
    "Ranker",
    "Reason",
    "RuleOutcome",
    "Rules",
    "Schooling",
    "Series",
    "Share",
    "Skill",
    "SkillNeed",
    "Station",
    "Term",
    "Vacancy",
    "Weights",
    "Window",
    "allocate",
    "band",
]
