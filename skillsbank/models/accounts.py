"""Who signs in, what they are, and the single-use links that are mailed to them."""

import uuid
from datetime import datetime
from typing import ClassVar

from flask_security import RoleMixin, UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skillsbank.domain.roles import STAFF, LinkPurpose, Role
from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, enum_text, public_id

_ACCOUNT = About(Sensitivity.P2, "signing in and writing to the person", Keep.ACCOUNT, Erase.DELETE, "contract")
_SECRET = {"about": About(Sensitivity.P3, "signing in", Keep.ACCOUNT, Erase.DELETE, "contract", export=False)}


class Account(Dated, Base, UserMixin):
    """A person who signs in; what they may do comes from their grants."""

    __tablename__ = "accounts"
    about: ClassVar[About] = _ACCOUNT
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
        CheckConstraint("duty_country IS NULL OR length(duty_country) = 2", name="duty_country_is_iso"),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    password: Mapped[str | None] = mapped_column(info=_SECRET)
    active: Mapped[bool] = mapped_column(default=True)
    staff_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether the roles on the staff count; an expert's own role does not hang on it."""
    fs_uniquifier: Mapped[str] = mapped_column(unique=True, default=lambda: uuid.uuid4().hex, info=_SECRET)
    confirmed_at: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(default="en")
    """The language of the pages; of mails too, unless `mail_language` names another."""
    mail_language: Mapped[str | None]
    text_languages: Mapped[list[str]] = mapped_column(default=list)
    """Languages (ISO 639) in which the person says that they read consent texts, the best first."""
    duty_country: Mapped[str | None]
    """The country where a member of staff serves; decides whom they may not see."""
    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="account", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def standing(self) -> list["RoleGrant"]:
        """Return the grants that count now; an account without any cannot sign in."""
        return [grant for grant in self.grants if self.staff_active or grant.role not in STAFF] if self.active else []

    @property
    def roles(self) -> list[RoleMixin]:  # type: ignore[override]  # nobody may set it
        """Return no roles: Flask-Security asks, but policies.py alone grants."""
        return []


class RoleGrant(Dated, Base):
    """One role of one account and how far it reaches; an empty scope of an officer is every programme."""

    __tablename__ = "role_grants"
    about: ClassVar[About] = _ACCOUNT
    __table_args__ = (
        UniqueConstraint("account_id", "role", "programme_id", "institution_id", "country"),
        CheckConstraint("(role = 'institution') = (institution_id IS NOT NULL)", name="institution_has_scope"),
        CheckConstraint("(role = 'ministry') = (country IS NOT NULL)", name="ministry_has_country"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(enum_text(Role, "role"))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programmes.id"))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    country: Mapped[str | None]
    focal_for: Mapped[list[str]] = mapped_column(default=list)
    """What a user of an institution is its focal point for: codes of FocalDuty."""
    account: Mapped[Account] = relationship(back_populates="grants")


class EmailLink(Base):
    """A link that was mailed: only its digest is kept, it works once and until it expires."""

    __tablename__ = "email_links"
    about: ClassVar[About] = About(
        Sensitivity.P2, "confirming an address, signing in", Keep.LINK, Erase.DELETE, "contract", export=False
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[LinkPurpose] = mapped_column(enum_text(LinkPurpose, "purpose"))
    digest: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()
