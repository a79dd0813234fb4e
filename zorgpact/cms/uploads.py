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
MOST_PIXELS = 200_000_000
"""More is not even decoded: that would take gigabytes."""
JPEG_QUALITY = 90  # the sizes are made from it, and lose again
PROFILES = {"RGB": b"RGB ", "RGBA": b"RGB ", "L": b"GRAY"}
"""Which colour profiles belong to a mode, by the word that stands in their header (ICC.1, 7.2.6)."""

UNREADABLE = (
    "Dit bestand is beschadigd of is geen afbeelding. Sla de afbeelding opnieuw op, of kies een andere."
)
TOO_MANY_PIXELS = f"Deze afbeelding heeft meer dan {MOST_PIXELS // 1_000_000} miljoen pixels. Maak de afbeelding eerst kleiner."

Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # Pillow warns above this, and refuses twice as many


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
        self.instance.is_broken, self.instance.is_plain = False, True
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
            raise PictureRefused(TOO_MANY_PIXELS if is_bomb else UNREADABLE) from error
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
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureRefused(TOO_MANY_PIXELS)
            is_lossless = opened.format in LOSSLESS
            opened.draft(None, fitting(opened.size))  # a large JPEG need not be decoded whole
            profile = opened.info.get("icc_profile") or b""
            picture = upright(scaled_down(in_plain_mode(opened, profile)))
        return written(picture, name, profile, is_lossless or picture.mode == "RGBA")
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(TOO_MANY_PIXELS) from error
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


def fitting(size: tuple[int, int]) -> tuple[int, int]:
    """This width and height in pixels, or as much smaller as it takes to be stored."""
    width, height = size
    factor = min(1.0, (settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS / (width * height)) ** 0.5)
    return max(1, int(width * factor)), max(1, int(height * factor))


def scaled_down(picture: Image.Image) -> Image.Image:
    size = fitting(picture.size)
    if size == picture.size:
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def upright(picture: Image.Image) -> Image.Image:
    """Turned as EXIF says."""
    return ImageOps.exif_transpose(picture)


def written(picture: Image.Image, name: str, profile: bytes, as_png: bool) -> PlainPicture:
    """The file of this picture, with its colour profile and no other metadata."""
    kept = profile if profile[16:20] == PROFILES[picture.mode] else None
    picture.info = {}  # Pillow would write the comment that stands in it
    content = BytesIO()
    if as_png:
        picture.save(content, "PNG", icc_profile=kept)
    else:
        picture.save(content, "JPEG", quality=JPEG_QUALITY, optimize=True, icc_profile=kept)
    suffix = ".png" if as_png else ".jpg"
    return PlainPicture(content.getvalue(), name=str(PurePath(name).with_suffix(suffix)))
