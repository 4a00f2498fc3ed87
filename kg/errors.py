"""The errors of the package, one tree. ``kg.cli`` turns them into exit codes, ``web`` into HTTP responses.

Each message is one line that says what is wrong, where, and what to do about it.
"""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors that a user can do something about. ``exit_code`` is that of the command line."""

    exit_code = 1


class UsageError(KgError):
    """Wrong arguments: an unknown question, a missing parameter, a path that does not exist."""

    exit_code = 2


class InputError(KgError):
    """A report cannot be read. Building goes on without it and lists it."""

    exit_code = 3


class StoreError(KgError):
    """The store is missing, locked, damaged, or of another format."""

    exit_code = 4


class DamagedShardError(StoreError):
    """What a store keeps of a report cannot be read; the report itself can be, if it is still there."""


class OutdatedStoreError(StoreError):
    """The store was made by an older version, whose tables or graph lack what this one reads; building it again mends that."""


class QueryError(KgError):
    """The query is wrong or refused. ``line`` and ``column`` count from 1 where they are known."""

    exit_code = 5

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryTimeout(KgError):
    """The query passed its time limit and was stopped."""

    exit_code = 6
