"""What officers decided that own words mean, what erasure leaves for statistics, who agreed on paper."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "word_meanings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("concept", sa.String(length=200), nullable=True),
        sa.Column("offered", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(verdict = 'mapped') = (concept IS NOT NULL)", name=op.f("ck_word_meanings_mapped_to_something")),
        sa.CheckConstraint("kind IN ('skill', 'occupation')", name=op.f("ck_word_meanings_kind")),
        sa.CheckConstraint("verdict IN ('mapped', 'own', 'open')", name=op.f("ck_word_meanings_verdict")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["accounts.id"], name=op.f("fk_word_meanings_decided_by_id"), ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_meanings")),
        sa.UniqueConstraint("kind", "language", "digest", name=op.f("uq_word_meanings_kind_language_digest")),
    )  # fmt: skip
    op.create_table(
        "erased_stubs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column("sex", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("sectors", sa.JSON(), nullable=False),
        sa.Column("modalities", sa.JSON(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.CheckConstraint("sex IN ('F', 'M', 'X', 'N')", name=op.f("ck_erased_stubs_sex")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_stubs")),
        sa.UniqueConstraint("public_id", name=op.f("uq_erased_stubs_public_id")),
    )
    with op.batch_alter_table("profiles") as batch:
        batch.add_column(sa.Column("on_paper", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.drop_constraint(op.f("ck_profiles_in_use_has_an_account"), type_="check")
        batch.create_check_constraint(
            op.f("ck_profiles_in_use_has_an_account"),
            "state IN ('draft', 'erased') OR account_id IS NOT NULL OR on_paper",
        )


def downgrade() -> None:
    """Drop the tables: own words are own words again, and nobody counts who was erased."""
    # the older schema knows nobody in use without an account: they are drafts again, as the paper alone made them
    op.execute("UPDATE profiles SET state = 'draft' WHERE account_id IS NULL AND state <> 'erased'")
    with op.batch_alter_table("profiles") as batch:
        batch.drop_constraint(op.f("ck_profiles_in_use_has_an_account"), type_="check")
        batch.create_check_constraint(
            op.f("ck_profiles_in_use_has_an_account"), "state IN ('draft', 'erased') OR account_id IS NOT NULL"
        )
        batch.drop_column("on_paper")
    op.drop_table("erased_stubs")
    op.drop_table("word_meanings")
