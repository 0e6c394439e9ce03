import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from engine_people import NEED, NURSE, pools
from hypothesis import HealthCheck, given, settings

from matching import Concepts, IndexRefusedError, Licence, Modality, Occupation, Profile, Ranker, Skill
from matching.columns import TABLES
from matching.records import from_plain, to_plain

LEXICON = Concepts({"en": {"triage": ("triage",)}})


def version(path: Path) -> Path:
    return (path / "current").resolve()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(pools())
def test_a_saved_pool_ranks_the_same(tmp_path: Path, pool: list[Profile]) -> None:
    ranker = Ranker(concepts=LEXICON, key=b"k").fit(pool)
    ranker.save(tmp_path / "index")
    opened = Ranker.open(tmp_path / "index", concepts=LEXICON, key=b"k")
    for modality in Modality:
        assert opened.rank(NEED, modality) == ranker.rank(NEED, modality)
        assert opened.near_misses(NEED, modality) == ranker.near_misses(NEED, modality)


def test_an_opened_pool_is_memory_mapped_and_can_change(tmp_path: Path) -> None:
    Ranker().fit([NURSE]).save(tmp_path)
    opened = Ranker.open(tmp_path)
    assert isinstance(opened.text_.fusion.similarity.blocks[0].rows.data.base, np.memmap | np.ndarray)
    opened.update([replace(NURSE, id="second")])
    assert {match.profile_id for match in opened.rank(NEED)} == {"nurse", "second"}
    opened.save(tmp_path)
    assert len(Ranker.open(tmp_path).profiles_) == 2


def test_saving_swaps_the_version_and_leaves_nobody_behind(tmp_path: Path) -> None:
    ranker = Ranker().fit([NURSE, replace(NURSE, id="erased-person")])
    ranker.save(tmp_path)
    first = version(tmp_path)
    before = Ranker.open(tmp_path)
    ranker.remove(["erased-person"])
    ranker.save(tmp_path)
    assert version(tmp_path) != first
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted(["current", version(tmp_path).name])
    assert len(before.rank(NEED)) == 2  # a reader keeps what it opened
    assert not any(b"erased-person" in file.read_bytes() for file in version(tmp_path).iterdir())


def test_a_crash_leaves_the_old_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Ranker().fit([NURSE]).save(tmp_path)

    def full_disk(*_: Any, **__: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(np, "save", full_disk)
    with pytest.raises(OSError, match="no space left"):
        Ranker().fit([replace(NURSE, id="new")]).save(tmp_path)
    assert [match.profile_id for match in Ranker.open(tmp_path).rank(NEED)] == ["nurse"]
    monkeypatch.undo()
    Ranker().fit([replace(NURSE, id="new")]).save(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_every_damaged_file_is_refused(tmp_path: Path) -> None:
    Ranker(concepts=LEXICON).fit([NURSE]).save(tmp_path)
    names = sorted(file.name for file in version(tmp_path).iterdir())
    assert len(names) == 5 + 7 * 5 + 6 + 3 + 3 + 2 * len(TABLES)
    for name in names:
        file = version(tmp_path) / name
        content = file.read_bytes()
        for damaged in (content[:-1], content[:10], b"", content.replace(content[5:6], b"\xff"), None):
            if damaged is None:
                file.unlink()
            else:
                file.write_bytes(damaged)
            if damaged != content:
                with pytest.raises(IndexRefusedError):
                    Ranker.open(tmp_path, concepts=LEXICON)
        file.write_bytes(content)
    assert Ranker.open(tmp_path, concepts=LEXICON).rank(NEED)


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        ("{", "missing or damaged"),
        ("[]", "is no index"),
        ('{"format": "other"}', "is no index"),
        ('{"format": "skills-bank-index-7"}', "is damaged"),
        ('{"format": "skills-bank-index-7", "concepts": null, "files": {}, "blocks": []}', "is damaged"),
    ],
)
def test_foreign_folders_are_refused(tmp_path: Path, manifest: str, problem: str) -> None:
    with pytest.raises(IndexRefusedError, match="holds no index"):
        Ranker.open(tmp_path / "missing")
    (tmp_path / "current").mkdir()
    (tmp_path / "current" / "manifest.json").write_text(manifest)
    with pytest.raises(IndexRefusedError, match=problem):
        Ranker.open(tmp_path)


def test_another_lexicon_is_refused(tmp_path: Path) -> None:
    Ranker(concepts=LEXICON).fit([NURSE]).save(tmp_path)
    with pytest.raises(IndexRefusedError, match="another lexicon"):
        Ranker.open(tmp_path)
    with pytest.raises(IndexRefusedError, match="another lexicon"):
        Ranker.open(tmp_path, concepts=Concepts({"en": {"nurse": ("nurse",)}}))


def test_a_version_that_goes_while_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Ranker().fit([NURSE]).save(tmp_path)
    newer = Ranker().fit([replace(NURSE, id="new")])
    loads = json.loads
    swapped: list[bool] = []

    def swap_once(text: str) -> Any:
        if not swapped:
            swapped.append(True)
            newer.save(tmp_path)
        return loads(text)

    monkeypatch.setattr(json, "loads", swap_once)
    assert [profile.id for profile in Ranker.open(tmp_path).profiles_] == ["new"]


def test_records_come_back_as_they_were() -> None:
    plain = json.loads(json.dumps(to_plain(NURSE)))
    assert from_plain(Profile, plain) == NURSE
    assert from_plain(Skill, {"key": "a", "label": "b"}) == Skill("a", "b")
    assert from_plain(Licence, {"isco": "22", "valid_until": "2030-01-01"}).valid_until == date(2030, 1, 1)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Skill, {"key": "a"}),
        (Skill, {"key": "a", "label": 3}),
        (Skill, {"key": "a", "label": "b", "more": 1}),
        (Skill, ["a"]),
        (Skill, {"key": "a", "label": "b", "level": True}),
        (Occupation, {"isco": "2221", "years": "many"}),
        (Licence, {"isco": "22", "valid_until": 2030}),
        (Licence, {"isco": "22", "valid_until": "soon"}),
        (Profile, {"id": "a", "modalities": ["seasonal"]}),
        (Profile, {"id": "a", "modalities": "virtual"}),
        (Profile, {"id": "a", "connectivity": "pigeon"}),
        (Profile, {"id": "a", "facts": {"links": [["SO"]]}}),
    ],
)
def test_values_that_do_not_fit_are_refused(kind: type, value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the kind of value differs, the refusal does not
        from_plain(kind, value)
