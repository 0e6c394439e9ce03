"""Forms for registering, signing in and passwords."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, SelectField
from wtforms.validators import InputRequired, Length, Optional

from skillsbank.forms.fields import Checkboxes, Form, ValidationError

COMMON_PARTS = ("password", "skillsbank", "skills bank", "123456", "qwerty", "azerty", "letmein")
YOURS = _l("Enter your e-mail address.")


def email_field(needed: Any = YOURS, autocomplete: str = "email") -> Any:
    """Return the field of an address; say so when it is somebody else's."""
    return EmailField(
        _l("E-mail address"),
        validators=[InputRequired(needed), Length(max=190), plausible_email],
        render_kw={"autocomplete": autocomplete, "spellcheck": "false"},
    )


def plausible_email(_form: Any, field: Any) -> None:
    """Refuse what cannot be an address; whether it receives mail is shown by the confirmation."""
    try:
        validate_email(field.data or "", check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValidationError(_l("Enter an address like name@example.org.")) from error


def strong_password(form: Any, field: Any) -> None:
    """Hold a password to 12-128 characters without the obvious words or the person's own address (ASVS 6.2)."""
    password = field.data or ""
    if not 12 <= len(password) <= 128:
        raise ValidationError(_l("Use 12 to 128 characters. Three or four words in a row work well."))
    lowered = password.casefold()
    address = ((getattr(form, "email", None) and form.email.data) or "").split("@")[0].casefold()
    too_few = len(set(lowered)) < 5
    if too_few or any(part in lowered for part in COMMON_PARTS) or (len(address) > 3 and address in lowered):
        raise ValidationError(_l("This password is easy to guess. Use words that have nothing to do with you."))


class RegisterForm(Form):
    """Open an expert's account; without a password, sign-in links are mailed."""

    email = email_field()
    password = PasswordField(
        _l("Password"),
        description=_l("At least 12 characters. Leave it empty to sign in by a link that we mail you each time."),
        validators=[Optional(), strong_password],
        render_kw={"autocomplete": "new-password"},
    )


class SignInForm(Form):
    """Sign in with a password."""

    email = email_field()
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class AddressForm(Form):
    """Ask for a link by mail."""

    email = email_field()


class PasswordForm(Form):
    """Choose a new password."""

    password = PasswordField(
        _l("New password"),
        description=_l("At least 12 characters. Three or four words in a row work well."),
        validators=[InputRequired(_l("Enter a password.")), strong_password],
        render_kw={"autocomplete": "new-password"},
    )


class LanguageForm(Form):
    """Choose the language of pages, of mails, and of the texts that one reads before agreeing."""

    language = SelectField(_l("Language of pages"), validators=[InputRequired()])
    mail_language = SelectField(_l("Language of mails"), validators=[Optional()])
    text_languages = Checkboxes(_l("Languages in which I read texts on consent and risk"))
