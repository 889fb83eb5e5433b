"""What the bot does by itself goes on, whatever goes wrong in a round."""

import threading

import pytest

from bot.worker import Stopping, Worker, run_periodically, unless
from storage.model import MinutebookError


def test_rounds_outlive_faults_and_end_when_told(caplog: pytest.LogCaptureFixture) -> None:
    stop = threading.Event()
    happens = iter([MinutebookError("The disk is full."), KeyError("a fault of ours"), True, None])

    def look() -> object:
        one = next(happens, stop)
        if one is stop:
            stop.set()
        if isinstance(one, Exception):
            raise one
        return one

    run_periodically(look, 0.0, stop, Worker(lambda: "ref42"), "The copy could not be made")
    assert "The copy could not be made: The disk is full." in caplog.text
    assert "Fault ref42" in caplog.text
    assert next(happens, None) is None


def test_what_is_left_is_gone_on_with_at_once() -> None:
    left = iter([True, True])

    def look() -> bool:
        if not next(left, False):
            raise Stopping
        return True

    run_periodically(look, 3600.0, threading.Event(), Worker(lambda: "ref"), "It failed")


def test_told_to_stop_it_ends_in_the_middle_of_long_work() -> None:
    stop, reached = threading.Event(), []

    def look() -> None:
        go_on = unless(stop)
        for step in range(5):
            go_on(step, 5)
            reached.append(step)
            if step == 2:
                stop.set()

    run_periodically(look, 3600.0, stop, Worker(lambda: "ref"), "It failed")
    assert reached == [0, 1, 2]
