"""The texts to understand before agreeing: the risk of being seen, travel, agreements; and in which language."""

from collections.abc import Iterable
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from skillsbank.web import i18n

RISK = (
    _l(
        "People who work for institutions and ministries of this country use this service. If you are visible, they "
        "can read a card about you: your occupation, skills, years and languages, without your name."
    ),
    _l(
        "A card without a name can still tell who you are to somebody who knows your field. We make it coarser until "
        "at least five people share it, but we cannot promise that nobody recognises you."
    ),
    _l(
        "If you left because you were in danger, or if people close to you still live there, being seen can hurt you "
        "or them. What somebody has read cannot be taken back."
    ),
    _l(
        "You lose nothing by staying hidden: you are ranked in the same way, and before anybody there learns of you, "
        "you are asked each time."
    ),
)
TRAVEL = (
    _l(
        "Everybody reads this page before offering to work on the spot, whatever passport they hold. We do not ask "
        "which case is yours and keep only that you have read it."
    ),
    _l(
        "If you asked for asylum or were given protection, travelling to the country that you left can end that "
        "protection, even for a short visit and even with a good reason."
    ),
    _l(
        "A residence permit can lapse when you stay away for longer than it allows. The limit can be as short as a "
        "few months, and weeks of several visits can be added up."
    ),
    _l(
        "Time abroad can interrupt the years that count towards citizenship or permanent residence, and a pending "
        "request can be refused because of it."
    ),
    _l(
        "A country that sees you as its citizen may apply its own rules to you on arrival, such as military service "
        "or leave to depart, even if you hold another passport."
    ),
    _l(
        "Ask before you decide: a lawyer or advice centre for migration where you live, or the authority that issued "
        "your permit. If you do not want to be known there, let the adviser ask for you."
    ),
    _l("Much of this work can also be done online. Choosing that never counts against you."),
)
AGREEMENT = {
    "registration": _l(
        "Skills Bank keeps the profile that I wrote, so that its programmes can reach me. Without this there is no "
        "profile."
    ),
    "matching": _l(
        "My profile is compared with needs, and officers of programmes see the result with its reasons. Without this "
        "my profile stays, but nobody ranks it."
    ),
    "statistics": _l("My profile counts in figures of at least ten people. No figure names anybody."),
    "outreach": _l("Skills Bank may write to me about new programmes and events."),
}
DISCLOSURE = (
    _l(
        "For this need alone, the institution reads your name, e-mail address, full summary, employers, schools and "
        "country of residence. The ministry reads your skills, years and languages now, and your name and e-mail "
        "address once you are selected."
    ),
    _l(
        "You may refuse either or both. Your interest goes on all the same: the programme's officers see it, and the "
        "institution sees no name until you are asked again."
    ),
    _l("You can withdraw it at any time. What somebody has read until then cannot be taken back."),
)
RETURN = _l(
    "Going back for good is your own free choice. Nobody may press you, no help and no place elsewhere depends on "
    "it, and you can withdraw at any time until you leave."
)


def shown_in(texts: Iterable[Any]) -> str:
    """Return the language (ISO 639) in which a page really shows `texts`: the reader's own once all are translated.

    An untranslated text comes out in English, whatever the language of the page.
    """
    language = i18n.language()
    shown = [str(text) for text in texts]
    with force_locale("en"):
        in_english = [str(text) for text in texts]
    return language if all(a != b for a, b in zip(shown, in_english, strict=True)) else "en"
