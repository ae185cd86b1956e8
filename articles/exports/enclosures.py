"""The files that articles hand out, as exports take them along."""

from __future__ import annotations

from hashlib import sha256

from django.core.files.storage import default_storage

from articles.exports.checking import name_article, refuse
from articles.exports.contents import IssueArticle
from articles.text.attached import AttachedFile
from articles.text.clips import Clip


def read_enclosed(piece: IssueArticle, file: AttachedFile | Clip) -> bytes:
    """The bytes of the file that was signed. Raises IssueRefused where they can't be had."""
    try:
        with default_storage.open(file.file) as opened:
            data = bytes(opened.read())
    except OSError:
        data = b""
    if sha256(data).hexdigest() != file.digest:
        what = file.said if isinstance(file, Clip) else f"附件“{file.name}”"
        refuse([f"{name_article(piece)}的{what}不在了，或被换过，请修订稿件以后再导出。"])
    return data
