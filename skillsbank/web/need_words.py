"""The words of a need's pages: steps, what waits, what is missing, sections."""

from flask_babel import lazy_gettext

from skillsbank import clock
from skillsbank.domain.errors import DomainError
from skillsbank.domain.vacancy import ANSWER_DAYS
from skillsbank.domain.vacancy import VacancyAction as A
from skillsbank.domain.vacancy import VacancyState as S
from skillsbank.models import Vacancy
from skillsbank.services.workflow.vacancy_steps import VACANCY_STEPS
from skillsbank.web import candidacy_words

_l = lazy_gettext

OFFERED: dict[str, A] = {
    action.value.replace("_", "-"): action
    for action in A
    if action not in {A.START_SELECTION, A.FILL, A.FAIL, A.READVERTISE, A.ARCHIVE}
}
"""Word in the address -> step. The others get a page together with what sets them off: offers and placements."""

STEP = {
    A.SUBMIT: (_l("Send to the programme"), _l("The programme can read the need and complete it with you.")),
    A.ENDORSE: (_l("Endorse"), _l("The need will carry the mark of your ministry when it is published.")),
    A.WAIVE_ENDORSEMENT: (
        _l("Go on without endorsement"),
        _l("The programme does not ask for endorsement. The published need will not carry the mark of a ministry."),
    ),
    A.APPROVE: (_l("Approve"), _l("The terms can no longer be changed. The need can then be published.")),
    A.PUBLISH: (_l("Publish"), _l("Everybody can read the need, and experts can say that they are interested.")),
    A.EXTEND: (_l("Move the deadline"), _l("The need stays open until the new deadline.")),
    A.CLOSE: (_l("Close early"), _l("Nobody can say that they are interested any more. The choice can begin.")),
    A.RETURN: (_l("Return with a comment"), _l("The institution can change the need and send it again.")),
    A.REFUSE: (_l("Refuse"), _l("The need ends here. The institution reads your reason.")),
    A.SUSPEND: (_l("Suspend"), _l("The need disappears from the public list until it is resumed.")),
    A.RESUME: (_l("Resume"), _l("The need goes back to where it was before it was suspended.")),
    A.CANCEL: (_l("Cancel the need"), _l("The need ends here. Everybody who said that they are interested is told.")),
}
"""Step -> the button's words and what will happen."""

DANGEROUS = frozenset({A.REFUSE, A.CANCEL, A.SUSPEND})
FORWARD = frozenset({A.SUBMIT, A.ENDORSE, A.WAIVE_ENDORSEMENT, A.APPROVE, A.PUBLISH, A.RESUME})
"""What leads on gets the main button, what ends or holds back the red one."""

ACTION_DONE = {
    "submit": _l("Sent to the programme"),
    "endorse": _l("Endorsed"),
    "waive_endorsement": _l("Endorsement not needed"),
    "approve": _l("Approved"),
    "publish": _l("Published"),
    "extend": _l("Deadline moved"),
    "close": _l("Closed to applications"),
    "start_selection": _l("Choice begun"),
    "fill": _l("Filled"),
    "return": _l("Returned"),
    "refuse": _l("Refused"),
    "suspend": _l("Suspended"),
    "resume": _l("Resumed"),
    "fail": _l("No suitable candidate"),
    "readvertise": _l("Advertised again"),
    "cancel": _l("Cancelled"),
    "archive": _l("Archived"),
}

