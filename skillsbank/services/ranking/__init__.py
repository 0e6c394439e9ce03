"""The ranked list: records to the engine and back, runs that are kept, fitting needs for one person."""
