"""Articles for the 公众号: copied from here, or made a draft there by its interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from articles.admin.files import as_file
from articles.admin.pages import log_change, page, render_page
from articles.context_processors import site_of
from articles.desk.wechat import ChosenPiece, WechatSet, collect_set
from articles.exports.wechat.account import WechatAccount, WechatRefused
from articles.exports.wechat.sending import send_drafts
from articles.fonts import NoFonts
from articles.models import Article
from articles.roles import PROOF
from articles.site.sharing import describe_article, read_picture
from articles.text.keys import parse_key

if TYPE_CHECKING:
    from articles.models import SiteSettings

#: So many numbers of an address are looked at.
_MOST = 50
_NOT_PUBLIC = "稿号{}没有公开，或没有这篇稿件。公开以后再来取公众号格式。"


@page(Article, "wechat", address="wechat/", methods=["GET"], permission=PROOF)
def show_wechat(request: HttpRequest) -> HttpResponse:
    """The articles that `?id=…&id=…` names."""
    chosen = collect_set(_read_ids(request.GET), site_of(request))
    return _show(request, chosen, {})


@page(Article, "wechat", address="wechat/", methods=["POST"], permission=PROOF)
def send_wechat(request: HttpRequest) -> HttpResponse:
    """Make a draft of them, under the titles that were typed; refused, these stay."""
    site = site_of(request)
    chosen = collect_set(_read_ids(request.POST), site)
    titles = {each.article.pk: _read_title(request.POST, each) for each in chosen.chosen}
    try:
        _send(request, chosen, titles, site)
    except WechatRefused as refusal:
        messages.error(request, str(refusal))
        return _show(request, chosen, titles, status=409)
    for each in chosen.chosen:
        log_change(request, each.article, "送进公众号草稿箱")
    messages.success(request, f"已送进公众号的草稿箱，共{len(titles)}篇。到公众平台看过再发。")
    return redirect(f"{reverse('admin:articles_article_wechat')}?{_address(chosen)}")


def _send(
    request: HttpRequest, chosen: WechatSet, titles: dict[int, str], site: SiteSettings
) -> None:
    account = WechatAccount.of_settings()
    if account is None:
        raise WechatRefused("还没有接上公众号，请管理员填好WECHAT_APPID和WECHAT_SECRET。")
    if chosen.left_out:
        raise WechatRefused(_NOT_PUBLIC.format("、".join(map(str, chosen.left_out))))
    pieces = [each.piece.titled(titles[each.article.pk]) for each in chosen.chosen]
    covers = [_cover(each, site) for each in chosen.chosen]
    send_drafts(account, pieces, covers, by=request.user)


def _cover(each: ChosenPiece, site: SiteSettings) -> bytes:
    """The first photo that is wide enough, or else the share picture."""
    for picture in each.piece.pictures:
        if picture.width >= 640 and (cover := picture.read_cover()):
            return cover
    try:
        return read_picture(describe_article(each.article, site))
    except NoFonts as missing:
        raise WechatRefused(f"画不出封面\N{FULLWIDTH COLON}{missing}") from missing


def _show(
    request: HttpRequest, chosen: WechatSet, titles: dict[int, str], status: int = 200
) -> HttpResponse:
    if chosen.left_out:
        messages.warning(request, _NOT_PUBLIC.format("、".join(map(str, chosen.left_out))))
    context = {
        "set": chosen,
        "rows": [(each, titles.get(each.article.pk, each.piece.title)) for each in chosen.chosen],
        "address": _address(chosen),
        "connected": WechatAccount.of_settings() is not None,
        "opts": Article._meta,
    }
    return render_page(
        request, "admin/articles/article/wechat.html", "公众号格式", context, status=status
    )


@page(Article, "wechat_look", address="wechat/look/", methods=["GET"], permission=PROOF)
@csp_update({"style-src": ["'unsafe-inline'"]})  # what WeChat takes is styled inline
def look_at_wechat(request: HttpRequest) -> HttpResponse:
    """The articles as a phone shows them in a 公众号."""
    chosen = collect_set(_read_ids(request.GET), site_of(request))
    if not chosen.chosen:
        raise Http404
    return render_page(
        request, "admin/articles/article/wechat_look.html", "公众号格式", {"set": chosen}
    )


@page(
    Article,
    "wechat_photo",
    address="wechat/<int:article>/<int:number>.jpg",
    methods=["GET"],
    permission=PROOF,
)
def download_picture(request: HttpRequest, article: int, number: int) -> HttpResponse:
    """A photo of a public article as WeChat takes it, JPEG below 1 MB."""
    chosen = collect_set([article], site_of(request))
    pictures = [each for row in chosen.chosen for each in row.piece.pictures]
    data = next((each.read() for each in pictures if each.number == number), b"")
    if not data:
        raise Http404
    answer = HttpResponse(data, content_type="image/jpeg")
    return as_file(answer, f"稿{article}图{number}.jpg", attached=True)


def _read_ids(asked: QueryDict) -> list[int]:
    found = [parse_key(value) for value in asked.getlist("id")[:_MOST]]
    return [key for key in found if key]


def _read_title(posted: QueryDict, each: ChosenPiece) -> str:
    return " ".join(posted.get(f"title-{each.article.pk}", each.piece.title).split())


def _address(chosen: WechatSet) -> str:
    return "&".join(f"id={each.article.pk}" for each in chosen.chosen)
