"""The text of a file of a page, in whatever encoding it came, without characters that stay out."""

from __future__ import annotations

from articles.imports.acts import ImportRefused
from articles.text.characters import CharacterRefused, admit, say_left_out
from articles.text.charsets import read_text

LARGEST = 300_000
TOO_LARGE = "文字超过300 KB或2000行，不像是一个版面。请一版一版地导入。"
_ENCODINGS = {
    "utf-16": "文件是UTF-16编码，已转换。",
    "utf-32": "文件是UTF-32编码，已转换。",
    "gb18030": "文件不是UTF-8，按国标编码GB18030读取，请核对。",
    "big5hkscs": "文件不是UTF-8，按繁体编码Big5读取，请核对。",
}


def decode(data: bytes) -> tuple[str, str]:
    """(the text, a remark on its encoding or ""). Raises ImportRefused if it is not text."""
    if len(data) > LARGEST * 3:
        raise ImportRefused(TOO_LARGE)
    if found := read_text(data):
        return admit_text(found.text, _ENCODINGS.get(found.encoding, ""))
    raise ImportRefused("这不是文字文件。请把版面文字另存为“.txt”（UTF-8编码）再导入。")


def admit_text(text: str, remark: str) -> tuple[str, str]:
    try:
        admitted = admit(text)
    except CharacterRefused as why:
        raise ImportRefused(str(why)) from why
    said = say_left_out(admitted.left_out) if admitted.left_out else ""
    return (admitted.text if said else text), f"{remark}{said}"
