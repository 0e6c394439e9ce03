"""The rules of the house in plain Python: states, vocabulary and checks, without database or web."""
