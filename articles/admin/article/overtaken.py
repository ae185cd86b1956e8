"""The page after a save that came too late: what was typed, beside the article as it now is."""

from django.utils import timezone

from articles.admin.pages import render_page
from articles.desk.comparison import label
from articles.models import Article, Campaign, Place, Reporter, Role, SiteSettings, Step, Unit
from articles.review import record
from articles.text import body
from articles.text.ai_use import say_of_photo, say_of_text
from articles.text.byline import signature
from articles.text.dates import format_moment
from articles.text.keys import parse_key

_HEADS = ("kicker", "headline", "subhead", "summary")
_ROWS = 100  # that are shown again; no article has more bylines


def answer(model_admin, request, article):
    """Answer 409 to an account that may see the article but no longer change it."""
    return _page(model_admin, request, article, record.steps_of(article).last())


def answer_gone(model_admin, request, object_id):
    """Answer 409 where the article is gone; a working copy that was signed off has a live one."""
    key = parse_key(object_id)
    last = Step.objects.filter(copy=key).order_by("pk").last() if key is not None else None
    live = Article.objects.filter(pk=last.article_id).first() if last else None
    if live is None or not model_admin.has_view_permission(request, live):
        return _page(model_admin, request, None, None)
    return _page(model_admin, request, live, last)


def _page(model_admin, request, article, step):
    site = SiteSettings.objects.current()
    context = {
        "article": article,
        "moved": _moved(step, request.user),
        "state_label": site.status_label(article.status) if article else "",
        "site_settings": site,
        "opts": model_admin.opts,
        "typed": list_typed(request.POST, request.FILES),
        "typed_body": body.blocks(request.POST.get("body", "")),
    }
    template = "admin/articles/article/overtaken.html"
    return render_page(request, template, "没有存上", context, status=409)


def _moved(step, user):
    if step is None:
        return ""
    when = format_moment(timezone.localtime(step.taken_at), this_year=timezone.localdate().year)
    who = "您在另一个窗口" if step.by_id == user.pk else step.by_name
    return f"{who}于{when}办了“{step.label}”"


def list_typed(data, files):
    """List (label, text) for everything typed into the posted form except the body."""
    said = [(label(name), data.get(name, "")) for name in _HEADS]
    said += [("署名", line) for line in _bylines(data)]
    said += [("图片", line) for line in _photos(data, files)]
    said += [("专栏", _names(Campaign, data.getlist("campaigns")))]
    said += [("街道、社区", _names(Place, data.getlist("places")))]
    said += [("短题", data.get("short_title", "")), ("稿源", data.get("source", ""))]
    said += [("原题", data.get("original_title", ""))]
    said += [("原作者", data.get("original_author", "")), ("更正", data.get("correction", ""))]
    said += [("人工智能", say_of_text(data.get("ai_use", "")))]
    said += [("意见", data.get("opinion", ""))]
    return [(name, text) for name, text in said if text.strip()]


def _rows(data, prefix):
    total = parse_key(data.get(f"{prefix}-TOTAL_FORMS", "")) or 0
    for at in range(min(total, _ROWS)):
        if not data.get(f"{prefix}-{at}-DELETE"):
            yield at, lambda name, at=at: data.get(f"{prefix}-{at}-{name}", "").strip()


def _bylines(data):
    rows = [(said("role"), said("reporter"), said("unit")) for _, said in _rows(data, "bylines")]
    people = _named(Reporter, [reporter for _, reporter, _ in rows])
    units = _named(Unit, [unit for *_, unit in rows])
    roles = dict(Role.choices)
    for role, reporter, unit in rows:
        if name := people.get(reporter):
            yield signature(roles.get(role, ""), name, units.get(unit, "")).strip()


def _photos(data, files):
    for at, said in _rows(data, "photos"):
        file = files.get(f"photos-{at}-image")
        words = [f"图{said('number')}" if said("number") else "", said("caption")]
        words += [f"摄影 {said('credit')}" if said("credit") else ""]
        words += [f"替代文字 {said('alt')}" if said("alt") else ""]
        words += [say_of_photo(said("ai_use"))]
        words += [f"监护人同意 {said('consent')}" if said("consent") else ""]
        words += [f"选的文件 {file.name}" if file else ""]
        if any(words):
            yield "　".join(filter(None, words))


def _named(model, keys):
    ids = [key for text in keys if (key := parse_key(text)) is not None]
    return {str(row.pk): row.name for row in model.objects.filter(pk__in=ids)}


def _names(model, keys):
    return "、".join(_named(model, keys).values())
