"""Makes a picture plain before it is stored: whatever a phone, scanner or designer sends, every browser can show it, and it
tells nothing about where and by whom it was made.
"""

from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from PIL import Image, ImageCms, ImageOps
from pillow_heif import register_heif_opener
from wagtail.images.models import WagtailImageFieldFile
from wagtail.utils.file import hash_filelike

register_heif_opener()

FORMATS = ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF"]
LOSSLESS = {"PNG", "GIF"}
MILLION = 1_000_000
MOST_PIXELS = {"JPEG": 200, "PROGRESSIVE": 50, "PNG": 40, "GIF": 25, "AVIF": 25, "HEIF": 25, "WEBP": 15}
"""Millions of pixels, by format. More is not even decoded: with these a process stays below 350 MB, the site itself included
(tests/cms/test_memory.py). A JPEG is decoded at a reduced size; a progressive one is kept whole meanwhile, and WebP four times.
"""
COPY_PIXELS = 6 * MILLION  # of the copy from which the sizes are made
COPY_SIDE = 1300  # pixels: no size is larger than 1,200
STRIP = 64  # lines of the result
JPEG_QUALITY = 90  # the sizes are made from it, and lose again
PROFILES = {"RGB": b"RGB ", "RGBA": b"RGB ", "L": b"GRAY"}
"""Which colour profiles belong to a mode, by the word that stands in their header (ICC.1, 7.2.6)."""

UNREADABLE = (
    "Dit bestand is beschadigd of is geen afbeelding. Sla de afbeelding opnieuw op, of kies een andere."
)
TOO_MANY_PIXELS = (
    "Deze afbeelding heeft meer dan {} miljoen pixels. Maak de afbeelding eerst kleiner, "
    "of bewaar haar als gewone JPEG."
)
BOMB = TOO_MANY_PIXELS.format(MOST_PIXELS["JPEG"])

Image.MAX_IMAGE_PIXELS = (
    max(MOST_PIXELS.values()) * MILLION
)  # Pillow warns above this, and refuses twice as many


class PictureRefused(ValueError):
    """This file cannot become a picture. The message is a sentence for who uploads it."""


class PlainPicture(ContentFile):
    """A JPEG or PNG of 8 bits a channel: upright, without metadata, of at most WAGTAILIMAGES_MAX_IMAGE_PIXELS."""


class PictureFile(WagtailImageFieldFile):
    """The file of a picture. All that is stored passes here: forms, rows saved with a new file, and `file.save()`."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store `content`, plain. Raises PictureRefused."""
        plain = content if isinstance(content, PlainPicture) else plain_picture(content, name)
        self.instance.file_size = plain.size
        self.instance.file_hash = hash_filelike(plain)
        self.instance.is_broken, self.instance.is_plain, self.instance.attempts = False, True, 0
        super().save(plain.name, plain, save)

    def get_image_dimensions(self) -> tuple[int, int]:
        """Width and height in pixels, from the header alone; Wagtail decodes all of it, and knows fewer kinds.

        Of a stored file that is gone or broken, what the row says: a form asks for it with every change. Raises PictureRefused.
        """
        is_closed = self.closed
        try:
            with Image.open(self.open(), formats=FORMATS) as picture:
                return picture.size
        except Exception as error:  # decoders raise all kinds of them
            if self.instance.width and self.instance.height:
                return self.instance.width, self.instance.height
            is_bomb = isinstance(error, Image.DecompressionBombError)
            raise PictureRefused(BOMB if is_bomb else UNREADABLE) from error
        finally:
            if is_closed:
                self.close()
            else:
                self.seek(0)


def plain_picture(file: File, name: str) -> PlainPicture:
    """The picture in this file, by its content and not by its name. Of an animation it is the first frame.

    What was PNG or GIF, or is transparent, becomes PNG; all else becomes JPEG. Raises PictureRefused.
    """
    try:
        file.seek(0)
        with Image.open(file, formats=FORMATS) as opened:
            refuse_too_many_pixels(opened)
            is_lossless = opened.format in LOSSLESS
            profile = opened.info.get("icc_profile") or b""
            picture = reduced(
                opened, reduction(opened.size, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS), profile
            )
            ImageOps.exif_transpose(picture, in_place=True)
        return written(picture, name, profile, is_lossless or picture.mode == "RGBA")
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(BOMB) from error
    except Exception as error:  # decoders raise all kinds of them
        raise PictureRefused(UNREADABLE) from error


