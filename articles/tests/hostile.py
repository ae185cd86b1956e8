"""A newsroom in which every text of every row means harm, made from the app's own models."""

import re
from contextlib import suppress
from datetime import date, timedelta

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from articles import posts, roles, search, versions
from articles.imports import deliveries, messages, pages
from articles.models import (
    Article,
    ArticleLink,
    Comment,
    Correction,
    FrozenMonth,
    KeptForm,
    Opening,
    Pin,
    PointRule,
    ReaderMessage,
    SiteSettings,
    Status,
    Suggestion,
    Unit,
    YearTarget,
)
from articles.models.fields import BodyField
from articles.review import referring
from articles.tests import make, paper, sounds
from articles.tests.live import MARK
from articles.tests.tried import tried

#: Each breaks out of some place: text, attribute, script, style, comment, title, XML, URL, table.
PAYLOADS = (
    f"<script {MARK}>{MARK}()</script>",
    f"<img src={MARK} onerror={MARK}()>",
    f"<svg/onload={MARK}()>",
    f'"><svg/onload={MARK}()>',
    f"'><svg/onload={MARK}()>",
    f'" onfocus={MARK}() autofocus {MARK}="',
    f"' onmouseover='{MARK}()' {MARK}='",
    f"` onmouseover=`{MARK}()",
    f"javascript:{MARK}()",
    f"</script><script {MARK}>{MARK}()</script>",
    f"</title><script {MARK}>{MARK}()</script>",
    f"</textarea><script {MARK}>{MARK}()</script>",
    f"</template><script {MARK}>{MARK}()</script>",
    f"</style><script {MARK}>{MARK}()</script>",
    f"</option></select><img src onerror={MARK}()>",
    f"--><script {MARK}>{MARK}()</script><!--",
    f"<!--<img src='--><img src onerror={MARK}()//'>",
    f"]]><script {MARK}>{MARK}()</script>",
    f"&lt;script {MARK}&gt;{MARK}()&lt;/script&gt;",
    f"&#60;img src onerror={MARK}()&#62;",
    f"%3Cscript {MARK}%3E{MARK}()%3C/script%3E",
    f"\\u003cscript {MARK}\\u003e{MARK}()",
    f"<a href='jav&#x09;ascript:{MARK}()'>x</a>",
    f"<a href=' &#32;javascript:{MARK}()'>x</a>",
    f"<a href='data:text/html,<script>{MARK}()</script>'>x</a>",
    f"<a href=vbscript:{MARK}()>x</a>",
    f"<iframe srcdoc='<script>{MARK}()</script>'>",
    f"<form action=//{MARK}.example><input name=p>",
    f"<base href=//{MARK}.example>",
    f"<meta http-equiv=refresh content='0;//{MARK}.example'>",
    f"<link rel=stylesheet href=//{MARK}.example>",
    f"<style>@import'//{MARK}.example'</style>",
    f"<p style=background:url(//{MARK}.example)>x",
    f"<math><mi//xlink:href='data:x,<script>{MARK}()</script>'>",
    f"<svg><a xlink:href=javascript:{MARK}()><text>x",
    f"<svg><style><img src onerror={MARK}()></style>",
    f"<noscript><p title='</noscript><img src onerror={MARK}()>'>",
    f"<table><td background=javascript:{MARK}()>",
    f"<{MARK}>",
    f"<p {MARK}>",
    f"<details open ontoggle={MARK}()>",
    f"<input onfocus={MARK}() autofocus>",
    f"{{{{ {MARK} }}}}{{% {MARK} %}}${{{MARK}}}#{{{MARK}}}",
    f"#panic(\"{MARK}\") $ {MARK} $ @{MARK} <{MARK}>",
    f'=HYPERLINK("http://{MARK}.example","x")',
    f"@SUM(1){MARK}", f"+{MARK}", f"-{MARK}", f"\t={MARK}",
    f'"}}</script><img src onerror={MARK}()>',
    f"\u2028{MARK}\u2029</script>",
    f"﹤script {MARK}﹥＜script {MARK}＞",
    f"<<script {MARK}>>",
)  # fmt: skip
#: What an address or a file is found by: with another value there would be no page to look at.
_FOUND_BY = re.compile(
    r"slug|token|file|image|picture|small_picture|digest|bits|key|.*_key|password"
)
#: The month of the issue whose files are still to be made.
UNSEALED = date(2026, 9, 1)
#: Made of the other rows.
_INDEX = {"ArchivedPiece", "ArchivedText", "Piece", "SearchDoc"}
_SHORTEST = min(PAYLOADS, key=len)
_HAN = re.compile("[\u4e00-\u9fff]")


