"""Forms for institutions: facts, decisions, the invitation of a focal point, filters."""

from flask_babel import lazy_gettext as _l
from wtforms import Form as Filters
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Regexp

from skillsbank.forms.accounts import email_field
from skillsbank.forms.fields import Form, number, one_of, paragraph, text
from skillsbank.forms.records import RecordForm, day, not_before


class InstitutionForm(RecordForm):
    """What an officer writes about an institution."""

    name = text(
        _l("Name in the institution's own language"),
        needed=_l("Enter the name of the institution."),
        render_kw={"autocomplete": "off"},
    )
    name_en = text(_l("Name in English"))
    acronym = text(_l("Short name"), 40)
    kind = one_of(_l("Kind of institution"), [], needed=_l("Choose the kind of institution."))
    ownership = one_of(_l("Who owns it"), [], needed=_l("Choose who owns it."))
    sector = one_of(_l("Sector"), [], needed=_l("Choose the sector."))
    parent = text(_l("Ministry or body above it"))
    region = one_of(_l("Region"), [])
    place = text(_l("Town"), 120, needed=_l("Enter the town."))
    domain = text(
        _l("Website"),
        120,
        description=_l("The address only, such as hospital.example."),
        filters=[lambda value: value.removeprefix("https://").removeprefix("http://").rstrip("/") if value else value],
        render_kw={"dir": "ltr"},
    )
    address = paragraph(_l("Address"), 300, description=_l("Where letters and visitors arrive. It is not published."))
    registration = text(_l("Registration or accreditation number"), 80, description=_l("So that anybody can check it."))
    agreement_reference = text(_l("Reference of the agreement"), 80)
    agreement_date = day(_l("Agreement signed on"))
    agreement_end = day(_l("Agreement ends on"), description=_l("The page marks it 90 days before."))
    staff = number(_l("People who work there"), 0, 999_999)
    capacity = number(
        _l("Experts it can host at the same time"), 0, 999, needed=_l("Enter how many experts it can host.")
    )
    description = paragraph(
        _l("What it does"), 1500, description=_l("Two or three sentences. Experts read them beside each need.")
    )

    def validate_agreement_end(self, _field: HiddenField) -> None:
        """Hold the agreement's days to their order."""
        not_before(self, "agreement_date", "agreement_end", _l("The agreement cannot end before it was signed."))

    def validate_domain(self, field: HiddenField) -> None:
        """Hold the website to a plain domain name, with a path at most."""
        if field.data:
            Regexp(r"^[\w-]+(\.[\w-]+)+(/\S*)?$", message=_l("Enter an address like hospital.example."))(self, field)


class EvidenceForm(RecordForm):
    """Verify: what was seen."""

    evidence = paragraph(
        _l("What you saw"),
        1500,
        needed=_l("Write what you saw; without it nobody can check the verification later."),
        description=_l("Such as: registration certificate seen in the original, office visited on 3 May."),
    )


class SuspendForm(RecordForm):
    """Suspend: a reason of the list, and words if they help."""

    reason = RadioField(_l("Reason"), validators=[InputRequired(_l("Choose a reason."))])
    note = paragraph(_l("Note for the file"), 1500)


class ResumeForm(RecordForm):
    """End a suspension: words if they help."""

    note = paragraph(_l("Note for the file"), 1500)


class FocalPointForm(Form):
    """Invite a person who answers for the institution."""

    name = text(_l("Name"), needed=_l("Enter the person's name."), render_kw={"autocomplete": "off"})
    email = email_field(_l("Enter the person's e-mail address."), autocomplete="off")
    language = one_of(_l("Language of the invitation"), [], needed=_l("Choose a language."))


class HostCountryForm(Filters):
    """The country of a new institution, asked first because its regions depend on it; sent in the address."""

    country = SelectField(_l("Country"), validate_choice=False)


class InstitutionFilters(Filters):
    """Filters of the list."""

    state = SelectField(_l("State"), validate_choice=False)
    country = SelectField(_l("Country"), validate_choice=False)
    sector = SelectField(_l("Sector"), validate_choice=False)
