"""Reads the settings from the environment once and refuses what is unsafe."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEMO_COUNSELLOR = "Harbour Advice Line (invented for this demo), +44 20 7946 0123, advice@harbour-advice.example"
LANGUAGES = ("en", "fr", "es", "pt", "ar")
DATABASES = ("sqlite", "postgresql")
LAST_PORT = 65535


class SettingsError(ValueError):
    """A setting is missing or unsafe; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that an operator may set; each field is the variable SKILLSBANK_<FIELD> in capitals."""

    database_url: str
    secret_key: str
    instance: Path
    demo: bool = False
    base_url: str = "http://127.0.0.1:8000"
    languages: tuple[str, ...] = LANGUAGES
    mail_host: str = ""
    mail_port: int = 25
    mail_sender: str = "skills-bank@localhost"
    imports: bool = False
    """Lists from files and entry for others: on in the demo; elsewhere only once the A, S and P tests all pass."""
    counsellor: str = ""
    """Name and contact of independent advice on risks; without it nobody can become visible later."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Build the settings; raises SettingsError with one line on what to change."""
        get = environment.get
        instance = Path(get("SKILLSBANK_INSTANCE", "instance")).resolve()
        demo = get("SKILLSBANK_DEMO", "") == "1"
        secret = get("SKILLSBANK_SECRET_KEY", "")
        if len(secret) < 32 or len(set(secret)) < 8:
            raise SettingsError(
                "SKILLSBANK_SECRET_KEY must be at least 32 characters of randomness: "
                "set it to the output of: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        languages = tuple(get("SKILLSBANK_LANGUAGES", ",".join(LANGUAGES)).split(","))
        if unknown := set(languages) - set(LANGUAGES):
            raise SettingsError(f"SKILLSBANK_LANGUAGES names {sorted(unknown)}: choose among {LANGUAGES}")
        port = get("SKILLSBANK_MAIL_PORT", "25")
        if not (port.isascii() and port.isdecimal() and len(port) <= 5 and 0 < int(port) <= LAST_PORT):
            raise SettingsError(f"SKILLSBANK_MAIL_PORT must be a number from 1 to {LAST_PORT}")
        database_url = get("SKILLSBANK_DATABASE_URL", f"sqlite:///{instance / 'skillsbank.sqlite3'}")
        scheme, separator, _rest = database_url.partition("://")
        if not separator or scheme.partition("+")[0] not in DATABASES:
            raise SettingsError("SKILLSBANK_DATABASE_URL must begin with sqlite:// or postgresql://")
        return cls(
            database_url=database_url,
            secret_key=secret,
            instance=instance,
            demo=demo,
            base_url=get("SKILLSBANK_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
            languages=languages,
            mail_host=get("SKILLSBANK_MAIL_HOST", ""),
            mail_port=int(port),
            mail_sender=get("SKILLSBANK_MAIL_SENDER", "skills-bank@localhost"),
            imports=demo or get("SKILLSBANK_IMPORT", "") == "1",
            counsellor=get("SKILLSBANK_COUNSELLOR", DEMO_COUNSELLOR if demo else "").strip(),
        )
