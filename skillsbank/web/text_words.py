"""The words for what is wrong with the file of a programme's text, and what to do."""

from flask_babel import format_decimal
from flask_babel import lazy_gettext as _l

from skillsbank.domain.errors import Invalid
from skillsbank.web import phrases

FAULT = {
    "file_too_long": _l("This file has more than %(most)s characters. Send one text in one file."),
    "higher_version": _l(
        "Version %(version)s is loaded: people may have agreed to it, so other words need a higher version."
    ),
    "loaded_already": _l("This text is loaded already. There is nothing to do."),
    "no_language": _l(
        "%(key)s must be a language tag (BCP 47) of a language that people can choose, such as so or ckb."
    ),
    "no_number": _l("%(key)s must be a whole number from 1 to %(most)s, without quotation marks."),
    "no_programme": _l("There is no programme with the code %(name)s. Correct the code."),
    "no_text": _l("%(key)s must be a text in quotation marks that is not empty."),
    "no_toml": _l("This is not valid TOML. Look at line %(line)s."),
    "no_utf8": _l("This file is not in UTF-8. Save it as UTF-8 and send it again."),
    "none_of_these": _l("%(key)s must be one of these: %(allowed)s."),
    "other_keys": _l("The file must hold these keys and no others: %(keys)s."),
    "other_programme": _l("This is a text of the programme %(name)s. Publish it there, or correct the code."),
    "too_long": _l("%(key)s is too long: it has at most %(most)s characters."),
}


def fault(error: Invalid) -> str:
    """Return why a file is not taken; numbers in the reader's form, words of the file apart from the sentence."""
    values = {
        name: format_decimal(value) if isinstance(value, int) else phrases.apart(value)
        for name, value in error.params.items()
    }
    return str(FAULT[str(error.params["fault"])]) % values
