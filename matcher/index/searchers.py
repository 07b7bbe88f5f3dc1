"""Choose what searches: the compiled kernel, or Python where there is none."""

from collections.abc import Callable

from matcher.comparison.knowledge import Knowledge
from matcher.comparison.words import WeighedName
from matcher.index.compiled_search import CompiledSearcher
from matcher.index.reference_search import ReferenceSearcher
from matcher.index.searching import Searcher
from matcher.index.snapshot import Snapshot
from matcher.kernel.knowledge import compile_knowledge
from matcher.scoring.weights import Weights


def make_searcher(
    snapshot: Snapshot,
    weights: Weights,
    knowledge: Knowledge,
    name_of: Callable[[int], WeighedName | None],
) -> Searcher:
    """The kernel, or Python where there is none.

    Args:
        snapshot: To search.
        weights: Of the model's levels.
        knowledge: Of the model.
        name_of: The name of an alias row, for Python; None if there is none.
    """
    reference = ReferenceSearcher(snapshot, weights, knowledge, name_of)
    compiled = compile_knowledge(knowledge)
    if compiled is None:
        return reference
    return CompiledSearcher(snapshot, weights, compiled, reference)
