"""How ready an institution is to receive an expert: what is asked, and the published formula of its score."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from skillsbank.domain.vocabulary import ON_SITE, Modality

BEST = 2
"""Levels: 0 missing, 1 in part, 2 there."""
MOST_EXPERTS = 999
LONGEST_NOTE = 300
SOON = 90
"""So many days before its end an agreement is marked."""


class ReadinessLine(StrEnum):
    """What an assessment asks, each answered with a level and maybe a note."""

    SUPERVISOR = "supervisor"
    COUNTERPART = "counterpart"
    OFFICE = "office"
    EQUIPMENT = "equipment"
    POWER = "power"
    INTERNET = "internet"
    HOUSING = "housing"
    TRANSPORT = "transport"


_L = ReadinessLine
_THERE = {
    _L.SUPERVISOR: 20, _L.COUNTERPART: 20, _L.OFFICE: 10, _L.EQUIPMENT: 15, _L.POWER: 10, _L.INTERNET: 5,
    _L.HOUSING: 12, _L.TRANSPORT: 8,
}  # fmt: skip
_ONLINE = {_L.SUPERVISOR: 25, _L.COUNTERPART: 25, _L.EQUIPMENT: 15, _L.POWER: 10, _L.INTERNET: 25}
WEIGHTS: Mapping[Modality, Mapping[ReadinessLine, int]] = {
    modality: _THERE if modality in ON_SITE else _ONLINE for modality in Modality
}
"""Points of each line, 100 in all: who works with the expert counts most, and online neither bed nor desk counts."""


class FocalDuty(StrEnum):
    """What a user of an institution can be its focal point for."""

    NEEDS = "needs"
    EXPERTS = "experts"
    LOGISTICS = "logistics"
    AGREEMENT = "agreement"


def score(answers: Mapping[str, Mapping[str, Any]], modality: Modality) -> int:
    """Return the readiness for a modality from 0 to 100: the sum of weight x level / 2, rounded half up.

    A line without an answer counts as missing.
    """
    twice = sum(weight * int(answers.get(line, {}).get("level", 0)) for line, weight in WEIGHTS[modality].items())
    return (twice + 1) // BEST


def lacking(answers: Mapping[str, Mapping[str, Any]], modality: Modality) -> list[ReadinessLine]:
    """Return the lines that count for a modality and are not fully there, the heaviest first."""
    table = WEIGHTS[modality]
    short = [line for line in table if int(answers.get(line, {}).get("level", 0)) < BEST]
    return sorted(short, key=lambda line: -table[line])
