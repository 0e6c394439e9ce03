"""Who acts: an account with its grants, nobody, or the service itself."""

from dataclasses import dataclass

from skillsbank.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Grant:
    """A role and how far it reaches; `origin_countries` are those of the programme, empty for any."""

    role: Role
    programme_id: int | None = None
    institution_id: int | None = None
    country: str | None = None
    origin_countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks; `duty_country` is where a member of staff serves (ISO 3166-1 alpha-2)."""

    account_id: int | None = None
    grants: tuple[Grant, ...] = ()
    duty_country: str | None = None
    system: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles that the actor holds."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def label(self) -> str:
        """Return the word that audit keeps for the actor's standing."""
        if self.system:
            return "system"
        return "+".join(sorted(self.roles)) or ("account" if self.account_id else "anonymous")


ANONYMOUS = Actor()
SYSTEM = Actor(system=True)
