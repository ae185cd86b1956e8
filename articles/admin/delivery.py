"""来稿导入: one door for whatever is sent in, what became of each file, and the screen of one."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from articles import photos
from articles.admin.files import as_file
from articles.admin.lookups import OfferedLookups
from articles.admin.pages import log_change, page, render_page
from articles.admin.story_form import StoryForm, story_forms
from articles.desk.deliveries import collect_delivery, collect_door, make_fate
from articles.imports import deliveries
from articles.imports.acts import ImportRefused
from articles.imports.material import Material, read_material
from articles.imports.revising import exchange_body, revise
from articles.models import Delivery
from articles.review.rights import may_take_in
from articles.text.characters import CharacterRefused, admit
from articles.text.keys import parse_key

_MOST_FILES = 100
_MOST_TEXT = 900_000
#: The bytes of a file that is held in memory while its pictures are drawn.
_SMALL = 30 * 1024 * 1024


@admin.register(Delivery)
class DeliveryAdmin(OfferedLookups, admin.ModelAdmin):
    show_full_result_count = False

    def has_module_permission(self, request):
        return may_take_in(request.user)

    def has_view_permission(self, request, obj=None):
        return may_take_in(request.user)

    def has_add_permission(self, request):
        return False  # files come through the door

    def has_change_permission(self, request, obj=None):
        return may_take_in(request.user)

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        if not may_take_in(request.user):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return _render(request, "door", "来稿导入", collect_door(request.user))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The screen is no form: what is done there goes to pages of its own."""
        row = self.get_object(request, unquote(object_id))
        if row is None or not may_take_in(request.user):  # Django says so
            return super().change_view(request, object_id, form_url, extra_context)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return _render_screen(request, row, story_forms(row))


@page(Delivery, "send", address="send/", methods=["GET", "POST"], permission=None)
def send(request: HttpRequest) -> HttpResponse:
    """Take files and pasted text in. A script gets the rows of what came, a form the door."""
    if not may_take_in(request.user):
        raise PermissionDenied
    if request.method != "POST":  # back from the login page
        return redirect("admin:articles_delivery_changelist")
    by, sender = request.user, request.POST.get("sender", "")
    files = request.FILES.getlist("files")
    rows = [deliveries.take_in(file, by=by, sender=sender) for file in files[:_MOST_FILES]]
    refused = [f"一次最多送{_MOST_FILES}个文件，后面的没有收。"] if len(files) > _MOST_FILES else []
    if (text := request.POST.get("text", "")).strip():
        try:
            rows.append(_take_text(text, request, sender))
        except (ImportRefused, CharacterRefused) as why:
            refused.append(str(why))
    if not rows and not refused:
        refused.append("没有收到文件，也没有文字。请选文件，或者把文字贴进来。")
    if request.headers.get("X-Requested-With") == "fetch":
        shown = "".join(_render_fate(request, row) for row in rows)
        return JsonResponse({"rows": shown, "refused": refused}, status=200 if rows else 400)
    for said in refused:
        messages.error(request, said)
    if rows:
        messages.success(request, f"收到{len(rows)}件，各自的去向在下面。")
    return redirect("admin:articles_delivery_changelist")


@page(Delivery, "create", methods=["GET", "POST"], permission="view")
def create(request: HttpRequest, row: Delivery) -> HttpResponse:
    """Keep what was put right on the screen, and make drafts, or only keep it."""
    if request.method != "POST":  # back from the login page
        return redirect(row)
    forms = story_forms(row, request.POST)
    if not all(form.is_valid() for form in forms.values()):
        messages.error(request, "有几处没有填对，还没有建稿；填的都在，请改好再按一次。")
        return _render_screen(request, row, forms, status=422)
    changes = {n: change for n, form in forms.items() if (change := form.change)}
    try:
        revise(row, changes)
    except ImportRefused as refusal:
        messages.error(request, str(refusal))
        row.refresh_from_db()
        typed = [each for n in changes for each in forms[n].typed]
        return _render_screen(request, row, story_forms(row), typed=typed, status=409)
    try:
        if "keep" in request.POST or "exchange" in request.POST:
            return _keep(request, row, forms)
        asked = map(parse_key, request.POST.getlist("stories"))
        chosen = [number for number in asked if number is not None]
        made, _ = deliveries.create_drafts(row, by=request.user, chosen=chosen)
    except ImportRefused as refusal:
        messages.error(request, str(refusal))
    else:
        log_change(request, row, f"建立草稿{len(made)}篇")
        messages.success(request, f"建好草稿{len(made)}篇，都还没有送审，不会自动发布。")
    return redirect(row)


