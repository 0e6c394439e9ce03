"""What every page carries: language, navigation by permission, account menu, footer, words for codes."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, has_request_context, request, url_for
from flask_babel import format_decimal, lazy_gettext
from flask_babel import gettext as _
from flask_security import current_user

from skillsbank.policies import Permission, can
from skillsbank.settings import Settings
from skillsbank.web import i18n, labels, lists
from skillsbank.web.access import current_actor

_l = lazy_gettext
A_YEAR = 365 * 24 * 3600

NAVIGATION: tuple[tuple[Any, str, Permission], ...] = (
    (_l("My profile"), "profile.show", Permission.OWN_PROFILE_READ),
    (_l("Needs that fit me"), "fits.index", Permission.OWN_MATCH_READ),
    (_l("My interests"), "applications.index", Permission.OWN_APPLICATION_WRITE),
    (_l("My data"), "mydata.index", Permission.OWN_PROFILE_READ),
    (_l("Our needs"), "needs.index", Permission.INSTITUTION_VACANCY_READ),
    (_l("Our institution"), "host.index", Permission.INSTITUTION_RECORD_WRITE),
    (_l("Needs to endorse"), "ministry.index", Permission.COUNTRY_VACANCY_READ),
    (_l("What our diaspora offers"), "offers.diaspora", Permission.COUNTRY_SUPPLY_READ),
    (_l("Desk"), "desk.needs", Permission.PROGRAMME_VACANCY_READ),
    (_l("Experts"), "experts.index", Permission.PROGRAMME_PROFILE_READ),
    (_l("Own words"), "words.index", Permission.PROGRAMME_WORDS_MAP),
    (_l("Needs and skills"), "gaps.index", Permission.PROGRAMME_GAP_READ),
    (_l("Lists from files"), "imports.index", Permission.PROGRAMME_IMPORT_WRITE),
    (_l("Institutions"), "institutions.index", Permission.PROGRAMME_INSTITUTION_WRITE),
    (_l("Programmes"), "programmes.index", Permission.PROGRAMME_TERMS_READ),
    (_l("Accounts"), "staff.index", Permission.SYSTEM_ACCOUNT_INVITE),
    (_l("Erasures"), "erasures.index", Permission.SYSTEM_ERASURE_RUN),
    (_l("Audit trail"), "audit.index", Permission.SYSTEM_AUDIT_READ),
    (_l("Open needs"), "public.needs", Permission.PUBLIC_PAGE_READ),
)
"""Label, endpoint and the permission that shows it; a page of a blueprint marks the blueprint's entry."""
ROOMS = {
    "cv": ("profile",),
    "drafts": ("profile",),
    "candidacy": ("profile",),
    "candidacy.clinical_work": ("applications",),
    "need_steps": ("needs", "desk", "ministry"),
    "need_teams": ("needs", "desk", "ministry"),
    "consents": ("mydata",),
    "visibility": ("mydata",),
    "intakes": ("imports",),
    "demand": ("host",),
    "offers.posts": ("ministry",),
    "needs": ("needs", "desk", "ministry"),
    "candidates": ("needs",),
    "objections": ("desk", "fits"),
    "ranking": ("desk",),
    "ranking.fits": ("experts",),
    "shortlist": ("desk",),
    "weights": ("programmes",),
    "text_files": ("programmes",),
}
"""Endpoint or blueprint without an entry of its own -> the entries it lies behind; the first one shown is marked."""


def init_app(app: Flask, settings: Settings) -> None:
    """Give every template the frame's values and the filters."""
    app.jinja_env.filters.update(
        dateformat=lambda value, form="medium": i18n.day(value, form) if value else "",
        momentformat=lambda value: i18n.moment(value) if value else "",
        numberformat=format_decimal,
        country=labels.country_name,
        language_name=labels.language_name,
        isco=labels.isco_title,
        zone=lambda value: labels.zone_name(value) if value else "",
    )
    app.jinja_env.globals.update(labels=labels, asked_for=lists.asked_for)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = A_YEAR
    assets = _digest(Path(app.static_folder or ""))

    @app.context_processor
    def frame() -> dict[str, Any]:
        if not has_request_context():
            return {}  # a mail that the worker writes has no frame
        actor = current_actor()
        signed_in = actor.account_id is not None
        values: dict[str, Any] = {
            "language": i18n.language(),
            "direction": i18n.direction(),
            "languages": [
                (tag, i18n.own_name(tag), url_for("home.language", tag=tag, next=_here())) for tag in settings.languages
            ],
            "navigation": _navigation(
                [
                    (label, endpoint)
                    for label, endpoint, permission in NAVIGATION
                    if endpoint in app.view_functions and can(actor, permission)
                ]
            ),
            "footer_links": [
                (_("What happens to your data"), url_for("home.privacy")),
                (_("How people are ranked"), url_for("home.ranking")),
                (_("Sources and licences"), url_for("home.sources")),
                (_("Code lists"), url_for("code_lists.index")),
            ],
            "asset_version": assets,
            "actor": actor,
            "demo": settings.demo,
        }
        if settings.demo:
            values["footer_links"].append((_("Mails of this demo"), url_for("mails.index")))
        if signed_in:
            values["account"] = {
                "name": current_user.email,
                "links": [(_("Account settings"), url_for("accounts.settings"))],
                "sign_out_url": url_for("accounts.sign_out"),
            }
        else:
            values["sign_in_url"] = url_for("accounts.sign_in")
        return values


def _navigation(shown: list[tuple[Any, str]]) -> list[tuple[Any, str, bool]]:
    """Return label, address and whether the page lies behind it, for each entry."""
    endpoint = request.endpoint or ""
    blueprint = endpoint.partition(".")[0]
    rooms = ROOMS.get(endpoint) or ROOMS.get(blueprint) or (blueprint,)
    here = next((each for _label, each in shown if each.partition(".")[0] in rooms), None)
    return [(label, url_for(each), each == here) for label, each in shown]


def _digest(folder: Path) -> str:
    """Return a short digest of all static files: it stands in their addresses, so that browsers may keep them."""
    content = b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())
    return hashlib.sha256(content).hexdigest()[:12]


def _here() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else "/"
