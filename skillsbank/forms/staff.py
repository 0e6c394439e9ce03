"""Forms for staff accounts and the audit trail: invitation and filters."""

from flask_babel import lazy_gettext as _l
from wtforms import Form as Filters
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from skillsbank.forms.accounts import email_field
from skillsbank.forms.fields import Form, one_of, text


class InviteForm(Form):
    """Invite a member of staff; the view gives the choices."""

    name = text(_l("Name"), needed=_l("Enter the person's name."), render_kw={"autocomplete": "off"})
    email = email_field(_l("Enter the person's e-mail address."), autocomplete="off")
    role = RadioField(_l("Role"), validators=[InputRequired(_l("Choose a role."))])
    country = one_of(_l("Country that the ministry speaks for"), [])
    programme = one_of(_l("Programme"), [])
    duty_country = one_of(
        _l("Country where the person serves"), [], needed=_l("Choose the country where the person serves.")
    )
    language = one_of(_l("Language of the invitation"), [], needed=_l("Choose a language."))


class StaffFilters(Filters):
    """Filters of the list of accounts."""

    role = SelectField(_l("Role"), validate_choice=False)
    active = SelectField(_l("State"), validate_choice=False)


class AuditFilters(Filters):
    """Filters of the audit trail."""

    tag = SelectField(_l("What happened"), validate_choice=False)
