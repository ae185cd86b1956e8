"""The log: a line of JSON for each message, with the number of the request; errors by mail.

A line holds no query, no token of an address, and nothing that was posted: texts that nobody may
see yet, passwords and what readers search for stay out of it.
"""

from __future__ import annotations

import json
import logging
import re
import time
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

#: The number of the request that this thread is answering or has answered last, "" elsewhere.
request_number: ContextVar[str] = ContextVar("request_number", default="")

#: Addresses that let in whoever has them.
_SECRET = re.compile(r"(/(?:preview|referrals|messages|admin/password)/)[^\s\"']+")
_QUERY = re.compile(r"\?[^\s\"']*")
#: What a message may bring along, as `extra` of the call.
_FACTS = ("method", "path", "status", "milliseconds", "account")


def mask(text: str) -> str:
    """The text without tokens and queries of addresses."""
    return _QUERY.sub("?…", _SECRET.sub(r"\1…", text))


class JsonLines(logging.Formatter):
    """A message as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": request_number.get(),
            "message": mask(record.getMessage()),
        }
        for fact in _FACTS:
            if (value := getattr(record, fact, None)) is not None:
                line[fact] = mask(value) if isinstance(value, str) else value
        if record.exc_info:
            line["error"] = mask("".join(traceback.format_exception(*record.exc_info)))
        return json.dumps(line, ensure_ascii=False)


class MailErrors(logging.Handler):
    """Mails an error to those who look after the server: where and what, never what was posted.

    The same error goes out once in ten minutes.
    """

    _EACH = 600

    def __init__(self, to: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._to = to
        self._sent: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._send(record)
        except Exception:
            self.handleError(record)

    def _send(self, record: logging.LogRecord) -> None:
        # Settings are read while logging is set up.
        from django.core.mail import send_mail  # noqa: PLC0415

        error = record.exc_info[1] if record.exc_info else None
        lines = traceback.format_tb(error.__traceback__) if error else []
        place = f"{type(error).__name__} {lines[-1] if lines else record.getMessage()}"
        now = time.monotonic()
        if now - self._sent.get(place, -self._EACH) < self._EACH:
            return
        self._sent = {each: at for each, at in self._sent.items() if now - at < self._EACH}
        self._sent[place] = now
        # The message of an exception may hold a text; its kind and its place are enough.
        body = "\n".join([
            f"时间\N{FULLWIDTH COLON}{datetime.now(UTC).isoformat(timespec='seconds')}",
            f"请求号\N{FULLWIDTH COLON}{request_number.get() or '没有'}",
            f"出错\N{FULLWIDTH COLON}{mask(record.getMessage())}",
            f"种类\N{FULLWIDTH COLON}{type(error).__name__ if error else record.levelname}",
            "",
            *lines,
            "日志里用请求号能找到前后的事。十分钟里同样的错只发这一封。",
        ])  # fmt: skip
        send_mail(
            f"编辑部出错\N{FULLWIDTH COLON}{mask(record.getMessage())[:60]}", body, None, self._to
        )
