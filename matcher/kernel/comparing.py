"""Choose what compares names: the compiled kernel, or Python where there is none."""

from collections.abc import Callable

from matcher.comparison.knowledge import Knowledge
from matcher.comparison.words import WeighedName
from matcher.kernel.comparer import CompiledComparer
from matcher.kernel.library import library
from matcher.kernel.names import PackedNames
from matcher.kernel.reference import Comparer, ReferenceComparer
from matcher.scoring.weights import Weights


def make_comparer(
    names: PackedNames,
    weights: Weights,
    knowledge: Knowledge,
    listed_name: Callable[[int], WeighedName | None],
) -> Comparer:
    """What compares with the names of a snapshot.

    Args:
        names: The listed names.
        weights: Of the model's levels.
        knowledge: Of the model.
        listed_name: The same names, for Python.
    """
    reference = ReferenceComparer(listed_name, weights, knowledge)
    compiled = library()
    if compiled is None:
        return reference
    return CompiledComparer(compiled, names, weights, knowledge, reference)
