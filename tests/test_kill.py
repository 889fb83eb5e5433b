"""A process that is killed at any moment leaves a whole book with all that it acknowledged.

`make kill` does this a thousand times.
"""

from collections import Counter

import pytest
from support.kill import CHAIN, chain


@pytest.mark.parametrize("first", [1, 1001])
def test_nothing_acknowledged_is_lost_and_nothing_is_half(first: int) -> None:
    kinds: Counter[str] = Counter()
    chain(range(first, first + CHAIN), kinds)
    assert sum(kinds.values()) == CHAIN
