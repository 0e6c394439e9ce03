import numpy as np
import pytest
from engine_people import texts
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from matching import search
from matching.similarity import Similarity, Text
from matching.text import TermModel, char_grams, fold, stems, telling, words

FIRST = np.zeros(1, dtype=np.int64)
POOL = st.lists(texts(0), min_size=1, max_size=8).filter(any)


def test_words_stems_and_pieces() -> None:
    assert words("L'infirmière, à 2 km") == ["l", "infirmière", "à", "2", "km"]
    assert stems("Les mécaniciens et la mécanicienne") == ["mecan", "mecan"]
    assert char_grams("Né à") == [" ne", "ne ", " ne ", " a "]
    assert fold("Infirmière ÉTÉ") == "infirmiere ete"
    assert fold("مُعَلِّم") == "معلم"


@given(POOL, texts())
def test_vectors_equal_those_of_scikit_learn(pool: list[str], asked: str) -> None:
    peer = TfidfVectorizer(token_pattern=r"(?u)\b\w+\b", sublinear_tf=True)
    theirs = peer.fit_transform(pool)
    model = TermModel.fit(words(text) for text in pool)
    assert list(model.terms) == list(peer.get_feature_names_out())
    ours = model.transform(words(text) for text in pool)
    np.testing.assert_allclose(ours.toarray(), theirs.toarray(), atol=1e-12)
    found = Similarity.fit([Text("", text) for text in pool], [True] * len(pool))
    cosines = (peer.transform([asked]) @ theirs.T).toarray()[0]
    np.testing.assert_allclose(found.scores(found.need(Text("", asked))), cosines, atol=1e-12)


@given(POOL, texts())
def test_one_at_a_time_equals_many_to_the_bit(pool: list[str], asked: str) -> None:
    found = Similarity.fit([Text("", text) for text in pool], [True] * len(pool))
    question = found.need(Text("", asked))
    (vector,), row = found.read(Text("", asked)), found.blocks[0].model.transform([words(asked)])
    assert (vector.columns.tolist(), vector.weights.tolist()) == (row.indices.tolist(), row.data.tolist())
    alone = [search.similarities(found.profiles([Text("", text)]), question, FIRST) for text in pool]
    assert found.scores(question).tolist() == np.concatenate(alone).tolist()


@given(POOL, POOL)
def test_only_the_known_are_learned_from(known: list[str], hidden: list[str]) -> None:
    alone = Similarity.fit([Text("", text) for text in known], [True] * len(known))
    both = Similarity.fit([Text("", text) for text in hidden + known], [False] * len(hidden) + [True] * len(known))
    assert both.blocks[0].model.terms == alone.blocks[0].model.terms
    assert both.blocks[0].model.idf.tolist() == alone.blocks[0].model.idf.tolist()


def test_shared_terms_leave_out_what_tells_nothing() -> None:
    pool = ["the ward of the nurse 2024", "the pumps of the school", "the budget of the school"]
    found = Similarity.fit([Text("", text) for text in pool], [True] * 3)
    terms = found.shared(found.need(Text("", "the nurse of the ward 2024")), FIRST)[0]
    assert {term.term for term in terms} == {"ward", "nurse"}
    assert 0 < sum(term.share for term in terms) < 1
    assert [term.share for term in terms] == sorted((term.share for term in terms), reverse=True)


@pytest.mark.parametrize(
    ("term", "tells"),
    [
        ("nurse", True),
        ("icd10", True),
        ("de", False),
        ("على", False),
        ("2024", False),
        ("x", False),
    ],
)
def test_words_that_tell(term: str, tells: bool) -> None:
    assert telling(term) is tells


@pytest.mark.parametrize("learn", [True, False])
def test_an_empty_pool_has_no_words(learn: bool) -> None:
    found = Similarity.fit([Text("", "")], [learn])
    assert found.scores(found.need(Text("", "nurse"))).tolist() == [0.0]
