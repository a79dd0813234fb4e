"""The demo content as it lies in files that a person can read and edit: fixtures/demo/."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class BadContent(Exception):
    """Something in a content file cannot be loaded. Says which file, which key, and why."""

    def __init__(self, where: str, why: str):
        super().__init__(f"{where}: {why}")


@dataclass(frozen=True)
class ContentFile:
    """One file: where it lies (relative to the folder of all content), and what is in it."""

    name: str
    slug: str
    data: dict[str, Any]


def read_file(folder: Path, name: str) -> ContentFile:
    try:
        with (folder / name).open("rb") as file:
            return ContentFile(name, Path(name).stem, tomllib.load(file))
    except FileNotFoundError as error:
        raise BadContent(name, "dit bestand ontbreekt.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadContent(name, f"dit is geen goede TOML ({error}).") from error


def read_folder(folder: Path, name: str) -> list[ContentFile]:
    """The files in one subfolder, by name."""
    return [read_file(folder, f"{name}/{path.name}") for path in sorted((folder / name).glob("*.toml"))]
