"""What a person does with a CV: sends it in, confirms the jobs that were read, ignores the rest."""

from dataclasses import dataclass

from playwright.sync_api import expect

from tests import files
from tests.e2e.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Cv:
    """A file, the employer that it tells of, and what the page says that it could not read in it."""

    name: str
    data: bytes
    employer: str
    unread: tuple[str, str] | None = None


CVS = {
    "scanned": Cv(
        "cv.pdf", files.pdf(None, files.FRENCH), "Clinique de la Rive",
        ("These pages are pictures, and we could not read them: %(numbers)s.", "1"),
    ),
    "europass": Cv("europass.pdf", files.pdf("x", attached={"europass.xml": files.CANDIDATE}), "Aroslund Hospital"),
    "resume": Cv("resume.json", files.resume(), "Aroslund Hospital"),
    "docx": Cv("cv.docx", files.docx(), "Strandvik Clinic"),
}  # fmt: skip


def read_cv(person: Visitor, cv: Cv) -> None:
    """Send the file in, read what was found in it, and keep the jobs alone."""
    person.open("/profile")
    person.follow("/profile/cv")
    person.go_on(status=422)
    file = {"name": cv.name, "mimeType": "application/octet-stream", "buffer": cv.data}
    person.page.locator("main [type=file]").set_input_files(file)
    person.go_on()
    assert person.page.url.endswith("/profile/cv/review")
    if cv.unread:
        msgid, numbers = cv.unread
        person.reads(msgid, numbers=numbers)
    assert person.page.locator("main [type=radio]:checked").count() == 0
    for part in person.page.locator("main section.panel").all():
        job = part.locator("#experience").count()
        for choice in part.locator(f"[value={'take' if job else 'leave'}]").all():
            choice.check()
    person.go_on()
    assert person.page.url.endswith("/profile")
    person.open("/profile/answers/experience")
    expect(person.page.locator(f"main [name$='-employer'][value='{cv.employer}']")).to_have_count(1)
