"""Rules of the house that no linter knows: what lies where, how long it is, what it may hold."""

import ast
import re
import subprocess
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from bot.doctor import load_all
from coaching.knowledge.load import Knowledge

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    ".ci", ".gitignore", ".readme", "README.md", "LICENSE",
    "adapters", "bot", "coaching", "deploy", "pyproject.toml", "tests",
}  # fmt: skip
LONGEST_FILE = 300
PURE_LIBRARIES = {"pydantic", "rapidfuzz", "genai_prices", "coaching"}
PURE_STANDARD = {
    "bisect", "collections", "contextlib", "copy", "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions",
    "functools", "hashlib", "heapq", "html", "importlib", "itertools", "json", "math", "operator", "re", "sqlite3",
    "string", "textwrap", "tomllib", "types", "typing", "unicodedata",
}  # fmt: skip
# Written in two pieces, so that this file holds none of them.
DOWNLOAD_HOSTS = tuple(
    "".join(pieces)
    for pieces in (
        ("pypi", ".org"), ("files.python", "hosted"), ("registry.npm", "js"), ("registry.yarn", "pkg"),
        ("index", "-url"), ("deb.debian", ".org"), ("cdn", ".jsdelivr"), ("cdn", "js.cloudflare"), ("unpkg", ".com"),
        ("fonts.google", "apis"), ("fonts.g", "static"),
    )
)  # fmt: skip
_ENDLESS = re.compile(r"(?<!\\)(?:[*+]|\{\d*,\})")


@cache
def tracked() -> tuple[Path, ...]:
    """The files that are or could be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())


def python_files(*rooms: str) -> list[Path]:
    return [file for room in rooms for file in sorted((ROOT / room).rglob("*.py"))]


def named(files: list[Path]) -> list[str]:
    return [str(file.relative_to(ROOT)) for file in files]


def test_the_top_level_holds_what_the_layout_allows() -> None:
    if not tracked():
        pytest.skip("not a git checkout")
    assert {file.relative_to(ROOT).parts[0] for file in tracked()} <= TOP_LEVEL


def test_no_file_names_where_packages_are_downloaded() -> None:
    if not tracked():
        pytest.skip("not a git checkout")
    found = [file for file in tracked() if any(host.encode() in file.read_bytes() for host in DOWNLOAD_HOSTS)]
    assert named(found) == []


def test_files_stay_short() -> None:
    long = [
        file
        for file in python_files("bot", "adapters", "coaching")
        if len(file.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
    ]
    assert named(long) == []


def test_the_core_imports_nothing_but_pure_code() -> None:
    impure = {
        (str(file.relative_to(ROOT)), module)
        for file in python_files("coaching")
        for module in _imported(ast.parse(file.read_text(encoding="utf-8")))
        if module.partition(".")[0] not in PURE_STANDARD | PURE_LIBRARIES
    }
    assert impure == set()


def _imported(tree: ast.AST) -> list[str]:
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return plain + [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]


def test_every_data_file_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    read = set()
    original = Path.read_text

    def remember(self: Path, encoding: str | None = None, errors: str | None = None) -> str:
        read.add(self)
        return original(self, encoding, errors)

    monkeypatch.setattr(Path, "read_text", remember)
    load_all(Knowledge())
    folder = Path(str(files("coaching.knowledge")))
    unread = {*folder.rglob("*.toml"), *folder.rglob("*.md")} - read
    assert named(sorted(unread)) == []


def test_patterns_of_the_core_repeat_nothing_endless_inside_something_endless() -> None:
    sources = {file.name: file.read_text(encoding="utf-8") for file in python_files("coaching")}
    patterns = [(name, pattern) for name, source in sources.items() for pattern in _patterns(ast.parse(source))]
    assert patterns
    assert [(name, pattern) for name, pattern in patterns if _nested(pattern)] == []


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"(?:x*y?)*", r"(\d{2,}|z)+", r"((?:ab+)c)*"])
def test_the_check_of_patterns_finds_what_it_is_for(pattern: str) -> None:
    assert _nested(pattern)


@pytest.mark.parametrize("pattern", [r"(a{1,9})+b", r"[(]+[+)]*", r"(?:ab?)+", r"\(a+\)+"])
def test_the_check_of_patterns_lets_harmless_ones_be(pattern: str) -> None:
    assert not _nested(pattern)


def _patterns(tree: ast.AST) -> list[str]:
    """The literals that are given to functions of `re`."""
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.args
    ]
    return [_text(call.args[0]) for call in calls]


def _text(node: ast.AST) -> str:
    """The constant parts of a string expression."""
    pieces = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return "".join(pieces)


def _nested(pattern: str) -> bool:
    """Whether a group that repeats without end holds a part that does; the harmless ones are told in `CHECKED`."""
    return pattern not in CHECKED and any(_ENDLESS.search(body) for body in _repeated_groups(pattern))


def _repeated_groups(pattern: str) -> list[str]:
    """The insides of all groups that are followed by an endless quantifier."""
    stripped = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "x", pattern)
    bodies, opened = [], []
    for at, letter in enumerate(stripped):
        if letter == "(":
            opened.append(at)
        elif letter == ")" and opened:
            start = opened.pop()
            if re.match(r"[*+](?!\+)|\{\d*,\}", stripped[at + 1 :]):
                bodies.append(stripped[start + 1 : at])
    return bodies


CHECKED = {
    # In each, a repetition starts with a sign that the part before it can't hold: there is one way to read any text.
    r"([^\W_]+(?:['\-][^\W_]+)*)",
    r"(?<!\w)\d+(?:[.,٫٬]\d+)*",
}
