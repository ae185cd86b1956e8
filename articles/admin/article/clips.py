"""音视频: the sound and film of an article, added, described and taken off at one page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.admin.pages import page, render_page
from articles.imports.clips import (
    LONGEST_CAPTION,
    LONGEST_TRANSCRIPT,
    MOST,
    ClipRefused,
    arrange_clips,
    keep_clip,
    read_captions,
)
from articles.imports.storing import discard_files
from articles.models import Article
from articles.models.fields import validate_characters
from articles.text.attached import say_size
from articles.text.characters import clean_to_one_line
from articles.text.clips import Clip
from articles.text.keys import parse_key

#: What was typed for each clip, by its address.
Typed = dict[str, dict[str, Any]]


@page(Article, "clips", methods=["GET"], permission="view")
def show_clips(request: HttpRequest, article: Article) -> HttpResponse:
    """The clips, and the form for who may change the article now."""
    return _show(request, article, {})


@page(Article, "clips", methods=["POST"], permission="change")
def save_clips(request: HttpRequest, article: Article) -> HttpResponse:
    """Keep the file that was sent and what was typed. What is wrong with one costs that one, and
    what was typed stays on the page."""
    new = _keep_new(request)
    changes, wrong = _read(request, article)
    try:
        article = arrange_clips(article, changes, new, by=request.user)
    except (ClipRefused, PermissionDenied) as why:
        discard_files(new)
        if isinstance(why, PermissionDenied):
            raise
        messages.error(request, str(why))
        return _show(request, article, {key: each for key, each in changes.items() if each} | wrong)
    if wrong:
        return _show(request, article, wrong)
    messages.success(request, "音视频已存。")
    return redirect("admin:articles_article_clips", article.pk)


def _keep_new(request: HttpRequest) -> list[Clip]:
    found = []
    for file in request.FILES.getlist("new")[:1]:  # each takes seconds to be looked into
        quoted = f"“{(file.name or '')[:60]}”"
        try:
            kept, note = keep_clip(file, by=request.user)
        except ClipRefused as why:
            messages.error(request, f"{quoted}没有收\N{FULLWIDTH COLON}{why}")
            continue
        messages.info(request, f"{quoted}收下了。{note}请写上说明，有人说话的写上文字稿。")
        found.append(kept)
    return found


def _read(request: HttpRequest, article: Article) -> tuple[dict[str, dict[str, Any] | None], Typed]:
    """The changes by the clips' addresses, and what was typed and can't be taken."""
    changes: dict[str, dict[str, Any] | None] = {}
    wrong: Typed = {}
    for each in article.sounds:
        key = each.address
        if key not in request.POST.getlist("clip"):
            continue
        if f"remove-{key}" in request.POST:
            changes[key] = None
            continue
        typed = {
            "caption": request.POST.get(f"caption-{key}", each.caption).strip(),
            "transcript": request.POST.get(f"transcript-{key}", each.transcript).strip(),
            "poster": parse_key(request.POST.get(f"poster-{key}", "0")) or 0,
        }
        try:
            changes[key] = _check(typed, article) | _captions(request, key)
        except (ValidationError, ClipRefused) as why:
            said = why.message if isinstance(why, ValidationError) else str(why)
            told = f"“{each.caption or each.label}”没有改\N{FULLWIDTH COLON}{said}。"
            messages.error(request, told.replace("。。", "。"))
            wrong[key] = typed
    return changes, wrong


def _check(typed: dict[str, Any], article: Article) -> dict[str, Any]:
    for name in ("caption", "transcript"):
        validate_characters(typed[name])
    if len(typed["caption"]) > LONGEST_CAPTION or len(typed["transcript"]) > LONGEST_TRANSCRIPT:
        raise ValidationError(f"说明不超过{LONGEST_CAPTION}字，文字稿不超过{LONGEST_TRANSCRIPT}字")
    if typed["poster"] and typed["poster"] not in {each.number for each in article.photos.all()}:
        raise ValidationError("封面选的那幅图不在了，请另选")
    return typed | {"caption": clean_to_one_line(typed["caption"])}


def _captions(request: HttpRequest, key: str) -> dict[str, str]:
    if f"no-captions-{key}" in request.POST:
        return {"captions": ""}
    file = request.FILES.get(f"captions-{key}")
    return {"captions": read_captions(file)} if file else {}


def _show(request: HttpRequest, article: Article, typed: Typed) -> HttpResponse:
    rows = []
    for each in article.sounds:
        stored = {"caption": each.caption, "transcript": each.transcript, "poster": each.poster}
        rows.append((each, stored | typed.get(each.address, {})))
    editable = admin.site.get_model_admin(Article).has_change_permission(request, article)
    context = {
        "article": article, "opts": article._meta, "rows": rows, "editable": editable,
        "photos": list(article.photos.all()), "most": MOST,
        "largest": say_size(settings.CLIP_LARGEST), "longest_caption": LONGEST_CAPTION,
        "longest_transcript": LONGEST_TRANSCRIPT,
    }  # fmt: skip
    template = "admin/articles/article/clips.html"
    status = 400 if typed else 200
    return render_page(request, template, "音视频", context, status=status)
