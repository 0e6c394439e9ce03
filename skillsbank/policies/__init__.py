"""The only place that grants: who may do what, how far it reaches, and which people an actor may see."""

from skillsbank.policies.actor import ANONYMOUS, SYSTEM, Actor, Grant
from skillsbank.policies.permissions import Permission
from skillsbank.policies.rules import RULES, can, require
from skillsbank.policies.visibility import (
    SEEN_BY_TEAM,
    confirmed_on_paper,
    counted_for,
    hidden_from,
    kept_on_paper,
    live_disclosure,
    matchable,
    named_for,
    needs_handled_by,
    picked_for,
    shown_to,
    vacancies_visible_to,
    visible_to,
    waiting_for,
)

__all__ = [
    "ANONYMOUS",
    "RULES",
    "SEEN_BY_TEAM",
    "SYSTEM",
    "Actor",
    "Grant",
    "Permission",
    "can",
    "confirmed_on_paper",
    "counted_for",
    "hidden_from",
    "kept_on_paper",
    "live_disclosure",
    "matchable",
    "named_for",
    "needs_handled_by",
    "picked_for",
    "require",
    "shown_to",
    "vacancies_visible_to",
    "visible_to",
    "waiting_for",
]
