import numpy as np
import pytest

from matcher.scoring.calibration import Calibration
from models.calibration import fit_calibration


def fitted() -> tuple[Calibration, "np.ndarray[tuple[int], np.dtype[np.float64]]", list[bool]]:
    rng = np.random.default_rng(7)
    bits = rng.normal(0, 4, 20_000)
    same = (rng.random(20_000) < 1 / (1 + np.exp(-(bits - 2)))).tolist()
    return fit_calibration(bits.tolist(), same, base_rate=float(np.mean(same))), bits, same


def test_scores_are_the_shares_that_match() -> None:
    calibration, bits, same = fitted()
    scores = np.array([calibration.score(value) for value in bits])
    for low in (0.1, 0.3, 0.5, 0.7):
        inside = (scores >= low) & (scores < low + 0.2)
        assert np.array(same)[inside].mean() == pytest.approx(scores[inside].mean(), abs=0.05)


def test_the_map_is_increasing() -> None:
    calibration, _, _ = fitted()
    assert all(np.diff(calibration.bits) > 0)
    assert all(np.diff(calibration.log_odds) > 0)


def test_a_dip_below_does_not_lift_what_lies_above() -> None:
    """Pairs of no evidence at all may match more often than those of a little."""
    bits = [float(bit) for bit in range(12) for _ in range(400)]
    shares = [0.05, 0.05, 0.05, 0.02, 0.01, 0.01, 0.01, 0.1, 0.3, 0.6, 0.8, 0.9]
    same = [n < 400 * share for share in shares for n in range(400)]
    calibration = fit_calibration(bits, same, base_rate=sum(same) / len(same))
    assert calibration.score(8) == pytest.approx(0.3, abs=0.1)
    assert calibration.score(11) == pytest.approx(0.9, abs=0.05)


def test_a_misleading_sample_still_gives_an_increasing_map() -> None:
    bits = [float(n) for n in range(100)]
    calibration = fit_calibration(bits, [n < 50 for n in range(100)], base_rate=0.5)
    assert calibration.score(90) > calibration.score(10)


@pytest.mark.parametrize("label", [True, False])
def test_one_label_alone_is_refused(label: bool) -> None:
    with pytest.raises(ValueError, match="both labels"):
        fit_calibration([0.0, 1.0], [label, label], base_rate=0.5)
