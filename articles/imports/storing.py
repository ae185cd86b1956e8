"""Attachments, sound and film in the storage: kept, or refused in words, and dropped again."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage

from articles.imports.acts import ImportRefused
from articles.text.attached import AttachedFile
from articles.text.clips import Clip

_log = logging.getLogger(__name__)


def store_file(name: str, content: IO[bytes], refusal: type[ImportRefused]) -> None:
    """Write the file from its beginning. Raises `refusal` where the storage doesn't take it."""
    content.seek(0)
    try:
        default_storage.save(name, File(content))
    except Exception as failed:  # each kind of storage raises what it likes
        _log.exception("file not stored: %s", name)
        raise refusal(
            "服务器没有存下这个文件\N{FULLWIDTH COLON}磁盘满了，或者不许写。"
            "请告诉管理员，修好以后再传。"
        ) from failed


def discard_files(files: Iterable[AttachedFile | Clip]) -> None:
    """Delete files that no article got; one that can't be deleted stays, and the log has it."""
    for each in files:
        try:
            default_storage.delete(each.file)
        except Exception:  # each kind of storage raises what it likes
            _log.exception("file not deleted: %s", each.file)
