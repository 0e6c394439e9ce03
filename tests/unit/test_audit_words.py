"""Every act that the trail can hold has words."""

import re
from pathlib import Path

from skillsbank.domain.application import ApplicationAction
from skillsbank.domain.institution import InstitutionAction
from skillsbank.domain.profile import ProfileAction
from skillsbank.domain.roles import LinkPurpose
from skillsbank.domain.shortlist import Verdict
from skillsbank.domain.vacancy import VacancyAction
from skillsbank.models import Base
from skillsbank.web.audit_words import ACT, RECORD

SERVICES = Path(__file__).parents[2] / "skillsbank" / "services"
MOVES = {
    "profile": ProfileAction, "vacancy": VacancyAction, "application": ApplicationAction,
    "institution": InstitutionAction, "shortlist": Verdict, "account": LinkPurpose,
}  # fmt: skip


def test_every_act_has_words_and_no_word_stands_for_nothing() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SERVICES.rglob("*.py"))
    said = set(re.findall(r'"([a-z_]+:[a-z_]+)"', source))
    assert len(said) > 40
    moves = {f"{kind}:{action.value}" for kind, actions in MOVES.items() for action in actions}  # type: ignore[attr-defined]  # each is an enumeration
    shown = {f"visibility:{act}" for act in re.findall(r'_moved\(session, actor, profile, "([a-z_]+)"', source)}
    assert len(shown) == 4
    assert (said | moves | shown) - set(ACT) == set()
    assert set(ACT) - (said | moves | shown) == set()


def test_every_kind_of_record_is_a_table() -> None:
    assert set(RECORD) <= set(Base.metadata.tables)
