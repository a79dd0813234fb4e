"""Files as people upload them: made here, so that a test shows what is in them."""

import struct
from io import BytesIO
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms
from pillow_heif import register_heif_opener

register_heif_opener()

GPS = 0x8825
ORIENTATION = 0x0112
CAMERA = 0x010F
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def photo(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """The left half black, the right half white: it shows which side is up."""
    picture = Image.new(mode, size, "black")
    picture.paste("white", (size[0] // 2, 0, *size))
    if mode.endswith("A"):
        picture.putpixel((0, 0), (*picture.getpixel((0, 0))[:-1], 0))
    return picture


def encoded(picture: Image.Image, kind: str, **options) -> bytes:
    content = BytesIO()
    picture.save(content, kind, **options)
    return content.getvalue()


def exif(**values) -> bytes:
    """A camera and a position, and an orientation if it is given."""
    data = Image.Exif()
    data[CAMERA] = "Proefcamera"
    data.get_ifd(GPS).update({1: "N", 2: (52.0, 13.0, 0.0), 3: "E", 4: (6.0, 53.0, 0.0)})
    if "orientation" in values:
        data[ORIENTATION] = values["orientation"]
    return data.tobytes()


def frames() -> dict:
    """For `encoded`: two frames more, so that it moves."""
    others = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    return {"save_all": True, "append_images": others, "duration": 100}


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def noise(size: tuple[int, int] = (200, 200)) -> Image.Image:
    return Image.effect_noise(size, 90).convert("RGB")


def zipped(**parts: bytes) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def office(folder: str) -> bytes:
    return zipped(**{"[Content_Types].xml": b"<Types/>", f"{folder}/document.xml": b"<x/>"})


DOCUMENTS = {
    "csv": "naam;plaats\nRenée;Enschede\n".encode("cp1252"),
    "docx": office("word"),
    "odt": zipped(**{"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
    "pdf": b"%PDF-1.7\n%%EOF",
    "pptx": office("ppt"),
    "xlsx": office("xl"),
    "zip": zipped(**{"leesmij.txt": b"Hallo"}),
}
"""Of every kind that may be uploaded, the smallest that counts as one."""


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def profile_of_green_paper() -> bytes:
    """A colour profile of green paper and black ink (ICC.1, 7.2 and 10.10): one table, from CMYK to Lab."""
    straight = bytes(range(256))
    matrix = struct.pack(">9i", *(0x10000 if place % 4 == 0 else 0 for place in range(9)))
    green, black = bytes([128, 50, 190]), bytes([0, 128, 128])
    table = (
        b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + matrix + straight * 4 + green + black * 15 + straight * 3
    )
    tags = struct.pack(">I4sII", 1, b"A2B0", 144, len(table))
    white = struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    header = struct.pack(">I4sI4s4s4s", 144 + len(table), bytes(4), 0x02100000, b"prtr", b"CMYK", b"Lab ")
    header += bytes(12) + b"acsp" + bytes(28) + white + bytes(48)
    return header + tags + table
