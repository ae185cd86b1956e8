"""Reads the form of a stale save: what was posted, against what a colleague saved meanwhile.

Nothing here saves anything. The sides are compared in desk/conflict.py.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cached_property, partial

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles import versions
from articles.desk import conflict as sides_of
from articles.desk.comparison import LINES, describe_value, label
from articles.desk.conflict import NEW_FILE, UNKNOWN, BylineOfSide, ConflictRow, PhotoOfSide
from articles.models import Article, Role, Section, is_known
from articles.roles import name_of, post_of
from articles.text import body, diff
from articles.text.byline import signature
from articles.text.dates import format_moment
from articles.text.keys import parse_key
from articles.versions import FACTS

#: Fields that no version holds: the form carries their opening values along.
TIMES = ("publish_at", "due_at", "embargo_until")
UNVERSIONED = (*TIMES, "correction")
_TAGS = ("campaigns", "places")
#: The formsets, whose rows are taken or left together.
ROWS = {"bylines": "署名", "photos": "图片"}
_READ = {"bylines": sides_of.bylines_of, "photos": sides_of.photos_of}


class Conflict:
    """A form that was opened before somebody else's save, and what is stored now."""

    def __init__(self, form):
        self.form = form
        self.stored = Article.objects.get(pk=form.instance.pk)
        self.theirs = versions.content_of(self.stored)
        self.base = _base(self.stored, form.data.get("version", ""))
        self.opened = _read_opened(form.data.get("opened", ""))
        # True unless the form names a version to overwrite and was not asked place by place.
        self.asks = "asked" in form.data or "overwrite" not in form.data

    # What is taken

    def choice(self, name, verdict, seen) -> str:
        """What is taken at a place: "theirs", "yours", or "" while it is undecided.

        A posted choice counts; one of theirs only while what was typed (`seen`) is the same as
        when it was made. Without a choice: theirs where only they changed the place, undecided
        where both did and the person is asked, else yours.
        """
        chosen, _, of = self.form.data.get(f"choice-{name}", "").partition("-")
        if chosen == "yours" or (chosen == "theirs" and of in ("", seen)):
            return chosen
        if verdict == "theirs":
            return "theirs"
        return "" if verdict == "conflict" and self.asks else "yours"

    @property
    def undecided(self) -> int:
        """The number of undecided places among the fields, the body and the rows asked about."""
        places = [*self.values, *self.body_places]
        rows = [name for name in self.form.data.getlist("asked") if name in ROWS]
        return sum(not (place.same or place.chosen) for place in places) + sum(
            not self.form.data.get(f"choice-{name}") for name in rows
        )

    def settle(self, cleaned):
        """Replace cleaned values by the stored ones where theirs are taken."""
        for place in self.values:
            if place.chosen == "theirs":
                cleaned[place.name] = self._stored(place.name)
        if "body" in cleaned:
            chosen = {n: place.chosen for n, place in enumerate(self.body_places) if place.chosen}
            cleaned["body"] = body.html(diff.merge_sides(self.sides, chosen))

    def leaves(self, formset) -> bool:
        """Whether the stored bylines (or photos) stay, and those of the formset are dropped."""
        return self.rows(formset).chosen == "theirs"

    # The page

    def page(self, formsets):
        """What the conflict page says: who saved what, how many places, and the places."""
        last = self.stored.versions.select_related("revision__user").first()
        places = self.places(formsets)
        open_ones = [place for place in places if not place.folded]
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
        return sides_of.fold_same([*heads, *self.body_places, *rows, *values.values()])

    @cached_property
    def values(self) -> list[ConflictRow]:
        """The rows of single fields, as far as they were typed without error."""
        fields, cleaned = self.form.fields, self.form.cleaned_data
        names = [*LINES, "campaigns", "places", *FACTS, "section", *UNVERSIONED]
        return [self._value(name) for name in names if name in fields and name in cleaned]

    @cached_property
    def sides(self) -> tuple[diff.Side, ...]:
        theirs = body.blocks(self.theirs.body)
        base = body.blocks(self.base.body) if self.base else theirs
        return diff.diff_three_ways(base, theirs, body.blocks(self.form.cleaned_data["body"]))

    @cached_property
    def body_places(self) -> list[ConflictRow]:
        if "body" not in self.form.cleaned_data:
            return []
        known = self.base is not None
        return sides_of.compare_body(self.sides, self.choice, base_known=known)

    def rows(self, formset) -> ConflictRow:
        """The row of all bylines (or photos): the typed ones against the stored ones."""
        kind = formset.prefix
        base = UNKNOWN if self.base is None else _READ[kind](self.base)
        sides = (base, _READ[kind](self.theirs), _typed_rows(formset, self.base))
        return sides_of.compare_rows(kind, ROWS[kind], sides, self.choice)

    def _stored(self, name):
        """The stored value of a field, as a form's own would be."""
        if name in _TAGS:
            ids = [pk for pk, _ in getattr(self.theirs, name)]
            return self.form.fields[name].queryset.filter(pk__in=ids)
        if name in LINES:
            return self.theirs.text(name)
        return self.form.own_correction if name == "correction" else getattr(self.stored, name)

    def _value(self, name) -> ConflictRow:
        typed = self.form.cleaned_data[name]
        stored = getattr(self.theirs, name) if name in _TAGS else self._stored(name)
        if name in LINES:
            base = self.base.text(name) if self.base else UNKNOWN
            return self._compare(name, base, stored, typed)
        if name in FACTS:
            base = self.base.fact(name) if self.base else UNKNOWN
            return self._compare(name, base, stored, typed, describe=partial(describe_value, name))
        if name in _TAGS:
            typed = tuple(sorted((row.pk, row.name) for row in typed))
            base = getattr(self.base, name) if self.base else UNKNOWN
            return self._compare(name, base, stored, typed, describe=_names, key=_ids)
        if name == "section":
            base = self.base.fact("section_id") if self.base else UNKNOWN
            values = [each and each.pk for each in (stored, typed)]
            return self._compare(name, base, *values, describe=_section)
        base = self.opened.get(name, UNKNOWN)
        if name == "correction":
            return self._compare(name, base, stored, typed.strip())
        return self._compare(name, base, stored, typed, describe=_moment, key=_minute)

    def _compare(self, name, base, theirs, yours, **ways) -> ConflictRow:
        said = str(self.form.fields[name].label) if name in UNVERSIONED else label(name)
        values = (base, theirs, yours)
        return sides_of.compare_value(name, said, values, self.choice, **ways)


