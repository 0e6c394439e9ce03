"""The card at stage S1: no name, and so coarse that at least five people share all of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from skillsbank.disclosure.traits import Values, traits
from skillsbank.models import Profile, Vacancy

CROWD = 5
"""How many people who agreed to be shown must share a card, its owner among them (protection.md section 1)."""


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing that a card says: its kind and a code or a band; only skills hold words, those of the need."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Card:
    """What an institution may read of a person who has not agreed to be named; `summary` is their approved text."""

    code: str
    traits: tuple[Trait, ...]
    summary: str
    language: str

    def of(self, kind: str) -> list[str]:
        """Return the values of one kind of trait; empty where the card does not tell."""
        return [trait.value for trait in self.traits if trait.kind == kind]


def card(code: str, profile: Profile, vacancy: Vacancy, population: Sequence[Profile]) -> Card | None:
    """Return the card of `profile`, or None when not even the occupation can be shared.

    `population` are the people who may be shown in the country of the need and are active, `profile` among them;
    it may be cut to those of the same minor group, since nobody else shares the first trait.
    A trait, or a coarser value of it, is told while five people of the crowd so far share it (decision 0003).
    """
    crowd = list(population)
    told: list[Trait] = []
    for kind, values in traits(vacancy, [row.code for row in profile.languages]):
        for value in values(profile):
            sharing = _sharing(crowd, values, value)
            if len(sharing) >= CROWD:
                crowd = sharing
                told.append(Trait(kind, value))
                break
        if not told:
            return None
    return Card(code, tuple(told), profile.public_summary, profile.text_language)


def _sharing(crowd: Sequence[Profile], values: Values, value: str) -> list[Profile]:
    return [person for person in crowd if value in values(person)]
