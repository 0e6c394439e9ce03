"""Reads Europass XML, the passport of before 2020 and the candidate of today, by the local names of its elements."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from skillsbank.reading import words
from skillsbank.reading.careers import Degree, Post, career
from skillsbank.reading.facts import Fact, Found, row, single, some
from skillsbank.reading.words import cefr, clean, year

_LICENCE = ("licen", "registr", "permit", "permis", "colegiad", "chartered")


def read(root: Element) -> Found | None:
    """Return the facts of a Europass file; None for another XML."""
    kind = _local(root)
    if kind == "SkillsPassport":
        language = root.get("locale", "")[:2]
        return Found("europass", tuple(_passport(root)), (), language)
    if kind == "Candidate":
        profile = _first(root, "CandidateProfile")
        language = profile.get("languageCode", "")[:2] if profile is not None else ""
        return Found("europass", tuple(_candidate(root)), (), language)
    return None


def _passport(root: Element) -> list[Fact]:
    who = _first(root, "LearnerInfo", "Identification")
    info = _first(root, "LearnerInfo")
    facts = some(
        single("name", "given_name", _text(who, "PersonName", "FirstName")),
        single("name", "family_name", _text(who, "PersonName", "Surname")),
        single(
            "residence", "residence_country", _text(who, "ContactInfo", "Address", "Contact", "Country", "Code").upper()
        ),
        single("residence", "city", _text(who, "ContactInfo", "Address", "Contact", "Municipality")),
        single("about", "phone", _text(who, "ContactInfo", "TelephoneList", "Telephone", "Contact")),
    )
    wanted = _text(info, "Headline", "Description", "Label")
    posts = [
        Post(
            _text(each, "Position", "Label"),
            _text(each, "Employer", "Name"),
            _text(each, "Employer", "ContactInfo", "Address", "Contact", "Country", "Code"),
            _when(each, "Period", "From"),
            _when(each, "Period", "To"),
            current=_text(each, "Period", "Current") == "true",
            text=_text(each, "Activities"),
        )
        for each in _all(info, "WorkExperienceList", "WorkExperience")
    ]
    degrees = [
        Degree(
            _text(each, "Title"), _text(each, "Organisation", "Name"),
            _text(each, "Organisation", "ContactInfo", "Address", "Contact", "Country", "Code"),
            _when(each, "Period", "To"), level=_digit(_text(each, "Level", "Code")),
        )
        for each in _all(info, "EducationList", "Education")
    ]  # fmt: skip
    facts += career(wanted, posts, degrees)
    tongues = _first(info, "Skills", "Linguistic")
    for each in _all(tongues, "MotherTongueList", "MotherTongue"):
        facts += _language(_description(each), "C2")
    for each in _all(tongues, "ForeignLanguageList", "ForeignLanguage"):
        levels = _first(each, "ProficiencyLevel")
        said = " ".join(level.text or "" for level in levels) if levels is not None else ""
        facts += _language(_description(each), cefr(said))
    return facts


def _candidate(root: Element) -> list[Fact]:
    who, profile = _first(root, "CandidatePerson"), _first(root, "CandidateProfile")
    facts = some(
        single("name", "given_name", _text(who, "PersonName", "GivenName")),
        single("name", "family_name", _text(who, "PersonName", "FamilyName")),
        *(fact for each in _all(who, "Communication") for fact in _contact(each)),
        single("texts", "summary", _text(profile, "ExecutiveSummary")),
    )
    posts = [
        Post(
            _text(post, "PositionTitle"),
            _text(employer, "OrganizationName"),
            _text(post, "Country") or _text(employer, "OrganizationContact", "Communication", "Address", "CountryCode"),
            year(_text(post, "EmploymentPeriod", "StartDate", "FormattedDateTime")),
            year(_text(post, "EmploymentPeriod", "EndDate", "FormattedDateTime")),
            current=_text(post, "EmploymentPeriod", "CurrentIndicator") == "true",
            text=_text(post, "Description"),
        )
        for employer in _all(profile, "EmploymentHistory", "EmployerHistory")
        for post in _all(employer, "PositionHistory")
    ]
    degrees = [
        Degree(
            _text(each, "EducationDegree", "DegreeName") or _text(each, "ProgramName"), _text(each, "OrganizationName"),
            _text(each, "OrganizationContact", "Communication", "Address", "CountryCode"),
            year(_text(each, "AttendancePeriod", "EndDate", "FormattedDateTime")),
        )
        for each in _all(profile, "EducationHistory", "EducationOrganizationAttendance")
    ]  # fmt: skip
    facts += career("", posts, degrees)
    for each in _all(who, "PrimaryLanguageCode"):
        facts += _language(clean(each.text or ""), "C2")
    for each in _all(profile, "PersonQualifications", "PersonCompetency"):
        if _text(each, "TaxonomyID").casefold() == "language":
            scores = (_text(part, "Score", "ScoreText") for part in _all(each, "CompetencyDimension"))
            facts += _language(_text(each, "CompetencyID"), cefr(" ".join(scores)))
        else:
            facts += some(row("skills", "skills", label=_text(each, "CompetencyName")[:120]))
    for each in _all(profile, "Certifications", "Certification"):
        if any(word in _text(each, "CertificationName").casefold() for word in _LICENCE):
            by = _text(each, "IssuingAuthority", "Name") or _text(each, "CertificationName")
            facts += some(row("licences", "licences", authority=by))
    return facts


def _contact(each: Element) -> Iterator[Fact]:
    dialled = f"{_text(each, 'CountryDialing')} {_text(each, 'DialNumber')}".strip()
    home = _first(each, "Address")
    yield from some(
        single("about", "phone", f"+{dialled.removeprefix('+')}" if _text(each, "CountryDialing") else dialled),
        single("residence", "residence_country", _text(home, "CountryCode").upper()),
        single("residence", "city", _text(home, "CityName")),
    )


def _language(name: str, level: str) -> list[Fact]:
    code = words.language_code(name)
    return some(row("languages", "languages", code=code, level=level)) if code else []


def _description(each: Element) -> str:
    return _text(each, "Description", "Code") or _text(each, "Description", "Label")


def _when(each: Element, *path: str) -> str:
    held = _first(each, *path)
    return year(held.get("year")) if held is not None else ""


def _digit(text: str) -> str:
    return text if len(text) == 1 and text in "12345678" else ""


def _local(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _all(node: Element | None, *path: str) -> Iterator[Element]:
    if node is None:
        return
    for child in node:
        if _local(child) == path[0]:
            if len(path) == 1:
                yield child
            else:
                yield from _all(child, *path[1:])


def _first(node: Element | None, *path: str) -> Element | None:
    return next(_all(node, *path), None)


def _text(node: Element | None, *path: str) -> str:
    found = _first(node, *path)
    return (
        clean("".join(found.itertext()), lines=path[-1] in ("Description", "Activities", "ExecutiveSummary"))
        if found is not None
        else ""
    )
