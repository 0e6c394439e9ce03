"""The benchmark: the search beside its peers and whole lists by stage, as tables, JSON or the pages of docs."""

import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from matching import bench_lists, bench_search
from matching.bench_lists import STAGES, Listed
from matching.bench_search import MASKS, OURS, Searched
from matching.peers import PEERS, TOP

_VERSIONS = ("numpy", "scipy", "scikit-learn", "numba", "bm25s", "sparse_dot_topn", "tantivy")


def search(sizes: Sequence[int], needs: int, seed: int) -> list[Searched]:
    """Time the search at each size; PeerMissingError where a peer is not installed."""
    return [bench_search.measure(size, needs, seed, PEERS) for size in sizes]


def lists(sizes: Sequence[int], needs: int, seed: int) -> list[Listed]:
    """Time whole lists at each size, in a process of its own: what the peers leave in memory makes others slow."""
    found = []
    for size in sizes:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            found.append(alone.submit(bench_lists.measure, size, needs, seed).result())
    return found


def figures(found: Iterable[Searched]) -> list[dict[str, Any]]:
    """Give what a machine compares, one entry a size."""
    return [
        {
            "size": one.size,
            "ours_ms": round(one.median(OURS), 4),
            "peers": {name: round(one.median(name), 4) for name in PEERS},
            "identical_top_k": one.identical_top_k,
            "postings_per_profile": round(one.postings_per_profile, 2),
            "masks_ms": {name: round(one.median(name), 4) for name in MASKS},
        }
        for one in found
    ]


def search_table(found: Iterable[Searched]) -> list[list[str]]:
    """Give the medians of the search, and how many times ours each is."""
    rows = [["profiles", "engine", "ms, median", "times ours"]]
    for one in found:
        own = one.median(OURS)
        rows += [
            [str(one.size), name, f"{one.median(name):.3f}", f"{one.median(name) / own:.2f}"]
            for name in sorted(one.runs, key=one.median)
        ]
    return rows


def search_notes(found: Iterable[Searched]) -> list[str]:
    """Say what was searched, and whether the lists are those of the exact product."""
    return [
        f"{one.size} profiles: a need touches {one.postings_per_profile:.1f} postings a profile; the best {TOP} of "
        f"{len(one.runs[OURS])} needs, with and without masks, "
        f"{'equal' if one.identical_top_k else 'DIFFER FROM'} those of the exact product."
        for one in found
    ]


def lists_table(found: Iterable[Listed]) -> list[list[str]]:
    """Give the middle and the slow end of whole lists, and the share of each stage."""
    rows = [["profiles", "part of a list", "ms, p50", "ms, p99", "share"]]
    for one in found:
        whole = sum(one.runs["whole"])
        rows += [
            [str(one.size), name, *_percentiles(one.runs[name]), f"{sum(one.runs[name]) / whole:.0%}"]
            for name in ("whole", *STAGES)
        ]
        rows.append([str(one.size), "an updated profile", *_percentiles(one.updates), "-"])
    return rows


def lists_notes(found: Iterable[Listed]) -> list[str]:
    """Say what the lists were, and what stage one leaves to stage two."""
    return [
        f"{one.size} profiles: {one.shown:.1f} results a list on average, of {len(one.runs['whole'])} lists; recall at "
        f"{TOP} of stage one against the fusion of everybody: {one.recall:.3f}."
        for one in found
    ]


def _percentiles(times: Sequence[float]) -> list[str]:
    return [f"{median(times):.2f}", f"{float(np.percentile(times, 99)):.2f}"]


def as_text(table: Sequence[Sequence[str]]) -> str:
    """Set a table in columns: words to the left, numbers to the right."""
    widths = [max(len(row[at]) for row in table) for at in range(len(table[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 1 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in table
    )


def write(folder: Path, command: str, searched: Sequence[Searched], listed: Sequence[Listed]) -> None:
    """Write the page of the benchmarks, and the raw runs beside it."""
    page = [
        "# Benchmarks",
        "",
        f"Written by `{command}` (`make bench`).",
        "The raw runs are in [benchmarks.json](benchmarks.json). Use the ratios: in the search all was measured in",
        "one process and one run, each need by each engine, in another order each time.",
        "",
        f"- Machine: {_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        f"- Load of the machine at the end (1, 5, 15 minutes): {', '.join(f'{load:.1f}' for load in os.getloadavg())}",
        f"- Versions: Python {platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in _VERSIONS)}",
        "",
        f"## The best {TOP} of a pool for one need: stage one beside its peers",
        "",
        *_markdown(search_table(searched)),
        "",
        *(f"- {note}" for note in search_notes(searched)),
        "- Invented texts of 109 words on average, in random order. bm25s and tantivy rank by another formula:",
        "  they are compared for speed alone. What is done once, such as building an index or a query, is not timed.",
        "",
        f"## Whole lists: conditions, criteria and reasons for the best {TOP}",
        "",
        *_markdown(lists_table(listed)),
        "",
        *(f"- {note}" for note in lists_notes(listed)),
        "- Each size is timed in a process of its own, as a service has it: after the peers above, in their process,",
        "  a list of 100,000 once took 30 ms instead of 17.",
        "",
    ]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "benchmarks.md").write_text("\n".join(page), encoding="utf-8")
    raw = {
        "search": {one.size: _rounded(one.runs) for one in searched},
        "lists": {one.size: _rounded({**one.runs, "an updated profile": one.updates}) for one in listed},
    }
    (folder / "benchmarks.json").write_text(json.dumps(raw, separators=(",", ":")) + "\n", encoding="utf-8")


def _rounded(runs: Mapping[str, Sequence[float]]) -> dict[str, list[float]]:
    return {name: [round(time, 4) for time in times] for name, times in runs.items()}


def _markdown(table: Sequence[Sequence[str]]) -> list[str]:
    head, *rows = table
    rule = ["---" if at == 1 else "--:" for at in range(len(head))]
    return [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"
