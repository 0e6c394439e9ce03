"""The whole record of an expert, and what is asked of candidates."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CODES = {
    "contact_channel": ("mail", "phone", "messaging"),
    "leave_kind": ("paid_holiday", "unpaid", "sabbatical", "secondment", "none_needed"),
    "leave_letter": ("have", "can_get", "not_yet"),
    "expected_allowance": ("volunteer", "costs_only", "stipend", "salary"),
    "kind": ("registration", "practice", "specialist", "chamber", "trade", "other"),
    "document": ("cv", "degree", "licence", "leave_letter", "reference"),
    "council": ("have", "applied", "not_yet"),
    "readiness": ("yes", "will_be"),
}


def _one_of(column: str, codes: str) -> str:
    return f"{column} IN ({', '.join(repr(code) for code in CODES[codes])})"


def _code(table: str, name: str) -> sa.Column[Any]:
    """Return a column of codes; its check stands at the column, because SQLite adds it no other way."""
    check = sa.CheckConstraint(_one_of(name, name), name=op.f(f"ck_{table}_{name}"))
    return sa.Column(name, sa.String(40), check, nullable=True)


def _month(table: str, name: str) -> sa.Column[Any]:
    check = sa.CheckConstraint(f"{name} IS NULL OR {name} BETWEEN 1 AND 12", name=op.f(f"ck_{table}_{name}"))
    return sa.Column(name, sa.Integer(), check, nullable=True)


def _line(name: str, length: int = 200) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="")


def _list(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False, server_default="[]")


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _columns() -> dict[str, list[sa.Column[Any]]]:
    """Return the new columns by table."""
    amount = sa.CheckConstraint(
        "allowance_amount IS NULL OR allowance_amount BETWEEN 1 AND 9999999", name=op.f("ck_profiles_allowance")
    )
    return {
        "profiles": [
            _line("other_names"),
            _code("profiles", "contact_channel"),
            _line("diaspora_organisation"),
            _code("profiles", "leave_kind"),
            _code("profiles", "leave_letter"),
            _flag("voluntary_move"),
            _code("profiles", "expected_allowance"),
            sa.Column("allowance_amount", sa.Integer(), amount, nullable=True),
            _line("allowance_currency", 3),
            _list("family_constraints"),
            _list("willing_regions"),
        ],
        "profile_languages": [
            sa.Column("reading", sa.String(2), nullable=True),
            sa.Column("writing", sa.String(2), nullable=True),
            _line("certificate"),
        ],
        "education": [_month("education", "month")],
        "experience": [_month("experience", "started_month"), _month("experience", "ended_month"), _flag("part_time")],
        "licences": [_code("licences", "kind"), _line("number")],
    }


def _of_profile(table: str) -> list[Any]:
    """Return what the new tables share: they hang on a profile and go with it."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f(f"fk_{table}_profile_id"), ondelete="CASCADE"
        ),
    ]


def _dates() -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in ("created_at", "updated_at")]


def _needed(name: str, length: int = 200) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False)


def upgrade() -> None:
    """Add the new columns, referees, documents and the answers for clinical work."""
    for table, columns in _columns().items():
        for column in columns:
            op.add_column(table, column)
    op.create_table(
        "referees",
        *_of_profile("referees"),
        _needed("name"),
        _needed("role"),
        _needed("contact"),
        sa.Column("agreed", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "documents",
        *_of_profile("documents"),
        *_dates(),
        _needed("public_id"),
        _needed("kind", 40),
        _needed("media_type", 40),
        sa.Column("size", sa.Integer(), nullable=False),
        _needed("sha256", 64),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(_one_of("kind", "document"), name=op.f("ck_documents_kind")),
        sa.CheckConstraint("size BETWEEN 1 AND 10485760", name=op.f("ck_documents_size")),
        sa.UniqueConstraint("public_id", name=op.f("uq_documents_public_id")),
    )
    op.create_table(
        "clinical_answers",
        *_of_profile("clinical_answers"),
        *_dates(),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        _needed("council", 40),
        _needed("council_number"),
        _needed("liability_cover", 40),
        _needed("vaccinations", 40),
        sa.Column("home_effect_understood", sa.Boolean(), nullable=False),
        sa.CheckConstraint(_one_of("council", "council"), name=op.f("ck_clinical_answers_council")),
        *(
            sa.CheckConstraint(_one_of(name, "readiness"), name=op.f(f"ck_clinical_answers_{name}"))
            for name in ("liability_cover", "vaccinations")
        ),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancies.id"], name=op.f("fk_clinical_answers_vacancy_id")),
        sa.UniqueConstraint("profile_id", "vacancy_id", name=op.f("uq_clinical_answers_profile_id_vacancy_id")),
    )
    for table in ("referees", "documents", "clinical_answers"):
        op.create_index(op.f(f"ix_{table}_profile_id"), table, ["profile_id"])
    op.create_index(op.f("ix_clinical_answers_vacancy_id"), "clinical_answers", ["vacancy_id"])


def downgrade() -> None:
    """Take them away; referees, documents and the answers for clinical work are lost."""
    for table in ("clinical_answers", "documents", "referees"):
        op.drop_table(table)
    for table, columns in _columns().items():
        checks = [check for column in columns for check in column.constraints]
        with op.batch_alter_table(table, recreate="auto" if checks else "never") as batch:
            for check in checks:  # SQLite may hold it beside the columns since a later revision made the table anew
                batch.drop_constraint(op.f(str(check.name)), type_="check")
            for column in reversed(columns):
                batch.drop_column(column.name)
