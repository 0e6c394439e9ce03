"""What an institution reports of its posts in an occupation, and the checks that hold the numbers together."""

from dataclasses import dataclass
from datetime import date

MOST_POSTS = 99_999
MOST_LINES = 100
LONGEST_WORDS = 500
LONGEST_DIFFERENCE = 200
REASONS = "hard_to_fill"
"""The kind of reason codes that say why a post is hard to fill."""


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts of one occupation (ISCO-08 unit group) on the day of a return."""

    isco: str
    established: int
    filled: int
    vacant: int
    hard_to_fill: int
    reason: str = ""
    words: str = ""
    difference: str = ""
    """Why filled and vacant are not the established posts: frozen posts, people beside the establishment."""


def faults(posts: Posts) -> list[str]:
    """Return what is wrong with the numbers: codes, none when they hold together."""
    numbers = (posts.established, posts.filled, posts.vacant, posts.hard_to_fill)
    found = [] if all(0 <= number <= MOST_POSTS for number in numbers) else ["posts_out_of_bounds"]
    if posts.hard_to_fill > posts.vacant:
        found.append("hard_above_vacant")
    if posts.hard_to_fill and not posts.reason:
        found.append("reason_missing")
    if posts.filled + posts.vacant != posts.established and not posts.difference:
        found.append("difference_unexplained")
    return found


def day_faults(day: date, today: date) -> list[str]:
    """Return what is wrong with the day of a return: it counts what was, not what will be."""
    return ["day_to_come"] if day > today else []
