"""Where documents are kept: outside the folder that a web server shows. Who may see one is asked of the site, each time."""

import logging
import shutil
from filecmp import cmp
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages

FOLDER = "documents"  # in the name of every document, as Wagtail makes it

logger = logging.getLogger(__name__)


class PrivateStorage(FileSystemStorage):
    """Files in PRIVATE_ROOT. They have no address of their own."""

    @property
    def base_location(self) -> str:
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return str(Path(settings.PRIVATE_ROOT).absolute())

    def url(self, name: str | None) -> str:
        raise NotImplementedError("a document is served at /documenten/")


def document_storage() -> Storage:
    return storages["documents"]


def move_documents() -> int:
    """Take the documents of 0.2.0 out of the public folder; returns how many. Doing it again changes nothing."""
    old, new = Path(settings.MEDIA_ROOT) / FOLDER, Path(settings.PRIVATE_ROOT) / FOLDER
    moved = 0
    for path in sorted(old.rglob("*")) if old.is_dir() else []:
        target = new / path.relative_to(old)
        if path.is_dir():
            continue
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f"{target.name}.part")
            shutil.copy2(path, part)
            part.replace(target)
            path.unlink()
            moved += 1
        elif cmp(path, target, shallow=False):
            path.unlink()
        else:
            logger.error("%s staat ook in %s, met een andere inhoud. Kijk welke de goede is.", path, target)
    return moved
