"""The inventory of columns: class, purpose, basis, retention and erasure; printed as docs/data.md."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from skillsbank.models import Base
from skillsbank.models.base import About

HEADING = """# What is kept, why, how long

Made by `python -m skillsbank.models.inventory > docs/data.md` from the columns themselves; a test holds both
together. Classes: P0 public, P1 for staff, P2 personal, P3 sensitive. "Export" says whether the person finds it in
their own copy. Nobody is asked about protection or residence status, ethnicity, religion, clan, politics, the way one
came or why one left: there is no column for it.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column and what holds for it."""

    table: str
    name: str
    about: About


def columns() -> Iterator[Column]:
    """Yield every column in the order of tables and columns; raises LookupError for one that nothing is said of."""
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: str(mapper.local_table)):
        default = getattr(mapper.class_, "about", None)
        for column in mapper.local_table.columns:
            about = column.info.get("about", default)
            if not isinstance(about, About):
                raise LookupError(f"nothing is said of {mapper.local_table}.{column.name}")
            yield Column(str(mapper.local_table), column.name, about)


def as_markdown() -> str:
    """Return the page: one table of columns for each table of the database, alike columns on one line."""
    lines = [HEADING]
    tables: dict[str, dict[About, list[str]]] = {}
    for column in columns():
        tables.setdefault(column.table, {}).setdefault(column.about, []).append(f"`{column.name}`")
    for table, rows in tables.items():
        lines += [
            f"## {table}\n",
            "| Columns | Class | Purpose | Basis | Kept | Erasure | Export |",
            "|---|---|---|---|---|---|---|",
        ]
        for about, names in rows.items():
            cells = (
                ", ".join(names), about.sensitivity, about.purpose, about.basis, about.keep, about.erase,
                "yes" if about.export else "no",
            )  # fmt: skip
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
