import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from articles import roles, versions
from articles.imports import archive
from articles.models import Article, Byline, Campaign, Campaigned, Place, Reporter, Status, Step
from articles.review.proofreading import proofread_article
from articles.review.steps import StepRefused
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.reviewing import take

pytestmark = pytest.mark.django_db

LINE = {
    "id": "1998-01-03-1",
    "date": "1998-01-03",
    "headline": "老街添了新路灯",
    "kicker": "为民办实事",
    "subhead": "",
    "bylines": [
        {"role": "staff", "name": "宁望舒", "unit": ""},
        {"role": "correspondent", "name": "费知夏", "unit": "柳桥街道"},
    ],
    "body": ["昨晚七点，灯亮了。", {"crosshead": "居民说"}, "<b>好</b>"],
    "campaigns": ["街里街坊"],
    "places": ["柳桥街道"],
    "page": 1,
    "source": "",
}


def lines(*items):
    return [json.dumps(item, ensure_ascii=False) for item in items]


def load(*items, publish=True):
    *_, last = archive.load(lines(*items), publish=publish)
    return last


def test_a_line_becomes_an_article_with_everything_that_it_says():
    outcome = load(LINE)

    article = Article.objects.get()
    assert (outcome.created, outcome.known, outcome.bad) == (1, 0, [])
    assert (article.archive_id, article.kicker, article.headline, article.page) == (
        "1998-01-03-1", "为民办实事", "老街添了新路灯", 1,
    )  # fmt: skip
    assert article.body == "<p>昨晚七点，灯亮了。</p><h2>居民说</h2><p>&lt;b&gt;好&lt;/b&gt;</p>"
    assert article.publish_at == datetime(1998, 1, 2, 16, 0, tzinfo=UTC)
    assert [(b.role, b.reporter.name, str(b.unit or "")) for b in article.bylines.all()] == [
        ("staff", "宁望舒", ""), ("correspondent", "费知夏", "柳桥街道"),
    ]  # fmt: skip
    assert [row.content_object for row in Campaigned.objects.public()] == [article]
    assert [place.name for place in article.places.all()] == ["柳桥街道"]
    times = {row.publish_at for model in (Byline, Campaigned) for row in model.objects.all()}
    assert times == {article.publish_at}


def test_without_publish_and_without_a_date_it_is_a_draft():
    load(LINE, publish=False)
    load(LINE | {"id": "2", "date": None})
    load(LINE | {"id": "3", "headline": ""})

    assert {a.status for a in Article.objects.all()} == {Status.DRAFT}
    assert {b.publish_at for b in Byline.objects.all()} == {None}


def test_the_same_file_again_adds_nothing_and_changes_nothing():
    load(LINE)
    Article.objects.update(headline="编辑改过")
    outcome = load(LINE, LINE | {"id": "2"})

    assert (outcome.created, outcome.known) == (1, 1)
    assert sorted(Article.objects.values_list("archive_id", "headline")) == [
        ("1998-01-03-1", "编辑改过"), ("2", "老街添了新路灯"),
    ]  # fmt: skip


def test_a_person_who_is_known_is_not_made_again():
    known = make.reporter("费知夏")
    load(LINE, LINE | {"id": "2"})

    assert sorted(Reporter.objects.values_list("name", flat=True)) == ["宁望舒", "费知夏"]
    assert known.bylines.count() == 2


