"""Whether a document is what its name says: a web page or a program by the name of a report is not."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from django.core.files.base import File

PDF_WITHIN = 1024  # bytes; readers of PDF look as far as this for its first line


class DocumentRefused(ValueError):
    """The content is something else. The message is a sentence for who uploads it."""


def check_content(file: File, name: str) -> None:
    """Raises DocumentRefused when the content is not of the kind that the extension tells. Others are not judged."""
    extension = PurePath(name).suffix.lower().removeprefix(".")
    check = CHECKS.get(extension)
    file.seek(0)
    is_right = check is None or check(file)
    file.seek(0)
    if not is_right:
        raise DocumentRefused(
            f"De inhoud van dit bestand is geen {extension}, of is beschadigd. Sla het document opnieuw op als "
            f"{extension}, of geef het bestand de goede naam."
        )


def is_pdf(file: File) -> bool:
    return b"%PDF-" in file.read(PDF_WITHIN)


def is_csv(file: File) -> bool:
    """Text, as spreadsheets write it: UTF-8, or the Windows encoding of western Europe."""
    content = file.read()
    for encoding in ("utf-8", "cp1252"):
        with suppress(UnicodeDecodeError):
            return "\0" not in content.decode(encoding)
    return False


def is_zip(file: File) -> bool:
    return parts_of(file) is not None


def is_odt(file: File) -> bool:
    """OpenDocument 1.3, part 2, 3.3: the part `mimetype` tells the kind."""
    parts = parts_of(file) or []
    if not {"mimetype", "content.xml"}.issubset(parts):
        return False
    with ZipFile(file) as archive, archive.open("mimetype") as part:
        return part.read(100).startswith(b"application/vnd.oasis.opendocument.text")


def has_office_parts(folder: str) -> Callable[[File], bool]:
    """For documents of Office Open XML: a list of content types, and a folder by the kind of document."""

    def is_office(file: File) -> bool:
        parts = parts_of(file) or []
        return "[Content_Types].xml" in parts and any(part.startswith(folder) for part in parts)

    return is_office


def parts_of(file: File) -> list[str] | None:
    """The names of what is in a zip; None if it is none."""
    try:
        with ZipFile(file) as archive:
            return archive.namelist()
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        return None


CHECKS: dict[str, Callable[[File], bool]] = {
    "csv": is_csv,
    "docx": has_office_parts("word/"),
    "odt": is_odt,
    "pdf": is_pdf,
    "pptx": has_office_parts("ppt/"),
    "xlsx": has_office_parts("xl/"),
    "zip": is_zip,
}
