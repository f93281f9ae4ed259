"""Reading the data files: every fault is named with its file and its place."""

import tomllib
from importlib.resources.abc import Traversable
from typing import Generic, TypeVar

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


class SpokenFiles(Generic[Model]):
    """A data file that each language has its own of: `texts/<language>/<name>`, read when it is first asked for."""

    def __init__(self, folder: Traversable, name: str, model: type[Model]) -> None:
        """Take the files called `name` below `folder`, each checked by `model`."""
        self._folder, self._name, self._model = folder, name, model
        self._read: dict[str, Model] = {}

    def of(self, language: str) -> Model:
        """The file of a language, the English one where the coach doesn't speak it.

        Raises:
            KnowledgeError: saying which file, where in it, and what is wrong.
        """
        if language not in self._read:
            spoken = language if (self._folder / "texts" / language / self._name).is_file() else "en"
            self._read[language] = read_toml(self._folder, f"texts/{spoken}/{self._name}", self._model)
        return self._read[language]
