"""Writes blocks as WeChat shows them: sections, paragraphs and pictures with inline styles.

WeChat keeps neither classes nor stylesheets, ids or positions, and no link but to its own articles.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

from articles.text.body import Block, Runs
from articles.text.characters import clean_for_screen
from articles.text.markup import escape_line, escape_lines
from articles.text.runs import runs_html

_RED, _INK, _SOFT = "#a30f17", "#191714", "#4b463f"
_P = "margin:0 0 1em;font-size:17px;line-height:1.9;"
_SMALL = f"margin:0;font-size:14px;line-height:1.8;color:{_SOFT};"
_CELL = "border:1px solid #716b63;padding:6px 8px;font-size:15px;line-height:1.6;"
#: What WeChat leads to from a text.
_OWN = "mp.weixin.qq.com"


def leads_there(href: str) -> bool:
    """Whether WeChat keeps a link to this address."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.hostname == _OWN


def write_whole(parts: list[str]) -> str:
    """The parts in the section that is pasted."""
    style = f"max-width:677px;margin:0 auto;padding:0 8px;color:{_INK};text-align:justify;"
    return f'<section style="{style}">{"".join(parts)}</section>'


def write_head(kicker: str, subhead: str, names: str) -> str:
    """What stands above the text; the title has a field of its own there."""
    lines = [(kicker, 15, _RED), (subhead, 15, _SOFT), (names, 14, _SOFT)]
    said = "".join(
        f'<p style="margin:0 0 .4em;font-size:{size}px;line-height:1.6;color:{colour};">'
        f"{escape_line(text)}</p>"
        for text, size, colour in lines
        if text
    )
    style = f"margin:0 0 1.6em;padding:0 0 .4em;border-bottom:3px solid {_INK};text-align:center;"
    return f'<section style="{style}">{said}</section>' if said else ""


def write_block(block: Block) -> str:
    """A block as HTML; nothing of a photo place."""
    match block.kind:
        case "crosshead":
            style = f"margin:2em 0 1em;padding:10px 0 0;border-top:3px solid {_RED};"
            style += "text-align:center;font-size:18px;font-weight:bold;line-height:1.5;"
            return f'<p style="{style}">{_runs(block.runs)}</p>'
        case "quote":
            inner = "".join(_paragraph(item) for item in block.items)
            style = f"margin:0 0 1em;padding:0 0 0 12px;border-left:3px solid {_RED};"
            return f'<section style="{style}">{inner}</section>'
        case "list" | "ordered":
            return "".join(
                f'<p style="{_P}padding-left:1.5em;text-indent:-1.5em;">'
                f"{_marker(block, number)}{_runs(item)}</p>"
                for number, item in enumerate(block.items)
            )
        case "table":
            return _table(block)
        case "photo":
            return ""
        case _:
            return _paragraph(block.runs)


def _paragraph(runs: Runs) -> str:
    return f'<p style="{_P}">{_runs(runs)}</p>'


def _marker(block: Block, number: int) -> str:
    return f"{block.start + number}. " if block.kind == "ordered" else "• "


def _table(block: Block) -> str:
    width = max(map(len, block.rows))
    rows = []
    for number, row in enumerate(block.rows):
        tag = "th" if block.headed and number == 0 else "td"
        cells = [*map(_runs, row), *[""] * (width - len(row))]
        rows.append("".join(f'<{tag} style="{_CELL}">{cell}</{tag}>' for cell in cells))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    style = "width:100%;border-collapse:collapse;margin:0 0 1em;text-align:left;"
    return f'<table style="{style}"><tbody>{body}</tbody></table>'


def _runs(runs: Runs) -> str:
    """Dots below are not shown in WeChat: what has them is red there."""
    return runs_html(
        runs,
        write=escape_lines,
        address=lambda href: href if leads_there(href) else "",
        emphasis=(f'<span style="color:{_RED};">', "</span>"),
    )


def write_picture(url: str, alt: str, caption: str) -> str:
    said = ""
    if caption:
        style = f"{_SMALL}padding:6px 0 0 10px;border-left:3px solid {_RED};"
        said = f'<p style="{style}">{escape_line(caption)}</p>'
    style = "display:block;width:100%;height:auto;"
    image = f'<img src="{escape(url)}" alt="{escape_line(alt)}" style="{style}"/>'
    return f'<section style="margin:1.4em 0;">{image}{said}</section>'


def write_foot(lines: list[str]) -> str:
    """Who edited it, where it comes from, what was corrected."""
    said = "".join(
        f'<p style="{_SMALL}">{escape_lines(clean_for_screen(each))}</p>' for each in lines
    )
    style = "margin:2em 0 0;padding:12px 0 0;border-top:1px solid #716b63;"
    return f'<section style="{style}">{said}</section>' if said else ""


_URL = re.compile(r'(<img src=")([^"]*)(")')


def replace_pictures(html: str, urls: dict[str, str]) -> str:
    """The HTML with other addresses of its pictures; one that has none stays."""

    def replace(found: re.Match[str]) -> str:
        return found[1] + escape(urls.get(found[2].replace("&amp;", "&"), found[2])) + found[3]

    return _URL.sub(replace, html)
