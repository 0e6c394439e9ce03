"""How long what a person has not decided yet may wait, and how much of it is kept."""

WAITS = 30
"""Days."""
LONGEST_DRAFT = 40_000
"""Letters, of names and values together."""