BAD = [
    ("{", "不是JSON"),
    ("[]", "不是一个JSON对象"),
    ('{"id": ""}', "没有id"),
    ('{"id": 7}', "没有id"),
    ('{"id": "1", "date": 1998}', "date应当是文字"),
    ('{"id": "1", "date": "1998-13-01"}', "date里的日期要写成2026-11-23这样"),
    ('{"id": "1", "date": "10000-01-01"}', "date里的日期要写成2026-11-23这样"),
    ('{"id": "1", "date": "0001-01-01"}', "date里的日期要在1900年到2199年之间"),
    ('{"id": "1", "date": "1899-12-31"}', "date里的日期要在1900年到2199年之间"),
    ('{"id": "1", "date": "2200-01-01"}', "date里的日期要在1900年到2199年之间"),
    ('{"id": "1", "date": "9999-12-31"}', "date里的日期要在1900年到2199年之间"),
    ('{"id": "1", "headline": 3}', "headline应当是文字"),
    ('{"id": "1", "headline": "%s"}' % ("长" * 301), "headline超过300字"),
    ('{"id": "1", "body": "甲"}', "body应当是段落的列表"),
    ('{"id": "1", "body": [{"photo": 1}]}', "正文里有看不懂的一项：{'photo': 1}"),
    ('{"id": "1", "bylines": [{"role": "king", "name": "甲"}]}', "不认得的身份“king”"),
    ('{"id": "1", "bylines": ["甲"]}', "bylines里每一项应当有role和name"),
    ('{"id": "1", "campaigns": "甲"}', "campaigns应当是名称的列表"),
    ('{"id": "1", "page": "一"}', "page应当是版次数字"),
    ('{"id": "1", "body": ["\\u0000"]}', "含有无法保存的字符（NUL或残缺的字符编码）"),
    ('{"id": "1", "headline": "\\ud800"}', "含有无法保存的字符（NUL或残缺的字符编码）"),
]


def test_which_of_two_namesakes_was_taken_is_said_where_no_unit_tells():
    north, south = make.unit("城北"), make.unit("城南")
    first = make.reporter("王伟", unit=north)
    second = make.reporter("王伟", unit=south, namesake=2)
    lines = [
        json.dumps({"id": str(number), "headline": "灯", "bylines": [byline]})
        for number, byline in enumerate(
            (
                {"role": "staff", "name": "王　伟"},
                {"role": "staff", "name": "王伟", "unit": "城南"},
                {"role": "staff", "name": "王伟", "unit": "城东"},
                {"role": "staff", "name": "柏仲安"},
            ),
            1,
        )
    ]

    *_, outcome = archive.load(lines, publish=False)

    said = "名录里有几位“王伟”，分不出是哪一位，先记在单位城北的那一位名下，请核对署名"
    assert outcome.notes == [(1, said), (3, said)]
    signed = Byline.objects.order_by("article__archive_id").values_list("reporter", flat=True)
    assert list(signed)[:3] == [first.pk, second.pk, first.pk]


def test_keys_that_nobody_knows_are_said():
    outcome = load(LINE | {"kind": "通讯", "author": {"name": "甲"}})

    assert (outcome.created, outcome.notes) == (1, [(1, "不认得“kind”、“author”，没有收")])


@pytest.mark.parametrize(
    ("further", "why"),
    [
        (
            {"genre": "poem"},
            "不认得的genre“poem”，可以写news、feature、photo、explainer、letter、notice",
        ),
        ({"weight": True}, "不认得的weight“True”，可以写4、3、2、1"),
        ({"summary": "长" * 501}, "summary超过500字"),
        ({"html": 1}, "html应当是文字"),
    ],
)
def test_what_is_said_of_an_article_has_to_be_known(further, why):
    outcome = load(LINE | further)

    assert (outcome.created, outcome.bad) == (0, [(1, why)])


@pytest.mark.parametrize(("line", "why"), BAD)
def test_a_bad_line_is_left_out_and_said(line, why):
    *_, outcome = archive.load([line, *lines(LINE)], publish=True)

    assert (outcome.created, outcome.bad) == (1, [(1, why)])


def test_an_id_twice_in_a_file_is_taken_once():
    outcome = load(LINE, LINE)

    assert (outcome.created, outcome.bad) == (1, [(2, "编号“1998-01-03-1”与第1行重复")])


