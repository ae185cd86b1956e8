"""The posts that wait for an account's word, and what became of those asked for."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from articles import posts
from articles.desk.times import say_moment
from articles.models import PostRequest
from articles.posts import say_account
from articles.roles import SIGN_OFF, URGENT


def collect_posts(user: User) -> dict[str, Any]:
    """`post_requests` that the account can decide, oldest first, in a fixed number of queries."""
    if not may_look(user):
        return {"post_requests": []}
    rows = list(posts.find_to_decide(user))
    for row in rows:
        row.name, row.by, row.when = (
            say_account(row.account), say_account(row.asked_by), say_moment(row.asked_at)
        )  # fmt: skip
    return {"post_requests": rows}


def may_look(user: User) -> bool:
    """Whether the account sees the page of what waits; superusers do, but decide nothing."""
    return user.has_perm(SIGN_OFF) or user.has_perm(URGENT)


def say_request(row: PostRequest) -> str:
    """A request in a line: what for, by whom, and what became of it."""
    asked = (
        f"“{row.what}”\N{FULLWIDTH COLON}{say_account(row.asked_by)}{say_moment(row.asked_at)}提请"
    )
    if row.decided_at is None:
        return f"{asked}，等人确认"
    if row.decided_by is None:
        return f"{asked}，{say_moment(row.decided_at)}了结"
    done = "确认" if row.agreed else "不同意"
    return f"{asked}，{say_account(row.decided_by)}{say_moment(row.decided_at)}{done}"
