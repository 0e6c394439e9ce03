"""A small application that shows the page macros with invented data."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import StrictUndefined
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from skillsbank.web import lists

ROOT = Path(__file__).parent.parent
OCCUPATIONS = {
    "2221": "Nursing professionals",
    "3221": "Nursing associate professionals",
    "2142": "Civil engineers",
}
CRITERIA = [
    SimpleNamespace(label="Skills", points=24.04, weight=30, words=["triage"]),
    SimpleNamespace(label="Languages", points=10, weight=10),
]
HOSTILE = '"><script>alert(1)</script>'


class LanguageRow(Form):
    """One row of a repeated group."""

    language = SelectField(
        "Language",
        choices=[SelectChoice(value="", label="Choose"), SelectChoice(value="ar", label="العربية")],
        validators=[InputRequired("Choose a language.")],
    )
    level = SelectField("Level", choices=[SelectChoice(value="B2", label="B2"), SelectChoice(value="C1", label="C1")])


class GalleryForm(FlaskForm):
    """Every kind of field once."""

    name = StringField("Your name", [InputRequired("Enter your name.")])
    email = EmailField("E-mail address", [InputRequired("Enter an e-mail address.")])
    start = DateField("First day", [InputRequired("Enter a date.")])
    days = IntegerField("Days at a time", [NumberRange(1, 180, "Enter 1 to 180 days.")])
    seen = RadioField(
        "Who may see you?",
        choices=[SelectChoice(value="card", label="Institutions"), SelectChoice(value="ask", label="Ask me")],
        validators=[InputRequired("Choose who may see you.")],
    )
    ways = SelectMultipleField(
        "Ways of working",
        choices=[SelectChoice(value="t", label="Temporary"), SelectChoice(value="v", label="Virtual")],
        validators=[InputRequired("Choose at least one way.")],
    )
    occupation = StringField("Occupation", [InputRequired("Enter what you do.")])
    occupation_code = HiddenField()
    languages = FieldList(FormField(LanguageRow), label="Languages", min_entries=2)
    about = TextAreaField("What would you like to do?", [Optional(), Length(max=50)])
    consent = BooleanField("My answers may be stored.", [InputRequired("Say yes to go on.")])


class FilterForm(FlaskForm):
    """One filter of a list."""

    q = StringField("Words", [Optional()])


def cards(count: int = 5) -> Sequence[SimpleNamespace]:
    """Return `count` invented candidates, with one passed, one failed and one unknown condition each."""
    rules = [SimpleNamespace(label=f"condition {at}", passed=passed) for at, passed in enumerate((True, False, None))]
    rules[1].cure = "Free in July instead."
    reasons = [SimpleNamespace(label="Skills", words=["triage", HOSTILE])]
    return [
        SimpleNamespace(
            code=f"C-{at}",
            url="/list",
            score=90.4 - 20 * at,
            band="strong",
            reasons=reasons,
            gaps=[],
            rules=rules,
        )
        for at in range(count)
    ]


def create_gallery(languages: str = "en ar") -> Flask:
    """Return the application: /form, /list, /suggest, /error/<code>; ?lang=ar turns it right to left."""
    app = Flask("gallery", template_folder=ROOT / "templates", static_folder=ROOT / "skillsbank" / "static")
    app.register_blueprint(Blueprint("pages", "gallery", template_folder=ROOT / "tests" / "gallery_pages"))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(asked_for=lists.asked_for)
    app.config.update(SECRET_KEY="gallery", TESTING=True)
    Babel(app)
    CSRFProtect(app)

    @app.context_processor
    def frame() -> dict[str, Any]:
        tag = "ar" if request.args.get("lang") == "ar" else "en"
        return {
            "language": tag,
            "direction": "rtl" if tag == "ar" else "ltr",
            "languages": [(each, each, f"?lang={each}") for each in languages.split()],
            "navigation": [("Candidates", "/list", True), ("Form", "/form", False)],
            "account": SimpleNamespace(name="amina@example.org", links=[("Settings", "/form")], sign_out_url="/form"),
        }

    @app.after_request
    def policy(response: Any) -> Any:
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'self'; script-src 'self'; "
            "img-src 'self'; connect-src 'self'; form-action 'self'"
        )
        return response

    @app.route("/form", methods=["GET", "POST"])
    def form() -> ResponseReturnValue:
        page, status, found = GalleryForm(), 200, None
        if request.form.get("add") == "languages":
            page.languages.append_entry()
        elif request.form.get("search") == "occupation":
            found = [SimpleNamespace(value=code, label=label) for code, label in OCCUPATIONS.items()]
        elif request.method == "POST" and not page.validate():
            status = 422
        return render_template("form.html", form=page, found=found), status

    @app.route("/list")
    def listing() -> ResponseReturnValue:
        return render_template(
            "list.html",
            cards=cards(),
            criteria=CRITERIA,
            hostile=HOSTILE,
            filters=FilterForm(request.args, meta={"csrf": False}),
        )

    @app.route("/suggest")
    def suggest() -> ResponseReturnValue:
        asked = request.args["q"].lower()
        return jsonify(
            items=[{"value": code, "label": label} for code, label in OCCUPATIONS.items() if asked in label.lower()]
        )

    @app.route("/error/<int:code>")
    def error(code: int) -> ResponseReturnValue:
        return render_template(f"errors/{code}.html"), code

    return app
