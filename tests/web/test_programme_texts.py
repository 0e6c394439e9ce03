"""Texts on consent and risk in further languages: loaded from files, read in one's own, named by the consent."""

import html
import io
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import Invalid, Refused
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import Purpose
from skillsbank.models import Account, Consent, OutboxMessage, Profile, ProgrammeText, Vacancy
from skillsbank.policies import ANONYMOUS, SYSTEM
from skillsbank.services import outbox, programmes, texts
from skillsbank.web import text_words
from tests import factories as make
from tests.world import as_

SOMALI = Path(__file__).parents[2] / "seeds/demo/texts"
TEXT = """
programme = "rqn"
kind = "{kind}"
language = "{language}"
direction = "{direction}"
version = {version}
approved_by = "Programme office"
body = \"\"\"
{body}

Second <part>.
\"\"\"
"""


def write(folder: Path, name: str = "one.toml", **values: object) -> Path:
    """Write a text file, plain where nothing else is said."""
    said = {"kind": "disclosure", "language": "so", "direction": "ltr", "version": 1, "body": "Qoraal koowaad."}
    (folder / name).write_text(TEXT.format(**(said | values)), encoding="utf-8")
    return folder


@pytest.fixture
def need(session: Session) -> Vacancy:
    rqn = next(each for each in programmes.load_presets(session, SYSTEM) if each.code == "rqn")
    made = make.vacancy(session, make.institution(session), programme=rqn)
    session.commit()
    return made


def reader(client: FlaskClient, session: Session, *languages: tuple[str, str], **values: object) -> Profile:
    """Sign in an expert who reads these languages."""
    values.setdefault("text_language", languages[0][0])
    person = make.expert(session, languages=languages, travel_page_read_at=clock.now(), **values)
    session.commit()
    assert person.account is not None
    make.sign_in(client, person.account)
    return person


def last_disclosure(session: Session) -> Consent:
    query = select(Consent).where(Consent.purpose == Purpose.DISCLOSURE).order_by(Consent.id.desc())
    found = session.scalars(query).first()
    assert found is not None
    return found


def test_a_text_becomes_a_version_once_and_is_never_rewritten(session: Session, need: Vacancy, tmp_path: Path) -> None:
    assert texts.load_folder(session, SYSTEM, write(tmp_path)) == (1, 1)
    assert texts.load_folder(session, SYSTEM, tmp_path) == (1, 0)
    with pytest.raises(Invalid, match="text_file") as refused:
        texts.load_folder(session, SYSTEM, write(tmp_path, body="Other words."))
    assert refused.value.params["fault"] == "higher_version"
    assert texts.load_folder(session, SYSTEM, write(tmp_path, body="Other words.", version=2)) == (1, 1)
    assert [row.version for row in session.scalars(select(ProgrammeText).order_by(ProgrammeText.id))] == [1, 2]
    with pytest.raises(Refused):
        texts.load_folder(session, ANONYMOUS, write(tmp_path, version=3))


FAULTS: list[tuple[dict[str, object], str]] = [
    ({"kind": "joke"}, "none_of_these"), ({"language": "xx"}, "no_language"), ({"language": "so/../x"}, "no_language"),
    ({"direction": "up"}, "none_of_these"), ({"version": 0}, "no_number"), ({"version": "true"}, "no_number"),
    ({"version": '"1"'}, "no_number"), ({"body": "x" * 9000}, "too_long"), ({"version": "1\nmore = 1"}, "other_keys"),
    ({"version": "["}, "no_toml"), ({"kind": ""}, "no_text"), ({"language": ""}, "no_text"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "code"), FAULTS)
