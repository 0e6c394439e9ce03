"""Counts of people that leave the programme: small ones roll up to a wider group, so that none stands for under ten."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

K = 10
"""No published number stands for fewer people."""
STEP = 5
"""Published numbers are rounded to the nearest multiple."""
EVERYTHING = ""
"""The group that holds all others."""

Tree = Mapping[str, tuple[str, ...]]
"""The narrowest groups, each with the groups that it belongs to, widest first, EVERYTHING left out."""


@dataclass(frozen=True, slots=True)
class Block:
    """A published number: people in all `leaves` together, which lie below `group`; `whole`: and nothing else does."""

    group: str
    leaves: frozenset[str]
    whole: bool
    count: int

    @property
    def people(self) -> int:
        """Return the number as it is published."""
        return rounded(self.count)


def rounded(count: int) -> int:
    """Return a count of at least K as it is published."""
    return (count + STEP // 2) // STEP * STEP


def rolled_up(counts: Mapping[str, int], tree: Tree) -> list[Block]:
    """Return blocks that hold every leaf of `tree` exactly once, each with at least K people; nothing below K in all.

    A leaf with K people or more stands alone. The others, those with nobody among them, are counted together in the
    narrowest group in which they are enough, as "all others" of it. What is left over at the top takes in the
    smallest block: without it, the leaves that were left over could be found by subtraction. Empty and small leaves
    are treated alike, so that the page does not tell which is which.
    """
    if sum(counts.get(leaf, 0) for leaf in tree) < K:
        return []
    blocks, rest = _below(EVERYTHING, sorted(tree), 0, counts, tree)
    if not rest:
        return blocks
    if not _stands(rest, counts):
        total = 0
        while blocks and total < K:
            taken = _smallest(blocks, tree)
            blocks = [block for block in blocks if block not in taken]
            rest += [leaf for block in taken for leaf in block.leaves]
            total = sum(counts.get(leaf, 0) for leaf in rest)
    return [*blocks, _block(EVERYTHING, rest, len(rest) == len(tree), counts)]


def _below(
    group: str, leaves: Collection[str], depth: int, counts: Mapping[str, int], tree: Tree
) -> tuple[list[Block], list[str]]:
    """Return the blocks below a group, and the leaves that none of them holds."""
    blocks: list[Block] = []
    rest: list[str] = []
    inner: dict[str, list[str]] = {}
    for leaf in leaves:
        if len(tree[leaf]) > depth:
            inner.setdefault(tree[leaf][depth], []).append(leaf)
        elif counts.get(leaf, 0) >= K:
            blocks.append(_block(leaf, [leaf], True, counts))
        else:
            rest.append(leaf)
    for name, below in inner.items():
        found, left = _below(name, below, depth + 1, counts, tree)
        blocks += found
        rest += left
    if group and _stands(rest, counts):
        return [*blocks, _block(group, rest, len(rest) == len(leaves), counts)], []
    return blocks, rest


def _stands(leaves: Collection[str], counts: Mapping[str, int]) -> bool:
    """Say whether small leaves can be published together.

    They are K people or more, and so many leaves that each one could be empty and the others, of fewer than K each,
    still make up the published number: two leaves of nine would give each other away.
    """
    count = sum(counts.get(leaf, 0) for leaf in leaves)
    return count >= K and (len(leaves) - 1) * (K - 1) >= count + STEP


def _smallest(blocks: Iterable[Block], tree: Tree) -> list[Block]:
    """Return the block with the fewest people, with "all others" of the groups above it, which would miss it."""
    blocks = list(blocks)

    def with_those_above(block: Block) -> list[Block]:
        above = set(tree[min(block.leaves)]) - {block.group}
        return [block, *(other for other in blocks if other.group in above and other is not block)]

    choices = [with_those_above(block) for block in blocks]
    return min(choices, key=lambda taken: (sum(block.count for block in taken), taken[0].group))


def _block(group: str, leaves: Iterable[str], whole: bool, counts: Mapping[str, int]) -> Block:
    held = frozenset(leaves)
    return Block(group, held, whole, sum(counts.get(leaf, 0) for leaf in held))
