"""A small release in the official layout of ESCO, made for the tests."""

import csv
from pathlib import Path

SKILLS = {
    "en": {
        "beehives": ("tend beehives", "keep bees\nlook after bees"),
        "kilns": ("fire pottery kilns", ""),
        "kangaroo": ("kangaroo mother care", ""),
    },
    "fr": {"beehives": ("entretenir des ruches", "élever des abeilles"), "kilns": ("cuire la poterie au four", "")},
}
OCCUPATIONS = {"en": {"beekeeper": ("bee breeder", "apiarist\nbeekeeper", "6123")}}


def address(name: str) -> str:
    """Return the address of a concept."""
    return f"http://example.org/esco/{name}"


def write_release(folder: Path) -> Path:
    """Write the release into a folder, with a file of it that is left alone, and return the folder."""
    folder.mkdir(exist_ok=True)
    for language, concepts in SKILLS.items():
        _write(
            folder / f"skills_{language}.csv",
            ["preferredLabel", "conceptType", "conceptUri", "altLabels", "modifiedDate", "laterColumn"],
            [
                [preferred, "KnowledgeSkillCompetence", address(name), others, "2024-05-02T10:00:00Z", "x"]
                for name, (preferred, others) in concepts.items()
            ],
        )
    for language, jobs in OCCUPATIONS.items():
        _write(
            folder / f"occupations_{language}.csv",
            ["conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "hiddenLabels"],
            [
                ["Occupation", address(name), isco, preferred, others, "bee man"]
                for name, (preferred, others, isco) in jobs.items()
            ],
        )
    _write(folder / "skillGroups_en.csv", ["conceptUri", "code"], [["http://example.org/group", "S1"]])
    return folder


def _write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])
