"""@姓名 in a comment: which colleagues are called, and which of them see the article at all."""

from __future__ import annotations

import re

from django.contrib.auth.models import User

from articles.models import Article
from articles.roles import name_of

#: The sign, as it is typed with and without an input method.
_AT = re.compile("[@\N{FULLWIDTH COMMERCIAL AT}]")


def find_mentioned(text: str, article: Article, *, by: User) -> tuple[list[User], list[str]]:
    """The colleagues that a text calls by @ and their whole name or user name, and the names of
    those who may not see the article. One query where there is an @, and those of their rights.

    Chinese has no space after a name: of several that fit, the longest is meant. All who bear it
    are called.
    """
    after = [part for part in _AT.split(text)[1:] if part]
    if not after:
        return [], []
    called: dict[str, list[User]] = {}
    for account in User.objects.filter(is_active=True, is_staff=True).order_by("pk"):
        for name in {name_of(account), account.get_username()}:
            called.setdefault(name, []).append(account)
    found: dict[int, User] = {}
    for part in after:
        fitting = [name for name in called if part.startswith(name)]
        for account in called[max(fitting, key=len)] if fitting else []:
            if account.pk != by.pk:
                found[account.pk] = account
    seeing = [account for account in found.values() if article.is_visible_to(account)]
    return seeing, [name_of(each) for each in found.values() if each not in seeing]
