"""Registering, signing in and out, links from mails, passwords, account settings."""

from functools import cache
from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user, hash_password, login_user, logout_user, verify_password

from skillsbank.domain.roles import LinkPurpose, Role
from skillsbank.forms.accounts import AddressForm, LanguageForm, PasswordForm, RegisterForm, SignInForm
from skillsbank.models import Account
from skillsbank.policies import Permission, can
from skillsbank.services import accounts
from skillsbank.web import i18n
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.forms import form_page, languages_of_pages, languages_of_texts

blueprint = Blueprint("accounts", __name__)

HOME = {
    Role.OFFICER: "desk.needs",
    Role.MANAGER: "desk.needs",
    Role.INSTITUTION: "needs.index",
    Role.MINISTRY: "ministry.index",
    Role.ADMINISTRATOR: "staff.index",
    Role.AUDITOR: "audit.index",
    Role.DONOR: "programmes.index",
    Role.EXPERT: "profile.show",
}
"""Where each role lands after signing in, the first that fits."""
_CHOSEN = "password_chosen"
"""Under this name the browser's session keeps the proof that a registration's password came from it."""


@blueprint.route("/register", methods=["GET", "POST"])
@permits(Permission.PUBLIC_PAGE_READ)
def register() -> ResponseReturnValue:
    """Open an expert's account; the answer never says whether the address is known."""
    form = RegisterForm()
    if form.validate_on_submit():
        hashed = hash_password(form.password.data) if form.password.data else None
        with transaction() as session:
            accounts.register_expert(session, form.email.data, hashed, i18n.language())
        if hashed:
            browser[_CHOSEN] = accounts.proof_of(hashed)
        return redirect(url_for("accounts.sent"), 303)
    return form_page("accounts/register.html", form)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@permits(Permission.PUBLIC_PAGE_READ)
def sign_in() -> ResponseReturnValue:
    """Sign in with a password; every wrong pair gets the same answer after the same work."""
    form = SignInForm()
    target = inside(request.args.get("next"))
    if form.validate_on_submit():
        account = accounts.find(db(), form.email.data)
        matches = verify_password(form.password.data, (account and account.password) or _decoy())
        if account is not None and account.password and matches and account.confirmed_at:
            return _enter(account, target)
        form.form_errors.append(
            _("This address and password do not fit together, or the address is not confirmed yet.")
        )
        return render_template("accounts/sign_in.html", form=form), 422
    return form_page("accounts/sign_in.html", form)


@blueprint.route("/sign-in/link", methods=["GET", "POST"])
@permits(Permission.PUBLIC_PAGE_READ)
def request_link() -> ResponseReturnValue:
    """Mail a single-use link to sign in."""
    return _by_mail(LinkPurpose.SIGN_IN, "accounts/request_link.html")


@blueprint.route("/password/forgotten", methods=["GET", "POST"])
@permits(Permission.PUBLIC_PAGE_READ)
def forgotten() -> ResponseReturnValue:
    """Mail a single-use link to choose a new password."""
    return _by_mail(LinkPurpose.RESET, "accounts/forgotten.html")


@blueprint.get("/mail-sent")
@permits(Permission.PUBLIC_PAGE_READ)
def sent() -> ResponseReturnValue:
    """Say that a mail is on its way, if the address fits."""
    return render_template("accounts/sent.html")


@blueprint.route("/link/<any(confirm, sign_in):purpose>/<string(maxlength=64):token>", methods=["GET", "POST"])
@permits(Permission.PUBLIC_PAGE_READ)
def follow(purpose: str, token: str) -> ResponseReturnValue:
    """Show one button for a link from a mail; only pressing it uses the link up."""
    kind = LinkPurpose(purpose)
    if request.method == "GET":
        accounts.peek(db(), token, kind)
        return render_template("accounts/link.html", purpose=purpose)
    with transaction() as session:
        had_password = bool(accounts.peek(session, token, kind).account.password)
        account = accounts.use(session, token, kind, chosen=browser.pop(_CHOSEN, ""))
        target, dropped = account.id, had_password and not account.password
    if dropped:
        flash(
            _(
                "The password from the registration does not count, because it was sent from another browser. Ask for "
                "a new one where you sign in, or go on signing in by link."
            ),
            "info",
        )
    return _enter(db().get_one(Account, target), None)


