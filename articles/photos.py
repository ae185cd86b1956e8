"""Pictures: every upload is decoded and encoded again, so that only its pixels are kept."""

from __future__ import annotations

import warnings
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from PIL import Image, ImageOps, UnidentifiedImageError

#: The widths in pixels in which a photo is stored; the row has the name of the widest.
WIDTHS = (640, 1280, 2400)
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 80_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_TOO_LARGE = "图片太大：请压缩到25MB、8000万像素以内再上传。"
_NOT_A_PICTURE = "这个文件不是能用的图片。请上传JPEG、PNG、WebP或GIF；SVG和损坏的文件不收。"


def rendition(name: str, width: int) -> str:
    """The file name of a photo in one of WIDTHS: `ab12.webp` at 640 is `ab12-640.webp`."""
    path = PurePosixPath(name)
    return name if width == WIDTHS[-1] else str(path.with_name(f"{path.stem}-{width}{path.suffix}"))


def renditions(name: str) -> list[str]:
    """The file names of a photo in all of WIDTHS."""
    return [rendition(name, width) for width in WIDTHS]


def original(name: str) -> str:
    """The name in the row for the file name of a rendition; any other name is returned as it is."""
    path = PurePosixPath(name)
    for width in WIDTHS[:-1]:
        if path.stem.endswith(f"-{width}"):
            return str(path.with_name(path.stem.removesuffix(f"-{width}") + path.suffix))
    return name


def decode(content: File[Any]) -> Image.Image:
    """The pixels of an uploaded file, turned upright; raises ValidationError, with Chinese text."""
    if (content.size or 0) > MAX_BYTES:
        raise ValidationError(_TOO_LARGE)
    content.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            file = Image.open(content, formats=FORMATS)
            if file.width * file.height > MAX_PIXELS:
                raise ValidationError(_TOO_LARGE)
            file.load()
            picture = ImageOps.exif_transpose(file)
            return picture.convert("RGBA" if _has_alpha(picture) else "RGB")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise ValidationError(_TOO_LARGE) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ValidationError(_NOT_A_PICTURE) from error


def store(storage: Storage, content: File[Any]) -> tuple[str, str]:
    """Store the picture as WebP in every width, under a random name.

    Returns the name of the widest and the SHA-256 of its bytes in hex.
    """
    picture = decode(content)
    name = f"photos/{uuid4().hex}.webp"
    for width in WIDTHS:
        data = _encode(picture, width)
        storage.save(rendition(name, width), ContentFile(data))
    return name, sha256(data).hexdigest()


def digest(storage: Storage, name: str) -> str:
    """The SHA-256 in hex of a stored photo as it is now; empty where the file is missing."""
    try:
        with storage.open(name) as file:
            return sha256(file.read()).hexdigest()
    except FileNotFoundError:
        return ""


def remove(storage: Storage, name: str) -> None:
    """Delete a photo in every width."""
    for each in renditions(name):
        storage.delete(each)


def _has_alpha(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA") or "transparency" in picture.info


def _encode(picture: Image.Image, width: int) -> bytes:
    if picture.width > width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()
