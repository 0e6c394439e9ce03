"""Concepts of a published taxonomy with their labels, and what was read in when."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables, empty."""
    op.create_table(
        "taxonomy_concepts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uri", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("isco", sa.String(length=4), nullable=False),
        sa.CheckConstraint("kind IN ('skill', 'occupation')", name=op.f("ck_taxonomy_concepts_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy_concepts")),
        sa.UniqueConstraint("uri", name=op.f("uq_taxonomy_concepts_uri")),
    )
    op.create_table(
        "taxonomy_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release", sa.String(length=200), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy_imports")),
    )
    op.create_table(
        "taxonomy_labels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concept_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["taxonomy_concepts.id"],
            name=op.f("fk_taxonomy_labels_concept_id"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy_labels")),
    )  # fmt: skip
    op.create_index("ix_taxonomy_labels_concept_id", "taxonomy_labels", ["concept_id"])
    op.create_index("ix_taxonomy_labels_words", "taxonomy_labels", ["words"])


def downgrade() -> None:
    """Drop the tables: what was read in can be read in again."""
    op.drop_table("taxonomy_labels")
    op.drop_table("taxonomy_imports")
    op.drop_table("taxonomy_concepts")
