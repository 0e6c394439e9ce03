"""Published counts of people against a linear-programming attacker who knows the rule (P9)."""

from collections import Counter
from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from skillsbank.domain.rollup import EVERYTHING, STEP, Block, K, Tree, rolled_up, rounded

ROWS: Tree = {
    "211": ("2", "21"), "212": ("2", "21"), "221": ("2", "22"), "222": ("2", "22"), "223": ("2", "22"),
    "711": ("7",), "712": ("7",), "-": (),
}  # fmt: skip
REGIONS: Tree = {"154": ("150",), "155": ("150",), "145": ("142",), "021": ()}
SPEAKS: Tree = {"yes": (), "no": ()}
COLUMNS = {"region": REGIONS, "language": SPEAKS}
WIDE = 4
"""Of a cell that is not published the attacker must leave at least so many values beside the true one."""

Person = tuple[str, str, str]
people = st.lists(
    st.tuples(
        st.sampled_from([*ROWS, "221", "221", "222", "711"]),
        st.sampled_from([*REGIONS, "154", "154", "155"]),
        st.sampled_from(["yes", "yes", "no"]),
    ),
    max_size=140,
)


def published(everybody: list[Person]) -> list[tuple[Block, dict[str, list[Block]]]]:
    """Return each row of the page with its cells of every table."""
    rows = rolled_up(Counter(row for row, *_ in everybody), ROWS)
    return [
        (row, {
            name: rolled_up(Counter(each[place] for each in everybody if each[0] in row.leaves), tree)
            for place, (name, tree) in enumerate(COLUMNS.items(), start=1)
        })
        for row in rows
    ]  # fmt: skip


class Attacker:
    """Knows all tables, how they were rounded and rolled up, and asks of a cell how small or large it can be."""

    def __init__(self, page: list[tuple[Block, dict[str, list[Block]]]]) -> None:
        self.names = {
            (table, row, column): place
            for place, (table, row, column) in enumerate(
                (table, row, column) for table, tree in COLUMNS.items() for row, column in product(ROWS, tree)
            )
        }
        self.above: list[np.ndarray] = []
        self.limits: list[float] = []
        self.equal: list[np.ndarray] = []
        for row in ROWS:  # the same people stand in every table
            self.equal.append(self.sum("region", [row], REGIONS) - self.sum("language", [row], SPEAKS))
        for block, cells in page:
            for table, tree in COLUMNS.items():
                self.between(self.sum(table, block.leaves, tree), block)
                self.small(block, lambda leaf, t=table, c=tree: self.sum(t, [leaf], c))
                for cell in cells[table]:
                    self.between(self.sum(table, block.leaves, cell.leaves), cell)
                    self.small(cell, lambda leaf, t=table, r=block.leaves: self.sum(t, r, [leaf]))

    def sum(self, table: str, rows: object, columns: object) -> np.ndarray:
        line = np.zeros(len(self.names))
        for row, column in product(rows, columns):  # type: ignore[call-overload]  # two collections of codes
            line[self.names[table, row, column]] = 1
        return line

    def between(self, line: np.ndarray, block: Block) -> None:
        self.above += [line, -line]
        self.limits += [block.people + STEP // 2, -max(K, block.people - STEP // 2)]

    def small(self, block: Block, line_of: Callable[[str], np.ndarray]) -> None:
        """Each of "all others" of a group below the top has fewer than K people."""
        if block.group != EVERYTHING and block.leaves != {block.group}:
            for leaf in block.leaves:
                self.above.append(line_of(leaf))
                self.limits.append(K - 1)

    def bounds(self, line: np.ndarray) -> tuple[float, float]:
        ends = []
        for sign in (1, -1):
            found = linprog(sign * line, A_ub=self.above, b_ub=self.limits, A_eq=self.equal, b_eq=[0] * len(self.equal))
            assert found.status == 0, found.message
            ends.append(sign * float(found.fun))
        return ends[0], ends[1]


def narrow(everybody: list[Person], page: list[tuple[Block, dict[str, list[Block]]]]) -> tuple[list[object], int]:
    """Return the unpublished cells that the attacker pins down, and how many there are."""
    attacker, pinned, tried = Attacker(page), [], 0
    shown = {(table, block.leaves, cell.leaves) for block, cells in page for table in COLUMNS for cell in cells[table]}
    for place, (table, tree) in enumerate(COLUMNS.items(), start=1):
        for row, columns in product(ROWS, [[each] for each in tree] + [list(tree)]):
            true = sum(1 for each in everybody if each[0] == row and each[place] in columns)
            alone = any(block.leaves == {row} for block, _cells in page)
            if (alone and len(columns) == len(tree)) or (table, frozenset([row]), frozenset(columns)) in shown:
                continue
            tried += 1
            least, most = attacker.bounds(attacker.sum(table, [row], columns))
            assert least - 1e-6 <= true <= most + 1e-6, "the page is true"
            if most - least < WIDE or (true < K and least > 1e-6):
                pinned.append((table, row, columns, true, least, most))
    return pinned, tried


@settings(max_examples=25, deadline=None)
@given(people)
def test_no_cell_that_is_not_published_can_be_computed(everybody: list[Person]) -> None:
    page = published(everybody)
    if page:
        assert narrow(everybody, page)[0] == []
    else:
        assert len(everybody) < K


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(list(ROWS)), st.integers(0, 40)))
def test_blocks_hold_everybody_once_and_none_is_small(counts: dict[str, int]) -> None:
    blocks = rolled_up(counts, ROWS)
    if sum(counts.values()) < K:
        assert blocks == []
        return
    held = [leaf for block in blocks for leaf in block.leaves]
    assert sorted(held) == sorted(ROWS), "each leaf once"
    for block in blocks:
        assert block.count == sum(counts.get(leaf, 0) for leaf in block.leaves) >= K
        assert block.people % STEP == 0
        assert abs(block.people - block.count) <= STEP // 2
        assert block.people >= K
        below = {leaf for leaf in ROWS if block.group in (leaf, EVERYTHING, *ROWS[leaf])}
        assert block.leaves <= below
        assert block.whole == (block.leaves == below)
        # "all others" of a group is what no narrower line names
        named = {leaf for other in blocks if other is not block for leaf in other.leaves}
        assert block.leaves == below - named
    assert len({block.group for block in blocks}) == len(blocks)
    assert rolled_up({**dict.fromkeys(ROWS, 0), **counts}, ROWS) == blocks, "empty and missing are one"


