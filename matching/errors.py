"""What can be wrong with files that are given to the engine."""


class InputError(ValueError):
    """A file or folder that cannot be used; the message names the file and, where there is one, the line."""

    def __init__(self, place: object, problem: str, line: int | None = None) -> None:
        super().__init__(f"{place}{f':{line}' if line else ''}: {problem}")


class IndexRefusedError(InputError):
    """A saved index that is damaged, or is none of ours, or was made with other concepts."""


class PeerMissingError(ImportError):
    """A peer of the benchmark that is not installed."""
