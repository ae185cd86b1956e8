"""Photos sent ahead: each is uploaded when it is chosen, and is its sender's until the save."""

from __future__ import annotations

import re

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    QueryDict,
)
from django.http.response import HttpResponseBase
from django.urls import reverse

from articles import photos
from articles.admin.files import as_file
from articles.admin.pages import page
from articles.desk.library import tell_of_like
from articles.models import Article, Photo, PhotoAi, SentPhoto, keep_marked, keep_sent
from articles.review.rights import may_edit
from articles.text.keys import parse_key
from articles.versions import PHOTO_FACTS

_FIELD = re.compile(r"photos-(\d+)-image")
_AI_FIELD = re.compile(r"(photos-\d+)-ai_use")
_NOT_MARKED = "的人工智能标识只印在图下，没有写进图片文件："


@page(Article, "send", address="photos/", methods=["POST"], permission=None)
def send_photo(request: HttpRequest) -> HttpResponse:
    """Keep the photo, and answer with what the form shows of it, or why it was refused."""
    if not may_send(request):
        raise PermissionDenied
    file = request.FILES.get("image")
    if file is None:
        return JsonResponse({"refused": "没有收到图片文件，请再选一次。"}, status=400)
    try:
        sent, note = keep_sent(file, by=request.user)
    except photos.PhotoNotStored as why:  # the form keeps the file, and sends it with the save
        return JsonResponse({"failed": str(why)}, status=503)
    except photos.PhotoRefused as why:
        return JsonResponse({"refused": str(why)}, status=400)
    return JsonResponse(describe_sent(sent, note + tell_of_like(sent.digest, request.user)))


def describe_sent(sent: SentPhoto, note: str = "") -> dict[str, object]:
    """What the form shows of a photo that waits, as JSON."""
    return {
        "sent": sent.pk, "url": reverse("admin:articles_article_sent", args=[sent.pk]),
        "width": sent.width, "height": sent.height, "caption": sent.caption,
        "credit": sent.credit, "alt": sent.alt, "note": note, "taken_on": sent.taken_on or "",
        "focus_left": sent.focus_left, "focus_top": sent.focus_top, "ai_use": sent.ai_use,
    }  # fmt: skip


@page(Article, "sent", address="photos/<int:number>/", methods=["GET"], permission=None)
def show_sent(request: HttpRequest, number: int) -> HttpResponseBase:
    """Serve a photo that waits, to its sender only."""
    sent = SentPhoto.objects.filter(pk=number, sender=request.user).first()
    if sent is None:
        raise Http404
    name = photos.rendition(sent.image, photos.WIDTHS[0])
    return FileResponse(default_storage.open(name), content_type="image/webp")


@page(
    Article,
    "original",
    address="<path:object_id>/photos/<int:number>/original/",
    methods=["GET"],
    permission="view",
)
def download_original(request: HttpRequest, article: Article, number: int) -> HttpResponseBase:
    """Serve a photo's file as it was sent, as a download, to whoever may see its article here."""
    photo = article.photos.filter(number=number).first()
    name = photos.original_of(photo.image.name or "") if photo else ""
    if not name or not default_storage.exists(name):
        raise Http404
    kind = photos.find_kind(default_storage, name)
    response = FileResponse(default_storage.open(name), content_type="application/octet-stream")
    return as_file(response, f"稿{article.pk}图{number}.{kind}", attached=True)


def keep_files(request: HttpRequest) -> None:
    """Files that came with the article form are sent photos from here on, whatever becomes of it.

    Without JavaScript they only come now. Why one was refused is told by its row. What posts no
    revision is no form of ours, and none of its files is kept.
    """
    ours = request.method == "POST" and "revision" in request.POST
    if not ours or not request.FILES or not may_send(request):
        return
    data, refused = request.POST.copy(), {}
    for field in filter(_FIELD.fullmatch, list(request.FILES)):
        try:
            sent, note = keep_sent(request.FILES[field], by=request.user)
        except photos.PhotoRefused as why:
            refused[field] = f"“{request.FILES[field].name}”没有收\N{FULLWIDTH COLON}{why}"
        else:
            row = field.removesuffix("-image")
            data[f"{row}-sent"] = str(sent.pk)
            _fill(data, row, sent)
            if note := note + tell_of_like(sent.digest, request.user):
                messages.info(request, f"“{sent.file_name}”\N{FULLWIDTH COLON}{note}")
        del request.FILES[field]
    request.POST, request.refused_photos = data, refused


def mark_photos(request: HttpRequest, article: str | None) -> None:
    """Make the files anew of photos of which the posted form declares another use of AI than their
    files say; they wait for the save like photos that were sent.

    Where that can't be done, the save goes on and it is told: the words below the photo count.
    """
    if request.method != "POST" or not may_send(request):
        return
    data = request.POST.copy()
    for row in [match[1] for match in map(_AI_FIELD.fullmatch, request.POST) if match]:
        use = data[f"{row}-ai_use"]
        photo = _find_photo(request, data, row, article)
        if photo is None or use not in PhotoAi.values or not (use or photo.ai_use):
            continue
        name = photo.image if isinstance(photo, SentPhoto) else photo.image.name or ""
        if photos.find_mark(default_storage, name) == use:
            continue
        try:
            data[f"{row}-sent"] = str(keep_marked(photo, use, by=request.user).pk)
        except photos.PhotoRefused as why:
            messages.warning(request, f"{photo}{_NOT_MARKED}{why}要写进去，请重新传这幅图。")
    request.POST = data


def _find_photo(
    request: HttpRequest, data: QueryDict, row: str, article: str | None
) -> Photo | SentPhoto | None:
    """The photo of a row of the form: the account's own that waits, or one of this article."""
    if data.get(f"{row}-DELETE"):
        return None
    if (key := parse_key(data.get(f"{row}-sent", ""))) is not None:
        return SentPhoto.objects.filter(pk=key, sender=request.user).first()
    key, of = parse_key(data.get(f"{row}-id", "")), parse_key(article or "")
    found = Photo.objects.filter(pk=key, article=of).select_related("article").first()
    return found if found and may_edit(found.article, request.user) else None


def _fill(data: QueryDict, row: str, sent: SentPhoto) -> None:
    """Write into the row what the file says, where nothing is written.

    What the row still says of the file that this one takes the place of counts as nothing.
    """
    key = parse_key(data.get(f"{row}-id", ""))
    before = Photo.objects.filter(pk=key).first() if key is not None else None
    for name in ("caption", "credit", *PHOTO_FACTS):
        typed = data.get(f"{row}-{name}", "").strip()
        if not typed or (name in PHOTO_FACTS and typed == str(getattr(before, name, None))):
            data[f"{row}-{name}"] = str(getattr(sent, name) or "")


def may_send(request: HttpRequest) -> bool:
    articles = admin.site.get_model_admin(Article)
    return articles.has_add_permission(request) or articles.has_change_permission(request)
