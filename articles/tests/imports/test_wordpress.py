"""Posts of a WordPress export: what they say comes in, what was not for readers stays a draft."""

from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.models import Article, Byline, Campaign, Photo, Reporter, SearchDoc, Status, Step
from articles.tests import make, wxr

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, capsys):
    def run(data, *options, publish=True):
        path = tmp_path / "export.xml"
        path.write_bytes(data)
        call_command("import_archive", str(path), *["--publish"] * publish, *options)
        return capsys.readouterr()

    return run


def test_a_post_becomes_an_article_with_everything_that_it_says(run):
    tags = [("category", "yaowen", "要闻"), ("post_tag", "lu-deng", "路灯"),
            ("post_tag", "lu-deng", "路灯"), ("category", "uncategorized", "未分类"),
            ("post_format", "post-format-aside", "日志")]  # fmt: skip
    content = "昨晚七点，<strong>灯</strong>亮了。\n\n<h3>居民说</h3>\n好。\n真好。"
    said = run(
        wxr.export(wxr.post(37, content, "老街&amp;新街 添了&#8220;新路灯&#8221;", tags=tags,
                            excerpt="<p>灯亮了&hellip;</p>"))
    )  # fmt: skip

    assert said.out == "入库1篇，原已有0篇，没有入库0篇。\n"
    assert sorted(said.err.strip("\n。").removeprefix("没有收：").split("、")) == [
        "“未分类”这一栏1个", "分类法post_format的条目1个",
    ]  # fmt: skip
    article = Article.objects.get()
    assert (article.archive_id, article.headline, article.summary) == (
        "wordpress-old.linjiang.example-37", "老街&新街 添了“新路灯”", "灯亮了…",
    )  # fmt: skip
    assert article.body == (
        "<p>昨晚七点，<strong>灯</strong>亮了。</p><h2>居民说</h2><p>好。</p><p>真好。</p>"
    )
    assert article.publish_at == datetime(2019, 3, 4, 1, 15, tzinfo=UTC)
    assert [(b.role, b.reporter.name) for b in article.bylines.all()] == [("staff", "宁望舒")]
    assert sorted(map(str, article.campaigns.all())) == ["要闻", "路灯"]
    assert article.is_public
    assert Step.objects.get(article=article).remark == "此前已经刊出"


NEVER = [
    ({"status": "draft"}, "在WordPress里是草稿"),
    ({"status": "pending"}, "在WordPress里还没有审"),
    ({"status": "private"}, "是私密文章"),
    ({"status": "future", "date": "2099-01-01 00:00:00"}, "是定时发布的"),
    ({"status": "future"}, "是定时发布的"),
    ({"status": "archived"}, "状态“archived”不是已发布"),
    ({"status": ""}, "状态“”不是已发布"),
    ({"status": "Publish"}, "状态“Publish”不是已发布"),
    ({"password": "芝麻开门"}, "有密码保护"),
    ({"status": "private", "password": "x"}, "是私密文章"),
]


@pytest.mark.parametrize(("how", "why"), NEVER)
def test_what_was_not_for_readers_stays_a_draft_whoever_asks(run, how, why):
    said = run(wxr.export(wxr.post(1, **how)))

    assert said.err == f"{why}，留作草稿1篇：1\n"
    [article] = Article.objects.all()
    assert (article.status, article.publish_at, Article.objects.public().count()) == (
        Status.DRAFT, None, 0,
    )  # fmt: skip


def test_without_being_told_to_nothing_is_published(run):
    run(wxr.export(wxr.post(1)), publish=False)

    assert Article.objects.get().status == Status.DRAFT


def test_a_post_without_a_date_or_a_headline_is_a_draft(run):
    said = run(
        wxr.export(
            wxr.post(1, date="0000-00-00 00:00:00"), wxr.post(2, title=""),
            wxr.post(3, date="10000-01-01 00:00:00"), wxr.post(4, date="0001-01-01 00:00:00"),
            wxr.post(5, date="2019-02-30 00:00:00"),
        )
    )  # fmt: skip

    assert {row.status for row in Article.objects.all()} == {Status.DRAFT}
    assert said.err.splitlines() == [
        "文章3：《老街添了新路灯》日期“10000-01-01 00:00:00”没有收：日期看不懂",
        "文章4：《老街添了新路灯》日期“0001-01-01 00:00:00”没有收：日期要在1900年到2199年之间",
        "文章5：《老街添了新路灯》日期“2019-02-30 00:00:00”没有收：日期要写成2026-11-23这样",
        "文章2：没有主题，留作草稿",
    ]


