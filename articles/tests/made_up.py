"""What nobody asks for: parameters, addresses, forms and lines made up by hypothesis."""

import json
import re
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from hypothesis import strategies as st

_ROOMS = ("articles/views", "articles/admin", "articles/filters.py", "articles/feeds.py")
_ASKED = re.compile(r'GET(?:\.get(?:list)?\(|\[)\s*"(\w+)"')


def parameter_names():
    """Every parameter that a view asks for, by the code itself, and those of Django's lists."""
    texts = [
        path.read_text(encoding="utf-8")
        for room in _ROOMS
        for path in (Path(settings.BASE_DIR) / room).rglob("*.py")
    ]
    found = {name for text in texts for name in _ASKED.findall(text)}
    django = {"o", "p", "q", "all", "e", "_to_field", "_popup", "_changelist_filters"}
    search = {"campaign", "reporter", "place", "from", "to", "order", "after", "before", "page"}
    return sorted(found | django | search)


#: Values at which something else breaks.
ODD = (
    "", "0", "-1", "1", "2", "9" * 5, "9" * 18, "9" * 25, "1e9", "0x10", "NaN", "inf", "٣", "1_0",
    "None", "null", "true", "[]", "{}", "2026-11", "2026-13", "2026-02-30", "0001-01-01",
    "9999-12-31", "2026-W53", "\0", "\n", "\r\n", "\x1b[2J", "\u202e", "\ufeff", "\ud7ff", "😀",
    "'", '"', "%", "%00", "%s", "{0}", "../../etc/passwd", "a" * 3000, "(a+)+$", "(", "[", "\\",
    "' OR 1=1 --", "江边", "江*", '"江" AND', "NEAR(", "-", "--", "*", "/", "//x7.example",
    "javascript:x7()",
)  # fmt: skip
values = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.integers().map(str),
    st.dates().map(str),
)
LOOKUPS = (
    "", "exact", "iexact", "contains", "regex", "iregex", "in", "isnull", "gt", "range", "year",
    "date", "week_day", "id__exact", "password", "startswith", "search", "trigram", "len", "0",
)  # fmt: skip


@st.composite
def lookups(draw):
    """A parameter of a list of the desk that asks some field in some way."""
    model = draw(st.sampled_from(sorted(admin.site._registry, key=lambda each: each.__name__)))
    field = draw(st.sampled_from([each.name for each in model._meta.get_fields()]))
    lookup = draw(st.sampled_from(LOOKUPS))
    return model, f"{field}__{lookup}" if lookup else field


parameters = st.dictionaries(st.sampled_from(parameter_names()), values, max_size=4)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | values,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(values, inner, max_size=3),
    max_leaves=6,
)
_KEYS = (
    "id", "date", "headline", "kicker", "subhead", "bylines", "body", "campaigns", "places", "page",
    "source", "summary", "genre", "weight", "html", "photos",
)  # fmt: skip


@st.composite
def archive_lines(draw):
    """An archive line of which some keys are as they should be and others are anything."""
    sound = {"id": draw(values), "headline": "江边", "date": "1998-01-03", "body": ["路通了。"]}
    odd = draw(st.dictionaries(st.sampled_from(_KEYS), anything, max_size=3))
    line = json.dumps(sound | odd, ensure_ascii=draw(st.booleans()))
    if draw(st.integers(0, 5)) == 0:
        at = draw(st.integers(0, len(line)))
        line = (
            line[:at] + draw(st.sampled_from(["", "[" * 5000, "\\", '"', "\x00", "}"])) + line[at:]
        )
    return line.replace("\n", " ")
