"""读者反映: what readers told the newsroom, answered here."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles import notices, photos
from articles.admin.files import as_file
from articles.admin.lookups import OfferedLookups
from articles.admin.pages import page
from articles.imports.messages import answer_message, why_unanswered
from articles.models import Correction, MessagePhoto, ReaderMessage
from articles.text.dates import format_day, format_moment
from articles.text.keys import parse_key


class AnswerForm(forms.ModelForm):
    class Meta:
        model = ReaderMessage
        fields = ("outcome", "correction", "answer")

    #: When the answer was given that this form was opened with.
    opened_with = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answered_at = self.instance.answered_at
        self._now_given = answered_at.isoformat() if answered_at else ""
        self.initial["opened_with"] = self._now_given
        if "correction" in self.fields:
            rows = Correction.objects.public().filter(article=self.instance.article_id)
            self.fields["correction"].queryset = rows

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("opened_with", "") != self._now_given:
            self.data = self.data.copy()
            self.data["opened_with"] = self._now_given
            raise forms.ValidationError(self._say_met())
        why = why_unanswered(
            self.instance,
            found.get("outcome", ""),
            found.get("correction"),
            found.get("answer", ""),
        )
        if why:
            raise forms.ValidationError(why)
        return found

    def _say_met(self) -> str:
        """That a colleague answered, or took an answer back, while this form was open."""
        now = ReaderMessage.objects.select_related("answered_by").get(pk=self.instance.pk)
        end = "您写的还在，没有存\N{FULLWIDTH COLON}要用您的，请再按一次“保存”。"
        if not now.outcome:
            return f"您打开以后，同事撤下了先前的答复。{end}"
        who = now.answered_by.first_name if now.answered_by else "同事"
        said = f"“{now.get_outcome_display()}\N{FULLWIDTH COLON}{now.answer}”"
        return f"您打开以后，{who}答复了{said}。{end}"


@admin.register(ReaderMessage)
class ReaderMessageAdmin(OfferedLookups, admin.ModelAdmin):
    form = AnswerForm
    list_display = ["said", "what", "headline", "sent_at", "became"]
    list_filter = ["outcome", "kind"]
    list_select_related = ["article"]
    list_per_page = 50
    search_fields = ["words", "passage", "answer"]
    search_help_text = "读者的话、所指文字或答复"
    show_facets = admin.ShowFacets.NEVER
    fieldsets = [
        (None, {"fields": ["what", "headline", "quoted", "said_whole", "pictures", "from_whom",
                           "sent_at", "lost"]}),
        ("答复", {"fields": ["outcome", "correction", "answer", "opened_with", "handled", "mailed"],
                "description": "答复写在交来的人自己那一页上，不公开。留了邮箱、"
                               "服务器设了发信的，同时发去；留了电话的，请也打一个。"}),
    ]  # fmt: skip
    readonly_fields = [
        "what", "headline", "quoted", "said_whole", "pictures", "from_whom", "sent_at", "lost",
        "handled", "mailed",
    ]  # fmt: skip

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            # Of two colleagues who answer at once, the second is asked after the first is saved.
            rows = ReaderMessage.objects.select_for_update().filter(pk=parse_key(object_id))
            rows.values_list("pk").first()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        with suppress(DatabaseError):  # where nothing can be written, the list is read all the same
            ReaderMessage.objects.all().forget()
        return super().changelist_view(request, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        answer_message(obj, by=request.user)
        super().save_model(request, obj, form, change)
        notices.mail_answer(obj, then=partial(_tell_of_letter, request))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        _discard_with(obj.photos.all())
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        _discard_with(MessagePhoto.objects.filter(message__in=queryset))
        super().delete_queryset(request, queryset)

    @admin.display(description="读者的话")
    def said(self, message: ReaderMessage) -> str:
        return message.words[:60]

    @admin.display(description="哪一类", ordering="kind")
    def what(self, message: ReaderMessage) -> str:
        return "报料" if message.is_tip else f"纠错，{message.get_kind_display()}"

    @admin.display(description="稿件")
    def headline(self, message: ReaderMessage) -> str:
        if message.article is None:
            return "—"
        address = reverse("admin:articles_article_change", args=[message.article_id])
        return format_html('<a href="{}">{}</a>', address, message.article)

    @admin.display(description="结果", ordering="outcome")
    def became(self, message: ReaderMessage) -> str:
        return message.get_outcome_display() if message.outcome else "待办"

    @admin.display(description="所指文字")
    def quoted(self, message: ReaderMessage) -> str:
        return message.passage or ("—" if message.is_tip else "整篇，或标题")

    @admin.display(description="读者的话")
    def said_whole(self, message: ReaderMessage) -> str:
        return format_html_join("", "{}<br>", ((line,) for line in message.words.split("\n")))

    @admin.display(description="图片")
    def pictures(self, message: ReaderMessage) -> str:
        rows = list(message.photos.all())
        if not rows:
            return "—"
        links = format_html_join(
            "\N{IDEOGRAPHIC SPACE}",
            '<a href="{}" target="_blank">图{}（{}×{}）</a>',
            (
                (_address(message, number), number, row.width, row.height)
                for number, row in enumerate(rows, 1)
            ),
        )
        said = "可以刊用" if message.may_print else "没有同意刊用，只作线索"
        return format_html("{}\N{IDEOGRAPHIC SPACE}{}", links, said)

    @admin.display(description="谁")
    def from_whom(self, message: ReaderMessage) -> str:
        said = [message.name or "没有留称呼", message.contact or "没有留联系方式"]
        return "\N{IDEOGRAPHIC SPACE}".join(said)

    @admin.display(description="没有收下的")
    def lost(self, message: ReaderMessage) -> str:
        return message.left_out or "—"

    @admin.display(description="经手")
    def handled(self, message: ReaderMessage) -> str:
        if message.answered_at is None:
            return "—"
        who = message.answered_by.first_name if message.answered_by else "已注销的账号"
        return f"{who}\N{IDEOGRAPHIC SPACE}{format_day(timezone.localdate(message.answered_at))}"

    @admin.display(description="发信")
    def mailed(self, message: ReaderMessage) -> str:
        if message.mailed_at:
            when = format_moment(
                timezone.localtime(message.mailed_at), this_year=timezone.localdate().year
            )
            return f"{when}发到了读者留的邮箱"
        if not message.mail_address:
            return "没有邮箱可发，答复在读者那一页上"
        if not settings.EMAIL_ENABLED:
            return "服务器没有设发信，答复在读者那一页上"
        return "还没有发出去，再按一次“保存”就发" if message.outcome else "保存答复时发"


def _tell_of_letter(request: HttpRequest, address: str, went: bool) -> None:
    if went:
        messages.info(request, f"答复发到读者留的邮箱了\N{FULLWIDTH COLON}{address}。")
    else:
        messages.warning(
            request,
            f"答复存好了，读者在自己那一页上看得到，可是信没有发到{address}。"
            "请过一会儿打开这一条再按一次“保存”，或者用别的办法告诉对方。",
        )


def _address(message: ReaderMessage, number: int) -> str:
    return reverse("admin:articles_readermessage_picture", args=[message.pk, number])


def _discard_with(rows: Any) -> None:
    """Delete the files once the rows are gone for good."""
    names = list(rows.values_list("image", flat=True))
    transaction.on_commit(lambda: photos.discard(default_storage, names))


@page(
    ReaderMessage,
    "picture",
    address="<path:object_id>/<int:number>.webp",
    methods=["GET"],
    permission="view",
)
def show_picture(request: HttpRequest, message: ReaderMessage, number: int) -> HttpResponseBase:
    """A picture of a tip, written anew and without metadata; the file that was sent stays shut."""
    rows = list(message.photos.all())
    if not 1 <= number <= len(rows):
        raise Http404
    name = photos.rendition(rows[number - 1].image, photos.WIDTHS[1])
    try:
        opened = default_storage.open(name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    answer = FileResponse(opened, content_type="image/webp")
    return as_file(answer, f"报料{message.pk}图{number}.webp")
