"""Runs migrations on the connection that migrate.py gives."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from skillsbank.models import Base
from skillsbank.models.base import UTCDateTime


def render_item(_kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write own types as plain ones, so that a migration never imports the app."""
    return "sa.DateTime(timezone=True)" if isinstance(item, UTCDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=render_item,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
