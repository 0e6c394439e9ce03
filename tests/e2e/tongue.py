"""What visitors say and type in their language, and what is left in English on a page that they read."""

import re
from functools import cache
from pathlib import Path

from babel.messages.mofile import read_mo
from playwright.sync_api import Page

FOLDER = Path(__file__).parents[2] / "skillsbank" / "translations"
OPEN = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^>]+>")
"""What stands in a text of ours for something else."""
SENTENCE_WORDS = 3
TYPED = {
    "nursing professionals": {
        "en": "nursing professionals", "fr": "cadres infirmiers", "es": "profesionales de enfer", "pt": "enfermeira",
        "ar": "ممرضة",
    },
    "neonatal resus": {
        "en": "neonatal resus", "fr": "réanimation néo", "es": "reanimación neo", "pt": "reanimação neo",
        "ar": "إنعاش حديثي",
    },
    "infection prev": {
        "en": "infection prev", "fr": "contrôle des infec", "es": "control de infec", "pt": "controlo de infe",
        "ar": "مكافحة العدوى",
    },
}  # fmt: skip
"""Words -> what somebody types who means the same in another language."""
READ = """() => {
  const own = document.documentElement.lang, said = [document.title.split(' – ')[0]];
  const ours = node => node.closest('[lang]').lang === own && !node.closest(':is(bdi, .person-text):not([lang])');
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (ours(walk.currentNode.parentElement)) said.push(walk.currentNode.data);
  for (const each of document.querySelectorAll('[aria-label], [placeholder], [data-label]'))
    if (ours(each)) said.push(each.ariaLabel ?? '', each.placeholder ?? '', each.dataset.label ?? '');
  return said.map(each => each.replace(/\\s+/g, ' ').trim());
}"""
"""All that a page says in its own language; what people wrote is left out."""


def say(msgid: str, language: str, **values: object) -> str:
    """Return a text of ours in a language."""
    text = msgid if language == "en" else texts(language)[msgid]
    return text % values if values else text


@cache
def texts(language: str) -> dict[str, str]:
    """Return the texts of a language by their English; of those that count things, the first form."""
    with (FOLDER / language / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        said = [(message.id, message.string) for message in read_mo(file) if message.id]
    return {
        one: new if isinstance(new, str) else new[0]
        for msgid, new in said
        for one in ([msgid] if isinstance(msgid, str) else msgid)
    }


def english_left(page: Page, language: str) -> list[str]:
    """Return the English texts of ours on a page in another language: whole ones, and sentences that hold a value."""
    if language == "en":
        return []
    whole, sentences = english(language)
    said = page.evaluate(READ)
    everything = "\n".join(said)
    return sorted(whole.intersection(said)) + [each for each in sentences if each in everything]


@cache
def english(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the English of what a language says otherwise: texts, and the longest piece of each sentence."""
    said = texts(language)
    other = {msgid for msgid, text in said.items() if text != msgid} - set(said.values())
    pieces = {max(OPEN.split(msgid), key=len).strip() for msgid in other}
    return frozenset(other), tuple(sorted(each for each in pieces if len(each.split()) >= SENTENCE_WORDS))
