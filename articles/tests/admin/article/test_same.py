"""同一件事: what is told of similar articles, to whom, and how two become one."""

import pytest
from django.core.exceptions import PermissionDenied

from articles import roles
from articles.models import Article, Byline, Role, Status, Step
from articles.review import joining, proofreading
from articles.review.steps import StepRefused
from articles.tests import make
from articles.tests.clients import client_of, url
from articles.tests.html import CANARY, Page
from articles.tests.reviewing import take

pytestmark = pytest.mark.django_db

SENTENCES = [
    "滨江步道东渡过街天桥本月底开工，主桥长四十八米。",
    "天桥跨越的江堤路是主干道，堤内三个小区一千八百多户要到江边，要绕行九百米。",
    "桥两侧各设一部无障碍电梯，轮椅和婴儿车都上得去，夜里有人值守。",
    "工期七个月，施工期间江堤路保留双向两车道，公交改走望津路。",
    "设计方案在社区公示了两回，居民提的二十三条意见采纳了十九条。",
]
EXTRA = "东渡社区居民丁长根推了六年轮椅，他说就等这座桥。"


def body(*sentences):
    return "".join(f"<p>{each}</p>" for each in sentences)


@pytest.fixture
def two():
    """Two units' versions of one event, both sent in; the second was found like the first."""
    first, second = (make.member(roles.CORRESPONDENT) for _ in range(2))
    versions = (
        (first, f"天桥{CANARY}", SENTENCES, "沈若溪", "滨江办"),
        (second, "过街天桥动工", (*SENTENCES[:4], EXTRA), "顾临川", "望津街道"),
    )
    rows = []
    for writer, headline, sentences, name, unit in versions:
        row = make.article(created_by=writer, headline=headline, body=body(*sentences))
        make.byline(row, make.reporter(name), unit=make.unit(unit))
        rows.append(take("submit", row, writer))
    return rows


def found_rules(article):
    article = Article.objects.get(pk=article.pk)
    return [each.finding.rule for each in proofreading.proofread_article(article).open]


def join(kept, gone, by, **more):
    kept, gone = (Article.objects.get(pk=each.pk) for each in (kept, gone))
    given = {"revisions": (kept.revision, gone.revision), "said": "合成一篇。"} | more
    return joining.join(kept, gone, by=by, **given)


def test_what_was_sent_before_is_found_at_submission_and_stays_until_somebody_decides(two):
    kept, gone = two
    editor = make.member(roles.EDITOR)

    assert (kept.resembles, [each["article"] for each in gone.resembles]) == ([], [kept.pk])
    assert (found_rules(kept), found_rules(gone)) == ([], ["sent_before"])
    (remark,) = proofreading.proofread_article(gone).open
    assert remark.finding.message == (
        f"很可能和稿号{kept.pk}写的是同一件事。请对照后定：合成一篇、退一篇，或写明不是一件事。"
    )
    proofreading.judge(gone, remark.place, by=editor, reason="两座桥，不是一件事。")
    assert found_rules(gone) == []


def test_an_editor_is_told_and_a_correspondent_learns_nothing_of_what_others_wrote(two):
    kept, gone = two
    writer = client_of(gone.created_by)
    pages = [writer.get(url(name, gone)) for name in ("review", "change", "sheet")]
    alone = make.article(created_by=gone.created_by, body=body("望津街道的长椅换了新木条。" * 9))

    shown = Page(client_of(make.member(roles.EDITOR)).get(url("review", gone))).text
    assert "很可能是同一件事" in shown
    assert CANARY in shown
    for answer in pages:
        said = answer.content.decode(errors="replace")
        assert CANARY not in said
        assert f"稿号{kept.pk}" not in said
        assert "同一件事" not in said
    told = [
        text.partition("发过没有")[2].partition("审签")[0].strip()
        for text in (Page(pages[0]).text, Page(writer.get(url("review", alone))).text)
    ]
    assert (
        " ".join(told[0].split())
        == " ".join(told[1].split())
        == ("您能看到的稿件里没有近似的。 送审后，编辑会对照全部来稿再看一遍。")
    )


def test_a_correspondent_is_told_of_what_residents_read():
    make.public(headline="天桥开工", body=body(*SENTENCES))
    writer = make.member(roles.CORRESPONDENT)
    row = make.article(created_by=writer, body=body(*SENTENCES))

    shown = " ".join(Page(client_of(writer).get(url("review", row))).text.split())
    shown = shown.partition("发过没有")[2].partition("审签")[0]
    assert "有一篇写的很可能是同一件事（100%）：天桥开工已发布，5句一字不差" in shown
    assert "5句里有5句登过。" in shown
    assert "并排看" not in shown


@pytest.mark.parametrize("role", [roles.CORRESPONDENT, roles.STAFF, roles.ADMINISTRATOR])
def test_only_who_handles_copy_opens_the_page(two, role):
    kept, gone = two
    client = client_of(make.member(role))

    assert client.get(f"{url('same', kept)}?with={gone.pk}").status_code in {403, 404}
    assert client.post(url("same", kept), {"with": gone.pk}).status_code in {403, 404}
    assert Article.objects.get(pk=gone.pk).status == Status.SUBMITTED


