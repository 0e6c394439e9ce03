"""What an officer may say of a person on a list."""

from enum import StrEnum


class Verdict(StrEnum):
    """A pick puts the person on the shortlist; a dismissal takes them from this vacancy's lists."""

    PICK = "pick"
    DISMISS = "dismiss"
