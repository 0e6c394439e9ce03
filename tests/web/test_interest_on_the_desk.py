"""The officer reads beside a need's shortlist who said that they are interested, but nobody hidden from them."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Application
from tests import factories


def test_interest_stands_beside_the_shortlist(client: FlaskClient, session: Session) -> None:
    need = factories.vacancy(session, factories.institution(session))
    person = factories.expert(session)
    session.add(
        Application(
            vacancy_id=need.id, profile_id=person.id, modality=Modality.TEMPORARY, message="I could come in June"
        )
    )
    session.commit()
    address = f"/desk/needs/{need.public_id}/shortlist"
    factories.sign_in(client, factories.officer(session))
    session.commit()
    page = client.get(address)
    assert "I could come in June" in page.text
    assert f"/desk/experts/{person.public_id}" in page.text
    for country in person.countries:
        country.visibility = None
    session.commit()
    assert "I could come in June" in client.get(address).text, "an officer elsewhere still reads it"
    factories.sign_in(client, factories.officer(session, duty=need.country))
    session.commit()
    assert "I could come in June" not in client.get(address).text, "who serves there must not learn of the person"
