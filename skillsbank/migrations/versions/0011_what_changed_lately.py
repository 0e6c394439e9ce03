"""Indexes by which the engine learns within a request who changed since it last looked."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_profiles_updated_at", "profiles", "updated_at"),
    ("ix_profile_countries_updated_at", "profile_countries", "updated_at"),
    ("ix_consents_given_at", "consents", "given_at"),
    ("ix_consents_withdrawn_at", "consents", "withdrawn_at"),
)


def upgrade() -> None:
    """Make the indexes."""
    for name, table, column in INDEXES:
        op.create_index(name, table, [column])


def downgrade() -> None:
    """Drop the indexes."""
    for name, table, _column in reversed(INDEXES):
        op.drop_index(name, table)
