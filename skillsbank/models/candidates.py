"""What is asked of a person only once they applied or were put forward: documents, and facts for clinical work."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skillsbank.domain.vocabulary import CouncilState, DocumentKind, Readiness
from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, enum_text, public_id
from skillsbank.models.profiles import Profile


class Document(Dated, Base):
    """A file that a person sent because they were put forward; its bytes are here, so that they go with the row."""

    __tablename__ = "documents"
    about: ClassVar[About] = About(Sensitivity.P2, "checking what is declared", Keep.APPLICATION, Erase.DELETE)
    __table_args__ = (CheckConstraint("size BETWEEN 1 AND 10485760", name="size"),)

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), index=True)
    kind: Mapped[DocumentKind] = mapped_column(enum_text(DocumentKind, "kind"))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    valid_until: Mapped[date | None]
    content: Mapped[bytes] = mapped_column(
        LargeBinary,
        deferred=True,
        info={
            "about": About(Sensitivity.P2, "checking what is declared", Keep.APPLICATION, Erase.DELETE, export=False)
        },
    )
    """Not in the copy of one's data, which is text: the person downloads each file from the page of documents."""
    profile: Mapped[Profile] = relationship()


class ClinicalAnswers(Dated, Base):
    """What clinical work in the country of a need asks of a candidate; without any detail on health."""

    __tablename__ = "clinical_answers"
    about: ClassVar[About] = About(Sensitivity.P2, "being allowed to practise", Keep.APPLICATION, Erase.DELETE)
    __table_args__ = (UniqueConstraint("profile_id", "vacancy_id"),)

    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), index=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id"), index=True)
    council: Mapped[CouncilState] = mapped_column(enum_text(CouncilState, "council"))
    council_number: Mapped[str] = mapped_column(default="")
    liability_cover: Mapped[Readiness] = mapped_column(enum_text(Readiness, "liability_cover"))
    vaccinations: Mapped[Readiness] = mapped_column(enum_text(Readiness, "vaccinations"))
    home_effect_understood: Mapped[bool] = mapped_column(default=False)
    """Whether the person knows what the work means for their registration where they live."""
