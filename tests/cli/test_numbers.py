"""Every option that takes a number has a largest one, and says so in one line."""

from __future__ import annotations

from collections.abc import Callable

import click
import pytest

from kg.cli import cli
from kg.commands.numbers import MOST, Amount, Whole

Run = Callable[..., tuple[int, str, str]]


def _numbers() -> list[tuple[str, str, click.ParamType, int]]:
    """Commands and options that take a number, with what they take, and how many arguments the command needs before."""
    found = []
    with click.Context(cli) as context:
        for name in cli.list_commands(context):
            command = cli.get_command(context, name)
            assert command is not None
            needed = sum(isinstance(p, click.Argument) and p.required for p in command.params)
            found += [
                (name, option.opts[0], option.type, needed)
                for option in command.params
                if isinstance(option.type, (click.types.IntParamType, click.types.FloatParamType))
            ]
    return found


@pytest.mark.parametrize(("command", "option", "kind", "needed"), _numbers())
def test_a_number_beyond_what_is_possible_is_told(
    kg: Run, command: str, option: str, kind: click.ParamType, needed: int
) -> None:
    assert isinstance(kind, (Whole, Amount))
    for wrong, told in (
        ("9" * 20, "is too large: at most "),
        ("9" * 5000, "is too large: at most "),
        ("nan", "'nan' is not a valid "),
    ):
        code, out, err = kg(command, *["x"] * needed, option, wrong)
        assert (code, out) == (2, "")
        assert err.startswith(f"error: Invalid value for '{option}': ")
        assert told in err
        assert len(err) < 150
        assert "太大：最多 " in kg("--lang", "zh", command, *["x"] * needed, option, "9" * 20)[2]


def test_there_are_such_options() -> None:
    assert {("search", "--limit"), ("build", "--jobs"), ("build", "--memory"), ("serve", "--port")} <= {
        (command, option) for command, option, *_ in _numbers()
    }


@pytest.mark.parametrize(("given", "is_"), [("7", 7), (" +0012 ", 12), (str(MOST), MOST), ("１２", 12), (5, 5)])
def test_what_is_possible_is_taken(given: object, is_: int) -> None:
    assert Whole(1).convert(given, None, None) == is_
    assert Amount(open=True).convert(given, None, None) == is_