def test_what_is_no_article_stays_out_and_is_counted(run):
    comment = "<wp:comment><wp:comment_content>好</wp:comment_content></wp:comment>"
    said = run(
        wxr.export(
            wxr.post(1, more=comment * 3), wxr.post(2, kind="page"), wxr.post(3, kind="page"),
            wxr.post(4, kind="nav_menu_item"), wxr.post(5, status="trash"),
            wxr.post(6, kind="shop_order"), wxr.attachment(7, "a.jpg"),
            wxr.post(8, status="auto-draft"), wxr.post(9, kind="revision", status="inherit"),
        )
    )  # fmt: skip

    assert Article.objects.count() == 1
    assert sorted(said.err.strip("\n。").removeprefix("没有收：").split("、")) == sorted([
        "读者评论3个", "页面2个", "菜单项1个", "回收站里的文章1个", "shop_order类型的内容1个",
        "没有用到的附件1个", "自动草稿1个", "历史版本1个",
    ])  # fmt: skip


@pytest.mark.parametrize("login", ["admin", "小编", "Administrator", "管理员"])
def test_an_account_that_is_nobody_signs_nothing(run, login):
    said = run(wxr.export(wxr.post(1, by="x"), authors=[("x", login)]))

    assert (Byline.objects.count(), said.err) == (
        0, f"文章1：《老街添了新路灯》作者账号“{login}”不是人名，没有署名\n",
    )  # fmt: skip


def test_names_that_are_there_are_not_made_again(run):
    make.reporter("宁　望舒"), make.campaign("ＡＩ治理")
    run(wxr.export(wxr.post(1, tags=[("post_tag", "ai", "ai治理"), ("category", "a", "AI治理")])))

    assert (Reporter.objects.count(), Campaign.objects.count()) == (1, 1)
    assert Article.objects.get().campaigns.count() == 1


# Pictures

IMG = f'<a href="{wxr.UPLOADS}/2019/03/灯.png"><img class="size-medium wp-image-9" src="{wxr.UPLOADS}/2019/03/灯-300x200.png" alt="一盏灯" /></a>'  # noqa: E501


def with_pictures(**said):
    content = (
        f'开头。\n\n[caption id="attachment_9" width="300"]{IMG} 灯 <em>亮了</em>[/caption]\n\n末。'
    )
    return wxr.export(
        wxr.post(1, content, meta={"_thumbnail_id": "10"}, **said),
        wxr.post(2, '[gallery ids="10,9"]', "两盏灯"),
        wxr.post(3, f'<img src="{wxr.UPLOADS}/2019/03/灯-150x150.png">', "又一盏"),
        wxr.attachment(9, "2019/03/灯.png", meta={"_wp_attachment_image_alt": "灯"}),
        wxr.attachment(10, "2019/03/b.png", excerpt="桥"),
    )


def lay(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make.picture())


def photos():
    return [
        (p.article.archive_id[-1], p.number, p.caption, p.alt)
        for p in Photo.objects.order_by("article__archive_id", "number")
    ]


FOUND = [
    ("1", 1, "灯 亮了", "一盏灯"), ("1", 2, "桥", ""), ("2", 1, "桥", ""), ("2", 2, "", "灯"),
    ("3", 1, "", "灯"),
]  # fmt: skip


@pytest.mark.parametrize("where", ["", "uploads/", "wp-content/uploads/"])
def test_pictures_come_from_a_copy_of_the_uploads_beside_the_file(run, tmp_path, where):
    lay(tmp_path, f"{where}2019/03/灯.png", f"{where}2019/03/b.png")
    said = run(with_pictures())

    assert (said.err, said.out) == ("", "入库3篇，原已有0篇，没有入库0篇，收图片5幅。\n")
    assert photos() == FOUND
    assert Article.objects.get(archive_id__endswith="-1").body == (
        '<p>开头。</p><figure data-photo="1"></figure><p>末。</p>'
    )


