"""What candidate pages and lists draw: people as cards by code, verdicts, texts with the shared words marked."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Literal, cast

from flask import url_for
from markupsafe import Markup, escape

from skillsbank.disclosure import candidate_code
from skillsbank.domain.explanation import Explanation, blocking_rule
from skillsbank.models import RankedMatch, Vacancy
from skillsbank.queries.runs import Row
from skillsbank.services.ranking.fits import Fit
from skillsbank.web import conditions, explain, labels
from skillsbank.web.settings import settings


def explanation(match: RankedMatch) -> Explanation:
    """Return the account that a run kept of a match."""
    return cast("Explanation", match.account)


def code(vacancy_id: int, profile_id: int) -> str:
    """Return the code that stands for a person towards one need."""
    return candidate_code(settings().secret_key, vacancy_id, profile_id)


def card(vacancy: Vacancy, row: Row) -> dict[str, Any]:
    """Return a row of a list as a card; of a person who is gone only that they are gone."""
    if row.profile is None:
        return {"gone": True}
    told = explanation(row.match)
    near = blocking_rule(told) if row.match.rank is None else None
    return {
        "gone": False,
        "code": code(vacancy.id, row.profile.id),
        "url": url_for("shortlist.show", public_id=vacancy.public_id, match=row.match.public_id),
        "match": row.match.public_id,
        "score": row.match.score,
        "band": row.match.band,
        "headline": row.profile.headline or ", ".join(labels.isco_title(held.isco) for held in row.profile.occupations),
        "reasons": [explain.reason(reason, told["terms"]) for reason in told["reasons"]],
        "gaps": explain.gaps(told["gaps"]),
        "rules": [conditions.rule(rule) for rule in told["rules"]],
        "near": conditions.rule(near) if near else None,
        "entry": row.entry,
    }


def fit_card(fit: Fit, url: str) -> dict[str, Any]:
    """Return an open need that fits a person as a card, with its best way of working first."""
    best = fit.results[0]
    told = best.explanation
    return {
        "vacancy": fit.vacancy,
        "url": url,
        "score": best.score,
        "band": best.band,
        "reasons": [explain.reason(reason, told["terms"]) for reason in told["reasons"]],
        "gaps": explain.gaps(told["gaps"]),
        "modalities": [(result.modality.value, result.score) for result in fit.results],
    }


def shares(told: Explanation) -> list[dict[str, Any]]:
    """Return what each criterion gave, of how much, with what matched where that is known."""
    words = {row["code"]: explain.reason(row, told["terms"])["words"] for row in told["reasons"]}
    return [
        {
            "label": explain.criterion(share["criterion"]),
            "points": share["points"],
            "weight": share["weight"],
            "words": words.get(share["criterion"], []),
        }
        for share in told["shares"]
    ]


def plain(row: Row) -> list[str]:
    """Return the reasons, the gaps and the conditions not passed of a row as three texts for a file."""
    told = explanation(row.match)
    reasons = (explain.reason(reason, told["terms"]) for reason in told["reasons"])
    return [
        "; ".join(f"{reason['label']}: {', '.join(cast('list[str]', reason['words']))}" for reason in reasons),
        "; ".join(explain.gaps(told["gaps"])),
        "; ".join(
            f"{rule['label']}: {rule['outcome']}"
            for rule in map(conditions.rule, told["rules"])
            if rule["passed"] is not True
        ),
    ]


def mark(text: str, words: Iterable[str]) -> Markup:
    """Return a text, escaped, with these words marked, in whatever case they stand there."""
    longest_first = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    if not longest_first:
        return escape(text)
    pattern = "|".join(r"\W+".join(map(re.escape, word.split())) for word in longest_first)
    parts = re.split(rf"(?<!\w)({pattern})(?!\w)", text, flags=re.IGNORECASE)
    marked = (Markup("<mark>{}</mark>").format(part) if at % 2 else escape(part) for at, part in enumerate(parts))
    return Markup("").join(marked)


def marker(told: Explanation, side: Literal["asked", "held"]) -> Callable[[str], Markup]:
    """Return what marks, in texts of the need (asked) or of the person (held), the words that both share."""
    words = [word for row in told["terms"] for word in explain.side(row, side)]
    return lambda text: mark(text, words)
