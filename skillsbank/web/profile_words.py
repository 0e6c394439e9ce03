"""The words of the profile's pages: its parts and why each is asked, answers, what stands in the way."""

from flask_babel import lazy_gettext as _l

PART = {
    "name": (
        _l("Your name"),
        _l("So that we know how to address you. Nobody at an institution reads it before you agree."),
    ),
    "countries": (
        _l("Countries your family comes from"),
        _l("Each programme works with certain countries. Your link decides which ones you can join."),
    ),
    "residence": (
        _l("Where you live"),
        _l("Travel and time zones depend on it. Institutions first read only the part of the world."),
    ),
    "occupation": (_l("Your occupation"), _l("Needs ask for an occupation. We use a list that all countries share.")),
    "skills": (
        _l("Your skills"),
        _l("Skills decide most about what fits you. Teaching counts, because knowledge should stay when you leave."),
    ),
    "languages": (_l("Languages you work in"), _l("Needs ask for languages, so that people there understand you.")),
    "terms": (
        _l("When, how long and how you can come"),
        _l("Needs have dates and lengths. We only suggest what you can really do."),
    ),
    "visibility": (
        _l("Who may see you"),
        _l("You decide for each country your family comes from. Nothing is chosen for you."),
    ),
    "about": (
        _l("About you"),
        _l("To reach you, to check rules of programmes, and for statistics. Never used to rank you."),
    ),
    "texts": (
        _l("Your texts"),
        _l("Your own words help officers to understand what you offer. They are compared with the words of needs."),
    ),
    "education": (_l("Education"), _l("Some needs ask for a level or a field of study.")),
    "experience": (_l("Work experience"), _l("Years of experience are counted from these posts. You never type them.")),
    "licences": (_l("Licences to practise"), _l("Only if your work needs one, as in medicine, law or engineering.")),
    "conditions": (
        _l("Your work, leave and pay"),
        _l("A stay must fit your work, and you must be able to come home after it."),
    ),
    "places": (
        _l("Where you would work"),
        _l("So that no need on the spot is suggested to you that you would not accept."),
    ),
    "referees": (
        _l("Your referees"),
        _l("Asked because you are a candidate now. Nobody writes to them before you say so, for each of them by name."),
    ),
}
"""Part of a profile -> its title and, in one line, why it is asked."""

MISSING = {
    "name": _l("Enter your name."),
    "email": _l("Confirm your e-mail address by the link that we sent you."),
    "countries": _l("Say which countries your family comes from, and how."),
    "residence": _l("Say where you live."),
    "occupation": _l("Enter your occupation."),
    "skills": _l("Enter at least three skills."),
    "languages": _l("Enter the languages you work in."),
    "terms": _l("Say when, how long and how you can come."),
    "visibility": _l("Say for each country who may see you."),
    "privacy": _l("Agree that your profile is kept. Without this agreement we may not keep it in use."),
}
"""Code of services.checks.missing_to_activate -> what to do."""

YES_NO = {"yes": _l("Yes"), "no": _l("No")}
SEX = {"F": _l("Female"), "M": _l("Male"), "X": _l("Other"), "N": _l("I prefer not to say")}
SKILL_TIER = {
    "highly_qualified": _l("At a university or similar"),
    "qualified": _l("At a college, a vocational or a technical school"),
    "skilled": _l("On the job or as an apprentice"),
}
EMPLOYMENT = {
    "employed": _l("Employed"),
    "self_employed": _l("Self-employed"),
    "student": _l("Student"),
    "unemployed": _l("Looking for work"),
    "retired": _l("Retired"),
    "other": _l("Something else"),
}
CEFR = {
    "A1": _l("A1: a few words"),
    "A2": _l("A2: short everyday talk"),
    "B1": _l("B1: I manage most situations"),
    "B2": _l("B2: I work in it"),
    "C1": _l("C1: fluent"),
    "C2": _l("C2: mother tongue or the same"),
}
CHANNEL = {"mail": _l("By e-mail"), "phone": _l("By phone"), "messaging": _l("By a message to my phone")}
LEAVE_KIND = {
    "paid_holiday": _l("My paid holidays"),
    "unpaid": _l("Unpaid leave"),
    "sabbatical": _l("A sabbatical"),
    "secondment": _l("My employer sends me"),
    "none_needed": _l("I need no leave"),
}
LETTER = {"have": _l("I have it"), "can_get": _l("I can get it"), "not_yet": _l("Not yet")}
ALLOWANCE_WISH = {
    "volunteer": _l("Nothing: I come as a volunteer"),
    "costs_only": _l("My costs"),
    "stipend": _l("A stipend"),
    "salary": _l("A salary"),
}
FAMILY = {
    "dependants": _l("My children or others who depend on me come along"),
    "escort": _l("A relative must come with me"),
    "childcare": _l("I need childcare there"),
    "partner_work": _l("My partner's work"),
}
LICENCE_KIND = {
    "registration": _l("Registration with a council"),
    "practice": _l("Licence to practise"),
    "specialist": _l("Recognition as a specialist"),
    "chamber": _l("Membership of a chamber, as of engineers or lawyers"),
    "trade": _l("Certificate of a trade"),
    "other": _l("Something else"),
}
CONSENT = {
    "registration": _l("Keeping your profile"),
    "matching": _l("Being compared with needs"),
    "statistics": _l("Counting in statistics"),
    "outreach": _l("News by e-mail"),
}
TRACE = {
    "name": _l("your name"),
    "e_mail": _l("an e-mail address"),
    "web": _l("an address or a name on the web"),
    "phone": _l("a phone number"),
    "address": _l("a street address"),
    "organisation": _l("the name of an employer or a school of yours"),
    "place": _l("the place where you live"),
}
"""Kind of trace in the public summary -> what it is."""

VISIBILITY_HINT = {
    "card": _l(
        "They read your field of work, skills, years and languages. They never read your name before you agree for one "
        "need."
    ),
    "ask_first": _l("You are ranked in the same way. Only officers who serve in other countries know of you."),
}
