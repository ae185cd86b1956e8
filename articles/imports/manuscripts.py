"""Makes drafts of the stories of a manuscript, with their pictures. Nothing is published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model

from articles import photos
from articles.imports.acts import ImportRefused
from articles.imports.archive.keeping import caption_in_text, remove_unused
from articles.imports.material import Material, MaterialPicture
from articles.imports.name_rows import NameRows, say_guessed
from articles.models import Article, Byline, Genre, Likeness, Photo, Reporter, Unit
from articles.review import record
from articles.text import body
from articles.text.body import Block, Run
from articles.text.characters import clean_to_one_line
from articles.text.word import WordPicture, WordRefused, WordStory

COLON = "\N{FULLWIDTH COLON}"


@dataclass(slots=True)
class _NewDraft:
    """A story whose pictures are stored, to be saved in a transaction."""

    story: WordStory
    blocks: list[Block]
    photos: list[Photo] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def create_drafts(
    material: Material, stories: Sequence[WordStory], *, by: User | None
) -> tuple[list[Article], list[str]]:
    """The new articles, and what an editor should know of each. All of them are made or none.

    Pictures are decoded and stored before the transaction begins.
    """
    drafts: list[_NewDraft] = []
    try:
        for story in stories:
            drafts.append(_NewDraft(story, list(body.blocks(story.body))))
            _store_photos(drafts[-1], material.pictures)
        with transaction.atomic():
            names = NameRows()
            made = [_save(draft, names, by) for draft in drafts]
    except BaseException:
        remove_unused(photo for draft in drafts for photo in draft.photos)
        raise
    notes = [
        f"《{draft.story.headline or '无题'}》{COLON}{note}"
        for draft in drafts
        for note in draft.notes
    ]
    return made, notes


# Pictures


def _store_photos(draft: _NewDraft, pictures: Sequence[MaterialPicture]) -> None:
    for each in draft.story.pictures:
        picture = pictures[each.key - 1]
        name = picture.name.rpartition("/")[2]
        try:
            content = ContentFile(picture.open(), name=name)
            stored = photos.store(default_storage, content)
        except photos.PhotoNotStored as why:
            raise ImportRefused(f"图片存不下，没有建稿{COLON}{why}") from why
        except (ImportRefused, photos.PhotoRefused, WordRefused) as why:
            draft.notes.append(f"图{each.number}“{name}”没有收{COLON}{why}")
            _replace(draft, each.number, caption_in_text(each.caption, each.credit))
            continue
        reading = stored.reading
        if reading.note:
            draft.notes.append(f"图{each.number}“{name}”{COLON}{reading.note}")
        Likeness.objects.keep(stored.digest, stored.likeness)
        draft.photos.append(
            Photo(
                number=each.number,
                image=stored.name,
                width=reading.picture.width,
                height=reading.picture.height,
                digest=stored.digest,
                taken_on=reading.taken_on,
                ai_use=reading.ai_use,
                focus_left=stored.focus[0],
                focus_top=stored.focus[1],
                **_say(draft, each, reading),
            )
        )


def _say(draft: _NewDraft, each: WordPicture, reading: photos.PhotoReading) -> dict[str, str]:
    """Caption, credit and alternative text; what is too long for its field stays in the text."""
    caption, credit = each.caption or reading.caption, each.credit or reading.credit
    said = {"caption": caption, "credit": credit, "alt": clean_to_one_line(each.alt)}
    for name, text in said.items():
        label, most = _limit(Photo, name)
        if len(text) > most:
            draft.notes.append(f"图{each.number}的{label}超过{most}字，放在图后的正文里。")
            place = [Block("photo", photo=each.number), Block("paragraph", (Run(text),))]
            _replace(draft, each.number, place)
            said[name] = ""
    return said


def _replace(draft: _NewDraft, number: int, blocks: Iterable[Block]) -> None:
    """Put the blocks where the place of that photo is."""
    at = next(
        (n for n, each in enumerate(draft.blocks) if each.kind == "photo" and each.photo == number),
        None,
    )
    if at is None:
        draft.blocks += blocks
    else:
        draft.blocks[at : at + 1] = blocks


# Rows


def _save(draft: _NewDraft, names: NameRows, by: User | None) -> Article:
    story = draft.story
    article = Article(created_by=by, source=story.source[:200])
    heads, over = {}, []
    for name in ("kicker", "headline", "subhead"):
        text: str = getattr(story, name)
        label, most = _limit(Article, name)
        if len(text) > most:
            over.append(Block("paragraph", (Run(text),)))
            draft.notes.append(f"{label}超过{most}字，放在正文开头，请改短。")
        else:
            heads[name] = text
    for name, text in heads.items():
        setattr(article, name, text)
    blocks = [*over, *draft.blocks]
    if blocks and all(block.kind == "photo" for block in blocks):
        article.genre = Genre.PHOTO
    article.body = body.clean(body.html(tuple(blocks)))
    article.save()
    for photo in draft.photos:
        photo.article = article
        photo.save()
    _sign(article, draft, names)
    record.record_change(article, by=by, comment="来稿导入")
    return article


def _limit(model: type[Model], name: str) -> tuple[str, int]:
    """What a field is called, and how many characters it takes."""
    field_ = model._meta.get_field(name)
    return str(getattr(field_, "verbose_name", "")), int(getattr(field_, "max_length", 0) or 0)


def _sign(article: Article, draft: _NewDraft, names: NameRows) -> None:
    seen: set[tuple[int, str]] = set()
    for role, name, unit in draft.story.people:
        if len(name) > _limit(Reporter, "name")[1] or len(unit) > _limit(Unit, "name")[1]:
            draft.notes.append(f"署名“{name}（{unit}）”太长，没有记，请补上。")
            continue
        of = names.get(Unit, unit) if unit else None
        known = Reporter.objects.same_name(name).exists()
        reporter = names.get(Reporter, name, role=role, of=of)
        if not known:
            draft.notes.append(f"新建了作者“{name}”。")
        if names.is_guessed(Reporter, name, of):
            draft.notes.append(f"{say_guessed(reporter)}。")
        if (reporter.pk, role) in seen:
            continue
        seen.add((reporter.pk, role))
        Byline.objects.create(
            article=article,
            reporter=reporter,
            role=role,
            unit=of or reporter.unit,
            position=len(seen),
        )
