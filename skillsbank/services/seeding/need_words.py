"""Fills in what the demo's needs do not say of themselves: the same answers in every demo."""

import tomllib
from datetime import timedelta
from functools import cache
from typing import Any
from zlib import crc32

from skillsbank.domain.programme import Terms
from skillsbank.domain.vocabulary import ON_SITE, AllowanceLine, Modality, Payer
from skillsbank.models import Vacancy, VacancyStation
from skillsbank.resources import folder

GOALS = {
    "administration": 16, "agriculture": 2, "education": 4, "energy": 7, "environment": 13, "finance": 8,
    "health": 3, "ict": 9, "infrastructure": 9, "justice": 16, "private-sector": 8, "trades": 8, "water": 6,
}  # fmt: skip
"""Sector -> the sustainable development goal that it serves most."""
FALLBACKS = {
    Modality.TEMPORARY: Modality.VIRTUAL,
    Modality.CIRCULAR: Modality.TEMPORARY,
    Modality.PERMANENT: Modality.TEMPORARY,
}
AMOUNTS = {
    AllowanceLine.DSA: (45, 65, "day"),
    AllowanceLine.STIPEND: (1400, 2200, "month"),
    AllowanceLine.TOP_UP: (300, 500, "month"),
}
"""What the programmes of the demo pay, in US dollars: from, to, per what."""
GENERATORS = ("generator", "groupe électrogène", "générateur", "solaire", "generador", "gerador", "مولد")


def complete(need: Vacancy, terms: Terms, contact: str) -> None:
    """Give a need that is complete in its record the rest; `contact` supervises where no counterpart is named."""
    words, number = _words()[need.language], crc32(need.title.encode())

    def one(name: str) -> str:
        return str(words[name][number % len(words[name])])

    need.plan_objective, need.sdg = one("plan_objective"), GOALS[need.sector]
    need.department, need.supervisor_role = one("department"), one("supervisor_role")
    need.supervisor_name = "" if need.counterpart_name else contact
    if need.people_trained:
        need.trained_women = need.people_trained * (40 + number % 30) // 100
        need.trained_men = need.people_trained - need.trained_women
    fallback = FALLBACKS.get(need.modality)
    need.fallback_modality = fallback if fallback in terms.modalities else None
    need.paid = [_with_amount(line) for line in need.paid]
    if need.deadline is not None:
        need.interview_from, need.interview_until = (need.deadline + timedelta(days=days) for days in (7, 14))
    if any(line["line"] == AllowanceLine.TOP_UP for line in need.paid) and need.start_from is not None:
        need.top_up_until = need.start_from + timedelta(days=365)
    need.contributions = [{"line": "staff", "what": words["staff"]}]
    if _pays_housing(need):
        need.contributions = [{"line": "housing", "what": words["housing"]}, *need.contributions]
    need.budget_line, need.max_cost, need.cost_currency = f"{terms.code.upper()}-{number % 90 + 10}", _cost(need), "USD"
    if need.modality is not Modality.PERMANENT:
        need.sustainability = one("sustainability")
    if need.modality in ON_SITE:
        _on_site(need)
    else:
        need.overlap_hours, need.equipment = 2, one("equipment")
    if need.modality is Modality.CIRCULAR and need.visits and need.within_months:
        step = need.within_months // need.visits
        need.visit_plan = [
            {"month": 1 + place * step, "days": need.min_days, "purpose": words["visits"][place]}
            for place in range(need.visits)
        ]


def second_place(need: Vacancy, region: str, place: str) -> None:
    """Send one of the people whom a need asks for to another place of the country."""
    conditions = _words()[need.language]["conditions"]
    station = {"region": region, "place": place, "seats": 1, "conditions": conditions, "housing": "help"}
    need.stations = [VacancyStation(**station, security_level=need.security_level)]


def _on_site(need: Vacancy) -> None:
    need.housing = "provided" if _pays_housing(need) else "help"
    need.power = "generator" if any(word in need.conditions for word in GENERATORS) else ""
    if need.modality is not Modality.PERMANENT:
        need.workload_percent = 100 if crc32(need.title.encode()) % 4 else 80


def _with_amount(line: dict[str, Any]) -> dict[str, Any]:
    known = AMOUNTS.get(AllowanceLine(line["line"]))
    if known is None or line["payer"] != Payer.PROGRAMME:
        return line
    least, most, per = known
    return line | {"amount": least, "amount_to": most, "currency": "USD", "per": per}


def _pays_housing(need: Vacancy) -> bool:
    return any((line["line"], line["payer"]) == (AllowanceLine.HOUSING, Payer.HOST) for line in need.paid)


def _cost(need: Vacancy) -> int:
    days = (need.max_days or 180) * (need.visits or 1)
    return need.posts * (2500 + 70 * days) if need.modality in ON_SITE else need.posts * (400 + 12 * days)


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads((folder("seeds") / "demo" / "need_words.toml").read_text(encoding="utf-8"))
