"""The terms of a programme: countries, sectors, modality limits, eligibility, allowances, weights."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from skillsbank.domain.errors import Invalid
from skillsbank.domain.languages import OFFERED
from skillsbank.domain.vocabulary import AllowanceLine, LinkKind, Modality, Payer

CRITERIA = (
    "text", "skills", "occupation", "teaching", "experience", "availability", "languages", "education",
    "track_record", "recognition",
)  # fmt: skip

_LINE = AllowanceLine
_LIVING = (_LINE.DSA, _LINE.STIPEND, _LINE.TOP_UP)
_JOURNEY = (
    (_LINE.TICKET,),
    (_LINE.VISA,),
    (_LINE.MEDICAL_INSURANCE,),
    (_LINE.EVACUATION_INSURANCE,),
    (_LINE.HOUSING,),
)
USUALLY_PAID: Mapping[Modality, tuple[tuple[AllowanceLine, ...], ...]] = {
    Modality.TEMPORARY: (_LIVING, *_JOURNEY, (_LINE.LOCAL_TRANSPORT,)),
    Modality.CIRCULAR: (_LIVING, *_JOURNEY, (_LINE.LOCAL_TRANSPORT,)),
    Modality.VIRTUAL: ((_LINE.STIPEND, _LINE.DSA), (_LINE.COMMUNICATION,), (_LINE.EQUIPMENT,)),
    Modality.PERMANENT: (*_JOURNEY, (_LINE.RESETTLEMENT, _LINE.REINTEGRATION_GRANT), (_LINE.DEPENDANTS,)),
}
"""What an expert of each modality may expect somebody to pay; any line of an inner group will do."""


def unpaid(modality: Modality, paid: Collection[str]) -> list[AllowanceLine]:
    """Return the first line of each usual group of which no line is in `paid`: what the need does not pay."""
    return [group[0] for group in USUALLY_PAID[modality] if not set(group) & set(paid)]


TARGETS = ("placements", "women", "regions", "institutions", "people_trained")
SELECTION = ("joint_panel", "staff")
RETENTION = ("profiles", "applications", "placements")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a stay of one modality may be, in days; visits and months only for a series."""

    min_days: int | None = None
    max_days: int | None = None
    min_visits: int | None = None
    within_months: int | None = None


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Who may take part; an empty list of family links switches that rule off."""

    family_links: tuple[LinkKind, ...]
    min_age: int
    min_isced: int | None
    min_years: int
    return_document: bool
    licence_for_clinical: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """A programme version as checked values; empty countries or sectors mean "any"."""

    code: str
    name: str
    phase: str
    summary: str
    origin_countries: tuple[str, ...]
    residence_countries: tuple[str, ...]
    sectors: tuple[str, ...]
    priority_sectors: tuple[str, ...]
    endorsement: bool
    min_advertising_days: int
    security_scale: int
    modalities: Mapping[Modality, Limits]
    eligibility: Eligibility
    allowances: tuple[tuple[AllowanceLine, Payer], ...]
    weights: Mapping[Modality, Mapping[str, int]]
    donors: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    """Who carries the programme out."""
    start: date | None = None
    end: date | None = None
    budget: int | None = None
    """For managers and donors of the programme alone."""
    currency: str = ""
    targets: Mapping[str, int] = field(default_factory=dict)
    """Of TARGETS: how many, "women" in per cent."""
    selection: str = "joint_panel"
    """Who selects: one of SELECTION."""
    retention: Mapping[str, int] = field(default_factory=dict)
    """Of RETENTION: months that records are kept; what is not named follows the service's own periods."""
    languages: tuple[str, ...] = ()
    """In which the programme's people are served; empty for all languages of the service."""

    def accepts_country(self, country: str) -> bool:
        """Say whether needs from `country` (ISO 3166-1 alpha-2) belong here."""
        return not self.origin_countries or country in self.origin_countries


def read_terms(data: Mapping[str, Any]) -> Terms:
    """Check a programme definition (one TOML file of seeds/programmes); raises Invalid naming the first fault."""
    try:
        rules = data["eligibility"]
        terms = Terms(
            code=data["code"],
            name=data["name"],
            phase=data.get("phase", ""),
            summary=data.get("summary", ""),
            origin_countries=tuple(data.get("origin_countries", ())),
            residence_countries=tuple(data.get("residence_countries", ())),
            sectors=tuple(data.get("sectors", ())),
            priority_sectors=tuple(data.get("priority_sectors", ())),
            endorsement=bool(data["endorsement"]),
            min_advertising_days=int(data.get("min_advertising_days", 14)),
            security_scale=int(data.get("security_scale", 4)),
            modalities={
                Modality(name): Limits(
                    limits.get("min_days"),
                    limits.get("max_days"),
                    limits.get("min_visits"),
                    limits.get("within_months"),
                )
                for name, limits in data["modalities"].items()
            },
            eligibility=Eligibility(
                tuple(LinkKind(kind) for kind in rules.get("family_links", ())),
                int(rules.get("min_age", 18)),
                rules.get("min_isced"),
                int(rules.get("min_years", 0)),
                bool(rules.get("return_document", True)),
                bool(rules.get("licence_for_clinical", True)),
            ),
            allowances=tuple((AllowanceLine(row["line"]), Payer(row["payer"])) for row in data.get("allowances", ())),
            weights={Modality(name): dict(table) for name, table in data["weights"].items()},
            **_frame(data),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise Invalid("programme_definition", fault=str(fault)) from fault
    for modality in terms.modalities:
        table = terms.weights.get(modality, {})
        if set(table) != set(CRITERIA) or sum(table.values()) != 100:
            raise Invalid("programme_weights", modality=modality.value)
    return terms


def _frame(data: Mapping[str, Any]) -> dict[str, Any]:
    """Read what surrounds the rules: who pays and carries out, when, how much, what is aimed at.

    Raises ValueError that says what is wrong.
    """
    start, end = (None if data.get(key) is None else date.fromisoformat(str(data[key])) for key in ("start", "end"))
    if start and end and end < start:
        raise ValueError("end lies before start")
    budget, currency = data.get("budget"), data.get("currency", "")
    if (budget is None) != (currency == ""):
        raise ValueError("budget and currency go together")
    if currency and not (isinstance(currency, str) and len(currency) == 3 and currency.isupper()):
        raise ValueError("currency must be the three letters of ISO 4217")
    if budget is not None:
        _counts({"budget": budget}, ("budget",))
    targets, retention = dict(data.get("targets", {})), dict(data.get("retention", {}))
    _counts(targets, TARGETS)
    _counts(retention, RETENTION)
    if 0 in retention.values():
        raise ValueError("retention is at least one month: nobody would be kept at all")
    if targets.get("women", 0) > 100:
        raise ValueError("women is a percentage")
    selection = data.get("selection", SELECTION[0])
    if selection not in SELECTION:
        raise ValueError(f"selection must be one of {', '.join(SELECTION)}")
    if unknown := set(data.get("languages", ())) - set(OFFERED):
        raise ValueError(f"unknown languages: {', '.join(sorted(unknown))}")
    return {
        "donors": tuple(data.get("donors", ())), "bodies": tuple(data.get("bodies", ())), "start": start, "end": end,
        "budget": budget, "currency": currency, "targets": targets, "selection": selection, "retention": retention,
        "languages": tuple(data.get("languages", ())),
    }  # fmt: skip


def _counts(table: Mapping[str, Any], allowed: Collection[str]) -> None:
    for key, value in table.items():
        if key not in allowed:
            raise ValueError(f"{key} is none of {', '.join(allowed)}")
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise ValueError(f"{key} must be a whole number")
