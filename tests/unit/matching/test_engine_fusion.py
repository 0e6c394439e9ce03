from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from engine_people import NURSE, OPEN, texts
from hypothesis import given
from hypothesis import strategies as st

from matching import Concepts, Profile, Ranker, Vacancy
from matching.fusion import ACROSS, BODY, WEIGHTS, Spread
from matching.latent import Latent
from matching.similarity import Text
from matching.text import TermModel, words
from matching.text_criterion import TextCriterion, text_of, words_of
from matching.titles import TitleLinks

LABELS = [
    ("carer", "en", "nurse"),
    ("carer", "fr", "infirmier"),
    ("cook", "en", "chef"),
    ("boss", "fr", "chef"),
    ("buyer", "en", "manager"),
    ("seller", "en", "manager"),
    ("seller", "en", "head of sales"),
]
ACCOUNTS = [("carer", "en", "nurse cares for patients"), ("carer", "fr", "infirmier"), ("cook", "en", "chef kitchen")]
LINKS = TitleLinks(LABELS, [*ACCOUNTS, ("boss", "fr", "chef equipe"), ("buyer", "en", "x"), ("seller", "en", "y")])


def linked(title: str, language: str = "") -> dict[str, float]:
    columns, values = LINKS.of_need((title, language))
    return {LINKS.concepts[column]: value for column, value in zip(columns.tolist(), values.tolist(), strict=True)}


def best(title: str, language: str = "") -> str:
    found = linked(title, language)
    return max(found, key=lambda concept: found[concept])


def test_titles_meet_labels_in_other_forms() -> None:
    assert best("Nurses") == "carer"
    assert best("Infirmier / Infirmière", "fr") == "carer"
    assert linked("nurse", "en")["carer"] > linked("nurses", "en")["carer"] > 0
    assert linked("nurse", "fr") == {}
    assert linked("") == {}
    assert best("head of the sales") == "seller"


def test_an_unsaid_language_is_the_one_that_comes_nearest() -> None:
    assert best("chef", "en") == "cook"
    assert best("chef", "fr") == "boss"
    assert best("infirmiers") == "carer"
    assert best("infirmiers", "xx") == "carer"


def test_an_ambiguous_title_stands_for_its_concepts_in_equal_parts() -> None:
    rows = LINKS.of_profiles([("Manager", "en"), ("Head of sales", "en"), ("zzz", "en"), ("heads, sales", "en")])
    named = [dict(zip(LINKS.concepts, row.tolist(), strict=True)) for row in rows.toarray()]
    assert (named[0]["buyer"], named[0]["seller"]) == (0.5, 0.5)
    assert named[1]["seller"] == 1.0
    assert not any(named[2].values())
    assert 0 < named[3]["seller"] < 1
    assert all(sum(row.values()) <= 1 + 1e-9 for row in named)


def test_of_esco_titles_name_occupations_and_read_what_isco_says(tmp_path: Path) -> None:
    (tmp_path / "occupations_en.csv").write_text(
        "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description\n"
        "Occupation,u/mid,2222,midwife,,attends births\nOccupation,u/cook,5120,cook,,\n"
    )
    (tmp_path / "ISCOGroups_en.csv").write_text(
        "preferredLabel,code,conceptUri,conceptType,description\n"
        "midwifery professionals,2222,u/C2222,ISCOGroup,newborn\n"
    )
    (tmp_path / "skills_en.csv").write_text(
        "conceptType,conceptUri,preferredLabel\nKnowledgeSkillCompetence,u/newborn,care for newborns\n"
    )
    found = Concepts.read(tmp_path)
    assert found.titles.concepts == ("u/cook", "u/mid")
    assert found.notes == {("u/mid", "en"): "attends births midwifery professionals newborn"}
    assert found.titles.of_need(("newborn professional", "en")).columns.tolist() == [1]
    assert found.link("care for newborns", "en") == ["u/newborn"]


