"""The words of the rooms for lists and for entry by officers: fields, what is wrong with a row, what never is kept."""

from flask_babel import lazy_gettext as _l

from skillsbank.web import labels
from skillsbank.web.cv_words import REFUSAL as OF_FILES

FIELD = {
    "given_name": _l("Given name or names"),
    "family_name": _l("Family name or names"),
    "full_name": _l("Whole name in one column"),
    "email": _l("E-mail address"),
    "phone": _l("Phone number"),
    "birth_year": _l("Year of birth"),
    "sex": _l("Sex"),
    "origin": _l("Countries the family comes from"),
    "residence_country": _l("Country of residence"),
    "city": _l("Town or city"),
    "occupation": _l("Occupation"),
    "years": _l("Years of experience"),
    "skills": _l("Skills"),
    "languages": _l("Languages with their levels"),
    "summary": _l("Summary for officers"),
    "language": _l("Language of mails to the person"),
}
SOURCE = {
    "survey": _l("A survey"),
    "association": _l("An association"),
    "embassy": _l("An embassy or consulate"),
    "event": _l("An event"),
}
CHANNEL = {"phone": _l("By phone"), "paper": _l("On paper"), "event": _l("At an event"), "file": _l("From a file")}
BASIS = {
    "consent": _l("Agreement to pass the details on to this programme"),
    "public_task": _l("A task given to us by law or mandate"),
    "legitimate_interest": _l("A legitimate interest, weighed against that of the person, on record"),
}
NEVER = {
    "asylum": _l("asylum, protection or any other status"),
    "clan": _l("clan or tribe"),
    "ethnicity": _l("ethnicity"),
    "family": _l("family and marital state"),
    "health": _l("health or sexual life"),
    "journey": _l("the journey or the reason for leaving"),
    "papers": _l("identity papers"),
    "politics": _l("party or politics"),
    "religion": _l("religion"),
}
_HARM = _l(
    "This file is locked or holds parts that can do harm, so we do not open it. Save the list as CSV and send that."
)
_KIND = _l("We read CSV and XLSX files whose names end so. Save the list as one of them and send that.")
_SIZE = _l("This list is too large: 10,000 rows, 60 columns and 10 MB are the limit. Send it in parts.")
REFUSAL = {
    **dict.fromkeys(("entities", "locked", "macros", "reaches_out", "two_in_one", "unsafe_paths"), _HARM),
    **dict.fromkeys(("name_misleads", "old_excel", "table_differs", "unknown_kind", "unknown_table"), _KIND),
    **dict.fromkeys(("too_heavy", "too_large", "too_many_columns", "too_many_rows"), _SIZE),
    "no_headings": _l("The first row must hold the headings of the columns, such as Name and E-mail."),
    "no_rows": _l("There is no row below the headings."),
    "no_duty_country": _l("Your account names no country where you serve. Ask the administrator to add it first."),
    **{code: OF_FILES[code] for code in ("busy", "damaged", "empty")},
}
_KNOWN = _l("You know of this person already, or the file names them twice. Nothing was taken over from this row.")
PROBLEM = {
    "empty_row": _l("This row is empty. Nothing to do."),
    "missing": _l("Nothing stands here. Add it to the file."),
    "no_address": _l("This is no e-mail address. Write it like name@example.org."),
    "no_country": _l("We do not know this country. Write its name or its code of two letters."),
    "no_language": _l("We do not know this language. Write its name and level, such as: French B2."),
    "no_phone": _l("This is no phone number. Write it like +46 70 123 45 67, or leave it empty."),
    "no_such_word": _l("We do not know this word. Write female, male or other, or leave it empty."),
    "no_year": _l("This is no year of birth. Write four digits, or leave it empty."),
    "no_years": _l("Write a whole number of years, or leave it empty."),
    "not_stored": _l("This row cannot be stored as it is. Type it anew."),
    "other_countries": _l("Your programmes do not work with this country. Pass the row on to a colleague."),
    "day_to_come": _l("This day has not come yet."),
    "older_paper": _l("This paper is older than the one that is recorded."),
    "text_in_no_language_you_read": _l("The person does not read the language of this paper."),
    "same_address": _KNOWN,
    "same_person": _KNOWN,
    "serves_there": _l("You serve in this country, so you cannot enter people from there. Ask a colleague elsewhere."),
    "too_long": _l("This is too long. Shorten it."),
    "too_many": _l("There are too many entries. Keep the most important ones."),
    "too_young": _l("This person is younger than 16 and cannot be taken over."),
}
"""What is wrong with a row, and what to do."""


def refusal(code: str) -> str:
    """Return why a file is not taken, and what to do."""
    return labels.label(REFUSAL, code) if code in REFUSAL else labels.label(REFUSAL, "damaged")
