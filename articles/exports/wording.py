"""Text that every format adds to an issue, its articles and its photos: dates, names, credits."""

from __future__ import annotations

from collections.abc import Iterator

from articles.exports.contents import (
    Contents,
    IssueArticle,
    IssuePage,
    Picture,
    may_be_quoted,
)
from articles.text.characters import clean_for_screen
from articles.text.dates import format_day
from articles.text.pull_quotes import place_pull_quote

#: Separates two facts on one line.
APART = "\N{IDEOGRAPHIC SPACE}"


def issue_line(contents: Contents) -> str:
    """2026年11月号　第11期　总第219期, with the issue's title if it has one."""
    parts = (
        contents.month.issue,
        f"第{contents.number}期",
        f"总第{contents.whole_number}期",
        contents.title,
    )
    return APART.join(filter(None, parts))


def full_title(contents: Contents) -> str:
    """The title of a file that holds the whole issue."""
    return f"{contents.name} {issue_line(contents)}"


def page_name(sheet: IssuePage) -> str:
    return f"第{sheet.number}版{APART}{sheet.name}"


def contact_lines(contents: Contents) -> list[str]:
    """The address and the other contacts of the newsroom; no line is empty."""
    return [line.strip() for line in clean_for_screen(contents.contact).split("\n") if line.strip()]


def facts(contents: Contents) -> Iterator[str]:
    """The publisher, the staff and the contacts of the newsroom, one fact per line."""
    yield issue_line(contents)
    yield f"{format_day(contents.date)}出版"
    if contents.sponsor and contents.sponsor not in contents.contact:
        yield f"主办 {contents.sponsor}"
    if contents.printing_permit and contents.printing_permit not in contents.contact:
        yield contents.printing_permit
    if contents.responsible_editor:
        yield f"责任编辑 {contents.responsible_editor}"
    for sheet in contents.sheets:
        if sheet.proofreader and sheet.pieces:
            yield f"{page_name(sheet)} 校对 {sheet.proofreader}"
    yield from contact_lines(contents)
    yield contents.site_url


def foot(piece: IssueArticle) -> list[str]:
    """The facts below an article, which its source closes already: editors, date."""
    editors = "、".join(each.name for each in piece.editors)
    facts = (
        f"责编 {editors}" if editors else "",
        format_day(piece.published),
    )
    return list(filter(None, facts))


def find_pulled(piece: IssueArticle) -> tuple[int, str] | None:
    """(the number of the block before which its pull quote stands in one column, the words)."""
    blocks = [(block.kind == "paragraph", block.text) for block in piece.body]
    return place_pull_quote(blocks) if may_be_quoted(piece) else None


def write_caption(picture: Picture) -> str:
    """The line below a photo: its caption and credit."""
    return APART.join(filter(None, (picture.caption, picture.credit_text)))


def describe_photo(piece: IssueArticle, picture: Picture) -> str:
    """The alternative text of a photo."""
    return picture.alt or picture.caption or f"《{piece.title}》的配图"
