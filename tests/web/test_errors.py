"""Which failures of the database a person can mend, and which are ours."""

import pytest
from flask import Flask
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError, ProgrammingError

from skillsbank.domain.errors import NotReady
from skillsbank.queries import service


@pytest.mark.parametrize(
    ("failure", "status"),
    [(DataError, 422), (IntegrityError, 409), (OperationalError, 503), (ProgrammingError, 500)],
)
def test_a_fault_of_ours_is_not_said_to_be_the_readers(
    app: Flask, monkeypatch: pytest.MonkeyPatch, failure: type[DBAPIError], status: int
) -> None:
    def fail(*_asked: object) -> None:
        raise failure("SELECT 1", {}, Exception("refused"))

    monkeypatch.setattr(service, "newest_mails", fail)
    app.config["TESTING"] = False
    page = app.test_client().get("/demo/mails")
    assert page.status_code == status
    assert "SELECT" not in page.get_data(as_text=True)


def test_a_ranking_that_is_being_prepared_says_so_and_when_to_come_back(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prepared(*_asked: object) -> None:
        raise NotReady("index_not_ready")

    monkeypatch.setattr(service, "newest_mails", prepared)
    app.config["TESTING"] = False
    page = app.test_client().get("/demo/mails")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "30")
    assert "the matching is being prepared" in page.text
