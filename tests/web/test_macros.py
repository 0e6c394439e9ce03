"""The page macros: labels, errors, links and isolation of what people typed."""

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from tests.gallery import HOSTILE, create_gallery

ERRORS = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)


class Page(HTMLParser):
    """Collects the elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, attribute: str, tag: str | None = None) -> list[str]:
        return [found[attribute] for name, found in self.elements if attribute in found and tag in (None, name)]


@pytest.fixture
def client() -> FlaskClient:
    app = create_gallery()
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


def wrong(client: FlaskClient) -> str:
    sent = {
        "name": "",
        "days": "999",
        "about": "x" * 60,
        "languages-0-language": "",
        "languages-0-level": "B2",
    }
    answer = client.post("/form", data=sent)
    assert answer.status_code == 422
    return answer.text


def test_every_reference_inside_a_page_finds_its_element(client: FlaskClient) -> None:
    for text in (
        wrong(client),
        client.get("/form").text,
        client.get("/list").text,
        client.post("/form", data={"search": "occupation"}).text,
    ):
        page = Page(text)
        ids = page.values("id")
        assert len(ids) == len(set(ids))
        pointed = (
            [link[1:] for link in page.values("href") if link.startswith("#")]
            + page.values("for")
            + page.values("form")
        )
        pointed += " ".join(page.values("aria-describedby") + page.values("aria-labelledby")).split()
        assert pointed
        assert set(pointed) <= set(ids)


def test_an_error_is_in_the_title_the_summary_and_beside_its_field(client: FlaskClient) -> None:
    text = wrong(client)
    assert re.search(r"<title>Error: Your work", text)
    summary = text[text.index("error-summary") : text.index("<h1")]
    for target, message in (
        ("name", "Enter your name."),
        ("seen-0", "Choose who may see you."),
        ("ways-0", "Choose at least one way."),
        ("languages-0-language", "Choose a language."),
        ("days", "Enter 1 to 180 days."),
    ):
        assert f'<a href="#{target}">{message}</a>' in summary
        assert text.count(message) > summary.count(message)
    marked = [found["id"] for name, found in Page(text).elements if found.get("aria-invalid") == "true"]
    assert {"name", "email", "days", "about", "languages-0-language"} <= set(marked)


def test_what_was_typed_is_still_there(client: FlaskClient) -> None:
    text = wrong(client)
    assert 'value="999"' in text
    assert "x" * 60 in text
    assert "There is a problem" not in client.get("/form").text


def test_every_control_has_a_label(client: FlaskClient) -> None:
    page = Page(client.get("/form").text)
    named = set(page.values("for"))
    controls = [
        found
        for tag, found in page.elements
        if tag in ("input", "select", "textarea") and found.get("type") != "hidden"
    ]
    assert len(controls) > 12
    assert all(found["id"] in named for found in controls)


def test_a_page_posts_its_token_once(client: FlaskClient) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = True
    page = Page(client.get("/form").text)
    posts = [found for tag, found in page.elements if tag == "form" and found["method"] == "post"]
    assert len(posts) == 2  # the form and "Sign out"
    assert page.values("name", "input").count("csrf_token") == len(posts)


def test_rows_are_added_by_a_plain_button(client: FlaskClient) -> None:
    before = client.get("/form").text
    after = client.post(
        "/form", data={"add": "languages", "languages-0-language": "ar", "languages-1-language": ""}
    ).text
    assert (before.count("-row"), after.count('class="row"')) == (3, 3)
    assert 'value="ar" ' in after or 'selected value="ar"' in after
    full = {f"languages-{at}-language": "ar" for at in range(3)} | {"add": "languages"}
    assert "Add another language" not in client.post("/form", data=full).text


def test_peoples_words_are_escaped_and_isolated(client: FlaskClient) -> None:
    text = client.get("/list").text
    assert HOSTILE not in text
    escaped = "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    assert f'<bdi lang="ar">{escaped}</bdi>' in text
    assert f'dir="auto" lang="fr">{escaped}<' in text


def test_sorting_and_paging_keep_the_rest_of_the_address(client: FlaskClient) -> None:
    page = Page(client.get("/list?q=nurse&q=midwife&sort=title&order=asc&page=2").text)
    links = page.values("href")
    assert "/list?q=nurse&q=midwife&sort=title&order=desc" in links
    assert "/list?q=nurse&q=midwife&sort=title&order=asc&page=3" in links
    assert "/list?q=nurse&q=midwife&sort=title&order=asc" in links
    assert page.values("aria-sort") == ["ascending"]


def test_a_score_is_never_a_bare_number(client: FlaskClient) -> None:
    text = client.get("/list").text
    assert "90 of 100" in text
    assert "Strong match" in text
    assert "Passed: condition 0" in text
    assert "Not passed: condition 1" in text
    assert "Not known: condition 2" in text
    assert "Nothing is missing." in text
    assert "Free in July instead." in text
    assert "24 of 30" in text
    assert "34 of 100" in text


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_says_what_to_do_next(client: FlaskClient, code: int) -> None:
    answer = client.get(f"/error/{code}")
    assert answer.status_code == code
    body = answer.text[answer.text.index("<h1>") :]
    assert body.count("<p>") >= 3
    assert "Go to the start page" in body


def test_direction_and_language_are_on_the_page(client: FlaskClient) -> None:
    assert '<html lang="ar" dir="rtl">' in client.get("/form?lang=ar").text
    assert '<html lang="en" dir="ltr">' in client.get("/form").text


def test_a_mail_is_a_subject_a_text_and_a_link(client: FlaskClient) -> None:
    with client.application.test_request_context():
        source = """{% extends "email/base.txt" %}
            {% block subject %}A need waits{% endblock %}{% block body %}Please answer.{% endblock %}"""
        template = client.application.jinja_env.from_string(source)
        plain = template.render(url="https://bank.example/m/1")
        neutral = template.render(url="https://bank.example/m/1", neutral=True)
    assert plain.split("\n\n")[:3] == ["A need waits", "Please answer.", "https://bank.example/m/1"]
    assert "need" not in neutral
    assert "Skills Bank" not in neutral
    assert "https://bank.example/m/1" in neutral
