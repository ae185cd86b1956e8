"""快讯条: a line on every public page that leads to a signed-off article and ends by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from articles.admin.events import note_event, say_actor
from articles.admin.pages import SITE, page, render_page
from articles.desk.times import say_moment
from articles.models import Article, SecurityEvent, SiteSettings
from articles.models.article import ArticleQuerySet
from articles.models.fields import validate_characters
from articles.roles import SIGN_OFF
from articles.text.characters import clean_to_one_line
from articles.text.headline import on_one_line
from articles.text.keys import parse_key

#: How many of the newest public articles can be chosen.
_OFFERED = 10
_MOST = 40
_HOURS = (1, 2, 6, 12, 24, 48)


class FlashForm(forms.Form):
    """The words, the public article that they lead to, and for how long."""

    article = forms.ModelChoiceField(
        Article.objects.none(),
        label="点了到哪一篇",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选一篇已公开的稿件。",
            "invalid_choice": "选的稿件没有公开，已经撤下，或者已过期。请另选一篇。",
        },
    )
    words = forms.CharField(
        label="条上的字",
        max_length=_MOST,
        required=False,
        validators=[validate_characters],
        help_text=f"最多{_MOST}字。留空就用稿件的主题。",
    )
    hours = forms.TypedChoiceField(
        label="出多长时间",
        coerce=int,
        choices=[(hours, f"{hours}小时") for hours in _HOURS],
        initial=6,
    )

    def __init__(self, *args: object, wanted: int | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        newest = _offered().values_list("pk", flat=True)[:_OFFERED]
        keys = [*newest, *([wanted] if wanted is not None else [])]
        field = self.fields["article"]
        field.queryset = Article.objects.public_of(keys).current().newest_first().only("headline")
        field.label_from_instance = lambda article: on_one_line(article.headline)

    def clean_words(self) -> str:
        return clean_to_one_line(self.cleaned_data["words"])


def _offered() -> ArticleQuerySet:
    """The newest that readers may see and that count: nobody is led to what has ended."""
    return Article.objects.public().current().newest_first()


@page(SITE, "flash", methods=["GET", "POST"], permission=SIGN_OFF)
def set_flash(request: HttpRequest) -> HttpResponse:
    """Show what stands there now; put up another one, or take it down before its time."""
    site = SiteSettings.objects.current()
    asked = request.POST if request.method == "POST" else request.GET
    wanted = parse_key(asked.get("article", ""))
    form = FlashForm(initial={"article": wanted}, wanted=wanted)
    if request.method == "POST" and request.POST.get("end"):
        _put_up(request, "", None, None, "撤下了快讯条")
        messages.success(request, "快讯条已撤下。")
        return redirect("admin:flash")
    if request.method == "POST":
        form = FlashForm(request.POST, wanted=wanted)
        if form.is_valid():
            article, hours = form.cleaned_data["article"], form.cleaned_data["hours"]
            words = form.cleaned_data["words"] or on_one_line(article.headline)[:_MOST]
            until = timezone.now() + timedelta(hours=hours)
            done = f"出了快讯条“{words}”（稿号{article.pk}）"
            if _put_up(request, words, article, until, done):
                messages.success(request, f"快讯条已出，{say_moment(until)}自动撤下。")
                return redirect("admin:flash")
            form.add_error("article", form.fields["article"].error_messages["invalid_choice"])
    context = {"form": form, "now": site.flash_now, "settings": site}
    if site.flash_now and site.flash_until:
        context["until"] = say_moment(site.flash_until)
    status = 200 if not form.errors else 422
    return render_page(request, "admin/flash.html", "快讯条", context, status=status)


@transaction.atomic
def _put_up(
    request: HttpRequest, words: str, article: Article | None, until: datetime | None, done: str
) -> bool:
    """Whether it was done: not where the article has been withdrawn in this moment."""
    if article is not None:
        # Whoever withdraws it has its row locked, and ends the line that leads to it.
        row = Article.objects.select_for_update().filter(pk=article.pk).first()
        if row is None or not row.is_public or row.has_ended:
            return False
    SiteSettings.objects.update(flash_words=words, flash_article=article, flash_until=until)
    note_event(request, SecurityEvent.Kind.SETTINGS, f"{say_actor(request)}{done}。", request.user)
    return True
