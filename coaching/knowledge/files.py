"""Reading the data files: every fault is named with its file and its place."""

import tomllib
from importlib.resources.abc import Traversable
from typing import TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


class KnowledgeError(Exception):
    """A data file is missing, unreadable or breaks its schema."""


def read_toml(folder: Traversable, name: str, model: type[Model]) -> Model:
    """Read and check one data file.

    Raises:
        KnowledgeError: saying which file, where in it, and what is wrong.
    """
    try:
        text = (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"knowledge/{name}: {error}") from error
    return parse_toml(name, text, model)


def parse_toml(name: str, text: str, model: type[Model]) -> Model:
    """Check TOML that stands in the data file `name`.

    Raises:
        KnowledgeError: saying which file, where in it, and what is wrong.
    """
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"knowledge/{name}: {error}") from error
    except ValidationError as error:
        raise KnowledgeError(f"knowledge/{name}: {_first_fault(error)}") from error


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
