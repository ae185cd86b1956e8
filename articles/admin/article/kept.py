"""The article form keeps itself on the server while one writes: its writer's alone, no version."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from secrets import token_hex
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import RequestDataTooBig
from django.forms import BaseForm
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    QueryDict,
    RawPostDataException,
)
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from articles.admin.article.conflict import ROWS
from articles.admin.article.form import RESUME
from articles.admin.article.overtaken import list_typed
from articles.admin.pages import page, render_page
from articles.desk.times import say_moment
from articles.models import Article, KeepingRefused, KeptForm, keep_form
from articles.models.kept_form import TOO_LONG
from articles.text import body
from articles.text.characters import remove_controls
from articles.text.dates import format_time
from articles.text.keys import parse_key

#: Of a form, but nothing that anybody wrote.
_NOT_WRITTEN = {"csrfmiddlewaretoken", "kept", "overwrite", "asked"}
_NOTHING = "没有收到写的内容。"
_SHOWN = 5  # on a form; the page of all of them shows the others
_OPENING = 40  # characters
_FIELDS = 4000  # as many as a browser may post


@dataclass(frozen=True, slots=True)
class KeptOffer:
    """What was kept, as it is offered: where it differs from what is stored, and how it begins."""

    row: KeptForm
    where: str

    @property
    def when(self) -> str:
        return say_moment(self.row.kept_at)

    @property
    def title(self) -> str:
        return self.row.value("headline").strip() or "还没有主题"

    @property
    def opening(self) -> str:
        said = body.extract_text(self.row.value("body")).split()
        text = "　".join(filter(None, [self.row.value("headline").strip(), "".join(said)]))
        return text if len(text) <= _OPENING else f"{text[:_OPENING]}……"

    @property
    def address(self) -> str:
        """Where it is gone on with."""
        if self.row.article_key is None:
            return reverse("admin:articles_article_add")
        return reverse("admin:articles_article_change", args=[self.row.article_key])


# While one writes


@page(Article, "kept", address="kept/", methods=["POST"], permission=None)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the form that is sent as JSON; answers when, or why not.

    JSON and no form, so that nothing is said of it on the next page.
    """
    try:
        keep_form(by=request.user, **_read(request))
    except KeepingRefused as why:
        return JsonResponse({"refused": str(why)}, status=getattr(why, "status", 413))
    return JsonResponse({"at": format_time(timezone.localtime())})


class _AskedWrongly(KeepingRefused):
    def __init__(self, why: str, status: int) -> None:
        super().__init__(why)
        self.status = status


def _read(request: HttpRequest) -> dict[str, Any]:
    """What the page sends, if this account may write it. Raises KeepingRefused."""
    try:
        sent = json.loads(request.body)
        user, token, stamp, article = (sent[name] for name in ("user", "token", "stamp", "article"))
        fields = list(_written(sent["fields"]))
    except RequestDataTooBig as why:
        raise KeepingRefused(TOO_LONG) from why
    except (ValueError, TypeError, KeyError, RecursionError, RawPostDataException) as why:
        raise _AskedWrongly(_NOTHING, 400) from why
    known = is_token(token) and isinstance(stamp, int) and 0 <= stamp < 2**53
    if not known or len(fields) > _FIELDS:
        raise _AskedWrongly(_NOTHING, 400)
    if user != request.user.pk:
        raise _AskedWrongly("这个浏览器现在登录的是另一个账号，先存在本机。", 409)
    key = None if article is None else parse_key(article)
    if not _may_write(request, key, is_new=article is None):
        raise _AskedWrongly("这份稿件您现在不能改了，写的先存在本机。", 403)
    return {"fields": fields, "article_key": key, "token": token, "stamp": stamp}


def is_token(text: object) -> bool:
    """Whether it can be the token of a page, which its script makes up."""
    return isinstance(text, str) and re.fullmatch("[0-9a-f]{8,32}", text) is not None


def choose_token(request: HttpRequest, article: Article | None) -> str:
    """The page's token: the posted one; of a new article one of its own, since without a script it
    would have none, and a second press would save it twice."""
    return request.POST.get("kept", "") or ("" if article else token_hex(8))


def _may_write(request: HttpRequest, key: int | None, *, is_new: bool) -> bool:
    articles = admin.site.get_model_admin(Article)
    if is_new:
        return articles.has_add_permission(request)
    article = articles.get_object(request, str(key)) if key is not None else None
    return article is not None and articles.has_change_permission(request, article)


def _written(pairs: Any) -> Iterator[tuple[str, str]]:
    """The fields that hold what was written, with line ends and characters as a POST has them."""
    for name, value in pairs:
        if not isinstance(name, str) or not isinstance(value, str):
            raise TypeError(name)
        left = name.startswith(("_", "choice-")) or name in _NOT_WRITTEN or "__prefix__" in name
        if not left and len(name) <= 100 and name.isascii() and name.isprintable():
            text = value.encode(errors="replace").decode()
            text = remove_controls(text).text
            yield name, text.replace("\r\n", "\n").replace("\n", "\r\n")


# When the form is opened again


def collect_offers(articles: Any, request: HttpRequest, article: Article | None) -> list[KeptOffer]:
    """What this account wrote in this form and has not saved, where it differs from the stored.

    Where it may no longer be changed, all of it: to be copied.
    """
    key = article.pk if article else None
    rows = KeptForm.objects.offered_to(request.user).of_article(key)
    if article and not articles.has_change_permission(request, article):
        return [KeptOffer(row, "") for row in rows[:_SHOWN]]
    offers = (KeptOffer(row, _differences(articles, request, article, row)) for row in rows)
    return list(islice((offer for offer in offers if offer.where), _SHOWN))


