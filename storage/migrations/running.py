"""Running several statements inside the transaction of a migration."""

from sqlite_utils import Database


def run(db: Database, statements: str) -> None:
    """Run statements one by one: `executescript` would commit the transaction first."""
    for statement in statements.split(";"):
        if statement.strip():
            db.conn.execute(statement)
