"""A page of every kind that residents see, with rows that try it: addresses to open, and answers
that no address gives by itself (forms that are refused, errors of the server)."""

from datetime import timedelta
from typing import NamedTuple
from unittest.mock import patch

from django.core.files.base import ContentFile
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from articles.imports import messages
from articles.models import (
    ArticleLink,
    Genre,
    Matter,
    MatterEntry,
    Photo,
    Place,
    ReaderMessage,
    ReprintSource,
    SiteSettings,
    Status,
)
from articles.review import referring
from articles.site.reading import COOKIE
from articles.tests import make, paper, sounds

#: A district of one street and a river.
DRAWN = {
    "width": 400,
    "height": 300,
    "areas": [{"name": "柳桥街道", "path": "M20 20L300 20L300 200L20 200Z", "x": 150, "y": 110}],
    "drawings": [{"kind": "water", "path": "M0 220L400 220L400 260L0 260Z"}],
    "words": [{"text": "江水东流", "x": 60, "y": 245}],
}
LONG = "临江区召开老旧小区改造与既有住宅加装电梯工作推进会议暨民生实事项目第三次调度会"
#: The street that the bulletin's reader has chosen.
MINE = "liu-qiao-jie-dao"


class Answer(NamedTuple):
    """A page that only comes of a press or of trouble."""

    status: int
    text: str


class Kinds(NamedTuple):
    """By name: what addresses show, and what is answered otherwise."""

    addresses: dict[str, str]
    answers: dict[str, Answer]


def all_kinds(view: str = "standard") -> Kinds:
    """A bulletin with every kind of public page; its answers are for a reader of this view."""
    SiteSettings.objects.filter(pk=SiteSettings.objects.current().pk).update(
        district_map=DRAWN, about_elder="给眼睛累了的人。", about_access="可以只用键盘。"
    )
    street = make.place("柳桥街道", kind=Place.Kind.STREET, introduction="一条河边的街道。")
    make.place("澄园社区", kind=Place.Kind.COMMUNITY, within=street)
    lists = {
        "campaign": make.campaign(slogan="街里街坊　有事商量", introduction="开栏的话。"),
        "place": street,
        "reporter": make.reporter("费知夏"),
        "section": make.section("街谈巷议"),
        "subject": make.subject(about="摆了三十一年茶摊"),
    }
    article = _long_article(lists)
    others = _neighbours(lists)
    issue = paper.issue([article], others[:4])
    article.corrections.create(text="“八百米”应为“九百米”。", corrected_on=timezone.localdate())
    SiteSettings.objects.update(
        flash_words="渡口今晚起停航，南岸居民请走江桥",
        flash_article=article,
        flash_until=timezone.now() + timedelta(hours=9),
    )
    day = article.publish_at
    addresses = {name: row.get_absolute_url() for name, row in lists.items()}
    addresses |= {
        "front": "/", "campaigns": "/campaigns/", "sections": "/sections/",
        "reporters": "/reporters/", "places": "/places/", "archive": "/archive/",
        "found": "/search/?q=江边", "not found": "/search/?q=没有这样的词", "asked": "/search/",
        "narrowed": f"/search/?q=江边&campaign={lists['campaign'].slug}&order=newest",
        "asked wrongly": "/search/?q=江边&from=2026-13-99", "named": "/search/?q=费知夏",
        "site map": "/map/", "accessibility": "/accessibility/",
        "corrections": "/corrections/", "issues": "/issues/", "verify": "/issues/verify/",
        "article": article.get_absolute_url(), "report": f"{article.get_absolute_url()}report/",
        "print": f"{article.get_absolute_url()}print/", "tip": "/tip/",
        "month": f"/archive/{day.year}/{day.month}/", "issue": issue.get_absolute_url(),
        "page of an issue": f"{issue.get_absolute_url()}2/",
        "from its beginning": f"{lists['campaign'].get_absolute_url()}?order=oldest",
        "gone": make.article(status=Status.WITHDRAWN, publish_at=day).get_absolute_url(),
        "nowhere": "/nowhere/", "no preview": "/preview/nothing/",
        "login": "/admin/login/",
    }  # fmt: skip
    addresses |= _articles_with_more(article, others) | _unpublished() | _written_in(article)
    return Kinds(addresses, _answers(article, addresses["referral"], view))


def lists_of_nothing() -> dict[str, str]:
    """The addresses that a bulletin has on its first day."""
    names = ("campaigns", "sections", "reporters", "places", "archive", "issues", "corrections",
             "search", "map", "tip", "accessibility", "nowhere")  # fmt: skip
    return {"front": "/"} | {name: f"/{name}/" for name in names} | {"found": "/search/?q=江边"}


def _long_article(lists):
    cells = "<tr>" + "<td>一个不短的格子</td>" * 7 + "</tr>"
    article = make.public(
        headline=LONG,
        kicker="十二届区委第五轮巡察整改情况",
        subhead="会议要求年内完成二十三条老巷的亮灯工程，App上线“随手拍”",
        body="".join(f"<h2>第{n}节的小标题</h2><p>江边的路通了九百米。</p>" for n in range(5))
        + f"<figure data-photo='1'></figure><table><tbody>{cells * 3}</tbody></table>"
        + "<ul><li>一</li></ul><blockquote><p>水退了。</p></blockquote>",
        photos=2,
        source="滨江晚报",
        section=lists["section"],
        **_placed(lists),
    )
    make.mention(article, lists["subject"])
    return article