def test_pictures_come_out_of_the_same_zip_or_another_one(run, tmp_path, capsys):
    lay(tmp_path / "x", "uploads/2019/03/灯.png", "uploads/2019/03/b.png")
    other = tmp_path / "uploads.zip"
    with ZipFile(other, "w") as bundle:
        for path in (tmp_path / "x").rglob("*.png"):
            bundle.write(path, path.relative_to(tmp_path / "x"))
    run(with_pictures(), "--pictures", str(other))
    assert photos() == FOUND

    Article.objects.exclude(status=Status.APPROVED).delete()
    whole = tmp_path / "whole.zip"
    with ZipFile(whole, "w") as bundle:
        bundle.writestr("backup/site.xml", with_pictures())
        for path in (tmp_path / "x").rglob("*.png"):
            bundle.write(path, Path("backup/wp-content", path.relative_to(tmp_path / "x")))
    call_command("import_archive", str(whole))
    assert "原已有3篇" in capsys.readouterr().out


def test_without_the_uploads_captions_stay_and_every_picture_is_told(run):
    said = run(with_pictures())

    assert Article.objects.get(archive_id__endswith="-1").body == (
        "<p>（图片说明：桥）</p><p>开头。</p><p>（图片说明：灯 亮了）</p><p>末。</p>"
    )
    assert said.err.splitlines()[0] == (
        "文章1：图1“wp-content/uploads/2019/03/灯.png”没有收：没有找到这个文件"
    )
    assert len(said.err.splitlines()) == 5


def test_a_picture_of_elsewhere_is_never_fetched(run):
    sources = (
        "http://127.0.0.1:9/x.png", "data:image/png;base64,AAAA", "file:///etc/passwd",
        "//x.example/../../etc/passwd", "http://[", "", "javascript:x", "/etc/passwd",
    )  # fmt: skip
    run(wxr.export(wxr.post(1, "".join(f'<img src="{source}">' for source in sources))))

    assert Article.objects.count() == 1

    assert Photo.objects.count() == 0


# Twice


def state():
    return (
        sorted(Article.objects.values_list("pk", "archive_id", "headline", "body", "updated_at")),
        sorted(Byline.objects.values_list("pk", "article", "reporter")),
        sorted(Photo.objects.values_list("pk", "image", "digest")),
        sorted(Campaign.objects.values_list("pk", "name")), Step.objects.count(),
        SearchDoc.objects.count(),
        sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()),
    )  # fmt: skip


def test_an_export_twice_gives_the_same_database(run, tmp_path):
    lay(tmp_path, "uploads/2019/03/灯.png", "uploads/2019/03/b.png")
    more = [
        wxr.post(n, f"第{n}盏灯。" * 30, f"第{n}盏", tags=[("post_tag", f"t{n}", f"标签{n % 7}")])
        for n in range(100, 160)
    ]
    whole = with_pictures().replace(wxr.END.encode(), "".join([*more, wxr.END]).encode())
    run(whole)
    before = state()
    said = run(whole)

    assert (said.out, len(before[0])) == ("入库0篇，原已有63篇，没有入库0篇。\n", 63)
    assert state() == before


# Hostile and broken

BOMB = '<!DOCTYPE x [<!ENTITY a "灯灯灯灯灯灯灯灯灯灯"><!ENTITY b "&a;&a;&a;&a;">]>\n<rss'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<rss'
DTD = '<!doctype rss SYSTEM "http://127.0.0.1:9/x.dtd">\n<rss'
NOT_ONE = "不是WordPress的导出文件"
REFUSED = [
    (wxr.export(wxr.post(1, "&b;"), head=wxr.HEAD.replace("<rss", BOMB)), "文档类型定义（DTD）"),
    (wxr.export(wxr.post(1, "&a;"), head=wxr.HEAD.replace("<rss", OUTSIDE)), "文档类型定义（DTD）"),
    (wxr.export(wxr.post(1), head=wxr.HEAD.replace("<rss", DTD)), "文档类型定义（DTD）"),
    (b"<html><body>x</body></html>", NOT_ONE),
    (b'<rss version="2.0"><channel><item><title>x</title></item></channel></rss>', NOT_ONE),
    (b"<", NOT_ONE),
    (wxr.export(head=wxr.HEAD.replace("<rss", f'<rss a="{"x" * 9_000}"')), NOT_ONE),
    (wxr.export(wxr.post(1), head=wxr.HEAD.replace("UTF-8", "GBK")), "XML是GBK编码，请另存为UTF-8"),
    (wxr.export(wxr.post(1)).decode().encode("utf-16"), "文件是UTF-16"),
    (wxr.export(wxr.post(1), head=wxr.HEAD + "<title>"), "XML的开头坏了"),
]


