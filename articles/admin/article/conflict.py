"""Two people changed one article: what each of them made of it, and what the second one takes.

Both are held against the version that the second had opened. Nothing here saves anything.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from hashlib import sha256
from itertools import groupby

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from articles import versions
from articles.desk.comparison import LINES, Mark, label, marks, shown
from articles.models import Article, Role
from articles.roles import name_of, post_of
from articles.text import body, diff
from articles.text.keys import parse_key
from articles.versions import FACTS

#: Fields of the form that no version holds: what they said at opening is posted with the form.
UNVERSIONED = ("publish_at", "due_at", "correction")
_TAGS = ("campaigns", "places")
#: The formsets, whose rows are taken or left together.
ROWS = {"bylines": "署名", "photos": "图片"}
_CHOSEN = "new:"  # before the name of a file that was chosen in the form; no stored file has it


class _Unknown:
    """What a value was before is not known; equal to nothing."""

    def __eq__(self, other):
        return False

    __hash__ = None


UNKNOWN = _Unknown()


@dataclass(frozen=True, slots=True)
class Cell:
    """What one of the two made of a place: words, blocks of a body, or one of several."""

    words: tuple[diff.Change, ...] = ()
    pairs: tuple[diff.Pair, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the conflict page, posted as choice-<name>; `seen` marks what was typed there."""

    name: str
    label: str
    verdict: str
    theirs: Cell
    yours: Cell
    seen: str
    chosen: str = ""  # theirs, yours, or nothing where the person has to say

    @property
    def same(self):
        return self.verdict in ("same", "both")

    @property
    def folded(self):
        return False


@dataclass(frozen=True, slots=True)
class Folded:
    """Neighbouring places that are the same on both sides."""

    label: str
    words: str
    blocks: tuple[body.Block, ...]
    folded = True


