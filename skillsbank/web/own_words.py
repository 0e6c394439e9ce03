"""The words of the pages on which a person decides: fields, purposes, steps, and what stood in the way."""

from flask_babel import lazy_gettext as _l

from skillsbank.domain.errors import DomainError
from skillsbank.web import labels

FIELD = {
    "card": _l("your skills, years of experience, level of education and languages"),
    "city": _l("your city"),
    "documents": _l("a document of yours"),
    "referees": _l("your referees"),
    "conditions": _l("your conditions"),
    "education": _l("your education"),
    "email": _l("your e-mail address"),
    "employers": _l("your employers"),
    "experience": _l("your work experience"),
    "field": _l("your field of study"),
    "headline": _l("your headline"),
    "language": _l("your languages"),
    "languages": _l("your languages"),
    "level": _l("your level of education"),
    "modality": _l("how you can come"),
    "motivation": _l("your motivation"),
    "name": _l("your name"),
    "occupation": _l("your occupation"),
    "origins": _l("the countries your family comes from"),
    "phone": _l("your phone number"),
    "public_summary": _l("your public summary"),
    "region": _l("your region of residence"),
    "residence": _l("the country where you live"),
    "residence_country": _l("the country where you live"),
    "schools": _l("your schools"),
    "skill": _l("your skills"),
    "skills": _l("your skills"),
    "stay": _l("how long you can stay"),
    "summary": _l("your summary"),
    "years": _l("your years of experience"),
}
WHO = {
    "administrator": _l("An administrator"),
    "auditor": _l("The auditor"),
    "expert": _l("You"),
    "institution": _l("A user of the institution"),
    "manager": _l("A programme manager"),
    "ministry": _l("A user of the ministry"),
    "officer": _l("A programme officer"),
    "system": _l("The service itself"),
}
LOOKED_FOR = {
    "card": _l("saw your card without your name"),
    "named": _l("saw what you agreed to show"),
    "download": _l("downloaded a list with you in it"),
    "document": _l("took a copy of a document"),
    "programme": _l("opened your profile"),
    "ranking": _l("opened your page in a ranked list"),
}
PURPOSE = {
    "registration": _l("Keeping your profile"),
    "matching": _l("Being compared with needs"),
    "disclosure": _l("Being named for one need"),
    "statistics": _l("Counting in statistics"),
    "outreach": _l("News by e-mail"),
}
RECIPIENT = {"institution": _l("The institution"), "ministry": _l("The ministry")}
APPLICATION_STATE = {
    "applied": _l("You said that you are interested"),
    "withdrawn": _l("You took it back"),
    "closed_vacancy": _l("The need was cancelled"),
}
APPLICATION_KIND = {"applied": "good", "withdrawn": "neutral", "closed_vacancy": "refused"}
STEP = {
    "ask": _l("Question to you"),
    "answer": _l("Your answer"),
    "reject": _l("Profile not eligible"),
    "reopen": _l("Profile opened again"),
    "withdraw": _l("Interest taken back"),
}
REASONS = {"reject": "reject_profile", "withdraw": "withdraw_interest"}
"""Step -> list of its reason codes."""

STATE_MEANS = {
    "draft": _l("Your profile is not finished. Nobody is shown it."),
    "active": _l("Your profile takes part in matching, as far as you agreed."),
    "info_requested": _l("An officer has a question. Until you answer, your profile is not matched."),
    "ineligible": _l("An officer decided that your profile cannot take part. You can read why below."),
    "paused": _l("You paused your profile. Nobody is offered it until you show it again."),
    "stale": _l("You have not confirmed your profile for 180 days, so it is not matched."),
    "unreachable": _l("We have not heard from you for a year, so your profile is not matched."),
    "withdrawn": _l("You withdrew your profile. Nobody is shown it."),
    "erasure_pending": _l("You asked for erasure. Nobody is shown your profile; the auditor carries it out."),
}
PROBLEM = {
    "text_in_no_language_you_read": _l(
        "This text is not available in a language that you read, so nothing was changed. Choose another language "
        "at the top of the page, or add the languages that you read to your profile."
    ),
    "text_changed": _l("The text was changed while you read it. Read it again; nothing was agreed to."),
    "no_counsellor": _l("There is no independent adviser to name at the moment, so this cannot be changed now."),
    "reveal_too_early": _l("24 hours have not passed yet. Nothing was changed."),
    "vacancy_not_open": _l("This need is not open any more."),
    "profile_not_active": _l("Your profile is not active, so you cannot say that you are interested."),
    "voluntary_statement": _l("Tick the box if going would be your own free choice."),
    "nobody_to_name_to": _l("This agreement cannot be given for this need now."),
    "answer_needed": _l("Write your answer."),
}


def problem(error: DomainError) -> str:
    """Return the words for what stood in the way."""
    return labels.label(PROBLEM, error.code)


def who(role: str) -> list[str]:
    """Return the words for the standing in which somebody looked or decided."""
    return [labels.label(WHO, part) for part in role.split("+")]


def fields(codes: tuple[str, ...] | list[str]) -> list[str]:
    """Return the words for the fields of a person, each once."""
    return list(dict.fromkeys(labels.label(FIELD, code) for code in codes))
