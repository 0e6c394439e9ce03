"""The doors: each view parses, calls one service or query, and answers."""
