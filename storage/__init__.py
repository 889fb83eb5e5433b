"""The book, in SQLite. Everything else knows it by the functions of this room."""

import sys

# sqlite-utils loads numpy, where that is installed, for the names of its types: a tenth of a
# second and 20 MB that no row needs. Search by meaning loads it for itself.
if "numpy" not in sys.modules:
    sys.modules["numpy"] = None  # type: ignore[assignment]
    try:
        import sqlite_utils  # noqa: F401
    finally:
        del sys.modules["numpy"]
