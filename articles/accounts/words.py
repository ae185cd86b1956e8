"""Passwords that everybody would guess of this newsroom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from pypinyin import lazy_pinyin

from articles.models import SiteSettings

_SAID = "密码只是报名、区名、单位名或者“admin”之类的词加几个数，人人都猜得到。请另想一个。"
_COMMON = ("newsroom", "bianjibu", "编辑部", "admin", "password", "mima", "tongxunyuan", "zongbian")
#: So many letters or characters must be left without such words.
_LEAST = 4


class RefuseNewsroomWords:
    """A password validator: what is left without the newsroom's own words must be something."""

    def validate(self, password: str, user: User | None = None) -> None:
        left = password.casefold()
        for word in sorted(_find_words(), key=len, reverse=True):
            left = left.replace(word, " ")
        if left != password.casefold() and len(re.findall(r"[^\W\d_]", left)) < _LEAST:
            raise ValidationError(_SAID, code="newsroom_words")

    def get_help_text(self) -> str:
        return "不要只用报名、区名、单位名加几个数。"


def _find_words() -> Iterator[str]:
    """The names of the newsroom, in characters, in pinyin and by the first letters."""
    site = SiteSettings.objects.current()
    yield from _COMMON
    for name in (site.name, site.masthead, site.district, site.sponsor):
        if len(name) < 2:
            continue
        syllables = lazy_pinyin(name)
        yield from (name.casefold(), "".join(syllables), "".join(each[0] for each in syllables))
        # 今日临江 is 临江 to everybody.
        yield from (name[-2:], name[:2], "".join(syllables[-2:]), "".join(syllables[:2]))
