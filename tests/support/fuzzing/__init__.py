"""Made-up input for every door: no traceback, no hang, no unbounded memory, and nothing changed by
whoever may not change it. `python -m support.fuzzing` throws it and prints a table.

`made` makes the input; `words`, `slack` and `wire` know the doors; `throwing` throws.
"""