@pytest.mark.parametrize(("data", "why"), REFUSED)
def test_xml_that_means_harm_or_is_no_export_is_not_read(run, data, why):
    with pytest.raises(CommandError, match=why):
        run(data)
    assert Article.objects.count() == 0


def broken(text):
    """An export of three posts, with this in the middle one's place."""
    data = wxr.export(wxr.post(1), "IN THE MIDDLE", wxr.post(3))
    return data.replace(b"IN THE MIDDLE", text if isinstance(text, bytes) else text.encode())


DEEP = "<a>" * 5000 + "</a>" * 5000
ONE = wxr.post(2)
BROKEN = [
    (ONE.replace("</content:encoded>", ""), "第2项XML坏了"),
    (ONE.replace("<wp:post_id>2", "<wp:post_id>二"), "《老街添了新路灯》没有post_id"),
    (ONE.replace("<dc:creator>", "&nbsp;<dc:creator>"), "第2项XML坏了"),
    (ONE.replace("<dc:creator>", "&#0;<dc:creator>"), "第2项XML坏了"),
    (ONE.replace("<dc:creator>", f"{DEEP}<dc:creator>"), "第2项XML坏了"),
    (ONE.encode().replace("灯".encode(), "灯".encode("gb18030")), "第2项里面有不是UTF-8的文字"),
    (ONE.replace("  </item>", ""), "第2项XML坏了，没有结尾"),
    (ONE.replace("灯亮了。", "灯" * 3_000_000), "第2项超过8MB，不像一篇文章"),
    (wxr.post(2, "a\u202eb"), "《老街添了新路灯》文字里有看不见的改变方向的字符"),
    (wxr.post(2, title="长" * 301), "《长长长长"),
    (wxr.post(1, title="又是一号"), "编号“wordpress-old.linjiang.example-1”与文章1重复"),
]  # fmt: skip


@pytest.mark.parametrize(("middle", "why"), BROKEN)
def test_a_broken_item_costs_that_item_only(run, middle, why):
    said = run(broken(middle))

    assert sorted(Article.objects.values_list("archive_id", flat=True)) == [
        "wordpress-old.linjiang.example-1", "wordpress-old.linjiang.example-3",
    ]  # fmt: skip
    assert why in said.err
    assert said.out == (
        "入库2篇，原已有0篇，没有入库1篇。\n请核对：主题和日期与前面的一篇相同的1篇：3\n"
    )


def test_a_text_without_an_end_costs_no_later_post(run):
    said = run(broken(ONE.replace("]]></content:encoded>", "</content:encoded>")))
    later = run(broken(wxr.post(2, "x</item> <item> <!-- y")))

    assert "XML坏了" in said.err
    assert (later.err, Article.objects.count()) == ("", 3)


def test_a_file_that_was_cut_off_gives_what_it_holds_and_says_so(run):
    whole = wxr.export(wxr.post(1), wxr.post(2))
    said = run(whole[: whole.rindex(b"<wp:status>")])

    assert said.out == "入库1篇，原已有0篇，没有入库1篇。\n"
    assert said.err == "第2项到文件末尾还没有完，文件可能没有下载全\n"


def test_control_characters_go_and_are_told(run):
    said = run(wxr.export(wxr.post(1, "灯\x08亮\x0b了。")))

    assert Article.objects.get().body == "<p>灯亮了。</p>"
    assert said.err.startswith(
        "文章1：《老街添了新路灯》文字里混进了看不见的控制字符U+0008、U+000B"
    )