def text_fields(model):
    """The fields of a model in which somebody may have written anything."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not (field.choices or field.primary_key or isinstance(field, models.FileField))
        and not _FOUND_BY.fullmatch(field.name)
    ]


def poison(model):
    """Put payloads into every text of every row; append-only tables get rows of their own."""
    fields, rows = text_fields(model), list(model._base_manager.order_by("pk"))
    for number, row in enumerate(rows):
        refused = {}
        for at, field in enumerate(fields):
            value = _value(field, getattr(row, field.attname), number * 5 + at * 3)
            if not _store(model, row, field, value):
                refused[field.attname] = value
        if refused:
            _insert(model, row, refused)


def _store(model, row, field, value):
    with suppress(DatabaseError), transaction.atomic():
        if isinstance(field, BodyField):  # as it would stand there if the cleaning had failed
            with connection.cursor() as cursor:
                sql = f"UPDATE {model._meta.db_table} SET {field.column} = %s WHERE id = %s"
                cursor.execute(sql, [value, row.pk])
        else:
            model._base_manager.filter(pk=row.pk).update(**{field.attname: value})
        return True
    return False


def _insert(model, row, values):
    kept = {each.attname: getattr(row, each.attname) for each in model._meta.concrete_fields}
    key = model._meta.pk.attname
    with suppress(DatabaseError), transaction.atomic():
        model._base_manager.bulk_create([model(**{**kept, **values, key: None})])


def _value(field, before, first):
    """As many payloads as the field holds, beginning with this one."""
    if isinstance(field, models.JSONField):
        return _poison_leaves(before, first)
    room = field.max_length or 8000
    found = ""
    for number in range(len(PAYLOADS)):
        payload = PAYLOADS[(first + number) % len(PAYLOADS)]
        if len(found) + len(payload) <= room:
            found += payload
            tried("payloads")
    return found or _SHORTEST[:room]


def _poison_leaves(value, first):
    if isinstance(value, dict):
        return {key: _poison_leaves(each, first + 1) for key, each in value.items()}
    if isinstance(value, list):
        return [_poison_leaves(each, first + at) for at, each in enumerate(value)]
    if isinstance(value, str) and _HAN.search(value):
        tried("payloads")
        return value + PAYLOADS[first % len(PAYLOADS)]
    return value


def newsroom():
    """Rows of every model, then poisoned; the models of which no row could be made."""
    _make_rows()
    ours = [
        model
        for model in apps.get_app_config("articles").get_models()
        if model.__name__ not in _INDEX
    ]
    for model in ours:
        if not model._base_manager.exists():
            _make_any(model)
    for model in ours:
        poison(model)
    User.objects.exclude(is_superuser=True).update(first_name=PAYLOADS[0], last_name=PAYLOADS[3])
    LogEntry.objects.update(object_repr=PAYLOADS[1], change_message=PAYLOADS[0])
    for article in Article.objects.all():
        versions.keep(article, by=None, comment=PAYLOADS[0])
    search.follow(Article.objects.values_list("pk", flat=True))
    return [model.__name__ for model in ours if not model._base_manager.exists()]


def _make_rows():
    names = {"campaigns": [make.campaign("江边")], "places": [make.place("柳桥")]}
    names["reporters"] = [make.reporter("费知夏", unit=make.unit("柳桥街道"))]
    signed = make.sent(Status.APPROVED, photos=2, **names)
    public = [signed, *(make.public(**names) for _ in range(5)), make.public(photos=1)]
    make.preview(make.article(photos=1, **names))
    clips = sounds.clips("渡船", transcript="渡船离岸")
    make.public(entries=make.entries("水退了"), rolls_until=timezone.now(), clips=clips)
    waiting = make.sent(Status.SUBMITTED, **names)
    for status in (
        Status.SECOND_PASSED, Status.HELD, Status.REJECTED, Status.WITHDRAWN, Status.TIMED,
    ):  # fmt: skip
        make.sent(status)
    desk = make.member(roles.DESK)
    Comment.objects.create(article=waiting, by=desk, text="请看", passage="江边")
    Suggestion.objects.create(article=waiting, by=desk, old="江边", new="江岸", why="不准")
    for number, article in enumerate(public[:4]):
        today = timezone.localdate() - timedelta(days=number)
        Correction.objects.create(article=article, text="应为三条。", corrected_on=today)
    file = ContentFile(make.picture(), "江边.png")
    messages.take_in(ReaderMessage(kind="tip", words="江边有事。"), [file])
    ReaderMessage.objects.create(kind="fact", article=public[0], words="不对。", passage="江边")
    Pin.objects.create(article=public[1])
    YearTarget.objects.create(year=2026, unit=Unit.objects.get(), pieces=12)
    referring.refer(waiting, by=desk, name="江边", post="江边", note="江边")
    ArticleLink.objects.create(article=public[0], other=public[1])
    ArticleLink.objects.create(article=public[0], other=public[2], together=True)
    make.mention(public[0], make.subject("江边", about="江边", aliases="江边"))
    PointRule.objects.create(counts="lead", points=9, valid_from=date(2026, 1, 1))
    Opening.objects.get_or_create(article=waiting, user=desk)
    paper.issue(public[:3], public[3:])
    paper.issue(public[:3], public[3:], month=UNSEALED, sealed=False)
    pages.take_in("今日临江\n江边的路\n■ 通讯员 费知夏\n江边的路昨日通了。", by=None)
    delivered = deliveries.take_in(ContentFile("江边的路\n路通了。".encode(), "江边.txt"), by=None)
    deliveries.read_one.func(delivered.pk)
    typed = [["headline", "江边"], ["body", "<p>江边</p>"]]
    KeptForm.objects.create(writer=desk, token="t" * 16, stamp=1, fields=typed)
    LogEntry.objects.create(
        user=desk, content_type=ContentType.objects.get_for_model(Article), object_id=waiting.pk,
        object_repr="江边", action_flag=2, change_message="江边",
    )  # fmt: skip
    SiteSettings.objects.current()
    chief = Group.objects.get(name=roles.CHIEF)
    posts.ask(chief, account=make.user(), by=make.member(roles.ADMINISTRATOR))
    FrozenMonth.objects.create(month=date(2026, 5, 1), frozen_by=desk, frozen_by_name="江边")


def _make_any(model):
    """A row of a model that nothing here knows, with its constraints kept by trying."""
    for number in range(4):
        for all_of_it in (False, True):
            with suppress(DatabaseError, ValueError), transaction.atomic():
                model._base_manager.create(**_values(model, number, all_of_it))
                return


def _values(model, number, all_of_it):
    """What a row needs, or all that it may have; the first row of what it points to."""
    found = {}
    for field in model._meta.concrete_fields:
        points = isinstance(field, models.ForeignKey) and field.related_model is not model
        left = field.has_default() or (field.null and not (all_of_it and points))
        if (field.primary_key and not points) or left:
            continue
        if points:
            first = field.related_model._base_manager.first()
            found[field.attname] = first and first.pk
        elif field.choices:
            found[field.attname] = field.choices[number % len(field.choices)][0]
        else:
            found[field.attname] = _plain(field)
    return found


def _plain(field):
    kinds = (
        (models.DateTimeField, timezone.now()),
        (models.DateField, timezone.localdate()),
        (models.BooleanField, False),
        (models.IntegerField, 1),
        (models.JSONField, []),
    )
    return next((value for kind, value in kinds if isinstance(field, kind)), "江边")
