"""The command line: rank a collection, evaluate a ranking, time the search."""

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

from matching.bench import TOP, measure
from matching.collections import read_collection, read_profiles, read_vacancies
from matching.concepts import Concepts
from matching.errors import InputError
from matching.evaluation import evaluate, pair_accuracy
from matching.runs import plain_run, text_run

DEPTH = 1000
TAG = "skills-bank"


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the options."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 when it went well, 2 for wrong options or input, with one line on standard error."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except InputError as error:
        print(f"matching: {error}", file=sys.stderr)
        return 2
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
    bench = commands.add_parser("bench", help="time the text search on a generated corpus")
    bench.add_argument("--profiles", type=_positive, default=100_000, help="size of the pool (%(default)s)")
    bench.add_argument("--vacancies", type=_positive, default=1000, help="needs to ask (%(default)s)")
    bench.add_argument("--seed", type=int, default=1, help="of the corpus (%(default)s)")
    bench.set_defaults(run=_bench)
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
    timing = measure(options.profiles, options.vacancies, options.seed)
    ratio = timing.by_hand_ms / timing.ours_ms
    print(f"{'profiles':>10}{'ours, ms':>12}{'by hand, ms':>14}{'ratio':>8}{'postings':>10}  same top {TOP}")
    print(
        f"{timing.profiles:10}{timing.ours_ms:12.3f}{timing.by_hand_ms:14.3f}{ratio:7.1f}x"
        f"{timing.postings_per_profile:10.1f}  {'yes' if timing.identical_top else 'NO'}"
    )
    print("Medians a need, one process, taking turns. By hand: X @ q and argsort, as with scikit-learn.")
    print("Other engines are compared once the bench dependencies are there; none was run here.")


if __name__ == "__main__":
    sys.exit(main())
