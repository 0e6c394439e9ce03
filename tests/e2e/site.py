"""The whole service over a fresh database with the demo's data, answering on a free port of this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import waitress
from flask_security import hash_password

from skillsbank import migrate
from skillsbank.app import create_app
from skillsbank.database import make_engine, make_sessions, writing
from skillsbank.run import DEMO_PASSWORD
from skillsbank.services.seeding import load_demo
from skillsbank.settings import DEMO_COUNSELLOR, Settings


@contextmanager
def live_site(database_url: str, instance: Path) -> Iterator[str]:
    """Yield the address of a site over the empty database at `database_url`; forgery protection is on."""
    engine = make_engine(database_url)
    migrate.upgrade(engine)
    server: Any = waitress.create_server(_nothing, host="127.0.0.1", port=0, threads=4, ident=None)
    address = f"http://127.0.0.1:{server.effective_port}"
    settings = Settings(
        database_url=database_url, secret_key="0123456789abcdef" * 4, instance=instance, demo=True, base_url=address,
        counsellor=DEMO_COUNSELLOR, imports=True,
    )  # fmt: skip
    app = create_app(settings, make_sessions(engine))
    with app.app_context(), make_sessions(engine)() as session, writing(session):
        load_demo(session, hash_password(DEMO_PASSWORD))
    server.application = app
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield address
    finally:
        server.close()
        server.asyncore.close_all(server._map)
        thread.join()
        engine.dispose()


def _nothing(_environment: object, _start: object) -> list[bytes]:
    return []
