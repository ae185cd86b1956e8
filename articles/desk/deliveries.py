"""The door: what was sent to the newsroom and what became of it, as plain values for its pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles.desk.times import say_moment
from articles.imports.kinds import FileKind
from articles.imports.revising import read_revised, tell_body
from articles.models import Article, Delivery, midnight
from articles.roles import name_of
from articles.text import body
from articles.text.byline import signature
from articles.text.headline import headline_lines, on_one_line

#: How many of today's and of earlier deliveries the door shows, and how many senders it offers.
TODAY, EARLIER, SENDERS = 1000, 30, 40
_QUIET = timedelta(minutes=10)
State = Delivery.State
#: How a fate looks: the class of its row, by state.
_LOOKS = {
    State.WAITING: "wait", State.READING: "run", State.OPEN: "look", State.DONE: "done",
    State.SAME: "same", State.REFUSED: "bad", State.DROPPED: "wait",
}  # fmt: skip
_ROLES = {"correspondent": "通讯员", "staff": "记者", "photographer": "摄影", "editor": "责编"}
_KINDS = {
    "paragraph": "段", "crosshead": "小标题", "list": "列表", "ordered": "列表", "quote": "引文",
    "table": "表",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fate:
    """A row of the door."""

    row: Delivery
    look: str
    who: str
    url: str
    link: str
    quiet: bool

    @property
    def under_way(self) -> bool:
        return self.row.is_under_way and not self.quiet

    @property
    def may_drop(self) -> bool:
        return self.row.state not in (State.DONE, State.DROPPED) and not self.under_way

    @property
    def may_be_page(self) -> bool:
        """Is it a picture that may be one of a page?"""
        return self.row.state == State.OPEN and self.row.kind == FileKind.PICTURE

    @property
    def may_read(self) -> bool:
        return bool(self.row.file) and (self.quiet or self.row.state in (State.SAME, State.REFUSED))


def collect_door(user: User) -> dict[str, Any]:
    """Today's deliveries and the earlier ones, in a fixed number of queries."""
    rows, today = Delivery.objects.for_list(), midnight(timezone.localdate())
    fates = [make_fate(row) for row in rows.filter(created_at__gte=today)[:TODAY]]
    earlier = [make_fate(row) for row in rows.filter(created_at__lt=today)[:EARLIER]]
    counts = {state: sum(each.row.state == state for each in fates) for state in State}
    return {
        "fates": fates,
        "earlier": earlier,
        "looking": counts[State.OPEN],
        "running": counts[State.WAITING] + counts[State.READING],
        "refused": counts[State.REFUSED],
        "said": say_counts(fates),
        "senders": _list_senders(),
        "under_way": any(each.under_way for each in fates),
    }


def say_counts(fates: Iterable[Fate]) -> str:
    """`5件办好，3件待看`: today's deliveries by what became of them."""
    words = {
        State.DONE: "建了稿", State.OPEN: "待看", State.READING: "在读", State.WAITING: "等着",
        State.SAME: "收过了", State.REFUSED: "没有收", State.DROPPED: "撤掉了",
    }  # fmt: skip
    states = [each.row.state for each in fates]
    return "，".join(
        f"{states.count(state)}件{word}" for state, word in words.items() if state in states
    )


def make_fate(row: Delivery) -> Fate:
    """What the door shows of a delivery, and where it leads."""
    url, link = "", ""
    if row.page_id:  # of a file of several pages, the list of them
        url, link = reverse("admin:articles_importedpage_file", args=[row.page_id]), "去看"
    elif row.state == State.SAME and row.same_as_id:
        url, link = reverse("admin:articles_delivery_change", args=[row.same_as_id]), "看那份"
    elif row.state in (State.OPEN, State.DONE):
        drafts = row.state == State.DONE and row.articles.all()
        url, link = row.get_absolute_url(), "看草稿" if drafts else "去看"
    quiet = row.is_under_way and abs((row.begun_at or row.created_at) - timezone.now()) > _QUIET
    who = row.sender or name_of(row.created_by)
    return Fate(row, _LOOKS[State(row.state)], who, url, link, quiet)


def _list_senders() -> list[str]:
    named = Delivery.objects.exclude(sender="").order_by("-pk").values_list("sender", flat=True)
    return list(dict.fromkeys(named[: SENDERS * 5]))[:SENDERS]


# One delivery


def collect_delivery(row: Delivery, user: User) -> dict[str, Any]:
    """The screen of a delivery: the stories as they were read, and what was left out."""
    stories = [_story(row, number) for number in range(len(row.reading.get("stories", [])))]
    notes = row.reading.get("notes", [])
    drafts = Article.objects.visible_to(user).filter(deliveries=row).defer("body")
    return {
        "delivery": row,
        "fate": make_fate(row),
        "received": say_moment(row.created_at),
        "stories": stories,
        "notes": notes,
        "note_count": len(notes),
        "doubts": sum(len(story["doubts"]) for story in stories),
        "length": sum(story["length"] for story in stories),
        "photos": sum(len(story["photos"]) for story in stories),
        "told": row.reading.get("told", []),
        "drafts": list(drafts),
        "open": row.state == State.OPEN and not row.page_id,
    }


def say_signature(role: str, name: str, unit: str) -> str:
    """`通讯员 费知夏（柳桥街道）`, of a role as it is stored."""
    return signature(_ROLES.get(role, ""), name, unit).strip()


def _story(row: Delivery, number: int) -> dict[str, Any]:
    story = read_revised(row, number)
    why = dict(row.reading["why"][number])
    blocks = [block for block in body.blocks(story["html"]) if block.kind != "photo"]
    counts: dict[str, int] = {}
    for block in blocks:
        counts[_KINDS[block.kind]] = counts.get(_KINDS[block.kind], 0) + 1
    keys = row.reading["keys"][number]
    return {
        "number": number,
        "title": on_one_line(story["headline"]),
        "headline": headline_lines(story["headline"]),
        "kicker": story["kicker"],
        "subhead": story["subhead"],
        "people": [
            say_signature(each["role"], each["name"], each["unit"]) for each in story["bylines"]
        ],
        "source": story["source"],
        "signed": row.reading["signed"][number],
        "blocks": blocks,
        "tables": [block for block in blocks if block.kind not in ("paragraph", "crosshead")],
        "length": body.length(story["html"]),
        "revised": tell_body(row, number),
        "counts": "、".join(f"{count}{kind}" for kind, count in counts.items()),
        "photos": [photo | {"key": key} for photo, key in zip(story["photos"], keys, strict=True)],
        "doubts": story["warnings"],
        "why": why,
    }
