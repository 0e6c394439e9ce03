"""How many documents a person may have at a time."""

MOST_DOCUMENTS = 12