class Conflict:
    """A form that was opened before somebody else's save, beside what is stored."""

    def __init__(self, form):
        self.form = form
        self.stored = Article.objects.get(pk=form.instance.pk)
        self.theirs = versions.content_of(self.stored)
        self.base = _base(self.stored, form.data.get("version", ""))
        self.opened = _opened(form.data.get("opened", ""))
        # A form that never saw the page, or says that it was asked, has to say what it takes.
        self.asks = "asked" in form.data or "overwrite" not in form.data

    # What is taken

    def choice(self, name, verdict, seen) -> str:
        """What was chosen for a place; where nothing was, theirs if only they changed it.

        A choice of theirs stands for what was typed then; typing on makes it void. Nothing is the
        answer for a place that both changed, when the form came from a page that asked.
        """
        chosen, _, of = self.form.data.get(f"choice-{name}", "").partition("-")
        if chosen == "yours" or (chosen == "theirs" and of in ("", seen)):
            return chosen
        if verdict == "theirs":
            return "theirs"
        return "" if verdict == "conflict" and self.asks else "yours"

    @property
    def undecided(self) -> int:
        """How many places are still to be decided, as far as the form knows before its rows."""
        places = [*self.values, *self.body_places]
        rows = [name for name in self.form.data.getlist("asked") if name in ROWS]
        return sum(not (place.same or place.chosen) for place in places) + sum(
            not self.form.data.get(f"choice-{name}") for name in rows
        )

    def settle(self, cleaned):
        """Put into the form's values what is taken of what is stored."""
        for place in self.values:
            if place.chosen == "theirs":
                cleaned[place.name] = self._stored(place.name)
        if "body" in cleaned:
            chosen = {n: place.chosen for n, place in enumerate(self.body_places) if place.chosen}
            cleaned["body"] = body.html(diff.merged(self.sides, chosen))

    def leaves(self, formset) -> bool:
        """Whether the stored bylines, or photos, stay as they are."""
        return self.rows(formset).chosen == "theirs"

    # The page

    def page(self, formsets):
        """What the conflict page says: who saved what, how many places, and the places."""
        last = self.stored.versions.select_related("revision__user").first()
        places = self.places(formsets)
        open_ones = [place for place in places if isinstance(place, Place)]
        return {
            "stored": self.stored,
            "number": last.number if last else 0,
            "next": (last.number if last else 0) + 1,
            "from": parse_key(self.form.data.get("version", "")) if self.base else None,
            "who": _saver(last),
            "post": post_of(last.revision.user) if last and last.revision.user else "",
            "at": last.revision.date_created if last else self.stored.updated_at,
            "moved_only": self.base is not None and not any(
                place.verdict in ("theirs", "conflict") for place in open_ones
            ),
            "both": sum(place.verdict == "conflict" for place in open_ones),
            "single": sum(place.verdict != "conflict" for place in open_ones),
            "undecided": sum(not place.chosen for place in open_ones),
            "asked_before": "asked" in self.form.data,
            "places": places,
            "three_way": self.base is not None,
        }  # fmt: skip

    def places(self, formsets):
        """All rows in the order of the form, neighbours that are the same folded into one."""
        values = {place.name: place for place in self.values}
        heads = [values.pop(name) for name in LINES if name != "source" and name in values]
        rows = [self.rows(formset) for formset in formsets]
        every = [*heads, *self.body_places, *rows, *values.values()]
        found = []
        for same, group in groupby(every, key=lambda place: place.same):
            alike = list(group)
            found += [_folded(alike)] if same else alike
        return found

    @cached_property
    def values(self) -> list[Place]:
        """The rows of single fields: those in whose field something sensible was typed."""
        fields, cleaned = self.form.fields, self.form.cleaned_data
        names = [*LINES, "campaigns", "places", *FACTS, *UNVERSIONED]
        return [self._value(name) for name in names if name in fields and name in cleaned]

    @cached_property
    def sides(self) -> tuple[diff.Side, ...]:
        theirs = body.blocks(self.theirs.body)
        base = body.blocks(self.base.body) if self.base else theirs
        return diff.three_way(base, theirs, body.blocks(self.form.cleaned_data["body"]))

    @cached_property
    def body_places(self) -> list[Place]:
        if "body" not in self.form.cleaned_data:
            return []
        at, many, places = 1, Counter(), []
        for side in self.sides:
            of = _key(f"{body.html(side.base)}|{body.html(side.theirs)}")
            many[of] += 1
            name = f"body-{of}-{many[of]}" if many[of] > 1 else f"body-{of}"
            seen = _key(body.html(side.yours))
            verdict = side.verdict
            if self.base is None and verdict == "yours":
                verdict = "conflict"  # what was there before is not known
            places.append(
                Place(
                    name=name,
                    label=_whereabouts(at, len(side.base)),
                    verdict=verdict,
                    theirs=Cell(pairs=_faced(side.base, side.theirs)),
                    yours=Cell(pairs=_faced(side.base, side.yours)),
                    seen=seen,
                    chosen=self.choice(name, verdict, seen),
                )
            )
            at += len(side.base)
        return places

    def rows(self, formset) -> Place:
        """The bylines, or the photos, of the typed form against those that are stored."""
        kind = formset.prefix
        read = {"bylines": _bylines, "photos": _photos}[kind]
        theirs = read(self.theirs)
        base = UNKNOWN if self.base is None else read(self.base)
        yours = _typed_rows(formset, self.base)
        verdict = diff.decide(*(_unnamed(rows) for rows in (base, theirs, yours)))
        before = theirs if self.base is None else base
        seen = _key(repr(yours))
        return Place(
            name=kind,
            label=ROWS[kind],
            verdict=verdict,
            theirs=Cell(marks=_listed(before, theirs)),
            yours=Cell(marks=_listed(before, yours)),
            seen=seen,
            chosen=self.choice(kind, verdict, seen),
        )

    def _stored(self, name):
        """The stored value of a field, as a form's own would be."""
        if name in _TAGS:
            ids = [pk for pk, _ in getattr(self.theirs, name)]
            return self.form.fields[name].queryset.filter(pk__in=ids)
        if name in LINES:
            return self.theirs.text(name)
        return self.form.own_correction if name == "correction" else getattr(self.stored, name)

    def _value(self, name) -> Place:
        typed = self.form.cleaned_data[name]
        if name in LINES:
            base = self.base.text(name) if self.base else UNKNOWN
            return self._place(name, base, self.theirs.text(name), typed, str)
        if name in FACTS:
            base = self.base.facts[FACTS.index(name)] if self.base else UNKNOWN
            return self._place(name, base, self._stored(name), typed, partial(shown, name))
        if name in _TAGS:
            typed = tuple(sorted((row.pk, row.name) for row in typed))
            base = getattr(self.base, name) if self.base else UNKNOWN
            return self._place(name, base, getattr(self.theirs, name), typed, _names, keyed=_ids)
        base = self.opened.get(name, UNKNOWN)
        if name == "correction":
            return self._place(name, base, self._stored(name), typed.strip(), str)
        return self._place(name, base, self._stored(name), typed, _moment, keyed=_minute)

    def _place(self, name, base, theirs, yours, say, keyed=lambda value: value) -> Place:
        known = base is not UNKNOWN
        verdict = diff.decide(keyed(base) if known else base, keyed(theirs), keyed(yours))
        before = say(base if known else theirs)
        seen = _key(repr(keyed(yours)))
        return Place(
            name=name,
            label=str(self.form.fields[name].label) if name in UNVERSIONED else label(name),
            verdict=verdict,
            theirs=Cell(words=diff.changes(before, say(theirs))),
            yours=Cell(words=diff.changes(before, say(yours))),
            seen=seen,
            chosen=self.choice(name, verdict, seen),
        )


def _saver(version):
    user = version.revision.user if version else None
    return name_of(user) or "另一位同事"


def opened_at(article, correction) -> str:
    """What is posted with the form about fields that no version holds."""
    times = {name: getattr(article, name) for name in ("publish_at", "due_at")}
    said = {name: value.isoformat() if value else None for name, value in times.items()}
    return json.dumps(said | {"correction": correction}, ensure_ascii=False)