@pytest.mark.parametrize("said", ["", "0", "x", "999999", "9" * 40])
def test_a_page_with_nothing_beside_it_is_not_found(two, said):
    client = client_of(make.member(roles.EDITOR))
    kept, _ = two

    assert client.get(f"{url('same', kept)}?with={said or kept.pk}").status_code == 404


def test_two_versions_become_one_with_all_bylines_and_nothing_is_lost(two):
    kept, gone = two
    client = client_of(make.member(roles.EDITOR))
    page = Page(client.get(f"{url('same', kept)}?with={gone.pk}"))
    assert "乙的5句里有4句在甲里也有。" in page.text
    assert page.values("input", "value", name="block") == ["4"]
    data = {
        "with": gone.pk, "revision": kept.revision, "other_revision": gone.revision,
        "block": ["4"], "said": "您列第二署名。",
    }  # fmt: skip

    unsure = Page(client.post(url("same", kept), data))
    assert "请先在“两篇我都看过”前打勾，没有合。" in unsure.text
    assert unsure.values("input", "checked", name="block") == [None]
    done = client.post(url("same", kept), data | {"sure": "1"}, follow=True)

    assert f"合成一篇了。稿号{gone.pk}留着原文和留痕" in Page(done).text
    kept, gone = (Article.objects.get(pk=each.pk) for each in (kept, gone))
    assert kept.body == body(*SENTENCES, EXTRA)
    assert [str(row.reporter) for row in kept.bylines.all()] == ["沈若溪", "顾临川"]
    assert [row.unit.name for row in kept.bylines.all()] == ["滨江办", "望津街道"]
    assert (gone.status, gone.body) == (Status.REJECTED, body(*SENTENCES[:4], EXTRA))
    assert [(s.label, s.opinion) for s in Step.objects.filter(article=kept).order_by("pk")] == [
        ("送审", ""), ("合稿", f"并入稿号{gone.pk}《过街天桥动工》，署名都留。"),
    ]  # fmt: skip
    assert Step.objects.filter(article=gone).last().opinion == (
        f"您列第二署名。（合入稿号{kept.pk}）"
    )
    assert "合成一篇：您列第二署名。" in gone.created_by.notices.get().text
    assert kept.versions.first().revision.comment == f"并入稿号{gone.pk}"


def test_reviews_of_what_is_kept_are_void_once_it_changed(two):
    kept, gone = two
    kept = take("first-pass", kept, make.member(roles.EDITOR))

    kept = join(kept, gone, make.member(roles.DESK))

    assert kept.status == Status.SUBMITTED
    assert Step.objects.filter(article=kept, step="void").count() == 1


def test_somebody_who_wrote_both_stands_once(two):
    kept, gone = two
    make.byline(gone, Byline.objects.get(article=kept).reporter, position=2)
    make.byline(gone, Byline.objects.get(article=kept).reporter, Role.PHOTOGRAPHER, position=3)

    kept = join(kept, gone, make.member(roles.EDITOR))

    assert [(str(row.reporter), row.role) for row in kept.bylines.all()] == [
        ("沈若溪", "correspondent"), ("顾临川", "correspondent"), ("沈若溪", "photographer"),
    ]  # fmt: skip


def test_what_cannot_be_joined_says_why_and_changes_nothing(two):
    kept, gone = two
    editor, writer = make.member(roles.EDITOR), kept.created_by
    draft, public = make.article(), make.sent(Status.APPROVED)
    before = list(Article.objects.order_by("pk").values())

    for first, second, said in (
        (public, gone, "留下的一篇现在不能改"),
        (kept, draft, "草稿请作者先送审，已签发的不能并入。"),
        (kept, public, "草稿请作者先送审，已签发的不能并入。"),
    ):
        with pytest.raises(StepRefused, match=said):
            join(first, second, editor)
    with pytest.raises(StepRefused, match="有一篇在您打开之后又改过，没有合。"):
        join(kept, gone, editor, revisions=(kept.revision, gone.revision + 1))
    with pytest.raises(StepRefused, match="请写一句告诉作者的话，没有合。"):
        join(kept, gone, editor, said=" ")
    with pytest.raises(PermissionDenied):
        join(kept, gone, writer)
    assert list(Article.objects.order_by("pk").values()) == before


@pytest.mark.once
def test_the_pages_take_as_many_queries_for_many_similar_articles_as_for_one(two, asked):
    _, gone = two
    client = client_of(make.member(roles.EDITOR))
    counts = []
    for _ in range(2):
        client.get(url("review", gone))
        counts.append([asked(client, url(name, gone)) for name in ("review", "change")])
        for _ in range(3):
            make.article(body=body(*SENTENCES))

    assert counts[0] == counts[1]


@pytest.fixture
def asked(django_assert_max_num_queries):
    def count(client, address):
        with django_assert_max_num_queries(60) as queries:
            client.get(address)
        return len(queries)

    return count
