"""Programmes: a definition becomes a version; a change of rules or weights is a new version, never an edit."""

import json
import tomllib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.errors import Invalid
from skillsbank.domain.programme import read_terms
from skillsbank.models import Programme, ProgrammeVersion
from skillsbank.policies import Actor, Permission, require
from skillsbank.resources import folder
from skillsbank.services import audit


def load(session: Session, actor: Actor, definition: Mapping[str, Any]) -> ProgrammeVersion:
    """Return the version in force for `definition` (one file of seeds/programmes), made if it is new.

    Loading the same definition again changes nothing; a different one with the same code becomes the next version.
    Only the service itself may load (Refused); a faulty definition is Invalid and names its first fault.
    """
    require(actor, Permission.SYSTEM_DUTY_RUN)
    code = read_terms(definition).code
    plain: dict[str, Any] = json.loads(json.dumps(definition, default=str))  # TOML has dates, JSON has none
    programme = session.scalar(select(Programme).where(Programme.code == code))
    if programme is None:
        programme = Programme(code=code)
        session.add(programme)
    elif programme.versions and programme.current.definition == plain:
        return programme.current
    version = ProgrammeVersion(number=len(programme.versions) + 1, definition=plain)
    programme.versions.append(version)
    session.flush()
    audit.record(session, actor, "programme:load", programme, version=version.number)
    return version


def load_presets(session: Session, actor: Actor) -> list[Programme]:
    """Load every file of seeds/programmes, in the order of their names; idempotent, errors as in `load`."""
    found = []
    for path in sorted((folder("seeds") / "programmes").glob("*.toml")):
        try:
            definition = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as fault:
            raise Invalid("programme_file", file=path.name, fault=str(fault)) from fault
        found.append(load(session, actor, definition).programme)
    return found
