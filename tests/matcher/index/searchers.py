"""Both searchers, and what they must have in common."""

import numpy as np
import pytest

from matcher.comparison.knowledge import Knowledge
from matcher.index.compiled_search import CompiledSearcher
from matcher.index.ranking import Allowed
from matcher.index.reference_search import ReferenceSearcher
from matcher.index.searching import EVERYTHING, NO_ROWS, Interest, Searched, Searcher
from matcher.index.snapshot import Snapshot
from matcher.index.weighed import weighed_names
from matcher.kernel.knowledge import compile_knowledge
from matcher.normalise.names import normalise_name
from matcher.scoring.model import Model


def reference(snapshot: Snapshot, model: Model, knowledge: Knowledge) -> Searcher:
    name_of = weighed_names(snapshot, knowledge.words)
    return ReferenceSearcher(snapshot, model.weights, knowledge, name_of)


def compiled(snapshot: Snapshot, model: Model, knowledge: Knowledge) -> Searcher:
    kernel = compile_knowledge(knowledge)
    if kernel is None:
        pytest.skip("the kernel was not compiled: there was no C compiler")
    name_of = weighed_names(snapshot, knowledge.words)
    python = ReferenceSearcher(snapshot, model.weights, knowledge, name_of)
    return CompiledSearcher(snapshot, model.weights, kernel, python)


def search(searcher: Searcher, name: str, allowed: Allowed = None) -> Searched:
    return searcher.search(normalise_name(name), NO_ROWS, allowed, EVERYTHING)


def assert_same_alignment(kernel: Searcher, python: Searcher, text: str, row: int) -> None:
    name = normalise_name(text)
    found, expected = kernel.align(name, row), python.align(name, row)
    if found is None or expected is None:
        assert found is expected
        return
    assert found.agreed == expected.agreed
    assert [(*map(sorted, pair[:2]), *pair[2:]) for pair in found.pairs] == [
        (*map(sorted, pair[:2]), *pair[2:]) for pair in expected.pairs
    ]
    assert set(found.query_left) == set(expected.query_left)
    assert set(found.listed_left) == set(expected.listed_left)


def assert_same(found: Searched, expected: Searched) -> None:
    assert found.rows.tolist() == expected.rows.tolist()
    assert found.entities.tolist() == expected.entities.tolist()
    assert found.compared.levels.tolist() == expected.compared.levels.tolist()
    assert found.compared.weights.tolist() == expected.compared.weights.tolist()
    assert found.best.tolist() == expected.best.tolist()
    assert found.entity_count == expected.entity_count
    assert found.cuts == expected.cuts


def assert_same_first(kernel: Searcher, python: Searcher, text: str, limit: int) -> None:
    """Whatever the interest, no entity that is due is missing, and no pair of it is another."""
    name, expected = normalise_name(text), search(python, text)
    weights = expected.compared.weights[expected.best]
    if not len(weights):
        assert len(search(kernel, text).best) == 0
        return
    for interest in (
        Interest(float("-inf"), 0.0, limit),
        Interest(float("-inf"), 2.0, limit),
        Interest(float(np.median(weights)), 0.0, 0),
        Interest(float(weights[0])),
    ):
        found = kernel.search(name, NO_ROWS, None, interest)
        kth = weights[min(limit, len(weights)) - 1] if interest.limit else float("-inf")
        due = weights >= max(interest.least, kth - interest.slack)
        assert found.best.tolist()[: due.sum()] == expected.best[due].tolist()
        assert found.entity_count == expected.entity_count
        # What is passed over has null levels and is no best of an entity.
        levels = found.compared.levels[found.best]
        assert levels.tolist() == expected.compared.levels[found.best].tolist()
