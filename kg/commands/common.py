"""What the commands share: their settings, the option of the store, output."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from kg import messages
from kg.commands.helping import Told
from kg.errors import UsageError
from kg.replacing import replacing
from kg.store.source import is_address

if TYPE_CHECKING:
    from kg.store import OpenStore
    from kg.store.counting import Count
    from kg.store.source import Source

#: The store that is asked where none is named.
STORE = "fazhi.kg"
_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass
class Settings:
    """What holds for the whole run.

    :param quiet: no notes and no progress; ``verbose`` more of both; ``debug`` tracebacks.
    """

    language: str = "en"
    quiet: bool = False
    verbose: bool = False
    debug: bool = False


def settings(ctx: click.Context | None = None) -> Settings:
    """The settings of the run."""
    found = (ctx or click.get_current_context()).find_root().obj
    return found if isinstance(found, Settings) else Settings()


def _set(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value not in (None, False) and isinstance(ctx.find_root().obj, Settings):
        setattr(ctx.find_root().obj, {"lang": "language"}.get(parameter.name or "", parameter.name or ""), value)


def common_options(shown: bool = False) -> Callable[[_F], _F]:
    """The options that every command takes; they are told about once, by ``kg --help``."""
    kinds: dict[str, Any] = {"expose_value": False, "is_eager": True, "callback": _set, "hidden": not shown}

    def add(function: Any) -> Any:
        for option in (
            click.option("--debug", is_flag=True, help="Show the traceback of an error.", **kinds),
            click.option(
                "--lang",
                type=click.Choice(messages.LANGUAGES),
                help="Language of messages; else that of LANG.",
                **kinds,
            ),
            click.option("--verbose", "-v", is_flag=True, help="Say more of what is done.", **kinds),
            click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.", **kinds),
        ):
            function = option(function)
        return function

    return add


def subcommand(name: str, *, example: str, kind: type[Told] = Told) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with the common options and an example in its help."""

    def make(function: Callable[..., Any]) -> click.Command:
        epilog = "\b\n" + "\n".join(
            ["Example:" if "\n" not in example else "Examples:", *("  " + line for line in example.splitlines())]
        )
        return click.command(name, cls=kind, epilog=epilog)(common_options()(function))

    return make


def default_store() -> str:
    """The store that is asked where none is named: ``$KG_STORE``, else ``fazhi.kg`` here."""
    return os.environ.get("KG_STORE") or STORE


def store_option(function: _F) -> _F:
    """``-s/--store``: default ``$KG_STORE``, else ``fazhi.kg`` here."""
    text = f"Store folder.  [default: $KG_STORE, else {STORE}]"
    return click.option("-s", "--store", "store", default=default_store, metavar="STORE", help=text)(function)


def store_argument(function: _F) -> _F:
    """The store as first argument, or by ``-s/--store``; the function gets it as ``store``."""
    import functools

    @functools.wraps(function)
    def either(*args: Any, store_path: str | None, store: str, **kwargs: Any) -> Any:
        return function(*args, store=store_path or store, **kwargs)

    return click.argument("store_path", metavar="[STORE]", required=False)(store_option(either))  # type: ignore[return-value]


def endpoint_option(function: _F) -> _F:
    """``--endpoint URL``: a server is asked in place of the store; the function gets its address as ``store``."""
    import functools

    @functools.wraps(function)
    def either(*args: Any, endpoint: str | None, **kwargs: Any) -> Any:
        if endpoint is not None:
            if _is_given("store", "store_path"):
                raise UsageError(say("endpoint.both"))
            if not is_address(endpoint):
                raise UsageError(say("endpoint.address", given=_shown(endpoint)))
            kwargs["store"] = endpoint
        return function(*args, **kwargs)

    text = "Ask the SPARQL endpoint at URL in place of a store folder."
    return click.option("--endpoint", metavar="URL", help=text)(either)  # type: ignore[return-value]


def _is_given(*names: str) -> bool:
    sources = map(click.get_current_context().get_parameter_source, names)
    return any(source is click.core.ParameterSource.COMMANDLINE for source in sources)


def open_store(path: str) -> OpenStore:
    """The store at ``path``, open for reading."""
    from kg.store import open as open_

    if is_address(path):
        raise UsageError(say("endpoint.folder", address=_shown(path)))
    return open_(path)


def _shown(address: str) -> str:
    from kg.store.http import shown

    return shown(address)


def open_source(where: str) -> Source:
    """The store folder, or the endpoint at an address."""
    from kg.store.source import source

    return source(where)


def say(key: str, **values: object) -> str:
    """A text in the language of the run."""
    return messages.say(key, settings().language, **values)


def said(message: str) -> str:
    """The message of an error in the language of the command line, as far as there is one."""
    return messages.error(message, settings().language)


def note(text: str) -> None:
    """A remark on the standard error, unless it is to be quiet."""
    if not settings().quiet:
        click.echo(text, err=True)


@contextlib.contextmanager
def output(path: str | None) -> Iterator[IO[bytes]]:
    """The file ``path`` to write to, which is there when all is written, or the standard output (``None``, ``-``)."""
    if path in (None, "-"):
        stream = sys.stdout.buffer
        yield stream
        stream.flush()
        return
    with replacing(str(path)) as file:
        yield file


def write(path: str | None, body: bytes) -> None:
    """Write ``body`` to a file or the standard output; to a terminal with a line end behind it."""
    with output(path) as file:
        file.write(body)
        if path in (None, "-") and not body.endswith(b"\n"):
            file.write(b"\n")


def terminal_width() -> int | None:
    """Columns of the terminal that is written to; None where the output goes elsewhere and is not to be cut."""
    if not sys.stdout.isatty():
        return None
    return os.get_terminal_size(sys.stdout.fileno()).columns


def show_counts(counts: Iterable[Count]) -> None:
    """Print counts, each with what it counts."""
    from kg.query.table import text_table

    rows = []
    for count in counts:
        name, definition = count.definition.words(settings().language)
        rows.append([name, f"{count.value:,}", definition])
    header = [say("column.count"), say("column.value"), say("column.definition")]
    click.echo(text_table(header, rows, [False, True, False], columns=terminal_width()), nl=False)
