"""What a new person is asked to agree to, one by one, and the version of each text."""

from skillsbank.domain.vocabulary import Purpose

ASKED = (Purpose.REGISTRATION, Purpose.MATCHING, Purpose.STATISTICS, Purpose.OUTREACH)
"""In the order of the page; agreement to be named for one need (DISCLOSURE) is asked when that need comes up."""

NEEDED_TO_ACTIVATE = frozenset({Purpose.REGISTRATION})
"""Without it no record is kept in use. Without MATCHING a profile is active but nobody ranks it."""

TEXT_VERSION = {
    Purpose.REGISTRATION: "registration-1",
    Purpose.MATCHING: "matching-1",
    Purpose.DISCLOSURE: "disclosure-1",
    Purpose.STATISTICS: "statistics-1",
    Purpose.OUTREACH: "outreach-1",
}
"""The version of the words that a page shows today; a new wording gets a new version, in every language at once."""