def test_a_faulty_file_is_named_with_its_fault(
    session: Session, need: Vacancy, tmp_path: Path, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        texts.load_folder(session, SYSTEM, write(tmp_path, **wrong))
    assert refused.value.params["file"] == "one.toml"
    assert refused.value.params["fault"] == code


def test_every_fault_has_words_and_no_word_stands_for_nothing() -> None:
    here = Path(text_words.__file__).parents[1]
    source = "".join(
        (here / name).read_text(encoding="utf-8")
        for name in ("domain/texts.py", "services/texts.py", "web/text_files.py")
    )
    said = re.findall(r'fault="([a-z_0-9]+)"', source) + re.findall(r'hold\([^"\n]+, "([a-z_]+)"', source)
    said += re.findall(r'strip\(\)\), "([a-z_]+)"', source)
    assert set(said) == set(text_words.FAULT)


def test_an_empty_folder_and_an_unknown_programme_are_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no_text_files"):
        texts.load_folder(session, SYSTEM, tmp_path)
    with pytest.raises(Invalid, match="text_file"):
        texts.load_folder(session, SYSTEM, write(tmp_path))


def test_who_reads_no_language_of_the_pages_agrees_in_their_own(
    client: FlaskClient, session: Session, need: Vacancy, tmp_path: Path
) -> None:
    page = f"/fits/{need.public_id}/temporary/interest"
    person = reader(client, session, ("so", "C2"), ("en", "A1"))
    refused = client.post(page, data={"institution": "y"})
    assert refused.status_code == 422, "no text in a language that the person reads, no consent"
    texts.load_folder(session, SYSTEM, write(tmp_path))
    session.commit()
    shown = client.get(page).text
    assert '<div lang="so" dir="ltr"><p>Qoraal koowaad.</p><p>Second &lt;part&gt;.</p></div>' in shown
    assert 'value="rqn/disclosure-so-1"' in shown
    texts.load_folder(session, SYSTEM, write(tmp_path, version=2, body="Qoraal labaad."))
    session.commit()
    old = {"institution": "y", "seen": "rqn/disclosure-so-1"}
    late = client.post(page, data=old)
    assert late.status_code == 422
    assert "The text was changed while you read it" in late.text
    assert client.post(page, data=old | {"seen": "rqn/disclosure-so-2"}).status_code == 303
    given = last_disclosure(session)
    assert (given.profile_id, given.language, given.text_version) == (person.id, "so", "rqn/disclosure-so-2")
    assert "rqn/disclosure-so-2" in client.get("/consents").text


def test_a_reader_of_several_chooses_among_them(client: FlaskClient, session: Session, need: Vacancy) -> None:
    assert texts.load_folder(session, SYSTEM, SOMALI) == (2, 2)
    session.commit()
    page = f"/fits/{need.public_id}/temporary/interest"
    person = reader(client, session, ("en", "C1"), ("ckb", "B2"))
    plain = client.get(page).text
    assert '<div lang="en" dir="ltr">' in plain
    assert 'lang="ckb" dir="rtl" hreflang="ckb"' in plain
    kurdish = client.get(f"{page}?text=ckb").text
    assert '<div lang="ckb" dir="rtl">' in kurdish
    assert client.get(f"{page}?text=zz").text.count('<div lang="en" dir="ltr">') == 1
    unread = client.post(f"{page}?text=so", data={"ministry": "y"})
    assert unread.status_code == 422, "shown in Somali, which this person does not read"
    assert client.post(f"{page}?text=ckb", data={"ministry": "y"}).status_code == 303
    given = last_disclosure(session)
    assert (given.profile_id, given.language, given.text_version) == (person.id, "ckb", "rqn/disclosure-ckb-1")


def test_other_kinds_add_languages_for_people_of_the_programmes_countries(
    client: FlaskClient, session: Session, need: Vacancy, tmp_path: Path
) -> None:
    write(tmp_path, "a.toml", kind="statistics", language="ckb", direction="rtl", body="Amaro")
    write(tmp_path, "b.toml", kind="travel", language="so", body="Safar")
    write(tmp_path, "c.toml", kind="risk", language="so", body="Khatar")
    texts.load_folder(session, SYSTEM, tmp_path)
    session.commit()
    reader(client, session, ("en", "C1"), ("ckb", "C2"), ("so", "B1"))
    assert "Amaro" not in client.get("/consents").text
    assert "Amaro" in client.get("/consents?text=ckb").text
    assert "Safar" in client.get("/fits/travel?text=so").text
    assert client.post("/consents/statistics/give?text=ckb", data={"seen": "own"}).status_code == 303
    assert not session.scalars(select(Consent).where(Consent.purpose == Purpose.STATISTICS)).all()
    seen = {"seen": "rqn/statistics-ckb-1"}
    assert client.post("/consents/statistics/give?text=ckb", data=seen).status_code == 303
    given = session.scalars(select(Consent).where(Consent.purpose == Purpose.STATISTICS)).one()
    assert (given.language, given.text_version) == ("ckb", "rqn/statistics-ckb-1")


def test_pages_mails_and_texts_have_each_their_language(client: FlaskClient, session: Session, need: Vacancy) -> None:
    texts.load_folder(session, SYSTEM, SOMALI)
    person = reader(client, session, ("en", "C1"))
    account: Account = person.account  # type: ignore[assignment]  # made with one
    assert "کوردی" in client.get("/account").text
    wrong = {"language": "en", "mail_language": "xx"}
    assert client.post("/account", data=wrong).status_code == 422
    chosen = {"language": "en", "mail_language": "fr", "text_languages": ["ckb"]}
    assert client.post("/account", data=chosen).status_code == 303
    session.expire_all()
    assert (account.language, account.mail_language, account.text_languages) == ("en", "fr", ["ckb"])
    outbox.send(session, account, "visibility_changed")
    session.flush()
    assert session.scalars(select(OutboxMessage.language).order_by(OutboxMessage.id.desc())).first() == "fr"
    shown = client.get(f"/fits/{need.public_id}/temporary/interest").text
    assert '<div lang="ckb" dir="rtl">' in shown, "what the person chose comes first"
    assert client.post("/account", data={"language": "en", "mail_language": ""}).status_code == 303
    session.expire_all()
    assert (account.mail_language, account.text_languages) == (None, [])


def test_staff_are_asked_for_no_texts(client: FlaskClient, session: Session, need: Vacancy) -> None:
    texts.load_folder(session, SYSTEM, SOMALI)
    make.sign_in(client, make.officer(session))
    session.commit()
    assert "text_languages" not in client.get("/account").text
    page = client.get("/programmes/rqn").text
    assert 'lang="ckb" dir="rtl"' in page
    assert "Being named for one need" in page


def test_a_manager_publishes_a_text_after_seeing_it(
    app: Flask, client: FlaskClient, session: Session, need: Vacancy, tmp_path: Path
) -> None:
    assert need.programme is not None
    manager = make.account(session, Role.MANAGER, duty="CH", programme_id=need.programme_id)
    other = make.account(session, Role.MANAGER, duty="CH", programme_id=make.programme(session).id)
    session.commit()
    make.sign_in(client, manager)
    base = f"/programmes/{need.programme.code}/texts"

    def sent(**values: object) -> tuple[int, str]:
        file = (write(tmp_path, **values) / "one.toml").open("rb")
        page = client.post(f"{base}/new", data={"file": (file, "one.toml")}, content_type="multipart/form-data")
        return page.status_code, page.text

    assert "/texts" in client.get(f"/programmes/{need.programme.code}").text
    status, page = sent(body="Qoraal cusub.")
    assert (status, "Qoraal cusub." in page, "Second &lt;part&gt;." in page) == (200, True, True)
    assert session.scalars(select(ProgrammeText)).all() == [], "nothing is in force before it was seen"
    content = html.unescape(re.search(r'name="content"[^>]*value="([^"]*)"', page)[1])  # type: ignore[index]
    assert client.post(f"{base}/new", data={"content": content}).status_code == 303
    assert [(row.language, row.version) for row in session.scalars(select(ProgrammeText))] == [("so", 1)]

    def fault(**values: object) -> str:
        status, page = sent(**values)
        assert status == 422
        return page.replace("\u2068", "").replace("\u2069", "")

    assert "This text is loaded already." in fault(body="Qoraal cusub.")
    assert "Version 1 is loaded" in fault(body="Other words.")
    assert "language must be a language tag" in fault(version=2, language="klingon")
    assert "kind must be one of these: registration, matching," in fault(version=2, kind="joke")
    assert "body is too long: it has at most 8,000 characters." in fault(version=2, body="x" * 8500)
    assert "more than 40,000 characters" in fault(version=2, body="x" * 41_000)
    assert "Look at line 7." in fault(version="[")
    latin = {"file": (io.BytesIO(b"body = '\xe9'"), "one.toml")}
    assert "not in UTF-8" in client.post(f"{base}/new", data=latin, content_type="multipart/form-data").text
    status, page = sent(version=2, body="Other words.")
    assert status == 200
    content = html.unescape(re.search(r'name="content"[^>]*value="([^"]*)"', page)[1])  # type: ignore[index]
    assert client.post(f"{base}/new", data={"content": content}).status_code == 303
    assert [row.version for row in session.scalars(select(ProgrammeText).order_by(ProgrammeText.id))] == [1, 2]
    listed = client.get(base).text
    assert "Somali" in listed
    assert client.post(f"{base}/new", data={"content": content.replace('"rqn"', '"mida"')}).status_code == 422
    assert client.get(f"{base}/list.csv").data.count(b"\n") == 3
    stranger = as_(app, other)
    assert stranger.get(base).status_code == stranger.get(f"{base}/new").status_code == 403
    assert stranger.post(f"{base}/new", data={"content": content}).status_code == 403
    assert stranger.get(f"{base}/list.csv").status_code == 403
