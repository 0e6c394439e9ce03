import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array

import matching
from matching import bounding
from matching.kernel import Vector
from matching.order import nearest
from matching.similarity import Block, Similarity
from matching.text import TermModel

FEW_VALUES = (0.0, 0.25, 0.5, 1.0)  # so that equals are drawn often


def drawn(draw: np.random.Generator, rows: int, terms: int, filled: float) -> csr_array:
    """Give rows of which some terms are had by nearly all, some by few, some by nobody."""
    chance = filled * draw.random(terms) ** 3
    values = draw.choice(FEW_VALUES, (rows, terms)) if draw.random() < 0.5 else draw.random((rows, terms))
    return csr_array(values * (draw.random((rows, terms)) < chance))


def asked(draw: np.random.Generator, terms: int) -> Vector:
    row = drawn(draw, 1, terms, 1.0)
    return Vector(row.indices, row.data)


def pool(draw: np.random.Generator, rows: int, *terms: int) -> Similarity:
    blocks = []
    for number, width in enumerate(terms):
        model = TermModel(tuple(map(str, range(width))), np.ones(width))
        blocks.append(Block(f"block {number}", model, drawn(draw, rows, width, draw.random())))
    return Similarity.of(blocks)


def reference(similarities: NDArray[np.float64], k: int, allowed: NDArray[np.bool_]) -> list[int]:
    """Give what a full sort gives: the k best allowed rows and all that equal the last of them."""
    rows = np.flatnonzero(allowed)
    ordered = rows[np.argsort(-similarities[rows], kind="stable")]
    return [row for row in ordered.tolist() if similarities[row] >= similarities[ordered[:k][-1]]]


@given(st.integers(0, 2**32), st.integers(0, 700), st.integers(1, 60), st.floats(0, 1), st.integers(1, 3))
def test_the_nearest_are_those_of_the_reference_to_the_bit(
    seed: int, rows: int, k: int, share: float, blocks: int
) -> None:
    draw = np.random.default_rng(seed)
    widths = draw.integers(1, 40, blocks).tolist()
    people = pool(draw, rows, *widths)
    query = tuple(asked(draw, width) for width in widths)
    scores = people.scores(query)
    for allowed in (None, draw.random(rows) < share):
        found, similarities = people.nearest(query, k, allowed)
        mask = np.ones(rows, dtype=bool) if allowed is None else allowed
        assert found.tolist() == reference(scores, k, mask)
        assert similarities.tolist() == scores[found].tolist()
    chosen = draw.permutation(rows)[: rows // 2]
    assert people.chosen(query, chosen).tolist() == scores[chosen].tolist()


@pytest.mark.slow
def test_many_profiles_are_searched_exactly() -> None:
    """More rows than one chunk of the loops holds, common terms and rare ones, masks of every kind."""
    size, needs = (100_000, 200) if os.environ.get("SOAK") else (20_000, 10)
    draw = np.random.default_rng(size)
    wide = csr_array((np.ones(size * 30), draw.zipf(1.3, size * 30) % 5000, np.arange(0, size * 30 + 1, 30)))
    wide.resize(size, 5000)
    wide.sum_duplicates()
    wide.data = draw.random(wide.nnz)
    people = Similarity.of([Block("words", TermModel(tuple(map(str, range(5000))), np.ones(5000)), wide)])
    masks = [None, *(draw.random(size) < share for share in (0.5, 0.1, 0.01, 0.001, 0.0))]
    assert people.postings.slots.max() > 0
    for _ in range(needs):
        query = people.rows(int(draw.integers(size)))
        scores, bounds = people.scores(query), people.bounds(query)
        for allowed in masks:
            for k in (1, 50, 1000):
                found, similarities = people.nearest(query, k, allowed, lambda kept=bounds: kept)
                mask = np.ones(size, dtype=bool) if allowed is None else allowed
                assert found.tolist() == reference(scores, k, mask)
                assert similarities.tolist() == scores[found].tolist()


def test_a_bound_is_never_passed_and_says_by_how_much_it_may_exceed() -> None:
    draw = np.random.default_rng(4)
    people = pool(draw, 900, 50)
    query = asked(draw, 50)
    found, tops, slack, _ = people.bounds((query,))
    scores = people.scores((query,))
    assert slack > 0
    assert np.all(found >= scores * (1 - 1e-5))
    assert np.all(found <= scores * (1 + 1e-5) + slack)
    assert tops.tolist() == [found[at : at + bounding.STEP].max() for at in range(0, 900, bounding.STEP)]


def test_equals_are_walked_by_their_tie() -> None:
    rows, near = np.array([4, 2, 9, 7]), np.array([0.5, 0.7, 0.5, 0.1])
    walk = nearest(rows, near, lambda row: bytes([row]))
    assert list(walk) == [(row, float(near[rows.tolist().index(row)])) for row in (2, 4, 9, 7)]
    assert [row for row, _ in nearest(rows, near, lambda row: bytes([255 - row]))] == [2, 9, 4, 7]


def test_the_engine_works_where_nothing_can_be_written(tmp_path: Path) -> None:
    """As in a container with a read-only file system and a user without a home."""
    package = tmp_path / "matching"
    shutil.copytree(Path(matching.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "__pycache__").touch()  # a file where the folder would be: also root cannot write there
    script = (
        "from matching import Ranker, Profile, kernel; r = Ranker().fit([Profile('a', 'nurse')]);"
        "print(kernel.__file__, kernel.exact._cache.__class__.__name__)"
    )
    kept = {name: value for name, value in os.environ.items() if name not in {"HOME", "NUMBA_CACHE_DIR"}}
    environment = {**kept, "HOME": str(package / "types.py"), "XDG_CACHE_HOME": str(package / "types.py" / "x")}
    command = [sys.executable, "-W", "error", "-c", script]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout.split() == [str(package / "kernel.py"), "NullCache"]
