"""Figures and their intervals, against values worked out elsewhere."""

import pytest

from benchmarks.statistics import F1, Share, f1, rate, times


def test_wilsons_interval_of_ten_of_ten() -> None:
    low, high = Share(10, 10).interval()
    assert (round(low, 4), round(high, 4)) == (0.7225, 1.0)  # Wilson 1927; R: binom::binom.wilson(10, 10)


def test_nothing_counted_is_nothing_known() -> None:
    assert Share(0, 0).interval() == (0.0, 1.0)
    assert f1([]) == F1(0, 0, 0, 0.0, 1.0)


def test_f1_over_texts() -> None:
    result = f1([(3, 1, 0), (1, 0, 2)])
    assert (result.true_positives, result.false_positives, result.false_negatives) == (4, 1, 2)
    assert result.value == pytest.approx(8 / 11)
    assert result.low <= result.value <= result.high


def test_the_same_texts_give_the_same_interval_and_equal_texts_a_narrow_one() -> None:
    assert f1([(3, 1, 0), (1, 0, 2)] * 9) == f1([(3, 1, 0), (1, 0, 2)] * 9)
    even = f1([(1, 1, 0)] * 5)
    assert even.low == even.value == even.high


def test_times_of_a_hundred_milliseconds() -> None:
    result = times([number / 1000 for number in range(1, 101)])
    assert (result.n, result.p50, result.p95, result.p99) == (100, 50.5, 95, 99)
    assert (result.low, result.high) == (40, 61)  # ranks of a 95 % interval for the median of 100 (Conover)


def test_few_times_are_reported_as_their_range() -> None:
    result = times([0.003, 0.001, 0.002])
    assert (result.low, result.p50, result.high) == pytest.approx((1, 2, 3))
    with pytest.raises(ValueError, match="nothing"):
        times([])


def test_a_rate_is_the_mean_of_its_seconds_with_students_interval() -> None:
    result = rate([10, 12, 14, 12])
    assert result.value == 12
    assert result.high - result.value == pytest.approx(3.182 * 1.63299 / 2, abs=1e-3)
    with pytest.raises(ValueError, match="two seconds"):
        rate([3])
