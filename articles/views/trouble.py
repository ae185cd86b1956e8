"""What is answered when the database or the disk fails: a sentence, and what was posted kept."""

from __future__ import annotations

import errno
import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.template.loader import get_template
from django.views import defaults

#: What the errors of SQLite and PostgreSQL say, and what that means for whoever wanted to save.
_MEANINGS = (
    (("locked", "busy", "lock timeout", "deadlock"), "数据库正忙，没有办成。请过一分钟再试一次。"),
    (
        ("full", "no space left"),
        "服务器的磁盘满了，没有存成。请马上告诉管理员，腾出地方之后再存一次。",
    ),
    (("statement timeout",), "服务器算得太久，没有办成。请把范围缩小一些再试。"),
    (
        ("no such table", "no such column", "has no column", "already exists"),
        "数据库的表和这一版程序对不上。请管理员运行manage.py migrate，再试一次。",
    ),
    (("readonly", "read-only"), "数据库现在只能读，不能存。请告诉管理员。"),
)
_NO_FILES = "服务器上放文件的地方不许写，没有存成。请告诉管理员。"
#: What an error of a file means: a disk that is full, or full for this account; one to read only.
_OF_FILES = {
    errno.ENOSPC: _MEANINGS[1][1],
    errno.EDQUOT: _MEANINGS[1][1],
    errno.EFBIG: _MEANINGS[1][1],
    errno.EROFS: _NO_FILES,
    errno.EACCES: _NO_FILES,
    errno.EPERM: _NO_FILES,
    errno.EHOSTUNREACH: "放图片和文件的存储服务现在连不上，没有办成。请过几分钟再试。",
    errno.EIO: "服务器的磁盘出错了，没有存成。请马上告诉管理员。",
}
_GONE = "数据库现在连不上。请过几分钟再试；一直这样，请告诉管理员。"
#: Never given back, not even to whoever typed it.
_WITHHELD = "password"


def server_error(request: HttpRequest) -> HttpResponse:
    """The site's answer to an error that nothing caught: 503 where machine trouble is the cause."""
    meaning = say_trouble(sys.exc_info()[1])
    return tell_trouble(request, meaning) if meaning else defaults.server_error(request)


def tell_trouble(request: HttpRequest, meaning: str = _GONE) -> HttpResponse:
    """Say it with status 503; on the desk with a form that posts the same again."""
    on_desk = request.path_info.startswith("/admin/")
    posted = on_desk and request.method == "POST"
    context = {
        "meaning": meaning if on_desk else "",
        "posted": [
            (name, value)
            for name, values in (request.POST.lists() if posted else ())
            for value in values
            if _WITHHELD not in name
        ],
        "with_files": posted and bool(request.FILES),
        "address": request.get_full_path(),
    }
    page = get_template("503.html").template.render(Context(context))
    response = HttpResponse(page, status=503)
    response["Retry-After"] = "60"
    response["Cache-Control"] = "no-store"
    return response


def say_trouble(error: BaseException | None) -> str:
    """What a database error means, or a disk that takes nothing; "" for any other error."""
    if isinstance(error, OSError):
        return _OF_FILES.get(error.errno or 0, "")
    if not isinstance(error, DatabaseError | InterfaceError):
        return ""
    said = str(error).lower()
    for words, meaning in _MEANINGS:
        if any(word in said for word in words):
            return meaning
    return _GONE if isinstance(error, OperationalError | InterfaceError) else ""
