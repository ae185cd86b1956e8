"""Calls deep inside others ask the system for no memory."""

import resource
import sys

import pytest

from newsroom.frames import hold_frames

pytestmark = pytest.mark.once


def _call_far_down(depth):
    if depth:
        return _call_far_down(depth - 1)
    total = 0
    for _ in range(2_000):
        total = _add_one(total)
    return total


def _add_one(number):
    return number + 1


def test_a_loop_asks_for_no_memory_however_deep_it_stands():
    # On a thread's bare floor, some of these depths ask 2,000 times each.
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt

    for depth in range(sys.getrecursionlimit() // 2):
        assert hold_frames(_call_far_down, depth) == 2_000

    asked = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before
    assert asked < 40 * sys.getrecursionlimit() // 2


def test_what_is_called_gets_its_arguments_and_what_it_raises_comes_out():
    assert hold_frames(dict, [("a", 1)], b=2) == {"a": 1, "b": 2}
    with pytest.raises(KeyError, match="function"):
        hold_frames({}.__getitem__, "function")
