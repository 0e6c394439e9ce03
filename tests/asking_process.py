"""A process of its own that ranks and saves, told by lines what to do: for tests of what processes share."""

import json
import sys
from pathlib import Path

import matching
from skillsbank import logs
from skillsbank.database import make_engine, make_sessions, writing
from skillsbank.domain.vocabulary import Visibility
from skillsbank.models import Profile
from skillsbank.services.ranking import pool
from tests import factories as make

NEED = matching.Vacancy(id="need", title="Neonatal nurse", rules=matching.Rules(on=frozenset()))


def main(url: str, folder: Path) -> None:
    """Answer each line with one line."""
    logs.configure()
    sessions = make_sessions(make_engine(url), folder)
    for line in sys.stdin:
        what, _, value = line.strip().partition(" ")
        with sessions() as session:
            if what == "ask":
                ranker = pool.ranker(session, matching.DEFAULT_WEIGHTS)
                answer = {match.profile_id: match.score for match in ranker.rank(NEED, k=500)}
            else:
                with writing(session):
                    if what == "save":
                        person = make.expert(session, headline="Neonatal nurse", email=f"{value}@example.org")
                    else:
                        person = session.query(Profile).filter_by(id=int(value)).one()
                        person.countries[0].visibility = Visibility.ASK_FIRST
                    answer = {str(person.id): 0.0}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