def _placed(lists):
    return {
        "campaigns": [lists["campaign"]],
        "places": [lists["place"]],
        "reporters": [lists["reporter"]],
    }


def _neighbours(lists):
    """Thirty more of each list, so that lists have a second leaf."""
    found = []
    for at in range(30):
        row = make.public(
            photos=1 if at < 8 else 0,
            publish_at=timezone.now() - timedelta(days=at, hours=1),
            section=lists["section"],
            **_placed(lists),
        )
        make.mention(row, lists["subject"])
        found.append(row)
    for _ in range(3):
        make.public(genre=Genre.PHOTO, photos=1)
    return found


def _articles_with_more(article, others):
    """Articles that hold what few of them do."""
    held = {"attachments": make.attached("惠民票使用须知.pdf", "名单.xlsx"), "ai_use": "part"}
    rich = make.public(
        headline="渡船又开了",
        photos=2,
        clips=sounds.clips("渡船开出码头", transcript="汽笛两声。船工：走喽。"),
        body="<p>渡船昨日又开了。</p><figure data-photo='2'></figure>",
        **held,
    )
    Photo.objects.filter(article=rich, number=1).update(ai_use="whole")
    matter = Matter.objects.create(name="澄河渡口怎样留下来", coming="2027年春节前，码头修好。")
    for row in (rich, *others[:3]):
        MatterEntry.objects.create(matter=matter, article=row, words="渡口的事")
    ArticleLink.objects.create(article=rich, other=others[4])
    ArticleLink.objects.create(article=article, other=others[5], together=True)
    now = timezone.now()
    rolling = make.public(
        headline="巡堤　一夜直击",
        entries=make.entries("水位退到警戒线以下", "二十三名群众转移到学校"),
        rolls_until=now + timedelta(hours=9),
    )
    source = ReprintSource.objects.create(name="望江日报")
    notice = make.public(
        headline="停水通知",
        genre=Genre.NOTICE,
        publish_at=now - timedelta(days=3),
        ends_at=now - timedelta(days=1),
        source=source.name,
        original_title="柳桥街道明日停水八小时",
        original_author="闻人月",
    )
    rows = {"article with more": rich, "rolling story": rolling, "notice that is over": notice}
    return {name: row.get_absolute_url() for name, row in rows.items()}


def _unpublished():
    """What is shown by a link alone: a preview, and a text that waits for an opinion."""
    writer = make.editor()
    sent = make.sent(Status.FIRST_PASSED, headline="江边的步道　周六试走", photos=1)
    answered = make.sent(Status.FIRST_PASSED)
    rows = {"referral": make.referral(sent, made_by=writer)}
    rows["referral answered"] = make.referral(answered, made_by=writer)
    referring.answer(rows["referral answered"].token, passed=False, opinion="第二段请再核对。")
    found = {name: row.get_absolute_url() for name, row in rows.items()}
    return found | {
        "preview": make.preview(make.article(photos=1)),
        "referral over": "/referrals/x/",
    }


def _written_in(article):
    """The pages of readers who told the newsroom something."""
    said = {
        "article": article,
        "kind": "figure",
        "words": "应为十公里。",
        "contact": "z@example.cn",
    }
    waiting = ReaderMessage.objects.create(passage="江边的路通了九百米。", **said)
    answered = ReaderMessage.objects.create(
        outcome="corrected",
        correction=article.corrections.first(),
        answer="您说得对，\n已经更正。",
        answered_at=timezone.now(),
        mailed_at=timezone.now(),
        **said,
    )
    tip = ReaderMessage(kind="tip", words="江边有事。")
    messages.take_in(tip, [ContentFile(b"no picture", "很长的文件名" * 6 + ".png")])
    rows = {"message": waiting, "message answered": answered, "tip sent": tip}
    return {name: row.get_absolute_url() for name, row in rows.items()}


def _answers(article, referral, view):
    client = Client(raise_request_exception=False)
    client.cookies[COOKIE] = f"{view}-normal"
    report = f"{article.get_absolute_url()}report/"
    wrong = {"words": "", "kind": "tip", "passage": "99", "name": "名" * 30, "contact": "话" * 70}
    signed_in = Client(enforce_csrf_checks=True)
    answered = {
        "report refused": client.post(report, wrong),
        "tip refused": client.post("/tip/", wrong | {"website": "x"}),
        "message refused": client.post("/tip/", wrong, headers={"sec-fetch-site": "cross-site"}),
        "referral refused": client.post(referral, {"passed": "1", "opinion": "先看看。"}),
        "form too old": signed_in.post("/admin/login/", {"username": "x"}),
        "not understood": client.get("/", headers={"host": "elsewhere.example"}),
    }
    clerk = Client()
    clerk.force_login(make.user())
    answered["no right"] = clerk.get("/admin/articles/article/")
    with patch("articles.views.about.render", side_effect=OperationalError("locked")):
        answered["busy"] = client.get("/accessibility/")
    with patch("articles.views.about.render", side_effect=ValueError):
        answered["broken"] = client.get("/accessibility/")
    return {name: Answer(each.status_code, each.text) for name, each in answered.items()}
