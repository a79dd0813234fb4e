"""The pictures and documents of the demo content, made when something first asks for them.

Pictures are drawn by the project; documents lie in the folder `documents`, as they are.
"""

import re
from abc import ABC, abstractmethod
from pathlib import Path

from django.core.files.base import ContentFile
from django.db.models import Model

from zorgpact.cms.models import CustomDocument, CustomImage
from zorgpact.home.demo import drawing
from zorgpact.home.demo.files import BadContent
from zorgpact.home.demo.ledger import Ledger

CREDIT = "Getekend door Zorgpact"
FAMILIES = {"pact": "Pact", "sessie": "Sessie", "nieuws": "Nieuws", "portret": "Portret"}
KNOWN_NAMES = {*drawing.COVER_NAMES, *drawing.PORTRAIT_NAMES}


class Uploads(ABC):
    """Gives the upload of a name, and makes it if it is not there yet."""

    model: type[Model]
    prefix: str

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.found: dict[str, Model] = {}

    def get(self, name: str, where: str) -> Model:
        """Raises BadContent when there is no such thing."""
        if name not in self.found:
            self.found[name] = self.existing(name) or self.add(name, where)
        return self.found[name]

    def existing(self, name: str) -> Model | None:
        pk = self.ledger.primary_key(self.prefix + name)
        return self.model._default_manager.filter(pk=pk).first() if pk else None

    def add(self, name: str, where: str) -> Model:
        upload = self.make(name, where)
        upload.save()
        self.ledger.note(upload, self.prefix + name)
        return upload

    @abstractmethod
    def make(self, name: str, where: str) -> Model:
        """The row, not saved yet. Raises BadContent."""


class Documents(Uploads):
    """By the name of the file."""

    model = CustomDocument
    prefix = "document:"

    def __init__(self, ledger: Ledger, folder: Path):
        super().__init__(ledger)
        self.folder = folder / "documents"

    def make(self, name, where):
        path = self.folder / Path(name).name
        if not path.is_file():
            raise BadContent(where, f"het document {name!r} bestaat niet.")
        content = path.read_bytes()
        file = ContentFile(content, name=path.name)
        title = path.stem.replace("-", " ").capitalize()
        return CustomDocument(title=title, file=file, file_size=len(content))


class Pictures(Uploads):
    """By the name of the drawing, for instance "leren-in-de-praktijk/2" or "portret/1"."""

    model = CustomImage
    prefix = "picture:"

    def make(self, name, where):
        if name not in KNOWN_NAMES:
            raise BadContent(where, f"de tekening {name!r} bestaat niet.")
        is_portrait = name.startswith("portret/")
        content = drawing.draw_portrait(name) if is_portrait else drawing.draw_cover(name)
        suffix = "png" if content.startswith(b"\x89PNG") else "jpg"
        filename = f"{name.replace('/', '-')}.{suffix}"
        return CustomImage(
            title=title_of(name),
            description=description_of(name),
            credit=CREDIT,
            file=ContentFile(content, name=filename),
        )


def title_of(name: str) -> str:
    family, _, number = name.partition("/")
    words = FAMILIES.get(family) or family.replace("-", " ").capitalize()
    return f"{words}, tekening {number}" if number else f"{words}, tekening"


def description_of(name: str) -> str:
    """What is to be seen, for who does not see it."""
    if name.startswith("portret/"):
        return "Getekend portret, geen foto"
    family = re.sub(r"/\d+$", "", name)
    subject = {"pact": "een pact", "sessie": "een sessie", "nieuws": "nieuws"}.get(family)
    return f"Tekening van vlakken en lijnen bij {subject or family.replace('-', ' ')}"
