"""The review page: what a reviewer reads, on a phone too, and passes or returns.

It shows the text as it is now, with everything that changed since this account last judged it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles import notices, versions
from articles.admin.article.clash import say_clash
from articles.admin.article.steps import collect_rail
from articles.admin.pages import page, render_page
from articles.desk import chain, times
from articles.desk.comparison import describe_value
from articles.desk.hours import offer_hours
from articles.models import Article, Genre, Photo, Weight
from articles.review.steps import PASSES, Act
from articles.text.ai_use import say_of_text
from articles.text.attached import read_attached
from articles.text.body import Block, blocks
from articles.text.clips import read_clips
from articles.text.diff import Change, Pair, changes, pair_blocks
from articles.versions import Content, PhotoContent

#: Steps that only somebody takes who has read the whole text.
_JUDGED = (*PASSES, Act.RETURN)
_SAID_FACTS = {"short_title": "短题", "original_title": "原题", "original_author": "原作者"}
_HEADS = ("kicker", "headline", "subhead", "summary", "source")
_PAGES = "零一二三四五六七八九十"

Changes = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """The version that the text is compared with, and whose judgement it stands for."""

    content: Content
    number: int
    said: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A photo as it is printed, with what changed about it."""

    photo: Photo
    state: str  # same, added, changed
    caption: Changes
    credit: Changes
    alt: Changes
    replaced: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A block, and its photo if it is the place of one."""

    pair: Pair
    figure: Figure | None

    @property
    def state(self):
        if self.figure and self.pair.state != "added":
            return self.figure.state
        return self.pair.state

    @property
    def paper(self):
        """The block as it is printed, for `partials/body.html`."""
        return [(self.pair.new, None)]

    @property
    def before(self):
        return [(self.pair.old, None)]


class Compared:
    """The current text compared with the version seen; without one, nothing counts as changed."""

    def __init__(self, article, old: Content | None, new: Content):
        self._article, self._old, self._new = article, old or new, new

    @cached_property
    def heads(self) -> dict[str, Changes]:
        return {name: changes(self._old.text(name), self._new.text(name)) for name in _HEADS}

    @cached_property
    def bylines(self) -> Changes:
        return _items(map(str, self._old.signatures), map(str, self._new.signatures))

    @cached_property
    def campaigns(self) -> Changes:
        return _items(*((name for _, name in each.campaigns) for each in (self._old, self._new)))

    @cached_property
    def places(self) -> Changes:
        return _items(*((name for _, name in each.places) for each in (self._old, self._new)))

    @cached_property
    def attached(self) -> Changes:
        return self._compare_files("attachments", read_attached)

    @cached_property
    def clips(self) -> Changes:
        return self._compare_files("clips", read_clips)

    def _compare_files(self, name: str, read: Callable[[Any], Iterable[Any]]) -> Changes:
        """Files are others where their hashes are, or what is said of them."""
        old, new = (
            list({(each.said, str(each)): None for each in read(content.fact(name))})
            for content in (self._old, self._new)
        )
        return tuple(Change(kind, said) for kind, (said, _) in _compare_items(old, new))

    @cached_property
    def facts(self) -> Changes:
        return _items(*map(_placed, (self._old, self._new)))

    @cached_property
    def body(self) -> list[Shown]:
        """The current blocks, with removed ones at their former places."""
        shown = []
        for pair in pair_blocks(blocks(self._old.body), blocks(self._new.body)):
            block: Block = pair.new or pair.old
            figure = self._figures.get(block.photo) if pair.new else None
            if block.kind != "photo" or figure:
                shown.append(Shown(pair, figure))
        return shown

    @cached_property
    def unplaced(self) -> list[Figure]:
        return [self._figures[photo.number] for photo in self._article.unplaced_photos]

    @cached_property
    def gone(self) -> list[PhotoContent]:
        """Photos that were there and are no more."""
        return [each for each in self._old.pictures if each.number not in self._figures]

    @cached_property
    def _figures(self) -> dict[int, Figure]:
        before = {picture.number: picture for picture in self._old.pictures}
        return {
            photo.number: _figure(photo, before.get(photo.number))
            for photo in self._article.photos.all()
        }

    @cached_property
    def count(self) -> int:
        """The number of changed places; a photo added together with its place counts once."""
        parts = self.bylines, self.campaigns, self.places, self.facts, self.attached, self.clips
        lines = (*self.heads.values(), *parts)
        blocks_changed = sum(each.state != "same" and not each.figure for each in self.body)
        moved = sum(
            each.pair.state == "added" and each.figure.state == "same"
            for each in self.body if each.figure
        )  # fmt: skip
        figures = sum(each.state != "same" for each in self._figures.values())
        return sum(map(changed, lines)) + blocks_changed + moved + figures + len(self.gone)


def changed(line: Changes) -> bool:
    return any(change.kind != "same" for change in line)


def _items(old, new) -> Changes:
    """A comma-separated list with each name kept, removed or added as a whole."""
    return tuple(Change(kind, name) for kind, name in _compare_items(list(old), list(new)))


def _compare_items(old, new):
    for kind, o_from, o_to, n_from, n_to in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            yield from (("same", name) for name in new[n_from:n_to])
        else:
            yield from (("deleted", name) for name in old[o_from:o_to])
            yield from (("inserted", name) for name in new[n_from:n_to])


def _placed(content: Content) -> list[str]:
    """The genre, the place and weight intended for it, and until when it counts."""
    page, ends = content.fact("page"), describe_value("ends_at", content.fact("ends_at"))
    place = f"第{_PAGES[page] if 0 < page <= 10 else page}版" if page else ""
    said = [Genre(content.fact("genre")).label, f"{place}{Weight(content.fact('weight')).label}"]
    when = describe_value("event_on", content.fact("event_on"))
    told = ("有效到", ends), ("事情发生在", when)
    said += [f"{label}{value}" for label, value in told if value]
    for name, label in _SAID_FACTS.items():
        said += [f"{label}\N{FULLWIDTH COLON}{value}"] if (value := content.fact(name)) else []
    return said + list(filter(None, [say_of_text(content.fact("ai_use"))]))


def _figure(photo, before: PhotoContent | None) -> Figure:
    old = before or photo
    state = "added"
    if before:
        same = all(getattr(before, name) == getattr(photo, name)
                   for name in ("digest", "caption", "credit", "alt", "ai_use"))  # fmt: skip
        state = "same" if same else "changed"
    printed = (each.credit_text for each in (old, photo))
    return Figure(
        photo=photo,
        state=state,
        caption=changes(old.caption, photo.caption),
        credit=changes(*printed),
        alt=changes(old.alt, photo.alt),
        replaced=bool(before) and before.digest != photo.digest,
    )


def last_seen(dossier, by, now: Content, kept) -> Seen | None:
    """The version that this account judged last, or else the last that anybody judged.

    A working copy that nobody has judged is compared with what is public. `kept`: the newest
    versions, which need not be looked for again.
    """
    steps = [step for step in dossier.own if step.step in _JUDGED and step.version]
    mine = [step for step in steps if step.by_id == by.pk]
    if not steps:
        if not dossier.article.revises_id:
            return None
        first = kept[-1] if len(kept) <= chain.VERSIONS else dossier.article.versions.last()
        return Seen(versions.content_at(first, now=now), first.number, "和公开的那一份相比，")
    step = (mine or steps)[-1]
    found = (each for each in kept if each.number == step.version)
    version = next(found, None) or dossier.article.versions.filter(number=step.version).first()
    if version is None:
        return None
    when = times.say_moment(step.taken_at)
    said = f"您{when}看过第{step.version}版，之后" if mine else (
        f"{step.by_name}{when}{step.label}的是第{step.version}版，之后"
    )  # fmt: skip
    return Seen(versions.content_at(version, now=now), version.number, said)


@page(Article, "review", methods=["GET"], permission="view")
def show_review(request: HttpRequest, article: Article) -> HttpResponse:
    """The page; its buttons post to the article's own pages."""
    model_admin = admin.site.get_model_admin(Article)
    notices.mark_read(request.user, article)
    rail, content = collect_rail(request, article), versions.content_of(article)
    seen = last_seen(rail["dossier"], request.user, content, rail["kept"])
    compared = Compared(article, seen and seen.content, content)
    since = [row for row in rail["versions_kept"] if seen and row["number"] > seen.number]
    missing = rail["reading"].lacking
    waits = rail["to_come"][0].name if rail["to_come"] and rail["to_come"][0].now else "看稿"
    context = rail | {
        "opts": model_admin.opts,
        "article": article,
        "editable": model_admin.has_change_permission(request, article),
        "lacks": missing,
        "reasons": _reasons(rail["offers"], missing),
        "overdue": article.due_at is not None and article.due_at < timezone.now(),
        "due": article.due_at and times.say_moment(article.due_at),
        "waited": times.say_age(article.moved_at),
        "seen": seen,
        "since": since[::-1],
        "compared": compared,
        "corrections": list(article.corrections.all()),
        "hours": _hours(article, rail),
        "clash": say_clash(article),
    }
    title = f"{waits}\N{FULLWIDTH COLON}{article}"
    return render_page(request, "admin/articles/article/review.html", title, context)


def _hours(article, rail):
    """The hours to choose from, where the text may be signed off here; an entry has no own."""
    offers = rail["offers"]
    signs = [each for each in (offers.main, offers.urgent) if each and each.rule.signs]
    return offer_hours(article, rail["typed"]) if signs and not article.entry_of_id else None


def _reasons(offers, lacking) -> list[str]:
    """The reasons that keep the steps on offer from being taken, shown before anyone tries."""
    needing = [each.rule.label for each in (offers.main, *offers.reasoned) if each and each.needs]
    said = [f"还缺{'、'.join(lacking)}，不能{'、'.join(needing)}。"] if needing and lacking else []
    shown = [each for each in (offers.main, *offers.reasoned) if each]
    for each in shown:
        # What the urgent way lacks stands in its own box: hardly anybody is about to take it.
        said += [each.stopped] if each.rule.urgent else [each.why, each.stopped]
    return list(dict.fromkeys(filter(None, said)))
