"""Files as people send them in, made for the tests: PDFs with text, pictures and attachments, DOCX, JSON."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from docx import Document
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    NumberObject,
    StreamObject,
)

ENGLISH = """Hodan Warsame
Midwife in Malmö, on call for the city and the villages in the north of it
Phone: +46 70 123 45 67
Work experience
2014 - 2019 Midwife, Aroslund Hospital
Mar 2019 - present Midwife | Strandvik Clinic
Education
2008 - 2012 Bachelor of Midwifery, Mälarstrand College
Skills
I trained teams in infection prevention and was with them for clinical supervision in the ward
Languages
Somali: native, English: C1
Swedish B2"""
FRENCH = """Sage-femme et formatrice dans le nord de la ville, avec les équipes des hôpitaux
Expérience professionnelle
2015 – 2018 : Sage-femme, Clinique de la Rive
2018 à aujourd'hui : Infirmière chez Hôpital Saint-Ouen
Formation
Master en santé publique, Université de la Baie, 2015
Langues
Français (langue maternelle), Anglais B2"""
RESUME: dict[str, Any] = {
    "basics": {
        "name": "Hodan Warsame",
        "label": "Midwife",
        "email": "hodan@example.org",
        "phone": "+46 70 123 45 67",
        "summary": "I work with the teams of the ward and train them for the births that are hard.",
        "location": {"city": "Malmö", "countryCode": "SE"},
    },
    "work": [{"name": "Aroslund Hospital", "position": "Midwife", "startDate": "2014-05", "endDate": "2019-01"}],
    "education": [
        {"studyType": "Bachelor", "area": "Nursing and midwifery", "institution": "College", "endDate": "2012"}
    ],
    "skills": [{"name": "Care", "keywords": ["infection prevention", "kangaroo mother care", "clinical supervision"]}],
    "languages": [{"language": "Somali", "fluency": "Native speaker"}, {"language": "English", "fluency": "C1"}],
    "certificates": [{"name": "Licence to practise midwifery", "issuer": "Board of Health"}],
}
CANDIDATE = """<?xml version="1.0" encoding="UTF-8"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9"
 xmlns:eures="http://www.europass_eures.eu/1.0" xmlns:hr="http://www.hr-xml.org/3">
