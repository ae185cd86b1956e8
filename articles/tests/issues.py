"""Issues for tests of what is made of them, and strings that mean harm."""

from datetime import UTC, date, datetime

from articles.models import Issue, Page, Placement
from articles.tests import make

MONTH = date(2026, 11, 1)
DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)

#: What must be printed as it is.
HOSTILE = (
    "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}{% load x %}",
    '#panic("x") $x$ *星* _线_ `码` @谁 //',
    '=HYPERLINK("http://x.example","点")',
    "+1-1|cmd",
    "&amp;&lt;]]>",
    "😀👩‍👩‍👧🇨🇳",
    "a" * 300,
    "行\xa0空",
)
#: Controls, marks of direction, ends of lines, and what is no character; and what is seen of it.
CONTROL = "铃\x07声\x0b竖\x1f末\x7f删\x85次\ufffe非\u202e倒\u200e着\u2028行"
CONTROL_SEEN = ("铃声", "竖末删", "次〓非倒着", "行")


def issue(*pages, month=MONTH, **fields):
    """An issue whose pages (lists of articles) are numbered from 1."""
    fields = {"number": month.month, "whole_number": 200 + month.month, "date": DAY} | fields
    row = Issue.objects.create(month=month, **fields)
    for number, articles in enumerate(pages, 1):
        page = Page.objects.create(issue=row, number=number, name=f"版名{number}")
        for position, article in enumerate(articles, 1):
            kind = Placement.Kind.LEAD if position == 1 else Placement.Kind.SECOND
            Placement.objects.create(
                issue=row, page=page, article=article, kind=kind, position=position
            )
    return row


def one(**fields):
    """An issue of one article."""
    return issue([make.public(**fields)])
