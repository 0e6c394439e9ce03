"""The command line: rank a collection, evaluate a ranking, time the search."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import NoReturn

from matching import bench
from matching.collections import read_collection, read_profiles, read_vacancies
from matching.concepts import Concepts
from matching.errors import InputError, PeerMissingError
from matching.evaluation import evaluate, pair_accuracy
from matching.runs import plain_run, text_run

DEPTH = 1000
TAG = "skills-bank"


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the options."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 when it went well, 2 for wrong options or input, 3 for a peer that is missing.

    What is wrong is said in one line on standard error.
    """
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except InputError as error:
        print(f"matching: {error}", file=sys.stderr)
        return 2
    except PeerMissingError as error:
        print(f"matching: {error}", file=sys.stderr)
        return 3
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> _Parser:
    parser = _Parser(prog="matching", description="Rank profiles for needs by what their texts say.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    rank = commands.add_parser("rank", help="print a TREC run: need Q0 profile rank score tag")
    rank.add_argument("--vacancies", type=Path, required=True, help="JSON lines of id, title, text")
    rank.add_argument("--profiles", type=Path, required=True, help="JSON lines of id, title, text")
    rank.add_argument("--top", type=_positive, default=DEPTH, help="profiles a need (%(default)s)")
    rank.set_defaults(run=_rank)
    judge = commands.add_parser("evaluate", help="compare our ranking with plain TF-IDF against judgements")
    judge.add_argument("--collection", type=Path, required=True, help="folder of two .jsonl files and qrels.tsv")
    judge.set_defaults(run=_evaluate)
    for command in (rank, judge):
        command.add_argument("--concepts", type=Path, help="folder of lexicon CSV files, ours or ESCO's")
    timed = commands.add_parser("bench", help="time the engine beside its peers on invented people")
    sizes = [10_000, 100_000]
    timed.add_argument("--profiles", type=_positive, nargs="+", default=sizes, help="sizes of pools (%(default)s)")
    timed.add_argument("--vacancies", type=_positive, default=200, help="needs to ask (%(default)s)")
    timed.add_argument("--seed", type=_positive, default=1, help="of what is invented (%(default)s)")
    kinds = timed.add_mutually_exclusive_group()
    kinds.add_argument("--json", action="store_true", help="print the figures of the search as JSON, and no lists")
    kinds.add_argument("--write", type=Path, metavar="FOLDER", help="write benchmarks.md and the raw runs there too")
    timed.set_defaults(run=_bench)
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def _concepts(options: argparse.Namespace) -> Concepts | None:
    return Concepts.read(options.concepts) if options.concepts else None


def _rank(options: argparse.Namespace) -> None:
    vacancies, profiles = read_vacancies(options.vacancies), read_profiles(options.profiles)
    for vacancy, ranked in text_run(vacancies, profiles, _concepts(options), options.top):
        for place, (profile, score) in enumerate(ranked, 1):
            print(f"{vacancy} Q0 {profile} {place} {score:.9f} {TAG}")


def _evaluate(options: argparse.Namespace) -> None:
    collection = read_collection(options.collection)
    vacancies, profiles = collection.vacancies, collection.profiles
    runs = {
        "plain TfidfVectorizer": plain_run(vacancies, profiles, DEPTH),
        "ours": text_run(vacancies, profiles, _concepts(options), DEPTH),
    }
    print(f"{'':22}{'MAP':>11}{'nDCG@10':>11}{'recall@100':>11}{'MRR':>11}{'pairs':>11}")
    for name, ranked in runs.items():
        run = {vacancy: [profile for profile, _ in rows] for vacancy, rows in ranked}
        figures = [f"{value:11.4f}" for value in evaluate(run, collection.judgements).values()]
        pairs = pair_accuracy(run, collection.judgements)
        print(f"{name:22}{''.join(figures)}{'-' if pairs is None else format(pairs, '.4f'):>11}")


def _bench(options: argparse.Namespace) -> None:
    given = options.profiles, options.vacancies, options.seed
    searched = bench.search(*given)
    if options.json:
        print(json.dumps(bench.figures(searched), indent=1))
        return
    print(bench.as_text(bench.search_table(searched)), *bench.search_notes(searched), sep="\n", flush=True)
    listed = bench.lists(*given)
    print("", bench.as_text(bench.lists_table(listed)), *bench.lists_notes(listed), sep="\n")
    if options.write:
        sizes, needs, seed = " ".join(map(str, given[0])), *given[1:]
        command = f"python -m matching bench --profiles {sizes} --vacancies {needs} --seed {seed}"
        bench.write(options.write, command, searched, listed)


if __name__ == "__main__":
    sys.exit(main())