def _keep(request: HttpRequest, row: Delivery, forms: dict[int, StoryForm]) -> HttpResponse:
    """Say what was kept, and what of the text is no longer in it; change over to the other body."""
    number = parse_key(request.POST.get("exchange", ""))
    if number is not None and number in forms:
        exchange_body(row, number)
        messages.success(request, "正文换好了，另一份也存着，可以再换回来。")
        return redirect(row)
    messages.success(request, "改动存好了，还没有建稿。")
    if lost := [place for form in forms.values() for place in form.lost_places]:
        messages.warning(request, f"正文里没有{'、'.join(lost)}了。要用，按“用回读出来的正文”。")
    return redirect(row)


@page(Delivery, "drop", methods=["GET", "POST"], permission="view")
def drop(request: HttpRequest, row: Delivery) -> HttpResponse:
    """Put a mistake away, or bring it back."""
    if request.method != "POST":  # back from the login page
        return redirect("admin:articles_delivery_changelist")
    try:
        if row.state == Delivery.State.DROPPED:
            deliveries.restore(row)
            messages.success(request, f"“{row}”放回来了。")
        else:
            deliveries.drop(row)
            messages.success(request, f"“{row}”撤掉了，原件还存着，可以放回来。")
    except ImportRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:articles_delivery_changelist")


@page(Delivery, "again", methods=["GET", "POST"], permission="view")
def read_again(request: HttpRequest, row: Delivery) -> HttpResponse:
    return _read_and_return(request, row, deliveries.read_again)


@page(Delivery, "recognise", methods=["GET", "POST"], permission="view")
def read_as_page(request: HttpRequest, row: Delivery) -> HttpResponse:
    """Read a picture as a photographed page; it has been taken for a photo."""
    return _read_and_return(request, row, deliveries.read_as_page)


def _read_and_return(
    request: HttpRequest, row: Delivery, read: Callable[[Delivery], object]
) -> HttpResponse:
    """Read it, or say why not; a GET comes back from the login page and only leads to the door."""
    if request.method == "POST":
        try:
            read(row)
        except ImportRefused as refusal:
            messages.error(request, str(refusal))
    return redirect("admin:articles_delivery_changelist")


@page(Delivery, "original", methods=["GET"], permission="view")
def download_original(request: HttpRequest, row: Delivery) -> HttpResponseBase:
    """The file as it came, always a download."""
    try:
        data = deliveries.open_original(row)
    except ImportRefused as missing:
        raise Http404 from missing
    response = FileResponse(BytesIO(data), content_type="application/octet-stream")
    return as_file(response, row.file_name, attached=True)


@page(
    Delivery,
    "picture",
    address="<path:object_id>/pictures/<int:number>/",
    methods=["GET"],
    permission="view",
)
def show_picture(request: HttpRequest, row: Delivery, number: int) -> HttpResponseBase:
    """A picture of the delivery, small, for the screen; it is decoded as any photo is."""
    data = _draw(row.pk, row.digest, number)
    if data is None:
        raise Http404
    return HttpResponse(data, content_type="image/webp")


@lru_cache(maxsize=200)
def _draw(pk: int, digest: str, number: int) -> bytes | None:
    row = Delivery.objects.get(pk=pk)
    try:
        material = _read_small(pk, digest) if row.size < _SMALL else _read(row)
        content = ContentFile(material.pictures[number - 1].open())
        reading = photos.read(content, content.size)
    except (ImportRefused, IndexError, photos.PhotoRefused):
        return None
    picture = reading.picture
    picture.thumbnail((480, 480))
    out = BytesIO()
    picture.save(out, "WEBP", quality=75)
    return out.getvalue()


@lru_cache(maxsize=1)
def _read_small(pk: int, digest: str) -> Material:
    """The last one is kept: a screen asks for its pictures one after the other."""
    return _read(Delivery.objects.get(pk=pk))


def _read(row: Delivery) -> Material:
    return read_material(deliveries.open_original(row), row.file_name)


def _take_text(text: str, request: HttpRequest, sender: str) -> Delivery:
    if len(text.encode()) > _MOST_TEXT:
        raise ImportRefused("贴来的文字太长。请存成文件再送来。")
    return deliveries.take_text(admit(text).text, by=request.user, sender=sender)


def _render_fate(request: HttpRequest, row: Delivery) -> str:
    context = {"fate": make_fate(row)}
    return render_to_string("admin/articles/delivery/fate.html", context, request)


def _render_screen(request, row, forms, *, typed=(), **options):
    """`typed` is what somebody wrote and can't be kept."""
    context = collect_delivery(row, request.user) | {"typed": typed}
    if context["open"]:
        for story in context["stories"]:
            story["form"] = form = forms.get(story["number"])
            for photo, fields in zip(
                story["photos"], form.photo_fields if form else (), strict=False
            ):
                photo["fields"] = fields
    return _render(request, "screen", str(row), context, **options)


def _render(request, name, title, context, **options):
    here = reverse("admin:articles_delivery_changelist")
    template = f"admin/articles/delivery/{name}.html"
    return render_page(request, template, title, context | {"list_url": here}, **options)
