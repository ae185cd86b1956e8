"""What an issue says, made by hand: no database is needed to print it."""

from datetime import date

from articles.exports.contents import Contents, IssueArticle, IssuePage, SignedName
from articles.text.body import Block, Run
from articles.text.months import Month

RIVER = "一条河，四公里半，从北闸到江口，河上七座小码头。年轻人多半只认得江口那一座。"


def paragraph(text):
    return Block("paragraph", (Run(text),))


def paragraphs(count, length=2):
    return tuple(paragraph(f"第{i}段，{RIVER * length}") for i in range(count))


def piece(number, **fields):
    standard = {
        "article": number, "archive_id": "", "kind": "second", "kicker": "", "subhead": "",
        "headline": f"第{number}座码头", "summary": "",
        "signed": (SignedName("correspondent", "通讯员", "闻人月", "澄河街道"),),
        "body": paragraphs(3), "pictures": (), "campaigns": (), "places": (),
        "published": date(2026, 11, 20), "source": "", "page": None, "length": 300, "digest": "",
    }  # fmt: skip
    return IssueArticle(**standard | fields)


def issue(*sheets, **fields):
    standard = {
        "month": Month(2026, 11), "name": "今日临江", "tagline": "临江区新闻简报",
        "sponsor": "临江区融媒体中心", "description": "", "contact": "准印证0000号", "number": 11,
        "whole_number": 118, "title": "", "date": date(2026, 11, 30),
        "responsible_editor": "沈砚秋", "printing_permit": "", "site_url": "", "corrections": (),
        "sheets": tuple(
            IssuePage(n, name, "宁望舒", tuple(pieces))
            for n, (name, pieces) in enumerate(sheets, 1)
        ),
    }  # fmt: skip
    return Contents(**standard | fields)


def table(columns, rows, write, headed=True):
    """`write(row, column)` says what stands in a cell."""
    return Block(
        "table",
        rows=tuple(tuple((Run(write(r, c)),) for c in range(columns)) for r in range(rows)),
        headed=headed,
    )
