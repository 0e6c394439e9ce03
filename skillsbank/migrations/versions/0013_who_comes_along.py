"""How many people would come along, and until when a document is valid."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both, empty."""
    with op.batch_alter_table("profiles") as table:
        table.add_column(sa.Column("dependants", sa.Integer(), nullable=True))
        table.create_check_constraint(
            op.f("ck_profiles_dependants"), "dependants IS NULL OR dependants BETWEEN 1 AND 20"
        )
    op.add_column("documents", sa.Column("valid_until", sa.Date(), nullable=True))


def downgrade() -> None:
    """Drop both."""
    op.drop_column("documents", "valid_until")
    with op.batch_alter_table("profiles") as table:
        table.drop_constraint(op.f("ck_profiles_dependants"), type_="check")
        table.drop_column("dependants")
