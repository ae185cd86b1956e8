"""The library: photos of all articles that an account sees, to look for, and to take into another.

What is taken is a copy that waits for the account, as a photo that was sent does (sent.py): it goes
into the article with the save of the form, or at once where there is no form.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, F, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles import versions
from articles.admin.article.listing import BoundedPaginator
from articles.admin.article.sent import describe_sent, may_send
from articles.admin.pages import page, render_page
from articles.context_processors import site_of
from articles.desk.library import collect_shots, find_like, say_title
from articles.models import Article, Photo, SentPhoto, copy_sent
from articles.photos import PhotoRefused
from articles.review import record, rights
from articles.text.keys import parse_key
from articles.text.months import BadMonth, Month

_A_PAGE = 24
#: Each is copied with the file as it was sent, 40 MB at most.
_MOST_AT_ONCE = 10
_MOST_CREDITS = 50
_ANY = ("", "不限")


class LibraryForm(forms.Form):
    """What is looked for. Every field may be empty."""

    q = forms.CharField(label="找图", required=False, max_length=100)
    credit = forms.CharField(label="摄影", required=False, max_length=60)
    person = forms.CharField(label="图中人", required=False, max_length=60)
    month = forms.CharField(label="年月", required=False)
    used = forms.ChoiceField(
        label="用过没有", required=False, choices=[_ANY, ("yes", "用过的"), ("no", "没用过的")]
    )
    shape = forms.ChoiceField(
        label="形状", required=False, choices=[_ANY, ("wide", "横幅"), ("tall", "竖幅")]
    )
    like = forms.CharField(required=False)

    def clean_month(self) -> Month | None:
        try:
            return Month.parse(self.cleaned_data["month"]) if self.cleaned_data["month"] else None
        except BadMonth as why:
            raise ValidationError(str(why)) from why

    def find(self, user: Any) -> QuerySet[Photo]:
        """The pictures that are left, each once, those of the latest articles first."""
        asked = self.cleaned_data
        found = Photo.objects.visible_to(user).that_say(asked["q"])
        if asked["like"]:
            one = Photo.objects.visible_to(user).filter(pk=parse_key(asked["like"])).first()
            found = found.filter(pk__in=find_like(one, user).values("pk")) if one else found.none()
        if asked["credit"]:
            found = found.credited_to(asked["credit"])
        if asked["person"]:
            found = found.showing(asked["person"])
        if asked["month"]:
            found = found.taken_within(*asked["month"].span)
        if asked["used"]:
            found = found.used(asked["used"] == "yes")
        if asked["shape"]:
            tall = Q(height__gt=F("width"))
            found = found.filter(tall if asked["shape"] == "tall" else ~tall)
        return found.once_each().order_by("-article_id", "number", "-pk")


@page(Article, "library", address="library/", methods=["GET"], permission="view")
def show_library(request: HttpRequest) -> HttpResponse:
    """The pictures, a page of them, to choose from for an article or only to look at."""
    form = LibraryForm(request.GET)
    found = form.find(request.user) if form.is_valid() else Photo.objects.none()
    leaf = BoundedPaginator(found.values_list("pk", flat=True), _A_PAGE).get_page(
        request.GET.get("page")
    )
    article = _find_article(request, request.GET.get("article"))
    context = {
        "opts": Article._meta,
        "form": form,
        "leaf": leaf,
        "shots": collect_shots(leaf.object_list, request.user, site_of(request)),
        "credits": _list_credits(request.user),
        "article": article,
        "article_title": say_title(article) if article else "",
        "may_take": may_send(request),
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "most": _MOST_AT_ONCE,
    }
    title = f"图库：取图到{say_title(article)}" if article else "图库"
    return render_page(request, "admin/articles/article/library.html", title, context)


@page(Article, "take", address="library/take/", methods=["POST"], permission=None)
def take_photos(request: HttpRequest) -> HttpResponse:
    """Copy the chosen photos: for the open form, which asks for JSON, or into an article itself."""
    if not may_send(request):
        raise PermissionDenied
    asks_for_json = "application/json" in request.headers.get("Accept", "")
    article = None if asks_for_json else _find_article(request, request.POST.get("article"))
    try:
        copies = _copy_chosen(request)
        if asks_for_json:
            return JsonResponse({"taken": [describe_sent(each) for each in copies]})
        article = _put_in(copies, article, by=request.user)
    except PhotoRefused as why:
        if asks_for_json:
            return JsonResponse({"refused": str(why)}, status=400)
        messages.error(request, str(why))
        back = reverse("admin:articles_article_library")
        return redirect(f"{back}?article={article.pk}" if article else back)
    messages.success(
        request, f"从图库取来{len(copies)}幅图，放在图片一栏末尾。说明是从原稿带来的，请核对。"
    )
    return redirect("admin:articles_article_change", article.pk)


def _copy_chosen(request: HttpRequest) -> list[SentPhoto]:
    """Copies of the chosen photos that the account may see. Raises PhotoRefused."""
    keys = [parse_key(each) for each in request.POST.getlist("photo")]
    if not keys:
        raise PhotoRefused("还没有选图：在要取的图上打勾，再按“取”。")
    if len(keys) > _MOST_AT_ONCE:
        raise PhotoRefused(f"一次最多取{_MOST_AT_ONCE}幅，请分几次取。")
    found = {p.pk: p for p in Photo.objects.visible_to(request.user).filter(pk__in=keys)}
    if len(found) < len(set(keys)):
        raise PhotoRefused("选的图有的已经不在图库里了，请重新找一遍再选。")
    return [copy_sent(photo, by=request.user) for photo in found.values()]


@transaction.atomic
def _put_in(copies: list[SentPhoto], article: Article | None, *, by: Any) -> Article:
    """Make the copies photos of the article, or of a new draft; a change like any other.

    Raises PhotoRefused.
    """
    if article is None:
        article = Article.objects.create(created_by=by)
    else:
        article = Article.objects.select_for_update().get(pk=article.pk)
        if not rights.may_edit(article, by):
            raise PermissionDenied("稿件现在不能改")
        versions.ensure(article)
    last = article.photos.aggregate(last=Max("number"))["last"] or 0
    if last + len(copies) > 999:
        raise PhotoRefused("图号最多到999，这篇稿件放不下了。")
    same = ("image", "width", "height", "digest", "caption", "credit", "alt", *versions.PHOTO_FACTS)
    for number, each in enumerate(copies, last + 1):
        article.photos.create(number=number, **{name: getattr(each, name) for name in same})
    SentPhoto.objects.filter(pk__in=[each.pk for each in copies]).delete()
    Article.objects.filter(pk=article.pk).update(revision=F("revision") + 1)
    record.record_change(article, by=by, comment="从图库取图")
    return article


def _find_article(request: HttpRequest, text: str | None) -> Article | None:
    """The article that photos are taken for, if the account may change it."""
    key = parse_key(text or "")
    rows = Article.objects.visible_to(request.user)
    found = rows.filter(pk=key).first() if key is not None else None
    may_change = admin.site.get_model_admin(Article).has_change_permission
    return found if found and may_change(request, found) else None


def _list_credits(user: Any) -> list[str]:
    """Who took most of the photos that the account may see."""
    rows = Photo.objects.visible_to(user).exclude(credit="").order_by()
    counted = rows.values("credit").annotate(count=Count("pk")).order_by("-count", "credit")
    return [row["credit"] for row in counted[:_MOST_CREDITS]]
