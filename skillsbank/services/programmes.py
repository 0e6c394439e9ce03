"""Programmes: a definition becomes a version; a change of rules or weights is a new version, never an edit."""

import json
import tomllib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.errors import IllegalMove, Invalid
from skillsbank.domain.programme import read_terms
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Programme, ProgrammeVersion
from skillsbank.policies import Actor, Permission, require
from skillsbank.resources import folder
from skillsbank.services import audit


def load(session: Session, actor: Actor, definition: Mapping[str, Any]) -> ProgrammeVersion:
    """Return the version in force for `definition` (one file of seeds/programmes), made if it is new.

    Loading the same definition again changes nothing, whatever a manager weighed anew since; a different one with the
    same code becomes the next version.
    Only the service itself may load (Refused); a faulty definition is Invalid and names its first fault.
    """
    require(actor, Permission.SYSTEM_DUTY_RUN)
    code = read_terms(definition).code
    plain: dict[str, Any] = json.loads(json.dumps(definition, default=str))  # TOML has dates, JSON has none
    programme = session.scalar(select(Programme).where(Programme.code == code))
    if programme is None:
        programme = Programme(code=code)
        session.add(programme)
    elif [version.definition for version in programme.versions if not version.reason][-1:] == [plain]:
        return programme.current
    version = ProgrammeVersion(number=len(programme.versions) + 1, definition=plain)
    programme.versions.append(version)
    session.flush()
    audit.record(session, actor, "programme:load", programme, version=version.number)
    return version


def weigh(
    session: Session,
    actor: Actor,
    programme: Programme,
    modality: Modality,
    weights: Mapping[str, int],
    *,
    reason: str,
    seen: int,
) -> ProgrammeVersion:
    """Make a version that weighs one modality anew, for lists from now on; `seen` is the version it was judged by.

    Raises Refused (not a manager of it), Invalid (no reason, nothing changes, the sum is not 100) or IllegalMove
    (there is a newer version).
    """
    require(actor, Permission.PROGRAMME_WEIGHTS_WRITE, programme)
    session.refresh(programme, with_for_update=True)  # one change at a time
    now = programme.current
    if now.number != seen:
        raise IllegalMove("version_changed")
    if not reason.strip() or dict(weights) == dict(now.terms.weights[modality]):
        raise Invalid("weights_need_a_reason_and_a_change")
    if min(weights.values()) < 0:
        raise Invalid("programme_weights", modality=modality.value)
    definition = {**now.definition, "weights": {**now.definition["weights"], modality.value: dict(weights)}}
    read_terms(definition)
    version = ProgrammeVersion(number=now.number + 1, definition=definition, reason=reason.strip())
    programme.versions.append(version)
    session.flush()
    audit.record(session, actor, "programme:weigh", programme, version=version.number, modality=modality.value)
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
