"""What is said of an issue, its articles and its photos beside their own words, in every format."""

from __future__ import annotations

from collections.abc import Iterator

from articles.exports.contents import Contents, Picture, Piece, Sheet
from articles.text.characters import clean_for_screen
from articles.text.credit import credit_line
from articles.text.dates import format_day

#: Between two facts on one line.
APART = "\N{IDEOGRAPHIC SPACE}"


def month_name(contents: Contents) -> str:
    return f"{contents.month}号"


def issue_line(contents: Contents) -> str:
    """2026年11月号　第11期　总第219期, with the issue's own title if it has one."""
    parts = (
        month_name(contents),
        f"第{contents.number}期",
        f"总第{contents.whole_number}期",
        contents.title,
    )
    return APART.join(filter(None, parts))


def full_title(contents: Contents) -> str:
    """What a file is called that is the whole issue."""
    return f"{contents.name} {issue_line(contents)}"


def page_name(sheet: Sheet) -> str:
    return f"第{sheet.number}版{APART}{sheet.name}"


def contact_lines(contents: Contents) -> list[str]:
    """Where the newsroom is found, none of the lines empty."""
    return [line.strip() for line in clean_for_screen(contents.contact).split("\n") if line.strip()]


def facts(contents: Contents) -> Iterator[str]:
    """Who makes the paper and where it is found, a line each."""
    yield issue_line(contents)
    yield f"{format_day(contents.date)}出版"
    if contents.sponsor and contents.sponsor not in contents.contact:
        yield f"主办 {contents.sponsor}"
    if contents.responsible_editor:
        yield f"责任编辑 {contents.responsible_editor}"
    for sheet in contents.sheets:
        if sheet.proofreader and sheet.pieces:
            yield f"{page_name(sheet)} 校对 {sheet.proofreader}"
    yield from contact_lines(contents)
    yield contents.site_url


def foot(piece: Piece) -> list[str]:
    """The facts under an article: editors, source, day."""
    editors = "、".join(each.name for each in piece.editors)
    facts = (
        f"责编 {editors}" if editors else "",
        f"来源 {piece.source}" if piece.source else "",
        format_day(piece.published),
    )
    return list(filter(None, facts))


def captioned(picture: Picture) -> str:
    """The line under a photo: what it shows, and whose it is."""
    return APART.join(filter(None, (picture.caption, credit_line(picture.credit))))


def described(piece: Piece, picture: Picture) -> str:
    """What somebody is told who doesn't see the photo."""
    return picture.alt or picture.caption or f"《{piece.title}》的配图"
