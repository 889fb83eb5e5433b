"""A share of the made-up inputs that `make fuzz` throws at each door."""

from fuzz import run


def test_whatever_comes_is_answered_or_refused_with_a_sentence() -> None:
    tried = run(60, seed=1)
    doors = ("question", "quotation", "register", "slash", "document", "interchange")
    assert {name: tried[name] for name in doors} == dict.fromkeys(doors, 60)