def _opened(posted):
    try:
        said = json.loads(posted)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    found = {}
    for name in ("publish_at", "due_at"):
        value = said.get(name, 0)
        if value is None:
            found[name] = None
        elif isinstance(value, str) and (moment := _parsed(value)):
            found[name] = moment
    if isinstance(said.get("correction"), str):
        found["correction"] = said["correction"].encode(errors="replace").decode()
    return found


def _parsed(text) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def _base(article, posted):
    """The version that the form was opened on; 0 stands for what was there before any."""
    known = parse_key(posted)
    if known is None:
        return None
    rows = article.versions.all()
    row = rows.filter(number=known).first() if known else rows.order_by("number").first()
    return versions.content_at(row) if row else None


def _key(text) -> str:
    return sha256(text.encode()).hexdigest()[:10]


def _names(tags):
    return "、".join(name for _, name in tags)


def _ids(tags):
    return tuple(pk for pk, _ in tags)


def _minute(moment):
    """A form knows no more than seconds."""
    return moment.replace(microsecond=0) if moment else None


def _moment(moment):
    return date_format(timezone.localtime(moment), "Y年n月j日H:i") if moment else ""


def _bylines(content):
    return tuple((s.role, s.reporter_id, s.unit_id, str(s)) for s in content.signatures)


def _photos(content):
    return tuple(
        (p.number, p.image, f"图{p.number}", p.caption, p.credit, p.alt) for p in content.pictures
    )


def _typed_rows(formset, base):
    """The rows of a formset as they would be stored, in their order in print."""
    read = {"bylines": _typed_byline, "photos": _typed_photo}[formset.prefix]
    rows = []
    for form in formset.forms:
        form.is_valid()
        cleaned = getattr(form, "cleaned_data", {})
        if not cleaned or cleaned.get("DELETE") or hasattr(form, "vanished"):
            continue
        rows.append(read(form, cleaned, base))
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _typed_byline(form, cleaned, _base):
    reporter, unit = cleaned.get("reporter"), cleaned.get("unit")
    role = cleaned.get("role", "")
    said = f"{Role(role).label if role else ''} {getattr(reporter, 'name', '')}"
    said += f"（{unit.name}）" if unit else ""
    row = (role, getattr(reporter, "pk", None), getattr(unit, "pk", None), said)
    return (cleaned.get("position") or 0, form.instance.pk or 0), row


def _unnamed(rows):
    """Bylines by their ids alone: a name that was changed meanwhile is no change of the article."""
    if rows is UNKNOWN:
        return rows
    return [row[:3] if len(row) == 4 else row for row in rows]


def _typed_photo(form, cleaned, base):
    """A photo whose file was not chosen anew is the one that was there at opening."""
    at = cleaned.get("number") or 0
    image = form.instance.image.name if form.instance.pk else ""
    if "image" in form.changed_data:
        image = f"{_CHOSEN}{getattr(cleaned.get('image'), 'name', '')}"
    elif base:
        image = next((p.image for p in base.pictures if p.number == at), image)
    words = (cleaned.get("caption", ""), cleaned.get("credit", ""), cleaned.get("alt", ""))
    return at, (at, image, f"图{at}", *words)


def _listed(before, now):
    """The rows of one side in words, marked against those that were there before."""
    known, found = _sayings(before), _sayings(now)
    return marks(known, found) or tuple(Mark("same", text) for text in found)


def _sayings(rows):
    said = []
    for row in rows:
        if len(row) == 4:
            said.append(row[-1])
            continue
        _, image, name, caption, credit, alt = row
        words = [f"{name}（新选的图）" if image.startswith(_CHOSEN) else name, caption]
        words += [f"摄影 {credit}"] if credit else []
        words += [f"替代文字 {alt}"] if alt else []
        said.append("　".join(filter(None, words)))
    return said


def _faced(old, new):
    """In one place one block faces one block, however little they are alike."""
    if len(old) == len(new) == 1 and old[0].kind == new[0].kind != "photo":
        return (diff.Pair(old[0], new[0], diff.changes(old[0].text, new[0].text)),)
    return diff.pair_blocks(old, new)


def _whereabouts(at, size):
    if not size:
        return f"第{at - 1}段之后" if at > 1 else "文首"
    return f"第{at}段" if size == 1 else f"第{at}至{at + size - 1}段"


def _folded(places) -> Folded:
    labels = [place.label for place in places]
    pairs = [pair for place in places for pair in place.theirs.pairs]
    words = ["".join(c.text for c in p.theirs.words if c.kind != "deleted") for p in places]
    words += [mark.text for p in places for mark in p.theirs.marks if mark.kind != "deleted"]
    return Folded(
        label="、".join(labels) if len(labels) <= 3 else f"{labels[0]}等{len(labels)}处",
        words="　／　".join(filter(None, words)),
        blocks=tuple(pair.new for pair in pairs if pair.new),
    )
