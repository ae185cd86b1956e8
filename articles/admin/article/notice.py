"""张贴页: the notice-board sheet of a public article, filled in here and taken as PDF."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format

from articles.admin.files import as_file
from articles.admin.pages import page, render_page
from articles.context_processors import site_of
from articles.exports.notice import PAPERS, NoticeRefused, NoticeSheet, make_notice
from articles.exports.wechat.piece import compose_piece
from articles.filters import DAY_INPUT
from articles.fonts import NoFonts
from articles.models import Article, absolute_url, known_date
from articles.text.dates import format_day
from articles.text.opening import find_opening

_FACTS, _LABEL, _WORDS, _SUMMARY = 5, 6, 16, 120
_COLON = "\N{FULLWIDTH COLON}"


class NoticeForm(forms.Form):
    headline = forms.CharField(
        label="标题", max_length=60, help_text="全角空格即折行处，越短字越大。"
    )
    summary = forms.CharField(label="摘要", max_length=_SUMMARY, widget=forms.Textarea)
    facts = forms.CharField(
        label="事项",
        required=False,
        widget=forms.Textarea,
        help_text=f"最多{_FACTS}条，一行一条，写作“登记{_COLON}11月10日至12月20日”。",
    )
    until = forms.DateField(
        label="张贴到",
        required=False,
        validators=[known_date],
        widget=forms.DateInput(attrs=DAY_INPUT, format="%Y-%m-%d"),
    )
    photo = forms.BooleanField(label="放第一幅图", required=False)
    paper = forms.ChoiceField(
        label="纸", choices=[(each, each.upper()) for each in PAPERS], initial="a4"
    )

    def clean_facts(self) -> list[tuple[str, str]]:
        found = []
        for line in filter(str.strip, self.cleaned_data["facts"].splitlines()):
            label, colon, words = (part.strip() for part in line.partition(_COLON))
            if not (label and colon and words):
                raise forms.ValidationError(f"“{line[:20]}”要写成“名目{_COLON}内容”。")
            if len(label) > _LABEL or len(words) > _WORDS:
                raise forms.ValidationError(
                    f"“{label[:20]}”太长{_COLON}名目最多{_LABEL}字，内容最多{_WORDS}字，远处才看得清。"
                )
            found.append((label, words))
        if len(found) > _FACTS:
            raise forms.ValidationError(f"写了{len(found)}条，最多{_FACTS}条。请合并几条。")
        return found


@page(Article, "notice", methods=["GET"], permission="view")
def open_notice(request: HttpRequest, article: Article) -> HttpResponse:
    _must_be_public(article)
    initial = {
        "headline": article.headline,
        "summary": (article.summary or find_opening(article.body, _SUMMARY - 2))[:_SUMMARY],
    }
    if article.ends_at:
        initial["until"] = timezone.localtime(article.ends_at).date()
    return _show(request, article, NoticeForm(initial=initial))


@page(Article, "notice", methods=["POST"], permission="view")
def make_sheet(request: HttpRequest, article: Article) -> HttpResponse:
    """The PDF, or the form again with all that was typed and why there is none."""
    _must_be_public(article)
    form = NoticeForm(request.POST)
    if not form.is_valid():
        return _show(request, article, form)
    typed = form.cleaned_data
    try:
        content = make_notice(_sheet(request, article, typed), typed["paper"])
    except (NoticeRefused, NoFonts) as why:
        form.add_error(None, str(why))
        return _show(request, article, form)
    answer = HttpResponse(content, content_type="application/pdf")
    return as_file(answer, f"张贴页-{article.pk}-{typed['paper']}.pdf")


def _must_be_public(article: Article) -> None:
    if not article.is_public:
        raise Http404("没有公开的稿件不做张贴页。")


def _sheet(request: HttpRequest, article: Article, typed: dict[str, Any]) -> NoticeSheet:
    site, day = site_of(request), timezone.localtime(article.publish_at)
    pictures = compose_piece(article, site).pictures if typed["photo"] else ()
    first = article.first_photo
    return NoticeSheet(
        paper=site.masthead,
        day=(f"{date_format(day)} {date_format(day, 'l')}", site.sponsor),
        kicker=article.kicker,
        headline=typed["headline"],
        summary=typed["summary"],
        facts=typed["facts"],
        until=format_day(typed["until"]) if typed["until"] else "",
        address=absolute_url(article.get_absolute_url()),
        published=day,
        photo=pictures[0].read() if pictures else b"",
        alt=first.alt if first else "",
    )


def _show(request: HttpRequest, article: Article, form: NoticeForm) -> HttpResponse:
    context = {"article": article, "form": form, "opts": article._meta}
    status = 400 if form.errors else 200
    template = "admin/articles/article/notice.html"
    return render_page(request, template, "张贴页", context, status=status)