def in_plain_mode(picture: Image.Image, profile: bytes) -> Image.Image:
    """As L, RGB or RGBA."""
    if picture.mode == "I" or picture.mode.startswith("I;16"):
        # convert() alone cuts off above 255.
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode == "CMYK":
        return in_rgb(picture, profile)
    opaque = "L" if picture.mode in ("1", "L") else "RGB"
    mode = "RGBA" if picture.has_transparency_data else opaque
    return picture if picture.mode == mode else picture.convert(mode)


def in_rgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """CMYK as its profile says that it looks, or as good as it gets."""
    try:
        printed = ImageCms.ImageCmsProfile(BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, printed, screen, outputMode="RGB") or picture.convert("RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture.convert("RGB")


def refuse_too_many_pixels(opened: Image.Image) -> None:
    """By what the header says, before anything is decoded."""
    kind = "PROGRESSIVE" if opened.info.get("progressive") else opened.format or ""
    most = MOST_PIXELS.get(kind, MOST_PIXELS["JPEG"])  # MPO is a JPEG of a phone
    if opened.width * opened.height > most * MILLION:
        raise PictureRefused(TOO_MANY_PIXELS.format(most))


def reduction(size: tuple[int, int], most: int, shortest: int = 1) -> int:
    """How many times smaller, as a power of two, it has at most so many pixels; but no side shorter than this."""
    factor = 1
    while size[0] * size[1] > most * factor**2 and min(size) // (2 * factor) >= shortest:
        factor *= 2
    return factor


def reduced(opened: Image.Image, factor: int, profile: bytes) -> Image.Image:
    """So many times smaller, in a plain mode, and with what was told of it. A large picture is never there twice."""
    width, height = opened.size
    opened.draft(
        None, (max(1, width // factor), max(1, height // factor))
    )  # a JPEG is not even decoded whole
    factor //= max(1, round(width / opened.width))
    if factor == 1:
        return in_plain_mode(opened, profile)
    strips = [
        in_plain_mode(
            opened.crop((0, top, opened.width, min(top + STRIP * factor, opened.height))), profile
        ).reduce(factor)
        for top in range(0, opened.height, STRIP * factor)
    ]
    whole = Image.new(strips[0].mode, (strips[0].width, sum(strip.height for strip in strips)))
    for number, strip in enumerate(strips):
        whole.paste(strip, (0, number * STRIP))
    whole.info = opened.info
    return whole


def copy_for_sizes(file: File) -> tuple[bytes, int]:
    """A plain picture, so many times smaller that its sizes can be made from it; nothing when it is small enough itself."""
    with Image.open(file, formats=FORMATS) as opened:
        factor = reduction(opened.size, COPY_PIXELS, COPY_SIDE)
        if factor == 1:
            return b"", 1
        profile, kind = opened.info.get("icc_profile"), opened.format
        picture, content = reduced(opened, factor, b""), BytesIO()
        picture.save(content, kind, quality=95, compress_level=1, icc_profile=profile)
        return content.getvalue(), factor


def written(picture: Image.Image, name: str, profile: bytes, as_png: bool) -> PlainPicture:
    """The file of this picture, with its colour profile and no other metadata."""
    kept = profile if profile[16:20] == PROFILES[picture.mode] else None
    picture.info = {}  # Pillow would write the comment that stands in it
    content = BytesIO()
    if as_png:
        picture.save(content, "PNG", icc_profile=kept)
    else:
        picture.save(content, "JPEG", quality=JPEG_QUALITY, icc_profile=kept)
    suffix = ".png" if as_png else ".jpg"
    return PlainPicture(content.getvalue(), name=str(PurePath(name).with_suffix(suffix)))