def test_small_cells_roll_up_and_are_never_blank() -> None:
    counts = {"221": 31, "222": 4, "223": 3, "211": 6, "212": 0, "711": 2, "712": 1}
    shown = {(block.group, block.whole): block.people for block in rolled_up(counts, ROWS)}
    assert shown == {("221", True): 30, (EVERYTHING, False): 15}, "three people of group 7 take the others of 2 along"
    shown = {(block.group, block.whole): block.people for block in rolled_up({**counts, "711": 12}, ROWS)}
    assert shown == {("221", True): 30, ("2", False): 15, (EVERYTHING, False): 15}, "one of 712 takes 711 along"
    assert rolled_up({"221": 9}, ROWS) == []
    two = rolled_up({"221": 9, "222": 9, "711": 30}, {"221": ("2",), "222": ("2",), "711": ("7",)})
    assert [(block.group, block.count) for block in two] == [("", 48)], "two small ones would give each other away"


@pytest.mark.parametrize(("count", "shown"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (102, 100)])
def test_numbers_are_rounded_to_five(count: int, shown: int) -> None:
    assert rounded(count) == shown


def test_the_attacker_finds_what_a_weaker_rule_would_tell() -> None:
    """Leaving out small cells is no protection: with the row's number the attacker computes what is missing."""
    everybody = [("221", "154", "yes")] * 20 + [("221", "154", "no")] * 8 + [("711", "154", "yes")] * 20
    page = published(everybody)
    assert narrow(everybody, page)[0] == []
    (row, cells), *others = page
    assert row.leaves == {"221"}
    blank = [(row, {**cells, "language": [Block("yes", frozenset(["yes"]), True, 20)]}), *others]
    assert ("language", "221", ["no"]) in [each[:3] for each in narrow(everybody, blank)[0]]
