"""What people would take instead of stage one, each the fastest way that its own documentation names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix

from matching.errors import PeerMissingError

TOP = 50


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts as words, and their vectors; the needs as one row each."""

    profiles: Sequence[Sequence[str]]
    needs: Sequence[Sequence[str]]
    rows: csr_array
    queries: Sequence[csr_array]


Ask = Callable[[int], Any]
"""Finds the TOP profiles of the need with this number."""


def by_hand(corpus: Corpus) -> Ask:
    """Multiply by the vector that TfidfVectorizer gives, and sort: what anyone would write."""

    def ask(number: int) -> NDArray[np.int64]:
        scores = (corpus.rows @ corpus.queries[number].T).toarray().ravel()
        return np.argsort(-scores, kind="stable")[:TOP]

    return ask


def by_hand_dense(corpus: Corpus) -> Ask:
    """Multiply by the vector spelled out, which few would think of, and sort."""

    def ask(number: int) -> NDArray[np.int64]:
        return np.argsort(-(corpus.rows @ corpus.queries[number].toarray()[0]))[:TOP]

    return ask


def bm25s(corpus: Corpus) -> Ask:
    """Ask BM25 with its compiled loops; the numbers of the words are looked up before."""
    package = _peer("bm25s")
    number_of = {word: at for at, word in enumerate(sorted({word for text in corpus.profiles for word in text}))}
    engine = package.BM25(backend="numba")
    engine.index(([[number_of[word] for word in text] for text in corpus.profiles], number_of), show_progress=False)
    asked = [[sorted({number_of[word] for word in need if word in number_of})] for need in corpus.needs]
    return lambda number: engine.retrieve(asked[number], k=TOP, show_progress=False, backend_selection="numba")


def sparse_dot_topn(corpus: Corpus) -> Ask:
    """Multiply matrices with one thread, keeping only the largest."""
    package = _peer("sparse_dot_topn")
    columns = csr_matrix(corpus.rows.T.tocsr())
    queries = [csr_matrix(query) for query in corpus.queries]
    return lambda number: package.sp_matmul_topn(queries[number], columns, top_n=TOP, n_threads=1, sort=True)


def tantivy(corpus: Corpus) -> Ask:
    """Ask the search library for any of the words, in one segment, queries built before."""
    package = _peer("tantivy")
    schema = package.SchemaBuilder().add_text_field("text", tokenizer_name="whitespace", index_option="freq").build()
    index = package.Index(schema)
    writer = index.writer(heap_size=1_000_000_000, num_threads=1)
    for text in corpus.profiles:
        writer.add_document(package.Document(text=" ".join(text)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    queries = [
        package.Query.boolean_query(
            [
                (package.Occur.Should, package.Query.term_query(schema, "text", word, "freq"))
                for word in sorted(set(need))
            ]
        )
        for need in corpus.needs
    ]
    return lambda number: searcher.search(queries[number], TOP, count=False)


PEERS: Mapping[str, Callable[[Corpus], Ask]] = {
    "scikit-learn": by_hand,
    "scipy, dense query": by_hand_dense,
    "bm25s": bm25s,
    "sparse_dot_topn": sparse_dot_topn,
    "tantivy": tantivy,
}


def _peer(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise PeerMissingError(f"{name} is not installed; make bench installs it") from error
