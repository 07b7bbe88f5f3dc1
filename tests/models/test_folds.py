from collections import Counter

from models.folds import FOLDS, fold_of


def test_folds_are_the_same_on_every_machine() -> None:
    assert [fold_of(f"cluster-{n}") for n in range(8)] == [1, 4, 3, 2, 0, 2, 4, 3]


def test_folds_are_of_about_one_size() -> None:
    sizes = Counter(fold_of(str(n)) for n in range(5000))
    assert set(sizes) == set(range(FOLDS))
    assert min(sizes.values()) > 5000 / FOLDS * 0.9
