"""The officers' desk says which ministry is late with its answer."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.vacancy import VacancyState
from tests import factories as make


def test_a_ministry_that_is_late_is_told_on_the_desk(client: FlaskClient, session: Session) -> None:
    officer = make.officer(session)
    host = make.institution(session, by=officer)
    asking, other = make.programme(session), make.programme(session, endorsement=False)
    for days, programme in ((10, asking), (11, asking), (40, other)):
        make.vacancy(
            session, host, by=officer, programme=programme, state=VacancyState.SUBMITTED,
            submitted_at=clock.now() - timedelta(days=days),
        )  # fmt: skip
    session.commit()
    make.sign_in(client, officer)
    page = client.get("/desk").text
    assert page.count("The ministry has not answered for") == 1
    assert "The ministry has not answered for 11 days" in page
