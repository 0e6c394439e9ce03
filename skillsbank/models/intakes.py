"""People whose details somebody else passed on: lists from files, their rows that failed, and who answers for each."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from skillsbank.domain.vocabulary import IntakeAnswer, IntakeChannel, LawfulBasis, Source
from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, enum_text, public_id
from skillsbank.models.profiles import Profile

_WORK = About(Sensitivity.P1, "taking over lists", Keep.RECORD, Erase.STAYS, "legitimate interest", export=False)
_FILE = {"about": About(Sensitivity.P2, "taking over a list", Keep.UPLOAD, Erase.DELETE, "legitimate interest", False)}
_PASSED_ON = About(Sensitivity.P2, "who passed the details on, and why", Keep.UNANSWERED, Erase.DELETE, "contract")
_SECRET = {"about": About(Sensitivity.P3, "the person's own answer", Keep.UNANSWERED, Erase.DELETE, "contract", False)}


class ImportSource(Dated, Base):
    """A survey or list by the name that an officer gave it, and what its columns meant the last time."""

    __tablename__ = "import_sources"
    about: ClassVar[About] = _WORK
    __table_args__ = (UniqueConstraint("officer_id", "name"),)

    officer_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    name: Mapped[str]
    kind: Mapped[Source] = mapped_column(enum_text(Source, "kind"))
    meanings: Mapped[list[list[str]]] = mapped_column(default=list)
    """Pairs of a heading and the field that its column fills."""


class FileImport(Dated, Base):
    """One list from a file. What was in the file leaves with the last row, when it is called off, or after 7 days."""

    __tablename__ = "imports"
    about: ClassVar[About] = _WORK
    __table_args__ = (
        CheckConstraint("done BETWEEN 0 AND total", name="done_within"),
        CheckConstraint("taken + skipped + failed = done", name="every_row_has_one_end"),
        CheckConstraint("started_at IS NULL OR basis IS NOT NULL", name="started_on_a_basis"),
        CheckConstraint("finished_at IS NULL OR content IS NULL", name="nothing_left_of_the_file"),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("import_sources.id", ondelete="SET NULL"))
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary, info=_FILE))
    """The rows as JSON: a list of texts each, without the columns that are never kept."""
    headings: Mapped[list[str]] = mapped_column(default=list)
    fields: Mapped[list[str]] = mapped_column(default=list)
    """What each column holds; empty for one that is left out."""
    never_kept: Mapped[list[str]] = mapped_column(default=list)
    """Why columns of the file were dropped before anything was stored: codes, not their headings."""
    origin: Mapped[str] = mapped_column(String(2), default="")
    """Country of origin of everybody whose row names none; likewise the next."""
    residence: Mapped[str] = mapped_column(String(2), default="")
    basis: Mapped[LawfulBasis | None] = mapped_column(enum_text(LawfulBasis, "basis"))
    language: Mapped[str] = mapped_column(String(3), default="en")
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    """Rows that are done; committed together with what they became."""
    taken: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    closed: Mapped[int] = mapped_column(default=0)
    """People who answered or were erased; the two are not told apart, because only the person may tell."""
    started_at: Mapped[datetime | None] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]
    """When the last row was done, or the list was called off with rows left."""
    source: Mapped[ImportSource | None] = relationship()


class ImportProblem(Base):
    """A row that was not taken over: its number in the file, the column and a code, never what stood there."""

    __tablename__ = "import_problems"
    about: ClassVar[About] = _WORK

    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    field: Mapped[str] = mapped_column(String(40), default="")
    code: Mapped[str] = mapped_column(String(40))


class Intake(Dated, Base):
    """Who passed on the details of a person, on what basis, and how the person answered."""

    __tablename__ = "intakes"
    about: ClassVar[About] = _PASSED_ON
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answered_somehow"),
        CheckConstraint(
            "answer IS NULL OR answer <> 'paper' OR (paper_place <> '' AND paper_date IS NOT NULL)",
            name="paper_is_somewhere",
        ),
        CheckConstraint("channel = 'file' OR explained_by <> ''", name="somebody_explained"),
    )

    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), unique=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id", ondelete="SET NULL"), index=True)
    number: Mapped[int | None]
    channel: Mapped[IntakeChannel] = mapped_column(enum_text(IntakeChannel, "channel"))
    basis: Mapped[LawfulBasis] = mapped_column(enum_text(LawfulBasis, "basis"))
    email: Mapped[str] = mapped_column(default="", index=True)
    """Where the link went; an account holds the address once the person has answered."""
    language: Mapped[str] = mapped_column(String(3), default="en")
    explained_by: Mapped[str] = mapped_column(default="")
    explained_in: Mapped[str] = mapped_column(String(3), default="")
    digest: Mapped[str | None] = mapped_column(unique=True, info=_SECRET)
    """Of the link that was mailed; gone once it was used."""
    answered_at: Mapped[datetime | None]
    answer: Mapped[IntakeAnswer | None] = mapped_column(enum_text(IntakeAnswer, "answer"))
    paper_place: Mapped[str] = mapped_column(default="")
    paper_date: Mapped[date | None]
    profile: Mapped[Profile] = relationship()
