"""What a word weighs by where it stands: columns a field, weights in the query, nothing fitted anew."""

from dataclasses import replace

import numpy as np
import pytest
from engine_people import NURSE, OPEN, pools, texts
from hypothesis import given
from hypothesis import strategies as st

from matching import Concepts, FieldWeights, Profile, Ranker, Vacancy
from matching.similarity import Similarity, Text, in_whole
from matching.text import TermModel, words

LEXICON = Concepts({"en": {"triage": ("triage",), "nurse": ("nurse",), "water engineer": ("engineer",)}})
FIRST = np.zeros(1, dtype=np.int64)
FIELDED = st.builds(Text, texts(0), texts(0), texts(0), texts(0))
WEIGHTS = st.builds(FieldWeights, *[st.sampled_from([0.0, 0.5, 1.0, 3.0])] * 4)


@given(st.lists(FIELDED, min_size=1, max_size=8), texts())
def test_weights_of_one_give_the_similarity_of_the_whole_text(pool: list[Text], asked: str) -> None:
    """The fields divide what a word weighs in the whole text, and nothing else."""
    by_field = Similarity.fit(pool, [True] * len(pool))
    model = TermModel.fit(words(text.whole) for text in pool)
    whole = model.transform(words(text.whole) for text in pool)
    assert by_field.blocks[0].model.terms == model.terms
    np.testing.assert_allclose(in_whole(by_field.blocks[0].rows).toarray(), whole.toarray(), atol=1e-12)
    need = model.transform([words(asked)])
    cosines = (need @ whole.T).toarray()[0]
    found = by_field.scores(by_field.need(Text("", asked), FieldWeights(1, 1, 1, 1)))
    np.testing.assert_allclose(found, cosines, atol=1e-12)


@given(st.lists(FIELDED, min_size=1, max_size=8), texts(), WEIGHTS)
def test_a_word_weighs_what_its_fields_weigh(pool: list[Text], asked: str, weights: FieldWeights) -> None:
    found = Similarity.fit(pool, [True] * len(pool))
    each = [
        found.scores(found.need(Text("", asked), FieldWeights(*map(float, np.eye(4)[field])))) for field in range(4)
    ]
    whole = found.scores(found.need(Text("", asked), weights))
    np.testing.assert_allclose(whole, sum(w * part for w, part in zip(weights, each, strict=True)), atol=1e-12)


def test_a_word_counts_where_it_stands_by_hand() -> None:
    """Three times in a text: 1 + ln 3, of which the title has a third and the experience two."""
    found = Similarity.fit([Text("nurse", "", "nurse and nurse", "")], [True])
    asked = Text("nurse", "")
    nurse, other = 1 + np.log(3.0), 1.0
    value = nurse / np.hypot(nurse, other)
    for weights, expected in [
        (FieldWeights(1, 1, 1, 1), value),
        (FieldWeights(4, 1, 1, 1), value * 2),
        (FieldWeights(1, 5, 2, 7), value * 5 / 3),
    ]:
        assert found.scores(found.need(asked, weights)).item() == pytest.approx(expected)


OTHERS = [Profile(f"other {n}", "Clerk", f"budget ledger audit {n}", in_statistics=True) for n in range(8)]
TITLED = Profile("titled", "Nurse", "triage on a ward and the rest of the day", in_statistics=True)
SAID = [
    Profile(f"said {n}", "Clerk", f"triage on the ward, a nurse and a nurse {'again ' * n}", in_statistics=True)
    for n in range(3)
]
ASKED = Vacancy("need", text="nurse for triage on a ward", rules=OPEN.rules)


def place(ranker: Ranker, fields: FieldWeights) -> int:
    ranker.fields = fields
    return [match.profile_id for match in ranker.rank(ASKED)].index("titled")


def test_other_weights_move_people_without_a_fit() -> None:
    ranker = Ranker().fit([*SAID, TITLED, *OTHERS])
    fitted = ranker.pool_
    places = [place(ranker, FieldWeights(title=title)) for title in (0.2, 1.0, 8.0)]
    assert places == sorted(places, reverse=True)
    assert places[0] > places[-1] == 0
    assert ranker.pool_ is fitted
    education = replace(TITLED, title="Clerk", education="nurse")
    ranker.update([education])
    assert place(ranker, FieldWeights(education=8.0)) == 0 < place(ranker, FieldWeights(education=0.2))


@given(pools(), WEIGHTS, WEIGHTS)
def test_weights_changed_give_what_a_pool_fitted_with_them_gives(
    pool: list[Profile], one: FieldWeights, other: FieldWeights
) -> None:
    changed = Ranker(concepts=LEXICON, fields=one).fit(pool)
    changed.rank(OPEN)
    changed.fields = other
    fresh = Ranker(concepts=LEXICON, fields=other).fit(pool)
    assert changed.rank(OPEN) == fresh.rank(OPEN)
    assert changed.rank_vacancies(NURSE, [OPEN]) == fresh.rank_vacancies(NURSE, [OPEN])
    ids = [profile.id for profile in pool]
    listed = {match.profile_id: match for match in changed.rank(OPEN)}
    assert all(changed.assess(OPEN, name) == listed[name] for name in ids)


def test_the_words_in_common_are_counted_by_their_fields() -> None:
    found = Similarity.fit([Text("nurse", "ward"), Text("", "pumps")], [True, True])
    asked = Text("", "nurse ward")
    equal = found.shared(found.need(asked, FieldWeights(1, 1, 1, 1)), FIRST)[0]
    assert [(term.term, term.share) for term in equal] == [("nurse", pytest.approx(0.5)), ("ward", pytest.approx(0.5))]
    titled = found.shared(found.need(asked, FieldWeights(title=3)), FIRST)[0]
    assert [(term.term, term.share) for term in titled] == [
        ("nurse", pytest.approx(0.75)),
        ("ward", pytest.approx(0.25)),
    ]
    assert found.shared(found.need(asked, FieldWeights(0, 0, 1, 1)), FIRST)[0] == []


@pytest.mark.parametrize("wrong", [-1.0, float("nan"), float("inf")])
def test_a_weight_is_no_less_than_nothing(wrong: float) -> None:
    with pytest.raises(ValueError, match="summary"):
        Ranker(fields=FieldWeights(summary=wrong)).fit([NURSE]).rank(OPEN)
