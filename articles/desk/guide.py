"""Which section of the manual (docs/editors.md) tells of a page of the desk."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from articles.text.manual import ManualSection, read_manual

_WRITING, _REVIEWS, _FINDING = "写一篇稿件", "三审三校", "查找"
_INTAKE, _PAGES, _HOUSE = "来稿导入：什么都往这里放", "专栏、街道、作者的页面", "网站设置"
_ISSUE, _COUNTING, _READERS = "出一期报纸", "用稿统计", "读者的纠错和报料"
#: By the name of an address; what stands in none is looked for by its model.
_BY_PAGE = {
    "index": "工作台",
    "stories": "选题",
    "flash": "快讯条",
    "links_report": "链接和专栏的体检",
    "contributions": _COUNTING,
    "quality": _COUNTING,
    "coverage": _COUNTING,
    "targets": _COUNTING,
    "articles_article_changelist": _FINDING,
    "articles_article_review": _REVIEWS,
    "articles_article_proof": _REVIEWS,
    "articles_article_refer": _REVIEWS,
    "articles_article_sheet": _REVIEWS,
    "articles_article_versions": "两个人同时改",
    "articles_article_wechat": "送到公众号和别的平台",
    "articles_article_notice": "张贴页",
    "articles_article_links": "人物、单位和相关稿件",
    "articles_campaign_course": _COUNTING,
    "articles_campaign_report": _COUNTING,
    "articles_step_month": _REVIEWS,
}
_BY_MODEL = {
    "article": _WRITING,
    "step": _REVIEWS,
    "term": _REVIEWS,
    "reprintsource": _REVIEWS,
    "correction": "修订已公开的稿件",
    "delivery": _INTAKE,
    "importedpage": "把一个版面变成草稿",
    "pin": "首页",
    "campaign": _PAGES,
    "place": _PAGES,
    "reporter": _PAGES,
    "unit": _PAGES,
    "section": _PAGES,
    "matter": "前因后果",
    "subject": "人物、单位和相关稿件",
    "sitesettings": _HOUSE,
    "user": "账号",
    "group": "账号",
    "issue": _ISSUE,
    "pointrule": _COUNTING,
    "outsideuse": _COUNTING,
    "yeartarget": _COUNTING,
    "plannedstory": "选题",
    "readermessage": _READERS,
}


@cache
def manual() -> tuple[ManualSection, ...]:
    """All of it; nothing where the file was not installed."""
    file = settings.BASE_DIR / "docs" / "editors.md"
    return read_manual(file.read_text(encoding="utf-8")) if file.is_file() else ()


def find_section(page: str) -> ManualSection | None:
    """The section for the address of that name; None where there is no manual.

    What belongs to the house as a whole (its health) is told where its settings are.
    """
    model = page.split("_")[1] if page.count("_") > 1 else ""
    title = _BY_PAGE.get(page) or _BY_MODEL.get(model, _HOUSE)
    return next((each for each in manual() if each.title == title), None)