def test_the_command_reports_what_it_did(tmp_path, capsys):
    file = tmp_path / "old.jsonl"
    file.write_text("\n".join([*lines(LINE), "坏行", ""]), encoding="utf-8")

    call_command("import_archive", str(file), "--publish")

    said = capsys.readouterr()
    assert said.out == "入库1篇，原已有0篇，没有入库1行。\n"
    assert said.err == "第2行没有入库：不是JSON\n"
    with pytest.raises(CommandError, match="没有这个文件"):
        call_command("import_archive", str(tmp_path / "none.jsonl"))
    (tmp_path / "gbk.jsonl").write_bytes("{甲}".encode("gb18030"))
    with pytest.raises(CommandError, match="不是UTF-8"):
        call_command("import_archive", str(tmp_path / "gbk.jsonl"))


def test_the_record_has_the_hash_of_what_is_stored():
    """It is made of what was written, which is not read again for it."""
    make.reporter("宁望舒", unit=make.unit("柳桥街道"))
    make.reporter("宁望舒", unit=make.unit("青石街道"))
    two = {"bylines": [*LINE["bylines"], LINE["bylines"][0] | {"name": "宁\u3000望舒"}]}
    load(
        LINE,
        LINE | {"id": "2", "campaigns": ["街里街坊", "街里 街坊", "灯火"]} | two,
        LINE | {"id": "3", "bylines": [], "campaigns": [], "places": ["柳桥街道", "青石渡"]},
        LINE | {"id": "4", "html": "<p>一 <i>斜</i>的<b>字</b>&nbsp;&amp;</p><script>1</script>"},
        LINE | {"id": "5", "ends_at": "1998-02-01T09:00:00+08:00", "headline": "灯\u200b 会"},
    )

    stored = {
        article.pk: versions.digest_of(article)
        for article in Article.objects.filter(status=Status.APPROVED)
    }
    assert len(stored) == 5
    assert stored == dict(Step.objects.values_list("article", "digest"))


@pytest.mark.once
def test_a_thousand_lines_twice_are_a_thousand_articles(django_assert_max_num_queries):
    many = [
        LINE | {"id": str(n), "campaigns": [f"专栏{n % 40}"], "places": [f"街道{n % 9}"]}
        for n in range(1000)
    ]
    with django_assert_max_num_queries(350):
        assert load(*many).created == 1000
    assert load(*many).known == 1000
    assert (Article.objects.count(), Campaign.objects.count(), Place.objects.count()) == (
        1000, 40, 9,
    )  # fmt: skip


DOUBTED = LINE | {
    "id": "1998-01-04-2",
    "body": ["老周说：“昨晚七点，灯亮了。", "江边的步道,通了。"],
}


def test_what_was_in_print_before_has_no_open_findings_and_its_revision_has_all_of_them():
    load(DOUBTED)
    article, editor = Article.objects.get(), make.member(roles.EDITOR)
    client = client_of(editor)

    page = client.get(f"/admin/articles/article/{article.pk}/review/").content.decode()
    assert "旧档，此前已经刊出，没有在这里校对过" in page
    assert 'class="f-' not in page
    assert (
        'class="f-'
        not in client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    )

    copy = take("revise", article, editor)
    assert {each.rule for each in found_in(copy)} >= {"quotes", "half_width"}
    page = client.get(f"/admin/articles/article/{copy.pk}/review/").content.decode()
    assert 'class="f-block' in page


def test_a_line_that_arrives_as_a_draft_is_proofread_like_any_other():
    load(DOUBTED, publish=False)
    article = Article.objects.get()
    assert {each.rule for each in found_in(article)} >= {"quotes", "half_width"}
    with pytest.raises(StepRefused, match="必改"):
        take("submit", article, make.member(roles.EDITOR))


def found_in(article):
    remarks = proofread_article(Article.objects.get(pk=article.pk)).open
    return [each.finding for each in remarks if each.finding.passage >= 0]
