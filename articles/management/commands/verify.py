import json

from django.core.management.base import CommandError

from articles import versions
from articles.management.in_time import InTimeCommand
from articles.models import Article, Status
from articles.review import record


class Command(InTimeCommand):
    help = "核对已签发的稿件：现在的文字、署名、图片、专栏、地点和裁定，是不是签发时的那一份。"

    def add_arguments(self, parser):
        parser.add_argument("articles", nargs="*", type=int, metavar="稿号", help="不写就是全部")

    def handle(self, *, articles, **options):
        rows = Article.objects.filter(status=Status.APPROVED).order_by("pk")
        if articles:
            missing = set(articles) - set(rows.filter(pk__in=articles).values_list("pk", flat=True))
            if missing:
                raise CommandError(
                    f"没有这些已签发的稿件：{'、'.join(map(str, sorted(missing)))}。"
                )
            rows = rows.filter(pk__in=articles)
        same, changed = 0, []
        ids = list(rows.values_list("pk", flat=True))
        for start in range(0, len(ids), _BATCH):
            batch = rows.filter(pk__in=ids[start : start + _BATCH])
            batch = list(batch.prefetch_related(*versions.PARTS))
            signed = record.signed_digests(batch)
            rejudged = record.find_changed_judgements(batch)
            for row in batch:
                problem = _problem(row, signed.get(row.pk, ""))
                if problem is None and row.pk in rejudged:
                    problem = "校对意见的裁定与签发时的不符"
                if problem is None:
                    same += 1
                else:
                    changed.append(row.pk)
                    self.stdout.write(f"稿号{row.pk}　{row}：{problem}")
        self.stdout.write(f"与签发时相符{same}篇，不符{len(changed)}篇。")
        if changed:
            raise CommandError("有稿件与签发的不符，见上。")


_BATCH = 200


def _problem(article, signed):
    """Say what is wrong with a signed-off article; None if it is what was signed."""
    if not signed:
        return "没有签发的留痕"
    found = versions.content_of(article, files=True)
    if found.digest == signed:
        return None
    if versions.content_of(article).digest == signed:
        return "图片或附件的文件与签发时不同，或已缺失"
    changed = "、".join(_changed(article, signed, found)) or "内容"
    return f"{changed}与签发时不同（校验码签发{signed[:8]}，现在{found.digest[:8]}）"


#: The keys of `Content.canonical()`, in words.
_PARTS = {
    "kicker": "引题",
    "headline": "主题",
    "subhead": "副题",
    "summary": "摘要",
    "body": "正文",
    "source": "稿源",
    "bylines": "署名",
    "photos": "图片",
    "campaigns": "专栏",
    "places": "地点",
    "ends_at": "有效到的时间",
    "attachments": "附件",
    "original_title": "原题",
    "original_author": "原作者",
    "ai_use": "人工智能的声明",
    "short_title": "短题",
    "clips": "音视频",
    "entries": "滚动条目",
}


def _changed(article, signed, found):
    """Name the parts that differ from the signed version, if that was kept."""
    version = article.versions.filter(digest=signed).first()
    if version is None:
        return []
    was, now = (json.loads(each.canonical()) for each in (versions.content_at(version), found))
    # A version doesn't keep corrections, nor what a unit was called then.
    return [name for part, name in _PARTS.items() if was.get(part) != now.get(part)] or [
        "更正或单位名称"
    ]
