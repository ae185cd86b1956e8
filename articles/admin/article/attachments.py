"""附件: the files that an article hands out, added, named, ordered and taken off at one page."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.admin.pages import page, render_page
from articles.imports.attachments import (
    LARGEST,
    LONGEST_NAME,
    MOST,
    AttachmentRefused,
    arrange_attachments,
    keep_attachment,
)
from articles.imports.storing import discard_files
from articles.models import Article
from articles.models.fields import validate_characters
from articles.text.attached import AttachedFile, say_size
from articles.text.keys import parse_key


@page(Article, "attachments", methods=["GET"], permission="view")
def show_attachments(request: HttpRequest, article: Article) -> HttpResponse:
    """The files in order, and the form for who may change the article now."""
    return _show(request, article)


@page(Article, "attachments", methods=["POST"], permission="change")
def save_attachments(request: HttpRequest, article: Article) -> HttpResponse:
    """Keep what was sent, then the names and their order. What is wrong with one costs that one."""
    new = list(_keep_new(request))
    names, wrong = _read_names(request, article)
    try:
        arrange_attachments(article, names.items(), new, by=request.user)
    except (AttachmentRefused, PermissionDenied) as why:
        discard_files(new)
        if isinstance(why, PermissionDenied):
            raise
        messages.error(request, str(why))
        return redirect("admin:articles_article_attachments", article.pk)
    if wrong:
        article.refresh_from_db()
        return _show(request, article, wrong)
    messages.success(request, "附件已存。")
    return redirect("admin:articles_article_attachments", article.pk)


def _keep_new(request: HttpRequest) -> Iterator[AttachedFile]:
    """Store the files that came; each that is not taken is told by its name."""
    files = request.FILES.getlist("new")
    if len(files) > MOST:  # each is looked into, which takes its time
        files, left = files[:MOST], len(files) - MOST
        messages.error(request, f"一次最多收{MOST}个附件，后面{left}个没有收。请并成几个文件再传。")
    for file in files:
        quoted = f"“{(file.name or '')[:60]}”"
        try:
            kept, note = keep_attachment(file, by=request.user)
        except AttachmentRefused as why:
            messages.error(request, f"{quoted}没有收\N{FULLWIDTH COLON}{why}")
            continue
        if note:
            messages.warning(request, f"{quoted}收下了。{note}")
        yield kept


def _read_names(request: HttpRequest, article: Article) -> tuple[dict[str, str], dict[str, str]]:
    """The names by the files' addresses, in the order that was typed; and those that can't be
    taken, which stay what they were. A file to take off has an empty one."""
    found, wrong, order = {}, {}, {}
    for at, each in enumerate(article.attached, 1):
        if each.address not in request.POST.getlist("file"):
            continue
        typed = request.POST.get(f"name-{each.address}", each.name).strip()
        try:
            validate_characters(typed)
            if not typed or len(typed) > LONGEST_NAME:
                raise ValidationError(f"名称要写，不超过{LONGEST_NAME}字")
        except ValidationError as why:
            if f"remove-{each.address}" not in request.POST:
                said = f"“{each.name}”的名称没有改\N{FULLWIDTH COLON}{why.message}。"
                messages.error(request, said.replace("。。", "。"))
                wrong[each.address] = typed
            typed = each.name
        found[each.address] = "" if f"remove-{each.address}" in request.POST else typed
        order[each.address] = (parse_key(request.POST.get(f"place-{each.address}", "")) or at, at)
    return dict(sorted(found.items(), key=lambda pair: order[pair[0]])), wrong


def _show(
    request: HttpRequest, article: Article, typed: dict[str, str] | None = None
) -> HttpResponse:
    rows = [(each, (typed or {}).get(each.address, each.name)) for each in article.attached]
    editable = admin.site.get_model_admin(Article).has_change_permission(request, article)
    context = {
        "article": article, "opts": article._meta, "rows": rows, "editable": editable,
        "most": MOST, "largest": say_size(LARGEST), "longest_name": LONGEST_NAME,
    }  # fmt: skip
    status = 400 if typed else 200
    template = "admin/articles/article/attachments.html"
    return render_page(request, template, "附件", context, status=status)