<CandidatePerson><PersonName><oa:GivenName>Hodan</oa:GivenName><hr:FamilyName>Warsame</hr:FamilyName></PersonName>
<Communication><ChannelCode>Telephone</ChannelCode><oa:CountryDialing>46</oa:CountryDialing>
<oa:DialNumber>701234567</oa:DialNumber></Communication>
<Communication><Address><oa:CityName>Malmö</oa:CityName><CountryCode>se</CountryCode></Address></Communication>
<PrimaryLanguageCode name="NORMAL">som</PrimaryLanguageCode></CandidatePerson>
<CandidateProfile languageCode="en"><ExecutiveSummary>&lt;p&gt;I train birth teams.&lt;/p&gt;</ExecutiveSummary>
<EmploymentHistory><EmployerHistory><hr:OrganizationName>Aroslund Hospital</hr:OrganizationName>
<PositionHistory><PositionTitle>Midwife</PositionTitle><eures:EmploymentPeriod>
<eures:StartDate><hr:FormattedDateTime>2014-06-15</hr:FormattedDateTime></eures:StartDate>
<eures:EndDate><hr:FormattedDateTime>2019</hr:FormattedDateTime></eures:EndDate>
<hr:CurrentIndicator>false</hr:CurrentIndicator></eures:EmploymentPeriod><Country>se</Country></PositionHistory>
</EmployerHistory></EmploymentHistory>
<EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>Mälarstrand College</hr:OrganizationName>
<AttendancePeriod><EndDate><hr:FormattedDateTime>2012-05</hr:FormattedDateTime></EndDate></AttendancePeriod>
<EducationDegree><hr:DegreeName>Bachelor of Midwifery</hr:DegreeName></EducationDegree>
</EducationOrganizationAttendance></EducationHistory>
<PersonQualifications><PersonCompetency><CompetencyID>eng</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID>
<eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Speaking-Interaction</hr:CompetencyDimensionTypeCode>
<eures:Score><hr:ScoreText>C1</hr:ScoreText></eures:Score></eures:CompetencyDimension>
<eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Writing-Production</hr:CompetencyDimensionTypeCode>
<eures:Score><hr:ScoreText>B2</hr:ScoreText></eures:Score></eures:CompetencyDimension></PersonCompetency>
</PersonQualifications></CandidateProfile></Candidate>"""
PASSPORT = """<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="fr"><LearnerInfo><Identification>
<PersonName><FirstName>Hodan</FirstName><Surname>Warsame</Surname></PersonName><ContactInfo><Address><Contact>
<Municipality>Malmö</Municipality><Country><Code>SE</Code></Country></Contact></Address>
<TelephoneList><Telephone><Contact>+46 70 123 45 67</Contact></Telephone></TelephoneList></ContactInfo></Identification>
<Headline><Description><Label>Sage-femme</Label></Description></Headline>
<WorkExperienceList><WorkExperience><Period><From year="2014" month="--06"/><Current>true</Current></Period>
<Position><Label>Sage-femme</Label></Position><Employer><Name>Aroslund</Name></Employer></WorkExperience></WorkExperienceList>
<EducationList><Education><Period><To year="2012"/></Period><Title>Diplôme</Title><Organisation><Name>École</Name>
</Organisation><Level><Code>6</Code></Level></Education></EducationList>
<Skills><Linguistic><MotherTongueList><MotherTongue><Description><Code>so</Code></Description></MotherTongue>
</MotherTongueList><ForeignLanguageList><ForeignLanguage><Description><Code>fr</Code></Description><ProficiencyLevel>
<Listening>C2</Listening><Writing>C1</Writing></ProficiencyLevel></ForeignLanguage></ForeignLanguageList></Linguistic>
</Skills></LearnerInfo></SkillsPassport>"""


def writer(*pages: str | None) -> PdfWriter:
    """Return a PDF in the making: a page of each text, None for a page with a picture only."""
    made = PdfWriter()
    for said in pages:
        page = made.add_blank_page(595, 842)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
                NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
            }
        )  # fmt: skip
        content = DecodedStreamObject()
        if said is None:
            content.set_data(b"q 400 0 0 600 90 100 cm /Scan Do Q")
            resources = {"/XObject": DictionaryObject({NameObject("/Scan"): made._add_object(_picture())})}
        else:
            content.set_data(b"BT /F1 11 Tf 14 TL 60 780 Td " + b" ".join(map(_line, said.split("\n"))) + b" ET")
            resources = {"/Font": DictionaryObject({NameObject("/F1"): made._add_object(font)})}
        page[NameObject("/Resources")] = DictionaryObject({NameObject(k): v for k, v in resources.items()})
        page[NameObject("/Contents")] = made._add_object(content)
    return made


def pdf(*pages: str | None, attached: Mapping[str, bytes | str] | None = None) -> bytes:
    """Return a PDF with a page of each text, None for a picture, and attached files."""
    made = writer(*pages)
    for name, content in (attached or {}).items():
        made.add_attachment(name, content if isinstance(content, bytes) else content.encode())
    return written(made)


def written(made: PdfWriter) -> bytes:
    """Return the bytes of a PDF."""
    out = io.BytesIO()
    made.write(out)
    assert len(PdfReader(io.BytesIO(out.getvalue())).pages) >= 0
    return out.getvalue()


def docx(text: str = ENGLISH) -> bytes:
    """Return a DOCX with a paragraph of each line, languages in a table as many templates have them."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Arabic", "B1"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def resume(**changes: Any) -> bytes:
    """Return a file in the layout of JSON Resume."""
    return json.dumps({**RESUME, **changes}, ensure_ascii=False).encode()


def sent(name: str, data: bytes) -> dict[str, Any]:
    """Return a file as a browser's form sends it, for the client's post()."""
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return {"data": head.encode() + data + b"\r\n--edge--\r\n", "content_type": "multipart/form-data; boundary=edge"}


def repacked(data: bytes, extra: Iterable[tuple[str | zipfile.ZipInfo, bytes]] = (), **replaced: bytes) -> bytes:
    """Return a zip with further entries, and with others replaced (their names with __ for / and _DOT_ for a dot)."""
    new = {name.replace("__", "/").replace("_DOT_", "."): content for name, content in replaced.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in old.infolist():
            made.writestr(entry.filename, new.get(entry.filename, old.read(entry.filename)))
        for name, content in extra:
            made.writestr(name, content)
    return out.getvalue()


def _line(said: str) -> bytes:
    plain = said.encode("cp1252", "replace").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"(" + plain + b") Tj T*"


def _picture() -> StreamObject:
    picture = EncodedStreamObject()
    picture._data = b"\x80"
    picture.update(
        {
            NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(1), NameObject("/Height"): NumberObject(1),
            NameObject("/ColorSpace"): NameObject("/DeviceGray"), NameObject("/BitsPerComponent"): NumberObject(8),
        }
    )  # fmt: skip
    return picture