@given(st.lists(texts(), min_size=2, max_size=9).flatmap(lambda pool: st.tuples(st.just(pool), st.permutations(pool))))
def test_the_order_of_the_pool_changes_no_direction(pair: tuple[list[str], list[str]]) -> None:
    one, other = pair
    model = TermModel.fit(words(text) for text in one)
    first, second = (Latent.fit(model.transform(words(text) for text in pool)) for pool in pair)
    assert first.basis.tolist() == second.basis.tolist()
    found = first.project(model.transform(words(text) for text in other))
    places = [first.place(model.vector(words(text))).astype(np.float32) for text in other]
    assert found.tolist() == [place.tolist() for place in places]
    lengths = np.sqrt((found**2).sum(axis=1))
    assert np.all((np.abs(lengths - 1) < 1e-6) | (lengths == 0))


def people(*summaries: str) -> list[Profile]:
    return [Profile(str(n), summary=summary, in_statistics=True) for n, summary in enumerate(summaries)]


def test_who_shares_no_word_is_found_through_those_who_share_both() -> None:
    """The second half never says `ward`: others who say both teach that it is near."""
    bridge = ["ward nurse triage patients", "ward triage nurse", "nurse ward patients triage"]
    others = [f"budget audit ledger {n}" for n in range(20)]
    pool = people(*bridge, "triage patients nurse", "audit bridge pumps", *others)
    ranked = [match.profile_id for match in Ranker().fit(pool).rank(Vacancy("v", text="ward", rules=OPEN.rules))]
    assert ranked.index("3") < ranked.index("4")
    assert ranked[3] == "3"


def criterion(pool: list[Profile]) -> TextCriterion:
    return TextCriterion.fit(
        [text_of(one) for one in pool], [one.id for one in pool], [one.in_statistics for one in pool]
    )


def test_only_what_both_sides_say_is_compared() -> None:
    titled = [Profile(str(n), title, in_statistics=True) for n, title in enumerate(("nurse", "nurses", "cook"))]
    asked = criterion(titled).ask(Text("nurse", ""))
    assert asked.question is not None
    assert set(asked.question.spreads) == {"title", "all"}
    asked = criterion(people("nurse", "ward nurse", "cook")).ask(Text("", "ward nurse"))
    assert asked.question is not None
    assert set(asked.question.spreads) == {*BODY, "all"} - {"concepts", "meaning"}
    assert set(WEIGHTS) | set(ACROSS) == {*BODY, "title"}


def test_the_parts_by_hand() -> None:
    pool = people("nurse ward", "nurse", "cook")
    one = criterion(pool)
    asked = one.ask(Text("", "ward nurse"))
    assert asked.question is not None
    found = one.fusion.compared(asked.question, np.array([0, 1, 2]))
    ward, nurse = (one.fusion.similarity.blocks[0].model.idf[at] for at in (2, 1))
    assert found["coverage"].tolist() == pytest.approx([1, nurse / (ward + nurse), 0])
    assert found["words"].tolist() == pytest.approx([1, nurse / np.hypot(ward, nurse), 0])
    assert found["feedback"][1] > found["words"][1]


def test_spreads() -> None:
    values = np.array([1.0, 2.0, 3.0])
    assert Spread.of(values) == Spread.of(values[::-1])
    assert Spread.of(values).standardised(values).tolist() == pytest.approx([-(1.5**0.5), 0, 1.5**0.5])
    assert Spread.of(np.ones(3)).standardised(values).tolist() == [0, 0, 0]
    assert Spread.of(np.ones(1)) == Spread.of(np.ones(0)) == Spread(0, 0)


def test_a_need_is_prepared_once_until_the_pool_changes() -> None:
    ranker = Ranker().fit([NURSE, replace(NURSE, id="b", title="Cook", summary="kitchen")])
    text = words_of(OPEN)
    assert ranker.text_.ask(text) is ranker.text_.ask(text)
    before = ranker.text_.ask(text)
    ranker.remove(["b"])
    assert ranker.text_.ask(text) is not before
    rows, _ = ranker.text_.nearest(ranker.text_.ask(text), 2)
    assert rows.tolist() == [0]
