"""What a condition is given and the ways in which it can come out."""

from typing import NamedTuple

from matching.results import Cure, Params, RuleOutcome
from matching.types import Facts, Modality, Profile, Vacancy


class Case(NamedTuple):
    """One person, one need, one modality."""

    profile: Profile
    facts: Facts
    vacancy: Vacancy
    modality: Modality


def passed(rule: str, seen: Params = (), needed: Params = ()) -> RuleOutcome:
    """The condition holds."""
    return RuleOutcome(rule, "pass", False, seen, needed)


def block(rule: str, seen: Params = (), needed: Params = (), cure: Cure | None = None) -> RuleOutcome:
    """The condition does not hold."""
    return RuleOutcome(rule, "fail", blocks=True, seen=seen, needed=needed, cure=cure)


def unknown(rule: str, field: str, needed: Params = (), *, blocks: bool = True) -> RuleOutcome:
    """The person has not said what the condition needs: asking them for `field` cures it.

    It keeps them off the list only where the eight questions of registering ask for it: what nobody asked yet
    is ranked as not known and asked before an offer.
    """
    return RuleOutcome(
        rule, "unknown", blocks=blocks, needed=needed, cure=Cure("complete_profile", (("field", field),))
    )