@blueprint.route("/link/<any(reset, invite):purpose>/<string(maxlength=64):token>", methods=["GET", "POST"])
@permits(Permission.PUBLIC_PAGE_READ)
def choose_password(purpose: str, token: str) -> ResponseReturnValue:
    """Choose a password behind a link from a mail, and sign in."""
    kind = LinkPurpose(purpose)
    form = PasswordForm()
    accounts.peek(db(), token, kind)
    if form.validate_on_submit():
        hashed = hash_password(form.password.data or "")
        with transaction() as session:
            account = accounts.use(session, token, kind)
            accounts.set_password(session, account, hashed)
            target = account.id
        return _enter(db().get_one(Account, target), None)
    return form_page("accounts/choose_password.html", form, purpose=purpose)


@blueprint.post("/sign-out")
@permits(Permission.OWN_ACCOUNT_USE)
def sign_out() -> ResponseReturnValue:
    """End this session."""
    logout_user()
    flash(_("You are signed out."), "good")
    return redirect(url_for("home.index"), 303)


@blueprint.route("/account", methods=["GET", "POST"])
@permits(Permission.OWN_ACCOUNT_USE)
def settings() -> ResponseReturnValue:
    """Choose the language of pages, mails and texts, each by itself."""
    form = LanguageForm(obj=current_user)
    form.language.choices = languages_of_pages()
    form.mail_language.choices = languages_of_pages(_("As the pages"))
    form.text_languages.choices = languages_of_texts(db(), current_user.text_languages)
    if not can(current_actor(), Permission.OWN_CONSENT_WRITE):
        del form.text_languages
    if form.validate_on_submit():
        with transaction() as session:
            accounts.choose_languages(
                session.get_one(Account, current_actor().account_id),
                pages=form.language.data,
                mails=form.mail_language.data or None,
                texts=form.text_languages.data if "text_languages" in form else None,
            )
        i18n.keep(form.language.data)
        flash(_("Your languages are saved."), "good")
        return redirect(url_for("accounts.settings"), 303)
    return form_page("accounts/settings.html", form)


@blueprint.post("/account/sessions")
@permits(Permission.OWN_ACCOUNT_USE)
def end_sessions() -> ResponseReturnValue:
    """End every session of this account, this one included."""
    with transaction() as session:
        accounts.end_sessions(session.get_one(Account, current_actor().account_id))
    logout_user()
    flash(_("You are signed out everywhere."), "good")
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.get("/start")
@permits(Permission.OWN_ACCOUNT_USE)
def start() -> ResponseReturnValue:
    """Lead each role to its own first page."""
    roles = current_actor().roles
    return redirect(
        url_for(
            next(
                (page for role, page in HOME.items() if role in roles and page in current_app.view_functions),
                "home.index",
            )
        ),
        303,
    )


def _by_mail(purpose: LinkPurpose, template: str) -> ResponseReturnValue:
    form = AddressForm()
    if form.validate_on_submit():
        with transaction() as session:
            accounts.request_link(session, form.email.data, purpose)
        return redirect(url_for("accounts.sent"), 303)
    return form_page(template, form)


def _enter(account: Account, target: str | None) -> ResponseReturnValue:
    login_user(account)
    return redirect(target or url_for("accounts.start"), 303)


def inside(target: str | None) -> str | None:
    """Return the address if it stays on this site, else None."""
    if not target or not target.startswith("/") or target[1:2] in ("/", "\\"):
        return None
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else None


@cache
def _decoy() -> str:
    return str(hash_password("a password that nobody has"))
