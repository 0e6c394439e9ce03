"""Lists from files, and people whose details somebody else passed on; a draft may have no account."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OF_A_PROFILE = (
    "profile_countries",
    "profile_occupations",
    "profile_skills",
    "profile_languages",
    "availability_windows",
    "education",
    "experience",
    "licences",
    "readings",
    "answer_drafts",
)


def upgrade() -> None:
    op.create_table(
        "import_sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "self",
                "survey",
                "event",
                "association",
                "embassy",
                "officer",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("meanings", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["accounts.id"], name=op.f("fk_import_sources_officer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_sources")),
        sa.UniqueConstraint("officer_id", "name", name=op.f("uq_import_sources_officer_id_name")),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("never_kept", sa.JSON(), nullable=False),
        sa.Column("origin", sa.String(length=2), nullable=False),
        sa.Column("residence", sa.String(length=2), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "consent",
                "public_task",
                "legitimate_interest",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("finished_at IS NULL OR content IS NULL", name=op.f("ck_imports_nothing_left_of_the_file")),
        sa.CheckConstraint("done BETWEEN 0 AND total", name=op.f("ck_imports_done_within")),
        sa.CheckConstraint("started_at IS NULL OR basis IS NOT NULL", name=op.f("ck_imports_started_on_a_basis")),
        sa.CheckConstraint("taken + skipped + failed = done", name=op.f("ck_imports_every_row_has_one_end")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["accounts.id"], name=op.f("fk_imports_officer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["import_sources.id"], name=op.f("fk_imports_source_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sa.UniqueConstraint("public_id", name=op.f("uq_imports_public_id")),
    )
    op.create_index(op.f("ix_imports_officer_id"), "imports", ["officer_id"], unique=False)
    op.create_index(op.f("ix_imports_started_at"), "imports", ["started_at"], unique=False)

    op.create_table(
        "import_problems",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_import_problems_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_problems")),
    )
    op.create_index(op.f("ix_import_problems_import_id"), "import_problems", ["import_id"], unique=False)

    op.create_table(
        "intakes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "file", "phone", "paper", "event", name="channel", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum(
                "consent",
                "public_task",
                "legitimate_interest",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("explained_by", sa.String(length=200), nullable=False),
        sa.Column("explained_in", sa.String(length=3), nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "answer",
            sa.Enum("link", "paper", name="answer", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("paper_place", sa.String(length=200), nullable=False),
        sa.Column("paper_date", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "answer IS NULL OR answer <> 'paper' OR (paper_place <> '' AND paper_date IS NOT NULL)",
            name=op.f("ck_intakes_paper_is_somewhere"),
        ),
        sa.CheckConstraint("channel = 'file' OR explained_by <> ''", name=op.f("ck_intakes_somebody_explained")),
        sa.CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name=op.f("ck_intakes_answered_somehow")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_intakes_import_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["accounts.id"], name=op.f("fk_intakes_officer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_intakes_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intakes")),
        sa.UniqueConstraint("digest", name=op.f("uq_intakes_digest")),
        sa.UniqueConstraint("profile_id", name=op.f("uq_intakes_profile_id")),
    )
    op.create_index(op.f("ix_intakes_email"), "intakes", ["email"], unique=False)
    op.create_index(op.f("ix_intakes_import_id"), "intakes", ["import_id"], unique=False)
    op.create_index(op.f("ix_intakes_officer_id"), "intakes", ["officer_id"], unique=False)
    with op.batch_alter_table("profiles") as batch:
        batch.drop_constraint(op.f("ck_profiles_only_a_stub_has_no_account"), type_="check")
        batch.create_check_constraint(
            op.f("ck_profiles_in_use_has_an_account"), "state IN ('draft', 'erased') OR account_id IS NOT NULL"
        )


def downgrade() -> None:
    op.drop_index(op.f("ix_intakes_officer_id"), "intakes")
    op.drop_index(op.f("ix_intakes_import_id"), "intakes")
    op.drop_index(op.f("ix_intakes_email"), "intakes")

    op.drop_table("intakes")
    op.drop_index(op.f("ix_import_problems_import_id"), "import_problems")

    op.drop_table("import_problems")
    op.drop_index(op.f("ix_imports_started_at"), "imports")
    op.drop_index(op.f("ix_imports_officer_id"), "imports")

    op.drop_table("imports")
    op.drop_table("import_sources")
    # what somebody else passed on has no place in the older schema: nobody could answer for it
    without = "SELECT id FROM profiles WHERE account_id IS NULL AND state = 'draft'"
    for table in OF_A_PROFILE:
        op.execute(f"DELETE FROM {table} WHERE profile_id IN ({without})")  # noqa: S608  # names of our own
    op.execute("DELETE FROM profiles WHERE account_id IS NULL AND state = 'draft'")
    with op.batch_alter_table("profiles") as batch:
        batch.drop_constraint(op.f("ck_profiles_in_use_has_an_account"), type_="check")
        batch.create_check_constraint(
            op.f("ck_profiles_only_a_stub_has_no_account"), "state = 'erased' OR account_id IS NOT NULL"
        )
