import numpy as np
import pytest

from matcher.kernel.hashing import hash_few, hash_keys


def test_no_keys_no_hashes() -> None:
    assert hash_keys([]).shape == (0,)


def test_hashes_are_fixed() -> None:
    """A snapshot of today is read by the versions of tomorrow."""
    assert hash_keys(["", "a", "t:abc", "華為"]).tolist() == [
        11400714819323198485,
        8106697193778043331,
        18049091560358673862,
        153854225989534976,
    ]


def test_hashes_of_alike_keys_differ() -> None:
    keys = [f"{kind}:{number:o}" for kind in ("t", "k") for number in range(100_000)]
    assert len(np.unique(hash_keys(keys))) == len(keys)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param([], id="none"),
        pytest.param(["", "a", "華為"], id="few"),
        pytest.param(["\ud800"], id="lone-surrogate"),
        pytest.param(["\0" * 1000, "a\0b"], id="null-characters"),
    ],
)
def test_few_hashes_are_those_of_many(keys: list[str]) -> None:
    assert hash_few(keys) == hash_keys(keys).tobytes()
