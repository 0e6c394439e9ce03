"""What erasure leaves for statistics: that there was somebody, and nothing that leads to them."""

from typing import ClassVar

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from skillsbank.domain.vocabulary import Sex
from skillsbank.models.base import About, Base, Erase, Keep, Sensitivity, enum_text, public_id


class ErasedStub(Base):
    """One person who was erased, without any link to what else is left; the year alone says when."""

    __tablename__ = "erased_stubs"
    about: ClassVar[About] = About(
        Sensitivity.P1, "statistics that stay right", Keep.RECORD, Erase.STAYS, "public task", export=False
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    sex: Mapped[Sex] = mapped_column(enum_text(Sex, "sex"))
    region: Mapped[str] = mapped_column(String(40), default="")
    """M49 region of residence."""
    sectors: Mapped[list[str]] = mapped_column(default=list)
    modalities: Mapped[list[str]] = mapped_column(default=list)
    year: Mapped[int]
