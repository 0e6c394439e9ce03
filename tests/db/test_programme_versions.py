"""A definition becomes a programme, a changed one its next version, the same one nothing."""

import copy
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank.domain.errors import Invalid, Refused
from skillsbank.models import AuditEntry, Programme, ProgrammeVersion
from skillsbank.policies import ANONYMOUS, SYSTEM
from skillsbank.services import programmes


def count(session: Session, table: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_presets_load_once_however_often_they_are_loaded(session: Session) -> None:
    first = programmes.load_presets(session, SYSTEM)
    assert [programme.code for programme in first] == ["mida", "open", "rqn", "tokten", "virtual"]
    session.commit()
    session.expire_all()
    programmes.load_presets(session, SYSTEM)
    assert count(session, ProgrammeVersion) == 5
    assert count(session, AuditEntry) == 5


def test_a_changed_definition_is_the_next_version_and_leaves_the_old_one_alone(session: Session) -> None:
    mida = programmes.load_presets(session, SYSTEM)[0]
    changed = copy.deepcopy(mida.current.definition)
    changed["eligibility"]["min_years"] = 5
    session.commit()
    session.expire_all()
    version = programmes.load(session, SYSTEM, changed)
    session.commit()
    session.expire_all()
    mida = session.scalars(select(Programme).where(Programme.code == "mida")).one()
    assert [v.number for v in mida.versions] == [1, 2]
    assert mida.current is version
    assert [v.terms.eligibility.min_years for v in mida.versions] == [2, 5]


def test_only_the_service_loads_and_only_what_is_sound(session: Session) -> None:
    definition = programmes.load_presets(session, SYSTEM)[3].current.definition
    with pytest.raises(Refused):
        programmes.load(session, ANONYMOUS, definition)
    wrong = copy.deepcopy(definition)
    wrong["weights"]["temporary"]["text"] += 1
    with pytest.raises(Invalid):
        programmes.load(session, SYSTEM, wrong)