def _differences(articles: Any, request: HttpRequest, article: Article | None, row: KeptForm):
    """The labels of the fields and rows that say something else than what is stored."""
    data, instance = restore_post(row), article or Article()
    form = articles.get_form(request, article, change=article is not None)(data, instance=instance)
    names = [str(form.fields[name].label) for name in form.changed_data if name != "body"]
    if "body" in form.changed_data and (said := _compare_length(instance, row)):
        names.append(said)
    for formset_class, _ in articles.get_formsets_with_inlines(request, article):
        prefix = formset_class.get_default_prefix()
        if formset_class(data, instance=instance, prefix=prefix).has_changed():
            names.append(ROWS[prefix])
    return "、".join(names)


def _compare_length(article: Article, row: KeptForm) -> str:
    """正文 with how many characters more or fewer; nothing where the text is the same."""
    typed = body.clean(row.value("body"))
    if typed == article.body:
        return ""
    more = body.length(typed) - body.length(article.body)
    return f"正文（{'多' if more > 0 else '少'}{abs(more)}字）" if more else "正文"


def restore_post(row: KeptForm) -> QueryDict:
    """What was kept, as the form posts it."""
    data = QueryDict(mutable=True)
    for name, value in row.fields:
        data.appendlist(name, value)
    return data


def take_up(request: HttpRequest, object_id: str | None) -> None:
    """Before the form answers a POST of RESUME: let it have been posted what was kept.

    What a browser kept for itself is in the POST already. The page gets a token of its own, and
    the row that the page before wrote.
    Raises Http404 if there is nothing kept of this number, this form and this account.
    """
    if request.method != "POST" or RESUME not in request.POST:
        return
    number, before = parse_key(request.POST[RESUME]), request.POST.get("kept", "")[:32]
    rows = KeptForm.objects.offered_to(request.user)
    if number is None:
        row, data = rows.filter(token=before).first(), request.POST.copy()
        for name in [name for name in data if name.startswith("_") or name in _NOT_WRITTEN]:
            del data[name]
    else:
        key = None if object_id is None else parse_key(unquote(object_id))
        row = rows.of_article(key).filter(pk=number).first()
        if row is None or (object_id is not None and key is None):
            raise Http404
        data, before = restore_post(row), row.token
    request.kept_before = before
    token = row.hand_over() if row else token_hex(8)
    data[RESUME], data["kept"] = "1", token
    request.POST = data


def tell_saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Tell the script of the next page whose text it need not keep any longer, in a cookie."""
    if is_token(token := request.POST.get("kept", "")):
        response.set_cookie(
            "desk-saved", token, max_age=3600, samesite="Strict", secure=request.is_secure()
        )
    return response


def pass_over_blanks(form: BaseForm, formsets: list[Any]) -> None:
    """Of what is half written it is no error that something is missing yet."""
    for each in (form, *(row for formset in formsets for row in formset.forms)):
        for name, errors in list(each.errors.as_data().items()):
            if all(error.code == "required" for error in errors):
                del each.errors[name]


# All of it, and what can't be gone on with


@page(Article, "kept", address="kept/", methods=["GET"], permission=None)
def list_kept(request: HttpRequest) -> HttpResponse:
    """What the account has written and not saved, in any form."""
    rows = list(KeptForm.objects.offered_to(request.user))
    found = Article.objects.in_bulk([row.article_key for row in rows if row.article_key])
    offers = [
        (KeptOffer(row, ""), article)
        for row in rows
        if (article := found.get(row.article_key)) is None or article.is_visible_to(request.user)
    ]
    context = {"offers": offers}
    return render_page(request, "admin/articles/article/kept.html", "没保存的", context)


@page(Article, "kept_copy", address="kept/<int:number>/", methods=["GET"], permission=None)
def show_kept(request: HttpRequest, number: int) -> HttpResponse:
    """What was typed, to be read and copied: also where the article can't be changed any more."""
    row = _find(request, number)
    context = {
        "offer": KeptOffer(row, ""),
        "typed": list_typed(restore_post(row), {}),
        "typed_body": body.blocks(row.value("body")),
    }
    return render_page(request, "admin/articles/article/kept_copy.html", "没保存的", context)


@page(Article, "kept_copy", address="kept/<int:number>/", methods=["POST"], permission=None)
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """The writer doesn't want it; back to the form, or to what else is kept."""
    row = _find(request, number)
    row.delete()
    messages.success(request, "没保存的那一份丢掉了。")
    return redirect(KeptOffer(row, "").address if "form" in request.POST else list_address())


def list_address() -> str:
    return reverse("admin:articles_article_kept")


def _find(request: HttpRequest, number: int) -> KeptForm:
    row = KeptForm.objects.offered_to(request.user).filter(pk=number).first()
    if row is None or not _may_read(request, row):
        raise Http404
    return row


def _may_read(request: HttpRequest, row: KeptForm) -> bool:
    """What somebody typed into an article that they may no longer see holds that article, too."""
    article = Article.objects.filter(pk=row.article_key).first() if row.article_key else None
    return article is None or article.is_visible_to(request.user)
