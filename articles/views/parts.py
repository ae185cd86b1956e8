"""A file in parts (RFC 9110, ranges): players ask for what they need."""

from __future__ import annotations

import re

from django.core.files.base import File
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

_ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class _Stretch:
    """So many bytes of an open file; nothing else of it can be read."""

    def __init__(self, file: File[bytes], start: int, length: int):
        file.seek(start)
        self._file, self._left = file, length

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        found = self._file.read(wanted) if wanted else b""
        self._left -= len(found)
        return found

    def close(self) -> None:
        self._file.close()


def hand_out_part(
    request: HttpRequest, file: File[bytes], kind: str, etag: str
) -> HttpResponseBase:
    """The file, or the one part of it that is asked for; 416 for a part that there isn't.

    Several parts at once, and what is no range at all, get the whole, as the RFC allows.
    """
    size = file.size
    asked = _ONE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if asked is None or asked[0] == "bytes=-" or request.headers.get("If-Range", etag) != etag:
        start, end, status = 0, size, 200
    else:
        start, end = _bound(asked[1], asked[2], size)
        status = 206
        if start >= end:
            file.close()
            refused = HttpResponse(status=416)
            refused["Content-Range"] = f"bytes */{size}"
            return refused
    response = FileResponse(_Stretch(file, start, end - start), content_type=kind, status=status)
    response["Content-Length"] = str(end - start)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Content-Disposition"] = "inline"
    if status == 206:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def _bound(first: str, last: str, size: int) -> tuple[int, int]:
    """Where the part begins and ends; at once where there is none."""
    if not first:  # the last so many bytes
        return max(0, size - int(last)), size
    end = min(int(last) + 1, size) if last else size
    return int(first), end
