"""What people say against how they were ranked, with the answer; why a programme's version was made."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and the reason of a version, empty."""
    op.create_table(
        "objections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("ck_objections_has_words")),
        sa.CheckConstraint("(answered_at IS NULL) = (answer = '')", name=op.f("ck_objections_answered_with_words")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["accounts.id"], name=op.f("fk_objections_actor_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name=op.f("fk_objections_profile_id")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancies.id"], name=op.f("fk_objections_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
        sa.UniqueConstraint("public_id", name=op.f("uq_objections_public_id")),
    )
    op.create_index("ix_objections_profile_id", "objections", ["profile_id"])
    op.create_index("ix_objections_vacancy_id", "objections", ["vacancy_id"])
    waiting = sa.text("answered_at IS NULL")
    op.create_index(
        "uq_objections_waiting", "objections", ["profile_id", "vacancy_id"], unique=True, sqlite_where=waiting,
        postgresql_where=waiting,
    )  # fmt: skip
    op.add_column("programme_versions", sa.Column("reason", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Drop them: what was contested and answered is lost."""
    with op.batch_alter_table("programme_versions") as table:
        table.drop_column("reason")
    op.drop_table("objections")
