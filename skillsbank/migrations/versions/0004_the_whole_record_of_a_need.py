"""The whole record of a need.

Revision ID: 0004
Revises: 0003
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MODALITIES = "'temporary', 'virtual', 'circular', 'permanent'"


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _line(name: str, length: int = 200) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="")


def _list(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False, server_default="[]")


def _number(name: str, check: str = "", called: str = "") -> sa.Column[Any]:
    checks = [sa.CheckConstraint(check, name=op.f(f"ck_vacancies_{called or name}"))] if check else []
    return sa.Column(name, sa.Integer(), *checks, nullable=True)


def _station() -> list[sa.Column[Any]]:
    """Return what a duty station says of living there."""
    return [_line(name) for name in ("housing", "power", "water", "clinic")]


def _columns() -> list[sa.Column[Any]]:
    """Return the new columns of a need; a check stands at its column, because SQLite adds it no other way."""
    modality = sa.CheckConstraint(
        f"fallback_modality IN ({MODALITIES})", name=op.f("ck_vacancies_fallback_modality")
    )  # fmt: skip
    interviews = sa.CheckConstraint(
        "interview_from IS NULL OR interview_until IS NULL OR interview_from <= interview_until",
        name=op.f("ck_vacancies_interviews"),
    )
    return [
        _line("department"),
        _text("plan_objective"),
        _number("sdg", "sdg IS NULL OR sdg BETWEEN 1 AND 17"),
        _list("more_counterparts"),
        _line("supervisor_name"),
        _line("supervisor_role"),
        _number("trained_women"),
        _number("trained_men"),
        _text("sustainability"),
        sa.Column("fallback_modality", sa.String(40), modality, nullable=True),
        _list("only_links"),
        sa.Column("encouraged", sa.Boolean(), nullable=False, server_default=sa.true()),
        *_station(),
        _number("overlap_hours"),
        _text("equipment"),
        _number(
            "workload_percent", "workload_percent IS NULL OR workload_percent BETWEEN 1 AND 100", "workload"
        ),
        _list("visit_plan"),
        sa.Column("top_up_until", sa.Date(), nullable=True),
        _list("contributions"),
        sa.Column("interview_from", sa.Date(), nullable=True),
        sa.Column("interview_until", sa.Date(), interviews, nullable=True),
        _number("max_cost", "max_cost IS NULL OR max_cost >= 0"),
        _line("cost_currency", 3),
        _line("endorser_office"),
    ]  # fmt: skip


def upgrade() -> None:
    """Add teams, further duty stations and the new columns."""
    op.create_table(
        "vacancy_teams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy_teams")),
        sa.UniqueConstraint("public_id", name=op.f("uq_vacancy_teams_public_id")),
    )
    op.create_table(
        "vacancy_stations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("security_level", sa.Integer(), nullable=True),
        *_station(),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.CheckConstraint("seats BETWEEN 1 AND 998", name=op.f("ck_vacancy_stations_seats")),
        sa.CheckConstraint(
            "security_level IS NULL OR security_level BETWEEN 0 AND 4", name=op.f("ck_vacancy_stations_security_scale")
        ),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancies.id"], name=op.f("fk_vacancy_stations_vacancy_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy_stations")),
    )
    op.create_index(op.f("ix_vacancy_stations_vacancy_id"), "vacancy_stations", ["vacancy_id"])
    for column in _columns():
        op.add_column("vacancies", column)
    # written out: SQLite takes a foreign key only together with its column
    op.execute(
        "ALTER TABLE vacancies ADD COLUMN team_id INTEGER CONSTRAINT fk_vacancies_team_id REFERENCES vacancy_teams (id)"
    )
    op.create_index(op.f("ix_vacancies_team_id"), "vacancies", ["team_id"])
    for name in ("reading", "writing"):
        op.add_column("vacancy_languages", sa.Column(name, sa.String(2), nullable=True))


def downgrade() -> None:
    """Take them away; further duty stations and teams are lost."""
    for name in ("writing", "reading"):
        op.drop_column("vacancy_languages", name)
    op.drop_index(op.f("ix_vacancies_team_id"), table_name="vacancies")
    op.drop_column("vacancies", "team_id")
    for column in reversed(_columns()):
        op.drop_column("vacancies", column.name)
    op.drop_table("vacancy_stations")
    op.drop_table("vacancy_teams")