SECTION = {
    "lines": (_l("The five lines"), _l("Who, where, what for, when, how many.")),
    "reason": (
        _l("Sector and reason"),
        _l("Programmes fill gaps and must not take the place of people who are there."),
    ),
    "priority": (
        _l("National priority"),
        _l("Ministries endorse first what their own plan asks for, and donors look for the goal behind it."),
    ),
    "work": (_l("Work and results"), _l("Experts decide by the tasks, and everybody can see later what came of it.")),
    "host": (
        _l("Department and supervisor"),
        _l("So that the expert knows where to go on the first day and who answers for the work."),
    ),
    "after": (
        _l("How the work goes on"),
        _l(
            "What experts leave behind is lost unless somebody carries it on. The programme and the ministry read this."
        ),
    ),
    "occupations": (
        _l("Other occupations"),
        _l("People who come from a neighbouring occupation are found too. Leave it empty when only one will do."),
    ),
    "eligibility": (
        _l("Who may apply"),
        _l("The rules of the programme hold for every need; here you can say what is special about yours."),
    ),
    "stations": (
        _l("Further places"),
        _l("Somebody who cannot come to one place can come to another: a person fits who fits one of them."),
    ),
    "visits": (
        _l("The visits"),
        _l("Employers agree to visits that are planned. Each has its purpose, so that the next one builds on it."),
    ),
    "contribution": (
        _l("What you give"),
        _l("A need weighs more when the institution bears a part. The programme and the ministry alone read it."),
    ),
    "transfer": (
        _l("Who learns from the expert"),
        _l("When the expert leaves, the knowledge stays with the people who worked beside them."),
    ),
    "requirements": (
        _l("Requirements"),
        _l("Whoever does not meet them is not proposed, so ask only what is needed."),
    ),
    "skills": (_l("Skills"), _l("People are ranked by them: the more exact, the better the list.")),
    "languages": (_l("Languages"), _l("Whoever cannot speak with your staff cannot teach them.")),
    "place": (_l("Place and conditions"), _l("Experts say what they can live and work with.")),
    "dates": (_l("Dates and deadline"), _l("People need time to ask their employer for leave.")),
    "pay": (_l("What is paid and what is not"), _l("Offers are believed when it is clear who pays for what.")),
    "programme": (_l("Programme and budget"), _l("The programme sets the limits and the weights.")),
}
"""Section -> its title and why it is asked."""

GROUPS = {
    _l("What it is for"): ("lines", "reason", "priority", "work", "after"),
    _l("Who you look for"): ("skills", "languages", "requirements", "occupations", "eligibility"),
    _l("Where and when"): ("place", "stations", "dates", "visits"),
    _l("Who works with the expert"): ("host", "transfer"),
    _l("What is offered"): ("pay", "contribution"),
}
"""The headings under which the sections of the guided form stand."""

LACKS = {
    "who": (_l("Who you need: a title and an occupation from the list"), "lines"),
    "where": (_l("Where the work is"), "lines"),
    "what_for": (_l("What the person is needed for"), "lines"),
    "when": (_l("When the work can start"), "lines"),
    "how_many": (_l("How many people you need"), "lines"),
    "counterpart": (_l("Name and role of a local counterpart"), "transfer"),
    "deliverable": (_l("A result that can be measured, with the week when it is there"), "work"),
    "why_not_local": (_l("Why the skill is not found locally"), "reason"),
    "required_skill": (_l("At least one skill that is required"), "skills"),
    "language": (_l("At least one language that is required"), "languages"),
    "pay": (_l("What is paid and by whom, or what is not paid"), "pay"),
    "sector": (_l("The sector"), "reason"),
    "sustainability": (_l("How the work goes on after the expert has left"), "after"),
    "visit_plan": (_l("A plan with one line for each visit of the series"), "visits"),
    "seats": (_l("A person at the main place: the further places take all of them"), "stations"),
    "team_of_one": (_l("A second role of the team, or a need of its own"), ""),
    "top_up_end": (_l("The last day of the salary top-up"), "pay"),
    "security_level": (_l("The security level of each place"), "place"),
    "budget": (_l("The budget line and the highest cost: an officer fills them in"), "programme"),
    "programme": (_l("A programme: an officer chooses it"), "programme"),
    "modality_in_programme": (_l("A way of working that the programme offers"), "lines"),
    "duration_in_programme": (_l("A length within the limits of the programme"), "lines"),
    "country_in_programme": (_l("A programme that works in this country"), "programme"),
    "sector_in_programme": (_l("A sector of the programme"), "reason"),
    "deadline": (_l("A deadline that leaves people enough time"), "dates"),
    "institution_verified": (_l("The institution is not verified yet: an officer does that"), ""),
    "asks_for_a_fee": (
        _l("Some words read as if people had to pay. Nobody may ask experts for money: please take them out."),
        "",
    ),
}
"""Code of services.checks -> what is missing and the section where it is filled in."""

