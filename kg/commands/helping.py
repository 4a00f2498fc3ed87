"""Help texts in Chinese: written in English where the options are, told in the language of the run."""

from __future__ import annotations

import copy
import re

import click

from kg import messages


class Told(click.Command):
    """A command whose help is told in the language of the run."""

    def get_help(self, ctx: click.Context) -> str:
        """As click writes it, each text by the table of messages."""
        language = getattr(ctx.find_root().obj, "language", "en")
        if language == "en":
            return super().get_help(ctx)
        told = copy.copy(self)
        told.help = told_help(self.help or "", language)
        told.params = [_parameter(parameter, language) for parameter in self.params]
        return _headings(super(Told, told).get_help(ctx), language)


def told_help(text: str, language: str) -> str:
    """A help text in ``language``, paragraph by paragraph; what the table does not have stays as it is."""
    paragraphs = re.split(r"\n\s*\n", text.strip("\n "))
    return "\n\n".join(messages.of_help(paragraph, language) for paragraph in paragraphs)


def _parameter(parameter: click.Parameter, language: str) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    told = copy.copy(parameter)
    told.help = messages.of_help(parameter.help, language)
    return told


def _headings(text: str, language: str) -> str:
    """What click writes itself: Usage, Options, the defaults."""
    for key, pattern in (
        ("help.usage", r"^Usage: "),
        ("help.options", r"^Options(?=:$)"),
        ("help.examples", r"(?<=^  )Examples?:$|^Examples?:$"),
        ("help.default", r"(?<=[\[ ])default: "),
        ("help.required", r"(?<=[\[ ])required(?=\])"),
        ("help.itself", r"Show this message and exit\."),
    ):
        text = re.sub(pattern, messages.say(key, language), text, flags=re.MULTILINE)
    return re.sub(r"(?<=[\u4e00-\u9fff]):$", "：", text, flags=re.MULTILINE)
