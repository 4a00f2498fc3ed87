"""The command line ``kg``: finds the command, gives it its settings, and turns errors into one line and an exit code.

Exit codes: 0 done; 1 unexpected; 2 wrong usage; 3 done, but some inputs were left out; 4 the store is missing, locked or
damaged; 5 the query is refused or wrong; 6 time limit; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from kg import messages
from kg.commands.common import Settings, common_options, settings
from kg.commands.helping import Told
from kg.errors import KgError, UsageError

#: The commands, each a module below ``kg.commands``; a line about each is in the table of messages.
COMMANDS = (
    "build", "ask", "query", "search", "stats", "extract", "export", "panel", "compare", "dump", "load", "push", "validate",
    "lint-gexf", "eval",
)  # fmt: skip
#: Packages add commands through entry points of this group.
GROUP = "kg.commands"


class Commands(Told, click.Group):
    """The commands of this package and of others, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Our own in their order, then those that other packages bring."""
        return [*COMMANDS, *sorted(set(_brought()) - set(COMMANDS))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name in COMMANDS:
            module = import_module(f"kg.commands.{cmd_name.replace('-', '_')}")
            return module.command  # type: ignore[no-any-return]
        if point := _brought().get(cmd_name):
            return point.load()  # type: ignore[no-any-return]
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with names that are spelled nearly alike."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            import difflib

            close = difflib.get_close_matches(name, self.list_commands(ctx), n=2)
            hint = f" (did you mean {' or '.join(close)}?)" if close else ""
            raise UsageError(f"there is no command {name!r}{hint}; kg --help lists them")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """As click does it; whoever reads our output (head, less) may stop when he has enough, which is no error."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Nothing more must be written, not even at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return code

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line a command, without importing any of ours."""
        language = settings(ctx).language
        rows = [(name, messages.say(f"command.{name}", language)) for name in COMMANDS]
        for name in self.list_commands(ctx)[len(COMMANDS) :]:
            other = self.get_command(ctx, name)
            short = messages.say(f"command.{name}", language) if messages.known(f"command.{name}") else ""
            rows.append((name, short or (other.get_short_help_str(80) if other else "")))
        with formatter.section(messages.say("help.commands", language)):
            formatter.write_dl(rows)


def _brought() -> dict[str, Any]:
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=GROUP)}


def _version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        from kg._version import __version__

        click.echo(f"fazhi-kg {__version__}")
        ctx.exit()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="\b\nExample:\n  kg build reports/ -o fazhi.kg && kg ask most-cited-acts -s fazhi.kg",
)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version.")
@common_options(shown=True)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """A knowledge graph of the annual rule-of-law reports of Chinese government agencies."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code; errors are one line on the standard error."""
    chosen = Settings(language=messages.from_environment())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli.main(list(arguments) if arguments is not None else None, "kg", standalone_mode=False, obj=chosen)
        return code if isinstance(code, int) else 0
    except (KeyboardInterrupt, click.Abort):
        return _end(chosen, messages.say("interrupted", chosen.language), 130)
    except KgError as error:
        return _end(chosen, messages.error(str(error), chosen.language), error.exit_code)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        where = f" ({context.command_path} --help)" if context is not None else ""
        told = " ".join(error.format_message().split()) + where
        return _end(chosen, messages.error(told, chosen.language), 2)
    except OSError as error:
        if error.filename is None and "(os error" in str(error):  # as polars says it, with the file
            return _end(chosen, messages.error(str(error), chosen.language), 2)
        if error.filename is None and error.strerror:
            why = messages.error(error.strerror, chosen.language)
            return _end(chosen, messages.say("os.error", chosen.language, why=why), 1)
        if error.filename is None:
            return _unexpected(chosen, error)
        why = messages.error(error.strerror or str(error), chosen.language)
        return _end(chosen, messages.say("file.error", chosen.language, file=error.filename, why=why), 2)
    except MemoryError:
        return _end(chosen, messages.say("memory", chosen.language), 1)
    except Exception as error:
        return _unexpected(chosen, error)


def _end(chosen: Settings, message: str, code: int) -> int:
    """One line on the standard error; the traceback before it where it was asked for."""
    if chosen.debug and sys.exc_info()[1] is not None:
        import traceback

        traceback.print_exc()
    click.echo(f"{messages.say('error', chosen.language)}{message}", err=True)
    return code


def _unexpected(chosen: Settings, error: BaseException) -> int:
    detail = " ".join(f"{type(error).__name__}: {error}".split())
    return _end(chosen, messages.say("unexpected", chosen.language, detail=detail), 1)


if __name__ == "__main__":
    main()
