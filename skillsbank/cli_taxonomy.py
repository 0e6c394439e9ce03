"""The command that reads a published taxonomy in."""

import argparse
import sys
from pathlib import Path
from typing import Any

from skillsbank.cli_invite import WrongUse


def add(commands: Any) -> None:
    """Add the command to its group."""
    read = commands.add_parser("import", help="read a release of ESCO in: skills_en.csv, occupations_fr.csv ...")
    read.add_argument("folder", type=Path, metavar="DIR", help="the folder with the CSV files of the release")
    read.add_argument("--release", default="", metavar="NAME", help="such as 1.2.0, shown with the sources")
    read.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Read the folder in and show how far it is; raises WrongUse for a folder that is no release."""
    if len(options.release) > 40:
        raise WrongUse("--release: 40 characters at most")
    from skillsbank import run as running
    from skillsbank.database import make_sessions
    from skillsbank.services.ranking import taxonomy

    sessions = make_sessions(running.engine(running.settings()))
    file = ""
    try:
        for progress in taxonomy.read_in(sessions, options.folder, options.release):
            if file and progress.file != file:
                print()
            file = progress.file
            print(f"\r{file}: {progress.concepts:,} concepts", end="", flush=True)
    except taxonomy.WrongRelease as error:
        if file:
            print(file=sys.stderr)
        raise WrongUse(str(error)) from error
    print("\nThe taxonomy is in. Restarting is not needed.")
    return 0
