"""The roles of the programme; what each may do is said in policies alone."""

from enum import StrEnum


class Role(StrEnum):
    """Who somebody is towards the service; one person may hold several."""

    EXPERT = "expert"
    INSTITUTION = "institution"
    MINISTRY = "ministry"
    OFFICER = "officer"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    DONOR = "donor"


STAFF = frozenset(Role) - {Role.EXPERT}
STAFF_ROLES = tuple(role for role in Role if role in STAFF)
"""The same in the order of their definition, for lists."""
PROGRAMME_TEAM = frozenset({Role.OFFICER, Role.MANAGER})


class LinkPurpose(StrEnum):
    """What a single-use link in a mail is for."""

    CONFIRM = "confirm"
    SIGN_IN = "sign_in"
    RESET = "reset"
    INVITE = "invite"