def _saver(version):
    user = version.revision.user if version else None
    return name_of(user) or "另一位同事"


def write_opened(article, correction) -> str:
    """The opening values of the fields that no version holds, for the form to carry along."""
    times = {name: getattr(article, name) for name in TIMES}
    said = {name: value.isoformat() if value else None for name, value in times.items()}
    return json.dumps(said | {"correction": correction}, ensure_ascii=False)


def _read_opened(posted):
    try:
        said = json.loads(posted)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    found = {}
    for name in TIMES:
        value = said.get(name, 0)
        if value is None:
            found[name] = None
        elif isinstance(value, str) and (moment := _parse_moment(value)):
            found[name] = moment
    if isinstance(said.get("correction"), str):
        found["correction"] = said["correction"].encode(errors="replace").decode()
    return found


def _parse_moment(text) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) and is_known(moment) else None


def _base(article, posted):
    """The content that the form was opened on; version 0 stands for the first one kept."""
    known = parse_key(posted)
    if known is None:
        return None
    rows = article.versions.all()
    row = rows.filter(number=known).first() if known else rows.order_by("number").first()
    return versions.content_at(row) if row else None


def _section(pk):
    return str(Section.objects.filter(pk=pk).first() or "") if pk else ""


def _names(tags):
    return "、".join(name for _, name in tags)


def _ids(tags):
    return tuple(pk for pk, _ in tags)


def _minute(moment):
    """The moment without microseconds, which a form does not show."""
    return moment.replace(microsecond=0) if moment else None


def _moment(moment):
    return format_moment(timezone.localtime(moment)) if moment else ""


def _typed_rows(formset, base):
    """The rows of a formset as they would be stored, in the order of printing."""
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
    label, name = Role(role).label if role else "", getattr(reporter, "name", "")
    text = signature(label, name, getattr(unit, "name", ""))
    row = BylineOfSide(role, getattr(reporter, "pk", None), getattr(unit, "pk", None), text)
    return (cleaned.get("position") or 0, form.instance.pk or 0), row


def _typed_photo(form, cleaned, base):
    """A typed photo; without a newly chosen file it has the file from when the form was opened."""
    at = cleaned.get("number") or 0
    image = form.instance.image.name if form.instance.pk else ""
    if "image" in form.changed_data:
        image = f"{NEW_FILE}{getattr(cleaned.get('image'), 'name', '')}"
    elif form.sent_photo:
        image = f"{NEW_FILE}{form.sent_photo.file_name}"
    elif base:
        image = next((p.image for p in base.pictures if p.number == at), image)
    words = (cleaned.get(name, "") for name in ("caption", "credit", "alt"))
    focus = cleaned.get("focus_left"), cleaned.get("focus_top")
    rest = (cleaned.get(name, "") for name in ("ai_use", "consent"))
    return at, PhotoOfSide(at, image, *words, cleaned.get("taken_on"), focus, *rest)
