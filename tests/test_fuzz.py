"""A share of the made-up inputs that `make fuzz` throws at each door."""

from support.fuzzing.__main__ import run


def test_whatever_comes_is_answered_or_refused_with_a_sentence() -> None:
    thrown = {told.door: told.inputs for told in run(60, seed=1)}
    assert len(thrown) == 22
    assert sum(thrown.values()) == 20 * 60 + 2 * 6
