"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", sa.String(length=200), nullable=False),
        sa.Column("duty_country", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "duty_country IS NULL OR length(duty_country) = 2", name=op.f("ck_accounts_duty_country_is_iso")
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_accounts_email_in_lower_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_accounts_fs_uniquifier")),
        sa.UniqueConstraint("public_id", name=op.f("uq_accounts_public_id")),
    )
    op.create_table(
        "outbox_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_messages")),
    )
    with op.batch_alter_table("outbox_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_messages_delivered_at"), ["delivered_at"], unique=False)

    op.create_table(
        "programmes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("code", name=op.f("uq_programmes_code")),
    )
    op.create_table(
        "worker_beats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_beats")),
        sa.UniqueConstraint("name", name=op.f("uq_worker_beats_name")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("tag", sa.String(length=200), nullable=False),
        sa.Column("subject_kind", sa.String(length=200), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["accounts.id"], name=op.f("fk_audit_entries_actor_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entries_subject", ["subject_kind", "subject_id"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("subject_kind", sa.String(length=200), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["accounts.id"], name=op.f("fk_decisions_actor_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index("ix_decisions_subject", ["subject_kind", "subject_id"], unique=False)

    op.create_table(
        "email_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "confirm",
                "sign_in",
                "reset",
                "invite",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_email_links_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_email_links_digest")),
    )
    with op.batch_alter_table("email_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_email_links_account_id"), ["account_id"], unique=False)

    op.create_table(
        "institutions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "unverified",
                "verified",
                "suspended",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("acronym", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ministry",
                "agency",
                "local_government",
                "hospital",
                "university",
                "school",
                "court",
                "ngo",
                "private",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "ownership",
            sa.Enum(
                "public", "private", "mixed", name="ownership", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("sector", sa.String(length=200), nullable=False),
        sa.Column("parent", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("domain", sa.String(length=200), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state = 'unverified' OR (verified_at IS NOT NULL AND verified_by_id IS NOT NULL AND evidence <> '')",
            name=op.f("ck_institutions_verified_has_evidence"),
        ),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_institutions_capacity")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["accounts.id"], name=op.f("fk_institutions_verified_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institutions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_institutions_public_id")),
    )
    with op.batch_alter_table("institutions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_institutions_country"), ["country"], unique=False)

    op.create_table(
        "profiles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "active",
                "info_requested",
                "ineligible",
                "paused",
                "stale",
                "unreachable",
                "withdrawn",
                "erasure_pending",
                "erased",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "self",
                "survey",
                "event",
                "association",
                "embassy",
                "officer",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("given_name", sa.String(length=200), nullable=False),
        sa.Column("family_name", sa.String(length=200), nullable=False),
        sa.Column("name_original", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column(
            "sex",
            sa.Enum("F", "M", "X", "N", name="sex", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("citizenships", sa.JSON(), nullable=False),
        sa.Column("residence_country", sa.String(length=2), nullable=False),
        sa.Column("city", sa.String(length=200), nullable=False),
        sa.Column("text_language", sa.String(length=3), nullable=False),
        sa.Column("headline", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("public_summary", sa.Text(), nullable=False),
        sa.Column("motivation", sa.Text(), nullable=False),
        sa.Column(
            "skill_tier",
            sa.Enum(
                "highly_qualified",
                "qualified",
                "skilled",
                name="skill_tier",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("sectors", sa.JSON(), nullable=False),
        sa.Column("modalities", sa.JSON(), nullable=False),
        sa.Column("must_keep_job", sa.Boolean(), nullable=True),
        sa.Column("leave_max_days", sa.Integer(), nullable=True),
        sa.Column(
            "employment",
            sa.Enum(
                "employed",
                "self_employed",
                "student",
                "unemployed",
                "retired",
                "other",
                name="employment",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("right_of_return_until", sa.Date(), nullable=True),
        sa.Column("excluded_regions", sa.JSON(), nullable=False),
        sa.Column("max_security_level", sa.Integer(), nullable=True),
        sa.Column("hours_per_week", sa.Integer(), nullable=True),
        sa.Column("time_zone", sa.String(length=200), nullable=False),
        sa.Column(
            "connectivity",
            sa.Enum("good", "audio", "text", name="connectivity", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("travel_page_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state = 'erased' OR account_id IS NOT NULL", name=op.f("ck_profiles_only_a_stub_has_no_account")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn', 'erasure_pending', 'erased') OR activated_at IS NOT NULL",
            name=op.f("ck_profiles_in_use_was_activated"),
        ),
        sa.CheckConstraint(
            "birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100", name=op.f("ck_profiles_birth_year_plausible")
        ),
        sa.CheckConstraint(
            "hours_per_week IS NULL OR hours_per_week BETWEEN 1 AND 40", name=op.f("ck_profiles_hours_a_week")
        ),
        sa.CheckConstraint(
            "leave_max_days IS NULL OR leave_max_days BETWEEN 0 AND 730", name=op.f("ck_profiles_leave_days")
        ),
        sa.CheckConstraint(
            "max_security_level IS NULL OR max_security_level BETWEEN 0 AND 4", name=op.f("ck_profiles_security_scale")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_profiles_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profiles")),
        sa.UniqueConstraint("account_id", name=op.f("uq_profiles_account_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_profiles_public_id")),
    )
    with op.batch_alter_table("profiles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profiles_state"), ["state"], unique=False)

    op.create_table(
        "programme_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_programme_versions_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_versions")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_programme_versions_programme_id_number")),
    )
    with op.batch_alter_table("programme_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_versions_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "availability_windows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("min_days", sa.Integer(), nullable=False),
        sa.Column("max_days", sa.Integer(), nullable=False),
        sa.Column("notice_weeks", sa.Integer(), nullable=False),
        sa.Column("yearly", sa.Boolean(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("min_days BETWEEN 1 AND max_days", name=op.f("ck_availability_windows_days_in_order")),
        sa.CheckConstraint("starts <= ends", name=op.f("ck_availability_windows_in_order")),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_availability_windows_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_windows")),
    )
    with op.batch_alter_table("availability_windows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_availability_windows_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "education",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=4), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("school", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("recognised_in", sa.JSON(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 8", name=op.f("ck_education_level")),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_education_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_education")),
    )
    with op.batch_alter_table("education", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_education_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "experience",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("isco", sa.String(length=4), nullable=False),
        sa.Column("sector", sa.String(length=200), nullable=False),
        sa.Column("employer", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_experience_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experience")),
    )
    with op.batch_alter_table("experience", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_experience_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "licences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("isco", sa.String(length=4), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_licences_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licences")),
    )
    with op.batch_alter_table("licences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_licences_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "profile_countries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column(
            "visibility",
            sa.Enum("card", "ask_first", name="visibility", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("reveal_requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_profile_countries_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_countries")),
        sa.UniqueConstraint("profile_id", "country", name=op.f("uq_profile_countries_profile_id_country")),
    )
    with op.batch_alter_table("profile_countries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_countries_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_profile_countries_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "profile_languages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("level", sa.String(length=2), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_profile_languages_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_languages")),
    )
    with op.batch_alter_table("profile_languages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_languages_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "profile_occupations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("isco", sa.String(length=4), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("years BETWEEN 0 AND 70", name=op.f("ck_profile_occupations_years")),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_profile_occupations_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_occupations")),
    )
    with op.batch_alter_table("profile_occupations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_occupations_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "profile_skills",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concept", sa.String(length=200), nullable=True),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("can_teach", sa.Boolean(), nullable=False),
        sa.Column("last_used", sa.Integer(), nullable=True),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_profile_skills_level")),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_profile_skills_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_skills")),
    )
    with op.batch_alter_table("profile_skills", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_skills_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "role_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "expert",
                "institution",
                "ministry",
                "officer",
                "manager",
                "administrator",
                "auditor",
                "donor",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("country", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(role = 'institution') = (institution_id IS NOT NULL)", name=op.f("ck_role_grants_institution_has_scope")
        ),
        sa.CheckConstraint(
            "(role = 'ministry') = (country IS NOT NULL)", name=op.f("ck_role_grants_ministry_has_country")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_role_grants_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["institution_id"], ["institutions.id"], name=op.f("fk_role_grants_institution_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_role_grants_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
        sa.UniqueConstraint(
            "account_id",
            "role",
            "programme_id",
            "institution_id",
            "country",
            name=op.f("uq_role_grants_account_id_role_programme_id_institution_id_country"),
        ),
    )
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grants_account_id"), ["account_id"], unique=False)

    op.create_table(
        "vacancies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "endorsed",
                "refused",
                "approved",
                "open",
                "closed_to_applications",
                "suspended",
                "in_selection",
                "filled",
                "failed",
                "cancelled",
                "archived",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "suspended_from",
            sa.Enum(
                "draft",
                "submitted",
                "endorsed",
                "refused",
                "approved",
                "open",
                "closed_to_applications",
                "suspended",
                "in_selection",
                "filled",
                "failed",
                "cancelled",
                "archived",
                name="suspended_from",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("readvertises_id", sa.Integer(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("why_not_local", sa.Text(), nullable=False),
        sa.Column("objectives", sa.Text(), nullable=False),
        sa.Column("tasks", sa.JSON(), nullable=False),
        sa.Column("deliverables", sa.JSON(), nullable=False),
        sa.Column("counterpart_name", sa.String(length=200), nullable=False),
        sa.Column("counterpart_role", sa.String(length=200), nullable=False),
        sa.Column("people_trained", sa.Integer(), nullable=True),
        sa.Column("methods", sa.JSON(), nullable=False),
        sa.Column("activities", sa.JSON(), nullable=False),
        sa.Column(
            "modality",
            sa.Enum(
                "temporary",
                "virtual",
                "circular",
                "permanent",
                name="modality",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("isco", sa.String(length=4), nullable=False),
        sa.Column("isco_alternates", sa.JSON(), nullable=False),
        sa.Column("sector", sa.String(length=200), nullable=False),
        sa.Column("min_years", sa.Integer(), nullable=True),
        sa.Column("min_isced", sa.Integer(), nullable=True),
        sa.Column("isced_fields", sa.JSON(), nullable=False),
        sa.Column("licence_needed", sa.Boolean(), nullable=False),
        sa.Column("teaching_only", sa.Boolean(), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("security_level", sa.Integer(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column(
            "host_connectivity",
            sa.Enum(
                "good", "audio", "text", name="host_connectivity", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("hours_per_week", sa.Integer(), nullable=True),
        sa.Column("time_zone", sa.String(length=200), nullable=False),
        sa.Column("start_from", sa.Date(), nullable=True),
        sa.Column("start_until", sa.Date(), nullable=True),
        sa.Column("min_days", sa.Integer(), nullable=True),
        sa.Column("max_days", sa.Integer(), nullable=True),
        sa.Column("visits", sa.Integer(), nullable=True),
        sa.Column("within_months", sa.Integer(), nullable=True),
        sa.Column("paid", sa.JSON(), nullable=False),
        sa.Column("not_paid", sa.Text(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("budget_line", sa.String(length=200), nullable=False),
        sa.Column("endorsement", sa.String(length=200), nullable=True),
        sa.Column("endorsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("endorsed_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'suspended') = (suspended_from IS NOT NULL)", name=op.f("ck_vacancies_suspended_from_somewhere")
        ),
        sa.CheckConstraint(
            "endorsement IS NULL OR (endorsement IN ('granted', 'waived') AND endorsed_at IS NOT NULL AND endorsed_by_id IS NOT NULL)",
            name=op.f("ck_vacancies_endorsement_has_evidence"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'endorsed', 'refused', 'cancelled') OR (approved_at IS NOT NULL AND approved_by_id IS NOT NULL)",
            name=op.f("ck_vacancies_approved_has_evidence"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'refused', 'cancelled') OR endorsement IS NOT NULL",
            name=op.f("ck_vacancies_endorsed_or_waived"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('open', 'closed_to_applications', 'suspended', 'in_selection', 'filled', 'failed', 'archived') OR published_at IS NOT NULL",
            name=op.f("ck_vacancies_published_has_time"),
        ),
        sa.CheckConstraint(
            "min_days IS NULL OR max_days IS NULL OR min_days <= max_days", name=op.f("ck_vacancies_days")
        ),
        sa.CheckConstraint("posts BETWEEN 1 AND 999", name=op.f("ck_vacancies_posts")),
        sa.CheckConstraint(
            "security_level IS NULL OR security_level BETWEEN 0 AND 4", name=op.f("ck_vacancies_security_scale")
        ),
        sa.CheckConstraint(
            "start_from IS NULL OR start_until IS NULL OR start_from <= start_until", name=op.f("ck_vacancies_starts")
        ),
        sa.ForeignKeyConstraint(["approved_by_id"], ["accounts.id"], name=op.f("fk_vacancies_approved_by_id")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["accounts.id"], name=op.f("fk_vacancies_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["endorsed_by_id"], ["accounts.id"], name=op.f("fk_vacancies_endorsed_by_id")),
        sa.ForeignKeyConstraint(["institution_id"], ["institutions.id"], name=op.f("fk_vacancies_institution_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_vacancies_programme_id")),
        sa.ForeignKeyConstraint(["readvertises_id"], ["vacancies.id"], name=op.f("fk_vacancies_readvertises_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancies")),
        sa.UniqueConstraint("public_id", name=op.f("uq_vacancies_public_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_vacancies_reference")),
    )
    with op.batch_alter_table("vacancies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vacancies_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_vacancies_institution_id"), ["institution_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vacancies_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vacancies_state"), ["state"], unique=False)

    op.create_table(
        "applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "applied",
                "withdrawn",
                "closed_vacancy",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column(
            "modality",
            sa.Enum(
                "temporary",
                "virtual",
                "circular",
                "permanent",
                name="modality",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_applications_withdrawn_has_time")
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name=op.f("fk_applications_profile_id")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancies.id"], name=op.f("fk_applications_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("public_id", name=op.f("uq_applications_public_id")),
        sa.UniqueConstraint("vacancy_id", "profile_id", name=op.f("uq_applications_vacancy_id_profile_id")),
    )
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_applications_profile_id"), ["profile_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_applications_vacancy_id"), ["vacancy_id"], unique=False)

    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "registration",
                "matching",
                "disclosure",
                "statistics",
                "outreach",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("text_version", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(purpose = 'disclosure') = (vacancy_id IS NOT NULL)", name=op.f("ck_consents_disclosure_names_a_vacancy")
        ),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR withdrawn_at >= given_at", name=op.f("ck_consents_withdrawn_after")
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name=op.f("fk_consents_profile_id")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancies.id"], name=op.f("fk_consents_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consents_profile_id"), ["profile_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consents_vacancy_id"), ["vacancy_id"], unique=False)

    op.create_table(
        "disclosures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_disclosures_account_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name=op.f("fk_disclosures_profile_id")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancies.id"], name=op.f("fk_disclosures_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosures")),
    )
    with op.batch_alter_table("disclosures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disclosures_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "match_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("duty_country", sa.String(length=200), nullable=True),
        sa.Column("programme_version_id", sa.Integer(), nullable=False),
        sa.Column("vacancy_version", sa.Integer(), nullable=False),
        sa.Column("engine", sa.String(length=200), nullable=False),
        sa.Column("pool_size", sa.Integer(), nullable=False),
        sa.Column("modalities", sa.JSON(), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["accounts.id"], name=op.f("fk_match_runs_actor_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["programme_version_id"], ["programme_versions.id"], name=op.f("fk_match_runs_programme_version_id")
        ),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancies.id"], name=op.f("fk_match_runs_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_runs")),
        sa.UniqueConstraint("public_id", name=op.f("uq_match_runs_public_id")),
    )
    with op.batch_alter_table("match_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_match_runs_vacancy_id"), ["vacancy_id"], unique=False)

    op.create_table(
        "vacancy_languages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("level", sa.String(length=2), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancies.id"], name=op.f("fk_vacancy_languages_vacancy_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy_languages")),
    )
    with op.batch_alter_table("vacancy_languages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vacancy_languages_vacancy_id"), ["vacancy_id"], unique=False)

    op.create_table(
        "vacancy_skills",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        sa.Column("concept", sa.String(length=200), nullable=True),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_vacancy_skills_level")),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancies.id"], name=op.f("fk_vacancy_skills_vacancy_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy_skills")),
    )
    with op.batch_alter_table("vacancy_skills", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vacancy_skills_vacancy_id"), ["vacancy_id"], unique=False)

    op.create_table(
        "ranked_matches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=True),
        sa.Column(
            "modality",
            sa.Enum(
                "temporary",
                "virtual",
                "circular",
                "permanent",
                name="modality",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("band", sa.String(length=200), nullable=False),
        sa.Column("account", sa.JSON(), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_ranked_matches_score")),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name=op.f("fk_ranked_matches_profile_id")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["match_runs.id"], name=op.f("fk_ranked_matches_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranked_matches")),
        sa.UniqueConstraint("public_id", name=op.f("uq_ranked_matches_public_id")),
        sa.UniqueConstraint(
            "run_id", "modality", "profile_id", name=op.f("uq_ranked_matches_run_id_modality_profile_id")
        ),
    )
    with op.batch_alter_table("ranked_matches", schema=None) as batch_op:
        batch_op.create_index("ix_ranked_matches_list", ["run_id", "modality", "rank"], unique=False)
        batch_op.create_index(batch_op.f("ix_ranked_matches_profile_id"), ["profile_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ranked_matches_run_id"), ["run_id"], unique=False)

    op.create_table(
        "shortlist_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=200), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=True),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column(
            "modality",
            sa.Enum(
                "temporary",
                "virtual",
                "circular",
                "permanent",
                name="modality",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "verdict",
            sa.Enum("pick", "dismiss", name="verdict", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_shortlist_entries_has_a_reason")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["accounts.id"], name=op.f("fk_shortlist_entries_actor_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["match_id"], ["ranked_matches.id"], name=op.f("fk_shortlist_entries_match_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name=op.f("fk_shortlist_entries_profile_id")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancies.id"], name=op.f("fk_shortlist_entries_vacancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_entries")),
        sa.UniqueConstraint("public_id", name=op.f("uq_shortlist_entries_public_id")),
    )
    with op.batch_alter_table("shortlist_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shortlist_entries_profile_id"), ["profile_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shortlist_entries_vacancy_id"), ["vacancy_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("shortlist_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shortlist_entries_vacancy_id"))
        batch_op.drop_index(batch_op.f("ix_shortlist_entries_profile_id"))

    op.drop_table("shortlist_entries")
    with op.batch_alter_table("ranked_matches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ranked_matches_run_id"))
        batch_op.drop_index(batch_op.f("ix_ranked_matches_profile_id"))
        batch_op.drop_index("ix_ranked_matches_list")

    op.drop_table("ranked_matches")
    with op.batch_alter_table("vacancy_skills", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vacancy_skills_vacancy_id"))

    op.drop_table("vacancy_skills")
    with op.batch_alter_table("vacancy_languages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vacancy_languages_vacancy_id"))

    op.drop_table("vacancy_languages")
    with op.batch_alter_table("match_runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_match_runs_vacancy_id"))

    op.drop_table("match_runs")
    with op.batch_alter_table("disclosures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disclosures_profile_id"))

    op.drop_table("disclosures")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consents_vacancy_id"))
        batch_op.drop_index(batch_op.f("ix_consents_profile_id"))

    op.drop_table("consents")
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_applications_vacancy_id"))
        batch_op.drop_index(batch_op.f("ix_applications_profile_id"))

    op.drop_table("applications")
    with op.batch_alter_table("vacancies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vacancies_state"))
        batch_op.drop_index(batch_op.f("ix_vacancies_programme_id"))
        batch_op.drop_index(batch_op.f("ix_vacancies_institution_id"))
        batch_op.drop_index(batch_op.f("ix_vacancies_country"))

    op.drop_table("vacancies")
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grants_account_id"))

    op.drop_table("role_grants")
    with op.batch_alter_table("profile_skills", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_skills_profile_id"))

    op.drop_table("profile_skills")
    with op.batch_alter_table("profile_occupations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_occupations_profile_id"))

    op.drop_table("profile_occupations")
    with op.batch_alter_table("profile_languages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_languages_profile_id"))

    op.drop_table("profile_languages")
    with op.batch_alter_table("profile_countries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_countries_profile_id"))
        batch_op.drop_index(batch_op.f("ix_profile_countries_country"))

    op.drop_table("profile_countries")
    with op.batch_alter_table("licences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_licences_profile_id"))

    op.drop_table("licences")
    with op.batch_alter_table("experience", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_experience_profile_id"))

    op.drop_table("experience")
    with op.batch_alter_table("education", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_education_profile_id"))

    op.drop_table("education")
    with op.batch_alter_table("availability_windows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_availability_windows_profile_id"))

    op.drop_table("availability_windows")
    with op.batch_alter_table("programme_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_versions_programme_id"))

    op.drop_table("programme_versions")
    with op.batch_alter_table("profiles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profiles_state"))

    op.drop_table("profiles")
    with op.batch_alter_table("institutions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_institutions_country"))

    op.drop_table("institutions")
    with op.batch_alter_table("email_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_email_links_account_id"))

    op.drop_table("email_links")
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.drop_index("ix_decisions_subject")

    op.drop_table("decisions")
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entries_subject")

    op.drop_table("audit_entries")
    op.drop_table("worker_beats")
    op.drop_table("programmes")
    with op.batch_alter_table("outbox_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_messages_delivered_at"))

    op.drop_table("outbox_messages")
    op.drop_table("accounts")
