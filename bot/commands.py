"""The commands. Each returns its exit code; what a command needs is imported when it runs."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import CoachError, InputError
from bot.inputs import read_argument
from bot.streams import STDIN, at_terminal, open_lines, stdout

if TYPE_CHECKING:
    from bot.jsonl import Answer, Tally
    from bot.serve_config import ServeSettings
    from coaching.knowledge.load import Knowledge

app = typer.Typer(
    epilog="Exit codes: 0 done, 2 unusable arguments or input, 1 anything else.",
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
manifest = typer.Typer(rich_markup_mode=None, short_help="Print the app manifest for this deployment.")
app.add_typer(manifest, name="manifest")

Json = Annotated[bool, typer.Option("--json", help="Print JSON, on one line.")]


@app.callback()
def chat(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> int:
    """A coach for prompts: critique and rewrite, triage between prompting, RAG and fine-tuning, short explanations.

    Without a command: a chat in the terminal. Piped into it, every line is one message.
    """
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"promptcoach {installed('promptcoach')}")
        raise typer.Exit
    return _chat() if context.invoked_subcommand is None else 0


@app.command(short_help="Critique a prompt and rewrite it.")
def critique(
    text: Annotated[str | None, typer.Argument(metavar="TEXT | -", help="The prompt; - reads it from stdin.")] = None,
    *,
    json: Json = False,
    jsonl: Annotated[
        str | None,
        typer.Option(metavar="FILE", help='Answer a file of lines {"id", "text"}, as JSON lines; - reads stdin.'),
    ] = None,
) -> int:
    """Critique one prompt and rewrite it."""
    if jsonl is not None:
        from bot.verbs import critique_row

        return _answer_file(jsonl, text, partial(critique_row, _knowledge()))
    prompt = _given(text, "text", "critique")
    if json:
        from bot.verbs import critique_fields

        return _print_json(critique_fields(prompt, _knowledge()))
    from bot.show import show_critique

    return show_critique(prompt, _knowledge())


@app.command(short_help="Find what fits: prompting, RAG or fine-tuning.")
def triage(
    situation: Annotated[
        str | None, typer.Argument(metavar="SITUATION | -", help="What you want to build; - reads it from stdin.")
    ] = None,
    *,
    json: Json = False,
    jsonl: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help='Answer a file of lines {"id", "situation", "facts"?}, as JSON lines; - reads stdin.'
        ),
    ] = None,
) -> int:
    """Prompting, RAG or fine-tuning? A short dialogue; piped or with --json, decided from the situation alone."""
    if jsonl is not None:
        from bot.verbs import triage_row

        return _answer_file(jsonl, situation, partial(triage_row, _knowledge()))
    if not json and situation != STDIN and at_terminal():
        return _chat(f"/triage {situation or ''}".strip())
    described = _given(situation, "situation", "triage")
    if json:
        from bot.verbs import triage_fields

        return _print_json(triage_fields(described, {}, _knowledge()))
    from bot.show import show_triage

    return show_triage(described, _knowledge())


@app.command(short_help="Explain something about the three, with sources.")
def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION | -", help="The question; - reads it from stdin.")
    ] = None,
    *,
    json: Json = False,
    jsonl: Annotated[
        str | None,
        typer.Option(metavar="FILE", help='Answer a file of lines {"id", "question"}, as JSON lines; - reads stdin.'),
    ] = None,
) -> int:
    """Explain something about prompting, RAG or fine-tuning, with sources."""
    if jsonl is not None:
        from bot.verbs import explain_row

        return _answer_file(jsonl, question, partial(explain_row, _knowledge()))
    asked = _given(question, "question", "ask")
    if json:
        from bot.verbs import explain_fields

        return _print_json(explain_fields(asked, _knowledge()))
    from bot.show import show_explanation

    return show_explanation(asked, _knowledge())


@app.command(short_help="Check this installation, say what to mend.")
def doctor(*, json: Json = False) -> int:
    """Check the configuration and say what to mend; exit code 1 where something must be."""
    from bot.doctor import as_fields, as_lines, examine, is_well

    checks = examine()
    if json:
        _print_json(as_fields(checks))
    else:
        typer.echo("\n".join(as_lines(checks)))
    return 0 if is_well(checks) else 1


@app.command(short_help="Run the bot: Slack, health, metrics.")
def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Where to listen; wins over HOST.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Where to listen; wins over PORT.")] = None,
) -> int:
    """Run the bot with its workers until a signal ends it: Slack's events, health, metrics."""
    from bot.serve import run

    return run(_serve_settings(host=host, port=port))


@app.command(short_help="Run a turn worker on its own.")
def worker() -> int:
    """Answer what the bot's web processes have put into the queue, until a signal ends it."""
    from bot.worker import run

    return run(_serve_settings())


@manifest.command(short_help="The manifest of the Slack app.")
def slack(
    *,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the bot is reached from outside: https://….")
    ] = None,
    socket_mode: Annotated[bool, typer.Option("--socket-mode", help="Events come by Socket Mode.")] = False,
) -> int:
    """Print the manifest from which Slack makes the app, as JSON."""
    from bot.manifests import slack_manifest

    typer.echo(slack_manifest(url, socket_mode=socket_mode))
    return 0


@app.command(short_help="Try again what the bot had given up.")
def requeue() -> int:
    """Put the dead letters, messages and replies that the bot had given up, back into the queue."""
    from bot.requeue import run

    put_back = run(_serve_settings())
    typer.echo(f"{put_back} dead letter{'' if put_back == 1 else 's'} put back into the queue")
    return 0


def _serve_settings(**options: object) -> "ServeSettings":
    from bot.config import load_settings
    from bot.serve_config import ServeSettings
    from bot.telemetry import configure_logging

    settings = load_settings(ServeSettings, **options)
    configure_logging(settings.log_level)
    return settings


def _chat(opening: str = "") -> int:
    from bot.chat import run
    from bot.config import Settings, load_settings
    from bot.telemetry import configure_logging

    settings = load_settings(Settings)
    configure_logging(settings.log_level)
    return run(settings, opening)


def _given(text: str | None, name: str, command: str) -> str:
    if text is None:
        raise InputError(f"{command}: no {name} given", f'write promptcoach {command} "…", or - to read stdin')
    return read_argument(text, name)


def _knowledge() -> "Knowledge":
    from coaching.knowledge.load import Knowledge

    return Knowledge()


def _print_json(fields: Mapping[str, object]) -> int:
    from pydantic_core import to_json

    stdout().write(to_json(fields) + b"\n")
    return 0


def _answer_file(path: str, text: str | None, answer: "Answer") -> int:
    from bot.jsonl import answer_lines

    if text is not None:
        raise InputError("both a text and --jsonl FILE are given", "give one of them")
    with open_lines(path) as source:
        return _report(path, answer_lines(source, stdout(), answer))


def _report(path: str, tally: "Tally") -> int:
    name = "standard input" if path == STDIN else path
    if not tally.lines:
        raise InputError(f"{name} is empty", "it takes one JSON object a line")
    if tally.failed:
        raise CoachError(f"{name}: the coach failed on {tally.failed} of {tally.lines} lines; their 'error' says where")
    if tally.refused:
        raise InputError(f"{name}: {tally.refused} of {tally.lines} lines can't be used; their 'error' says why")
    return 0
