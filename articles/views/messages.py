"""我要纠错 and 报料: readers tell the newsroom something, without account or third party."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles import photos
from articles.accounts.origins import address_of
from articles.imports.messages import MOST_PHOTOS, MessageRefused, take_in
from articles.models import Article, ReaderMessage
from articles.site.messages import find_passage, list_passages, shown_article
from articles.views.gone import show_gone
from articles.views.message_forms import MessageForm, ReportForm, TipForm

View = Callable[..., HttpResponse]
#: The largest request with text alone, in bytes, and with as many pictures as are taken.
_TEXT = 1_000_000
_WITH_PICTURES = MOST_PHOTOS * photos.MAX_BYTES + _TEXT


def _open_to_readers(most: int) -> Callable[[View], View]:
    """A page that anybody may post to. There is no session that another site could misuse: in
    place of a token, the form has a signed time, and a request from elsewhere is refused."""

    def decorate(view: View) -> View:
        @csrf_exempt  # readers have no session; see above what stands in place of a token
        @never_cache
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method == "POST":
                size = request.META.get("CONTENT_LENGTH") or "0"
                if not size.isdecimal() or int(size) > most:
                    return _refuse(request, "交来的太大了。请少放几幅图，再交一次。", 413)
                if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
                    return _refuse(request, "请从本站的页面交，别的网站转来的不收。", 403)
            response = view(request, *args, **kwargs)
            response["X-Robots-Tag"] = "noindex"
            return response

        return answer

    return decorate


def _refuse(request: HttpRequest, why: str, status: int) -> HttpResponse:
    return render(request, "articles/message_refused.html", {"why": why}, status=status)


@_open_to_readers(_TEXT)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """我要纠错, for a public article; `?words=…` says where."""
    article = Article.objects.public().with_parts().filter(pk=pk).first()
    if article is None:
        return show_gone(request, pk)
    passages = list_passages(article)
    posted = request.POST if request.method == "POST" else None
    marked = find_passage(passages, request.GET.get("words", "")[:200])
    form = ReportForm(posted, passages=passages, marked=marked)
    message = _take(request, form, article=article) if posted is not None else None
    if message:
        return redirect(message)
    context = {"article": article, "form": form, "quoted": form.quoted}
    return render(request, "articles/report.html", context, status=form.status)


@_open_to_readers(_WITH_PICTURES)
def tip(request: HttpRequest) -> HttpResponse:
    """报料: words, pictures, and whether these may be printed."""
    posted = request.POST if request.method == "POST" else None
    form = TipForm(posted, request.FILES or None)
    message = _take(request, form) if posted is not None else None
    if message:
        return redirect(message)
    return render(request, "articles/tip.html", {"form": form}, status=form.status)


def _take(
    request: HttpRequest, form: MessageForm, article: Article | None = None
) -> ReaderMessage | None:
    """Take in what was sent, or None with what to do about it in the form."""
    if not form.is_valid():
        return None
    message = ReaderMessage(article=article, sender=find_sender(request), **form.values())
    try:
        return take_in(message, request.FILES.getlist("pictures"))
    except MessageRefused as refusal:
        form.refuse(str(refusal))
        return None


@require_safe
@never_cache
def message(request: HttpRequest, token: str) -> HttpResponse:
    """The sender's page: what was taken in, and the answer as soon as there is one."""
    row = ReaderMessage.objects.filter(token=token)
    row = row.select_related("article", "correction").first()
    if row is None:
        raise Http404
    by_mail = settings.EMAIL_ENABLED and row.mail_address
    context = {"message": row, "article": shown_article(row), "by_mail": by_mail}
    response = render(request, "articles/message.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def find_sender(request: HttpRequest) -> str:
    """A mark of the network that a request came from, good for a day; of no use to find it."""
    found = ipaddress.ip_address(address_of(request) or 0)
    # A household has a whole /64 of IPv6, and would be as many senders.
    network = ipaddress.ip_network((found, 64 if found.version == 6 else 32), strict=False)
    said = f"{timezone.localdate()} {network}"
    return salted_hmac("articles.views.messages", said, algorithm="sha256").hexdigest()[:32]
