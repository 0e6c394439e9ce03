"""The command line: help for every command, one line for every mistake, and 2 as its exit status."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from skillsbank import cli
from skillsbank.database import make_engine, make_sessions
from skillsbank.models import Account, OutboxMessage, Programme, TaxonomyImport
from tests.taxonomy import write_release

KEY = "0123456789abcdefghijklmnopqrstuv"
INVITE = ("account", "invite", "--email", "first@example.org", "--duty-country", "CH")


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set the environment of a service in an empty folder and return its database file."""
    for name in ("SKILLSBANK_DATABASE_URL", "SKILLSBANK_MAIL_HOST", "SKILLSBANK_DEMO", "SKILLSBANK_LANGUAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SKILLSBANK_SECRET_KEY", KEY)
    monkeypatch.setenv("SKILLSBANK_INSTANCE", str(tmp_path / "instance"))
    return tmp_path / "instance" / "skillsbank.sqlite3"


def call(*arguments: str) -> int:
    try:
        return cli.main(arguments)
    except SystemExit as end:
        return int(end.code or 0)


def one_line(text: str) -> bool:
    return text.startswith("skillsbank") and text.endswith("\n") and text.count("\n") == 1


@pytest.mark.parametrize(
    "command", [(), ("database",), ("database", "upgrade"), ("seed",), ("demo",), ("serve",), ("worker",),
                ("account",), ("account", "invite"), ("taxonomy",), ("taxonomy", "import")],
)  # fmt: skip
def test_every_command_has_help(command: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*command, "--help") == 0
    assert "usage: skillsbank" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("unknown",),
        ("database",),
        ("seed", "--experts", "0"),
        ("seed", "--experts", "1000001"),
        ("seed", "--experts", "9" * 5000),
        ("seed", "--seed", "-1"),
        ("demo", "--port", "65536"),
        ("serve", "--port", "http"),
        ("taxonomy",),
        ("taxonomy", "import"),
        ("taxonomy", "import", "no-such-folder"),
        ("taxonomy", "import", "."),
        ("taxonomy", "import", ".", "--release", "x" * 41),
        INVITE,
        (*INVITE, "--role", "expert"),
        (*INVITE, "--role", "institution"),
        (*INVITE, "--role", "ministry"),
        (*INVITE, "--role", "officer", "--country", "SO"),
        (*INVITE, "--role", "officer", "--language", "xx"),
        ("account", "invite", "--role", "officer", "--email", "nobody", "--duty-country", "CH"),
        ("account", "invite", "--role", "officer", "--email", "a@example.org", "--duty-country", "ch"),
    ],
)
def test_wrong_use_is_one_line_and_2(bank: Path, wrong: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*wrong) == 2
    assert one_line(capsys.readouterr().err)
    assert not bank.exists()


@pytest.mark.parametrize(
    "setting",
    [
        ("SKILLSBANK_SECRET_KEY", "short", "SKILLSBANK_SECRET_KEY"),
        ("SKILLSBANK_DATABASE_URL", "nonsense", "SKILLSBANK_DATABASE_URL"),
        ("SKILLSBANK_DATABASE_URL", "mysql://127.0.0.1/elsewhere", "SKILLSBANK_DATABASE_URL"),
        ("SKILLSBANK_DATABASE_URL", "postgresql://127.0.0.1:1/nothing", "database"),
        ("SKILLSBANK_LANGUAGES", "en,tlh", "SKILLSBANK_LANGUAGES"),
        ("SKILLSBANK_MAIL_PORT", "smtp", "SKILLSBANK_MAIL_PORT"),
        ("SKILLSBANK_MAIL_PORT", "65536", "SKILLSBANK_MAIL_PORT"),
        ("SKILLSBANK_INSTANCE", __file__, "Cannot write"),
    ],
)
def test_wrong_settings_are_one_line_and_2(
    bank: Path,
    setting: tuple[str, str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, value, told = setting
    monkeypatch.setenv(name, value)
    assert call("database", "upgrade") == 2
    error = capsys.readouterr().err
    assert one_line(error)
    assert told in error


def test_a_role_that_nobody_has_is_answered_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*INVITE, "--role", "king") == 2
    error = capsys.readouterr().err
    assert "administrator" in error
    assert "<" not in error, "names, not objects of the program"


def test_a_database_that_was_not_migrated_is_told(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("seed") == 2
    error = capsys.readouterr().err
    assert one_line(error)
    assert "database upgrade" in error


def test_from_nothing_to_the_first_officer(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("database", "upgrade") == 0
    assert call("database", "upgrade") == 0, "a second time changes nothing"
    assert call("seed", "--experts", "3") == 0
    assert "5 programmes are loaded" in capsys.readouterr().out
    assert call(*INVITE, "--role", "officer", "--programme", "mida") == 0
    assert call(*INVITE, "--role", "officer", "--programme", "none") == 2
    assert call(*INVITE, "--role", "institution", "--institution", "none") == 2
    engine = make_engine(f"sqlite:///{bank}")
    with make_sessions(engine)() as session:
        account = session.scalars(select(Account).where(Account.email == "first@example.org")).one()
        (grant,) = account.grants
        programme = session.scalars(select(Programme).where(Programme.code == "mida")).one()
        assert (grant.role, grant.programme_id, account.duty_country) == ("officer", programme.id, "CH")
        assert session.scalars(select(OutboxMessage.kind)).all() == ["link_invite"]
        assert len(session.scalars(select(Account)).all()) == 4
    engine.dispose()


def test_a_release_is_read_in_with_progress(bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(write_release(tmp_path / "release"))
    assert call("database", "upgrade") == call("taxonomy", "import", folder, "--release", "9.1") == 0
    told = capsys.readouterr().out
    assert "skills_en.csv: 3 concepts" in told
    assert "skills_fr.csv: 2 concepts" in told
    engine = make_engine(f"sqlite:///{bank}")
    with make_sessions(engine)() as session:
        assert session.scalars(select(TaxonomyImport.release)).all() == ["9.1"]
    engine.dispose()
    (tmp_path / "release" / "skills_fr.csv").write_bytes(b"conceptUri,preferredLabel,altLabels\na,\xff,b\n")
    assert call("taxonomy", "import", folder) == 2
    assert "is not UTF-8" in capsys.readouterr().err


def test_python_m_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "skillsbank", "seed", "-x"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert one_line(done.stderr)


def test_texts_of_programmes_are_loaded_from_a_folder(
    bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("database", "upgrade") == 0
    assert call("seed") == 0
    folder = str(Path(__file__).parents[2] / "seeds/demo/texts")
    for told in ("2 texts are loaded, 2 of them now.", "2 texts are loaded, 0 of them now."):
        capsys.readouterr()
        assert call("texts", "load", folder) == 0
        assert capsys.readouterr().out.strip() == told
    empty = tmp_path / "empty"
    empty.mkdir()
    faulty = tmp_path / "faulty"
    faulty.mkdir()
    (faulty / "so.toml").write_text('kind = "disclosure"\n', encoding="utf-8")
    for wrong, fault in ((tmp_path / "nowhere", "is not a folder"), (empty, "no_text_files"), (faulty, "so.toml")):
        assert call("texts", "load", str(wrong)) == 2
        error = capsys.readouterr().err
        assert one_line(error), error
        assert fault in error
