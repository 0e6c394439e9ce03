"""`skillsbank export` and `skillsbank import`: needs and code lists as documented CSV or JSON (docs/exports.md)."""

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skillsbank.cli_invite import WrongUse

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def add(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add both commands."""
    out = commands.add_parser("export", help="write needs, or a code list, to a file")
    out.add_argument("what", metavar="WHAT", help="needs, or the name of a code list: see docs/exports.md")
    out.add_argument("file", metavar="FILE", type=Path, help="its name ends in .csv or .json")
    out.set_defaults(command=export)
    load = commands.add_parser("import", help="read needs from a file as new drafts; all of them or none")
    load.add_argument("what", choices=["needs"], metavar="needs")
    load.add_argument("file", metavar="FILE", type=Path, help="as `skillsbank export needs` writes it")
    load.set_defaults(command=load_needs)


def export(options: argparse.Namespace) -> int:
    """Write the file; raises WrongUse."""
    from skillsbank import code_lists
    from skillsbank.domain import exchange

    kind = _kind(options.file)
    if options.what == "needs":
        from skillsbank.policies import SYSTEM
        from skillsbank.services import transfer

        with _session() as session:
            rows = transfer.need_records(session, SYSTEM)
        columns: Sequence[str] = transfer.COLUMNS
    elif options.what in code_lists.NAMES:
        columns, rows = code_lists.columns(options.what), code_lists.rows(options.what)
    else:
        raise WrongUse(f"{options.what[:40]!r} is neither needs nor one of: {', '.join(code_lists.NAMES)}")
    text = as_json(rows) if kind == "json" else "\ufeff" + exchange.as_csv(columns, rows)
    options.file.write_text(text, encoding="utf-8", newline="")
    print(f"{len(rows)} records are in {options.file}.")
    return 0


def load_needs(options: argparse.Namespace) -> int:
    """Read the file; raises WrongUse, OSError or Invalid."""
    from skillsbank.domain import exchange
    from skillsbank.policies import SYSTEM
    from skillsbank.services import transfer

    kind = _kind(options.file)
    try:
        text = options.file.read_text(encoding="utf-8-sig")
        records = json.loads(text) if kind == "json" else exchange.from_csv(text, transfer.TEXTS)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise WrongUse(f"{options.file} is no {kind.upper()} in UTF-8") from error
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise WrongUse(f"{options.file} holds no list of needs")
    with _session() as session:
        count = transfer.load_needs(session, SYSTEM, records)
    print(f"{count} needs were written as drafts.")
    return 0


def as_json(rows: Any) -> str:
    """Return rows as readable JSON."""
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


@contextmanager
def _session() -> "Iterator[Session]":
    from skillsbank import run

    engine = run.engine(run.settings())
    try:
        with run.session(engine) as session:
            yield session
    finally:
        engine.dispose()


def _kind(file: Path) -> str:
    kind = file.suffix.lower().removeprefix(".")
    if kind not in ("csv", "json"):
        raise WrongUse(f"{file} must end in .csv or .json")
    return kind
