"""The letter with which a ministry endorsed a need."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "endorsement_letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size BETWEEN 1 AND 10485760", name=op.f("ck_endorsement_letters_size")),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancies.id"], name=op.f("fk_endorsement_letters_vacancy_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement_letters")),
        sa.UniqueConstraint("public_id", name=op.f("uq_endorsement_letters_public_id")),
        sa.UniqueConstraint("vacancy_id", name=op.f("uq_endorsement_letters_vacancy_id")),
    )


def downgrade() -> None:
    """Drop it: the letters are lost."""
    op.drop_table("endorsement_letters")
