"""Institutions in full, texts of programmes, and a language for pages, mails and texts each."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# no batch: it would make the table anew on SQLite, and other tables point at it


def upgrade() -> None:
    op.create_table(
        "programme_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "registration", "matching", "disclosure", "statistics", "outreach", "risk", "travel",
                name="kind", native_enum=False, create_constraint=True, length=40,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.String(length=200), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("direction IN ('ltr', 'rtl')", name=op.f("ck_programme_texts_direction")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_programme_texts_version")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_programme_texts_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_texts")),
        sa.UniqueConstraint(
            "programme_id", "kind", "language", "version",
            name=op.f("uq_programme_texts_programme_id_kind_language_version"),
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_programme_texts_programme_id"), "programme_texts", ["programme_id"])
    op.create_table(
        "institution_contributions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(amount IS NULL) = (currency IS NULL)", name=op.f("ck_institution_contributions_amount_has_currency")
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_institution_contributions_amount")),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institutions.id"],
            name=op.f("fk_institution_contributions_institution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution_contributions")),
    )
    op.create_index(
        op.f("ix_institution_contributions_institution_id"), "institution_contributions", ["institution_id"]
    )
    op.create_table(
        "readiness_assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("max_experts", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_at IS NOT NULL",
            name=op.f("ck_readiness_assessments_confirmed_has_time"),
        ),
        sa.CheckConstraint("max_experts BETWEEN 0 AND 999", name=op.f("ck_readiness_assessments_max_experts")),
        *(
            sa.ForeignKeyConstraint(
                [column], ["accounts.id"], name=op.f(f"fk_readiness_assessments_{column}"), ondelete="SET NULL"
            )
            for column in ("given_by_id", "confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institutions.id"],
            name=op.f("fk_readiness_assessments_institution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness_assessments")),
        sa.UniqueConstraint("institution_id", "number", name=op.f("uq_readiness_assessments_institution_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_readiness_assessments_public_id")),
    )
    op.create_index(op.f("ix_readiness_assessments_institution_id"), "readiness_assessments", ["institution_id"])

    empty_list, nothing = sa.text("'[]'"), sa.text("''")
    op.add_column("accounts", sa.Column("mail_language", sa.String(length=200), nullable=True))
    op.add_column("accounts", sa.Column("text_languages", sa.JSON(), server_default=empty_list, nullable=False))
    op.add_column("role_grants", sa.Column("focal_for", sa.JSON(), server_default=empty_list, nullable=False))
    op.add_column("institutions", sa.Column("address", sa.Text(), server_default=nothing, nullable=False))
    for name in ("registration", "agreement_reference"):
        op.add_column("institutions", sa.Column(name, sa.String(length=200), server_default=nothing, nullable=False))
    for name in ("agreement_date", "agreement_end"):
        op.add_column("institutions", sa.Column(name, sa.Date(), nullable=True))


def downgrade() -> None:
    for name in ("agreement_end", "agreement_date", "agreement_reference", "registration", "address"):
        op.drop_column("institutions", name)
    op.drop_column("role_grants", "focal_for")
    for name in ("text_languages", "mail_language"):
        op.drop_column("accounts", name)
    for table in ("readiness_assessments", "institution_contributions", "programme_texts"):
        op.drop_table(table)
