"""The programme presets hold what a programme needs, within the code lists and the published limits."""

import csv
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"
PRESETS = ("mida", "open", "rqn", "tokten", "virtual")
KEYS = {
    "code",
    "name",
    "phase",
    "summary",
    "donors",
    "bodies",
    "origin_countries",
    "residence_countries",
    "sectors",
    "priority_sectors",
    "endorsement",
    "min_advertising_days",
    "security_scale",
    "start",
    "end",
    "selection",
    "languages",
    "targets",
    "retention",
    "modalities",
    "eligibility",
    "allowances",
    "weights",
}
LINES = {
    "dsa",
    "stipend",
    "top_up",
    "ticket",
    "local_transport",
    "visa",
    "medical_insurance",
    "evacuation_insurance",
    "housing",
    "equipment",
    "training",
    "dependants",
    "reintegration_grant",
    "communication",
    "resettlement",
}
CRITERIA = {
    "text",
    "skills",
    "occupation",
    "teaching",
    "experience",
    "availability",
    "languages",
    "education",
    "track_record",
    "recognition",
}
LINKS = {"citizen", "former_citizen", "born_there", "parent", "grandparent", "other"}
MODALITIES = {"temporary", "virtual", "circular", "permanent"}


def preset(code: str) -> dict[str, Any]:
    return tomllib.loads((SEEDS / "programmes" / f"{code}.toml").read_text(encoding="utf-8"))


def reference(name: str, column: str) -> set[str]:
    with (SEEDS / "reference" / name).open(encoding="utf-8", newline="") as file:
        return {row[column] for row in csv.DictReader(file)}


def test_the_five_presets_are_there() -> None:
    assert {path.stem for path in (SEEDS / "programmes").glob("*.toml")} == set(PRESETS)


@pytest.mark.parametrize("code", PRESETS)
def test_preset_has_every_key_and_known_codes(code: str) -> None:
    programme = preset(code)
    assert set(programme) - {"budget", "currency"} == KEYS
    assert programme["code"] == code
    assert programme["summary"].count(". ") == 1
    assert programme["summary"].endswith(".")
    countries = reference("countries.csv", "alpha2")
    assert set(programme["origin_countries"]) | set(programme["residence_countries"]) <= countries
    assert set(programme["sectors"]) | set(programme["priority_sectors"]) <= reference("sectors.csv", "code")
    assert date.fromisoformat(programme["start"]) < date.fromisoformat(programme["end"])
    eligibility = programme["eligibility"]
    assert set(eligibility["family_links"]) <= LINKS
    assert eligibility["min_age"] >= 18
    assert eligibility.get("min_isced", 0) in range(9)
    lines = [(entry["line"], entry["payer"]) for entry in programme["allowances"]]
    assert {line for line, _ in lines} <= LINES
    assert {payer for _, payer in lines} <= {"programme", "host", "government", "own"}
    assert len({line for line, _ in lines}) == len(lines)


@pytest.mark.parametrize("code", PRESETS)
def test_each_modality_has_limits_and_weights_that_sum_to_100(code: str) -> None:
    programme = preset(code)
    modalities = programme["modalities"]
    assert set(modalities) <= MODALITIES
    assert set(programme["weights"]) == set(modalities)
    for weights in programme["weights"].values():
        assert set(weights) == CRITERIA
        assert sum(weights.values()) == 100
    for modality, limits in modalities.items():
        if modality == "permanent":
            assert limits == {}
        else:
            assert 0 < limits["min_days"] <= limits["max_days"]
        if modality == "circular":
            assert (limits["min_visits"], limits["within_months"]) == (2, 36)


def test_presets_keep_the_limits_of_the_programmes_they_are_named_after() -> None:
    assert preset("tokten")["modalities"]["temporary"] == {"min_days": 14, "max_days": 90}
    mida = preset("mida")
    assert mida["modalities"]["temporary"] == {"min_days": 14, "max_days": 184}
    assert mida["eligibility"]["min_age"] == 21
    assert "grandparent" in mida["eligibility"]["family_links"]
    assert preset("rqn")["modalities"]["temporary"]["max_days"] == 180
    assert set(preset("virtual")["modalities"]) == {"virtual"}
    assert preset("open")["eligibility"]["family_links"] == []
    assert set(preset("open")["modalities"]) == MODALITIES
    assert {code for code in PRESETS if preset(code)["endorsement"]} == {"mida", "rqn"}
