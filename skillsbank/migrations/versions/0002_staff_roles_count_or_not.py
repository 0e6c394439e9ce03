"""Closing somebody's work on the staff no longer closes the account: an expert beside that keeps their own."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# no batch: it would make the table anew on SQLite, and other tables point at it


def upgrade() -> None:
    """Add the column; accounts that an administrator closed have their roles on the staff closed instead."""
    op.add_column("accounts", sa.Column("staff_active", sa.Boolean(), server_default=sa.true(), nullable=False))
    accounts = _accounts()
    op.execute(accounts.update().where(sa.not_(accounts.c.active)).values(active=True, staff_active=False))


def downgrade() -> None:
    """Close the whole account of whoever is closed on the staff."""
    accounts = _accounts()
    op.execute(accounts.update().where(sa.not_(accounts.c.staff_active)).values(active=False))
    op.drop_column("accounts", "staff_active")


def _accounts() -> sa.TableClause:
    return sa.table("accounts", sa.column("active", sa.Boolean()), sa.column("staff_active", sa.Boolean()))
