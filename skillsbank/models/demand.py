"""What institutions report of their posts, and the fixed counts of people that ministries read."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skillsbank import clock
from skillsbank.models.base import About, Base, Erase, Keep, Sensitivity, public_id
from skillsbank.models.institutions import Institution

_POSTS = About(Sensitivity.P1, "which skills a country lacks", Keep.RECORD, Erase.STAYS, "public task")


class DemandReturn(Base):
    """An institution's report of its posts on a day; a correction is a new one, and the newest counts."""

    __tablename__ = "demand_returns"
    about: ClassVar[About] = _POSTS
    __table_args__ = (UniqueConstraint("institution_id", "number"),)

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    """1, 2, 3 ... of the institution, in the order in which they came in."""
    day: Mapped[date]
    given_at: Mapped[datetime] = mapped_column(default=clock.now)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    institution: Mapped[Institution] = relationship()
    lines: Mapped[list["DemandLine"]] = relationship(
        back_populates="source", cascade="all, delete-orphan", order_by="DemandLine.isco"
    )


class DemandLine(Base):
    """The posts of one occupation (ISCO-08 unit group) in a return."""

    __tablename__ = "demand_lines"
    about: ClassVar[About] = _POSTS
    __table_args__ = (
        UniqueConstraint("return_id", "isco"),
        CheckConstraint("established BETWEEN 0 AND 99999 AND filled BETWEEN 0 AND 99999", name="posts"),
        CheckConstraint("vacant BETWEEN 0 AND 99999", name="vacant"),
        CheckConstraint("hard_to_fill BETWEEN 0 AND vacant", name="hard_to_fill"),
        CheckConstraint("hard_to_fill = 0 OR reason <> ''", name="hard_has_a_reason"),
        CheckConstraint("filled + vacant = established OR difference <> ''", name="difference_is_explained"),
    )

    return_id: Mapped[int] = mapped_column(ForeignKey("demand_returns.id", ondelete="CASCADE"), index=True)
    isco: Mapped[str] = mapped_column(String(4), index=True)
    established: Mapped[int]
    filled: Mapped[int]
    vacant: Mapped[int]
    hard_to_fill: Mapped[int]
    reason: Mapped[str] = mapped_column(String(40), default="")
    """Why they are hard to fill, by the list of reasons."""
    words: Mapped[str] = mapped_column(Text, default="")
    """The same in own words."""
    difference: Mapped[str] = mapped_column(default="")
    """Why filled and vacant are not the established posts."""
    source: Mapped[DemandReturn] = relationship(back_populates="lines")


class SupplySnapshot(Base):
    """What a country's diaspora offers, counted once a month and left alone: no two looks differ by one person."""

    __tablename__ = "supply_snapshots"
    about: ClassVar[About] = About(
        Sensitivity.P1, "what the diaspora of a country offers", Keep.RECORD, Erase.STAYS, "consent", export=False
    )
    __table_args__ = (UniqueConstraint("country", "month"),)

    country: Mapped[str] = mapped_column(String(2))
    month: Mapped[date]
    """Its first day."""
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Only what may be published: blocks of at least ten people, rounded to five; see services.supply."""
