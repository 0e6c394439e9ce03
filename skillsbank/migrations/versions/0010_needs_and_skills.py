"""What institutions report of their posts, and the fixed counts of people that ministries read."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables, empty."""
    op.create_table(
        "demand_returns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["accounts.id"], name=op.f("fk_demand_returns_given_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_demand_returns_institution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand_returns")),
        sa.UniqueConstraint("institution_id", "number", name=op.f("uq_demand_returns_institution_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_demand_returns_public_id")),
    )
    op.create_index("ix_demand_returns_institution_id", "demand_returns", ["institution_id"])
    op.create_table(
        "demand_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("isco", sa.String(length=4), nullable=False),
        sa.Column("established", sa.Integer(), nullable=False),
        sa.Column("filled", sa.Integer(), nullable=False),
        sa.Column("vacant", sa.Integer(), nullable=False),
        sa.Column("hard_to_fill", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("difference", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "established BETWEEN 0 AND 99999 AND filled BETWEEN 0 AND 99999", name=op.f("ck_demand_lines_posts")
        ),
        sa.CheckConstraint("vacant BETWEEN 0 AND 99999", name=op.f("ck_demand_lines_vacant")),
        sa.CheckConstraint("hard_to_fill BETWEEN 0 AND vacant", name=op.f("ck_demand_lines_hard_to_fill")),
        sa.CheckConstraint("hard_to_fill = 0 OR reason <> ''", name=op.f("ck_demand_lines_hard_has_a_reason")),
        sa.CheckConstraint(
            "filled + vacant = established OR difference <> ''", name=op.f("ck_demand_lines_difference_is_explained")
        ),
        sa.ForeignKeyConstraint(
            ["return_id"], ["demand_returns.id"], name=op.f("fk_demand_lines_return_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand_lines")),
        sa.UniqueConstraint("return_id", "isco", name=op.f("uq_demand_lines_return_id_isco")),
    )
    op.create_index("ix_demand_lines_isco", "demand_lines", ["isco"])
    op.create_index("ix_demand_lines_return_id", "demand_lines", ["return_id"])
    op.create_table(
        "supply_snapshots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_snapshots")),
        sa.UniqueConstraint("country", "month", name=op.f("uq_supply_snapshots_country_month")),
    )


def downgrade() -> None:
    """Drop what was reported and counted."""
    op.drop_table("supply_snapshots")
    op.drop_table("demand_lines")
    op.drop_table("demand_returns")
