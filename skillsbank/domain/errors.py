"""The errors that the domain raises; each door turns them into its own answer."""


class DomainError(Exception):
    """A request that the rules refuse; `code` names the rule, for translation by the door."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Refused(DomainError):
    """The actor may not do this, or must not even know that the record exists (403 or 404)."""


class NotFound(DomainError):
    """No such record for this actor (404); the same answer as for one that they may not see."""


class IllegalMove(DomainError):
    """The record's state does not allow this action (409)."""


class Incomplete(DomainError):
    """The record lacks what the action needs; `params["missing"]` lists the codes (422)."""


class Invalid(DomainError):
    """A value breaks a rule that no form could check (422)."""


class NotReady(DomainError):
    """Something that the answer needs is still being made: the same request will do later (503)."""
