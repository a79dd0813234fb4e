"""The pictures and documents of the demo content: drawn by the project when something first asks for them."""

import re

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from zorgpact.home.demo import drawing
from zorgpact.home.demo.files import BadContent
from zorgpact.home.demo.ledger import Ledger

CREDIT = "Getekend door Zorgpact"
FAMILIES = {"pact": "Pact", "sessie": "Sessie", "nieuws": "Nieuws", "portret": "Portret"}
KNOWN_NAMES = {*drawing.COVER_NAMES, *drawing.PORTRAIT_NAMES}


class Pictures:
    """Gives the picture of a name, and draws it if it is not there yet."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.found: dict = {}

    def get(self, name: str, where: str):
        """The picture of this name, for instance "leren-in-de-praktijk/2" or "portret/1"."""
        if name not in KNOWN_NAMES:
            raise BadContent(where, f"de tekening {name!r} bestaat niet.")
        if name not in self.found:
            self.found[name] = self.existing(name) or self.draw(name)
        return self.found[name]

    def existing(self, name: str):
        pk = self.ledger.primary_key(f"picture:{name}")
        return get_image_model().objects.filter(pk=pk).first() if pk else None

    def draw(self, name: str):
        is_portrait = name.startswith("portret/")
        content = drawing.draw_portrait(name) if is_portrait else drawing.draw_cover(name)
        suffix = "png" if content.startswith(b"\x89PNG") else "jpg"
        filename = f"{name.replace('/', '-')}.{suffix}"
        image = get_image_model()(
            title=title_of(name),
            description=description_of(name),
            credit=CREDIT,
            file=ContentFile(content, name=filename),
        )
        image.save()
        self.ledger.note(image, f"picture:{name}")
        return image


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
