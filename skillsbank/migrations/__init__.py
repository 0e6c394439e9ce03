"""The history of the schema; migrate.py runs it."""
