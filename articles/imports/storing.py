"""Attachments, sound and film in the storage: kept, or refused in words, and dropped again."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from os import SEEK_END
from typing import IO

from django.contrib.auth.models import User
from django.core.files.base import File
from django.core.files.storage import default_storage

from articles.imports.acts import ImportRefused
from articles.imports.quota import count_upload
from articles.text.attached import AttachedFile
from articles.text.clips import Clip

_log = logging.getLogger(__name__)


_TOO_MUCH = (
    "您一天里传的文件合起来超过2 GB，这个没有收。附件、音视频从稿件上拿掉了也算在内，"
    "因为旧版本里还要用。请明天再传，或者压小再传。"
)


def store_file(
    name: str, content: IO[bytes], refusal: type[ImportRefused], *, by: User | None
) -> None:
    """Write the file from its beginning, and count it for the account whose it is.

    Raises `refusal` where the storage doesn't take it, or the account has had too much stored.
    """
    size = content.seek(0, SEEK_END)
    counted = count_upload(by, size) if by else None
    if by and counted is None:
        raise refusal(_TOO_MUCH)
    content.seek(0)
    try:
        default_storage.save(name, File(content))
    except Exception as failed:  # each kind of storage raises what it likes
        _log.exception("file not stored: %s", name)
        if counted:
            counted.delete()
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
