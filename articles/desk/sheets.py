"""The picture of an imported page with what was read on it, as plain values for its template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.urls import reverse

from articles.imports.printed_pages import list_sheets
from articles.models import ImportedPage
from articles.text.page.reading import Reading

#: In points: the tag of a zone, and a number on the page.
_TAG = 22


def collect_sheet(
    page: ImportedPage, reading: Reading, cards: list[dict[str, Any]]
) -> dict[str, Any] | None:
    """The picture of the page and its zones; None for a page that came as text."""
    if not page.file:
        return None
    places = page.printed["places"]

    def boxes(lines: Iterable[int]) -> list[list[float]]:
        sources = {reading.lines[number - 1].source for number in lines}
        return [places[source - 1] for source in sorted(sources) if 0 < source <= len(places)]

    stories = [
        {"card": card, "zone": zone}
        for card, story in zip(cards, reading.stories, strict=True)
        if (zone := _join(boxes(n for piece in story.pieces for n in piece.lines)))
    ]
    doubts = [
        {"number": number, "x": box[0], "y": box[1] + _TAG / 2}
        for number, line in enumerate(_doubtful_lines(reading), 1)
        for box in boxes([line] if line else [])
    ]
    sheets = list_sheets(page)
    return {
        "url": reverse("admin:articles_importedpage_sheet", args=[page.pk]),
        "number": page.sheet,
        "width": page.printed["width"],
        "height": page.printed["height"],
        "tag": _TAG,
        "stories": stories,
        "dropped": [_size(box) for box in boxes(reading.furniture)],
        "loose": [_size(box) for box in boxes(reading.unplaced)],
        "photos": [_size(photo["box"]) for photo in page.printed["photos"]],
        "doubts": doubts,
        "sheets": [
            {
                "url": each.get_absolute_url(),
                "number": each.sheet,
                "state": each.get_state_display(),
                "current": each.pk == page.pk,
            }
            for each in sheets
        ]
        if len(sheets) > 1
        else [],
    }


def _doubtful_lines(reading: Reading) -> list[int | None]:
    return [doubt.line for story in reading.stories for doubt in story.doubts]


def collect_file(page: ImportedPage) -> dict[str, Any]:
    """The pages of the file that a page came in, in its order, with what is left to do on each."""
    rows = ImportedPage.objects.filter(file=page.file).exclude(file="").order_by("sheet")
    rows = rows.defer("text", "history", "printed").annotate(draft_count=Count("articles"))
    pages = [_sheet_row(row) for row in rows]
    title = str(page).removesuffix(f"第{page.sheet}页") if len(pages) > 1 else str(page)
    return {
        "title": title,
        "pages": pages,
        "stories": sum(each["stories"] for each in pages),
        "doubts": sum(each["doubts"] for each in pages),
        "open": sum(not each["done"] for each in pages),
    }


def _sheet_row(row: ImportedPage) -> dict[str, Any]:
    stories = row.reading["stories"]
    done = row.state != ImportedPage.State.OPEN
    heads = [
        "".join(row.reading["lines"][number - 1]["repaired"] for number in piece["lines"])
        for story in stories
        for piece in story["pieces"]
        if piece["kind"] == "headline"
    ]
    return {
        "page": row,
        "done": done,
        "stories": len(stories),
        "doubts": 0 if done else sum(len(story["doubts"]) for story in stories),
        "loose": 0 if done else len(row.reading["unplaced"]),
        "drafts": row.draft_count,
        "heads": heads[:4],
        "more": len(heads) > 4,
    }


def _join(boxes: list[list[float]]) -> dict[str, float] | None:
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return _size([min(lefts), min(tops), max(rights), max(bottoms)])


def _size(box: list[float]) -> dict[str, float]:
    left, top, right, bottom = box
    return {"x": left, "y": top, "width": round(right - left, 1), "height": round(bottom - top, 1)}
