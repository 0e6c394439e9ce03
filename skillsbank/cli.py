"""The command line: each command is a few lines that call a service; errors are one line, wrong use ends with 2."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from skillsbank import __version__, cli_invite, cli_taxonomy, cli_transfer
from skillsbank.cli_invite import WrongUse

WRONG_USE = 2
MOST_EXPERTS = 1_000_000


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and where the help is, and exit with 2."""
        self.exit(WRONG_USE, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    # what can go wrong with settings, files and servers is told in one line; a fault of ours keeps its traceback
    from alembic.util import CommandError
    from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError

    from skillsbank.domain.errors import DomainError
    from skillsbank.settings import SettingsError

    try:
        return command(options)
    except (WrongUse, SettingsError, OSError, ArgumentError, CommandError) as error:
        return _wrong(str(error))
    except DomainError as error:
        details = ", ".join(f"{key}={value}" for key, value in error.params.items())
        return _wrong(f"refused: {error.code}" + (f" ({details})" if details else ""))
    except (OperationalError, ProgrammingError) as error:
        what = str(error.orig).strip().splitlines()[0]
        return _wrong(f"the database does not do this: {what} (was it migrated? skillsbank database upgrade)")
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the parser with its commands."""
    top = Parser(prog="skillsbank", description="Skills Bank: experts of a diaspora and the needs at home.")
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    database = commands.add_parser("database", help="look after the database")
    upgrade = database.add_subparsers(required=True, metavar="COMMAND").add_parser(
        "upgrade", help="bring the database to the newest schema"
    )
    upgrade.set_defaults(command=_upgrade)

    seed = commands.add_parser("seed", help="load the programmes; with --experts also generated experts")
    seed.add_argument("--experts", type=_number(1, MOST_EXPERTS), metavar="N", help="so many, up to a million")
    seed.add_argument("--seed", type=_number(0, 2**32 - 1), default=1, metavar="S", help="same S, same experts (1)")
    seed.set_defaults(command=_seed)

    texts = commands.add_parser("texts", help="look after the texts that people read before they agree")
    load = texts.add_subparsers(required=True, metavar="COMMAND").add_parser(
        "load", help="load every .toml file of a folder; other words need a higher version"
    )
    load.add_argument("folder", type=Path, metavar="DIR")
    load.set_defaults(command=_texts)

    demo = commands.add_parser("demo", help="start web and worker with invented data on this machine")
    demo.add_argument("--port", type=_number(1, 65535), default=8000)
    demo.set_defaults(command=_demo)

    serve = commands.add_parser("serve", help="start the web server on 127.0.0.1, behind a proxy")
    serve.add_argument("--port", type=_number(1, 65535), default=8000)
    serve.set_defaults(command=_serve)

    worker = commands.add_parser("worker", help="deliver mails and run the daily duties")
    worker.set_defaults(command=_worker)

    account = commands.add_parser("account", help="look after accounts")
    cli_invite.add(account.add_subparsers(required=True, metavar="COMMAND"))

    words = commands.add_parser("taxonomy", help="look after the concepts of skills and occupations")
    cli_taxonomy.add(words.add_subparsers(required=True, metavar="COMMAND"))
    cli_transfer.add(commands)
    return top


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text) if text.isdecimal() and len(text) <= len(str(most)) else -1
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"a whole number from {least} to {most} is needed, not {text[:20]!r}")
        return value

    return number


def _wrong(message: str) -> int:
    print(f"skillsbank: {' '.join(message.split())}", file=sys.stderr)
    return WRONG_USE


def _upgrade(_options: argparse.Namespace) -> int:
    from skillsbank import migrate, run

    settings = run.settings()
    migrate.upgrade(run.engine(settings))
    print("The database has the newest schema.")
    return 0


def _seed(options: argparse.Namespace) -> int:
    from skillsbank import run
    from skillsbank.policies import SYSTEM
    from skillsbank.services import programmes
    from skillsbank.services.seeding import generator

    engine = run.engine(run.settings())
    with run.session(engine) as session:
        count = len(programmes.load_presets(session, SYSTEM))
    print(f"{count} programmes are loaded.")
    if options.experts:
        for done in generator.generate(engine, options.experts, options.seed):
            print(f"\r{done:,} of {options.experts:,} experts", end="", flush=True)
        print()
    return 0


def _texts(options: argparse.Namespace) -> int:
    from skillsbank import run
    from skillsbank.policies import SYSTEM
    from skillsbank.services import texts

    if not options.folder.is_dir():
        raise WrongUse(f"{options.folder} is not a folder")
    with run.session(run.engine(run.settings())) as session:
        count, new = texts.load_folder(session, SYSTEM, options.folder)
    print(f"{count} texts are loaded, {new} of them now.")
    return 0


def _demo(options: argparse.Namespace) -> int:
    from skillsbank import run

    return run.demo(options.port)


def _serve(options: argparse.Namespace) -> int:
    from skillsbank import run

    return run.serve(options.port)


def _worker(_options: argparse.Namespace) -> int:
    from skillsbank import run

    return run.worker()
