"""What readers told the newsroom and nobody has answered yet."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from articles.desk.times import say_moment
from articles.models import ReaderMessage

_SHOWN = 5


def collect_messages(user: User) -> dict[str, Any]:
    """`messages_waiting`, oldest first, for who may answer them, and how many more there are."""
    if not user.has_perm("articles.change_readermessage"):
        return {"messages_waiting": [], "messages_left": 0}
    rows = ReaderMessage.objects.waiting().select_related("article").defer("article__body")
    shown = list(rows[:_SHOWN])
    left = rows.count() - len(shown) if len(shown) == _SHOWN else 0
    for row in shown:
        row.when = say_moment(row.sent_at)
    return {"messages_waiting": shown, "messages_left": left}