FAULT = {
    "reason_needed": _l("Choose a reason."),
    "office_needed": _l("Say which office endorses the need."),
    "team_full": _l("A team has five roles at most."),
    "deadline_passed": _l("The deadline has passed. Move it first."),
    "deadline_not_later": _l("Choose a day after the present deadline."),
    "country_in_programme": _l("This programme does not work in the country of the need."),
    "endorsement_is_on": _l("This programme asks for the endorsement of the ministry."),
    "need_incomplete": _l("Something is missing. Fill it in, then try again."),
}

_AS_A_DOCUMENT = frozenset(
    {
        "not_a_document", "unknown_kind", "old_word", "macros", "picture", "heic", "name_differs", "too_many_pages",
        "busy", "empty", "damaged",
    }
)  # fmt: skip
"""Why a letter is not taken, where the words for documents of candidates fit."""

CONFLICT = {
    "changed_meanwhile": _l("Somebody else changed this need while you had it open."),
    "not_editable": _l("This need has moved on and can no longer be changed by you."),
    "illegal_move": _l("This need has moved on: the step that you chose is not possible any more."),
    "no_previous_state": _l("This need has moved on: the step that you chose is not possible any more."),
}


def waits_for(vacancy: Vacancy) -> str:
    """Return what happens next with a need and who does it, in the reader's language."""
    if vacancy.state is S.DRAFT:
        returned = _l("It was returned: read the comment, change it and send it again.")
        return str(returned if vacancy.submitted_at else _l("It waits for you: complete it and send it."))
    if vacancy.state is S.SUBMITTED:
        programme = vacancy.programme
        if programme is None:
            return str(_l("It waits for an officer to choose a programme."))
        asked = programme.current.terms.endorsement
        return str(_l("It waits for the ministry.") if asked else _l("It waits for the programme."))
    return str(_WAITS.get(vacancy.state, ""))


def overdue(vacancy: Vacancy) -> int:
    """Return for how many days a need waits for a ministry that is late with its answer, else 0 (domain.md 4.7 L2)."""
    programme = vacancy.programme
    if vacancy.state is not S.SUBMITTED or programme is None or vacancy.submitted_at is None:
        return 0
    days = (clock.now() - vacancy.submitted_at).days
    return days if programme.current.terms.endorsement and days > ANSWER_DAYS else 0


def fault(error: DomainError) -> str:
    """Return the words for an error that a person can mend."""
    return str(FAULT.get(error.code, FAULT["need_incomplete"]))


def letter_refusal(code: str) -> str:
    """Return why the letter of an endorsement is not taken, and what to do."""
    if code in _AS_A_DOCUMENT:
        return candidacy_words.refusal(code)
    return str(
        _l(
            "We cannot keep this file as it is. Save the letter as a new PDF of up to 10 MB that has no password and "
            "no script, or photograph it."
        )
    )


def reason_kind(action: str) -> str:
    """Return the name of the list that the reason codes of a step come from."""
    return VACANCY_STEPS[A(action)].reason


_WAITS = {
    S.ENDORSED: _l("It waits for the programme to approve it."),
    S.APPROVED: _l("It waits to be published."),
    S.OPEN: _l("Experts can say that they are interested until the deadline."),
    S.CLOSED: _l("The programme chooses."),
    S.SUSPENDED: _l("It is held back until the programme resumes it."),
    S.IN_SELECTION: _l("The programme chooses."),
}
