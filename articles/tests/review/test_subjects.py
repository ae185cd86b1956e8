"""文中人物、单位、地点 and 相关稿件: decided by an editor, and shown without a word of drafts."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.models import Article, ArticleLink, Subject, SubjectMention
from articles.review import subjects, taking
from articles.review.linking import LinkRefused, arrange_links
from articles.review.steps import STEPS
from articles.tests import make, public
from articles.tests.caching import Readers
from articles.tests.clients import client_of, url
from articles.tests.html import text_of
from articles.text.mentions import find_mentions

pytestmark = pytest.mark.django_db

BODY = "<p>姚桂香在临江大桥下摆茶摊，柳桥党建办的人常来。</p>"


@pytest.fixture
def editor():
    return make.member(roles.EDITOR)


def found(article):
    return [(each.subject.name, each.decided) for each in subjects.find_subjects(article)]


def test_names_of_the_list_are_found_and_the_longer_one_wins():
    make.subject("姚桂香")
    make.subject("临江大桥", "site")
    make.subject("临江", "site")
    make.subject("桂姨", aliases="姚桂香\n桂嬢嬢", about="另一位")
    make.subject("不在文中")
    make.subject("茶摊", "site", active=False)

    assert found(make.article(body=BODY)) == [
        ("姚桂香", None), ("桂姨", None), ("临江大桥", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names", "passages"),
    [
        ("江", {1: ["江边"]}, {}),
        ("", {1: ["江边"]}, {}),
        ("江边", {}, {}),
        ("a+b江边", {1: ["a+b"], 2: ["江边"]}, {1: "a+b江边", 2: "a+b江边"}),
        ("江边路\n江边", {1: ["江边"], 2: ["江边路"]}, {2: "江边路", 1: "江边"}),
    ],
)
def test_a_name_is_quoted_with_the_words_around_it(text, names, passages):
    assert find_mentions(text, names) == passages


def test_what_an_editor_decided_stays_and_can_be_taken_back(editor):
    article, subject = make.article(body=BODY), make.subject()
    subjects.decide_subjects(article, {subject.pk: True}, by=editor)
    assert found(article) == [("姚桂香", True)]
    Article.objects.update(body="<p>换了一篇。</p>")
    article.refresh_from_db()
    assert found(article) == [("姚桂香", True)]

    subjects.decide_subjects(article, {subject.pk: None, 10**9: True}, by=editor)

    assert found(article) == []
    with pytest.raises(PermissionDenied):
        subjects.decide_subjects(article, {subject.pk: True}, by=make.member(roles.CORRESPONDENT))
    assert not SubjectMention.objects.exists()


def test_a_subject_has_a_page_of_what_readers_may_see_and_none_before(client):
    subject, declined = make.subject(), make.subject("桂姨")
    hidden = public.hidden_articles(headline="QX7藏着")
    for article in hidden:
        make.mention(article, subject)
    shown = make.public(headline="渡口茶摊", body=BODY)
    make.mention(shown, declined, confirmed=False)
    assert client.get(subject.get_absolute_url()).status_code == 404

    make.mention(shown, subject)

    page = text_of(client.get(subject.get_absolute_url()))
    assert ["渡口茶摊" in page, "QX7" in page] == [True, False]
    assert client.get(declined.get_absolute_url()).status_code == 404
    sitemap = client.get(reverse("sitemap-section", args=["lists"])).content.decode()
    addresses = [row.get_absolute_url() in sitemap for row in (subject, declined)]
    assert addresses == [True, False]


def test_an_article_tells_readers_and_search_engines_of_whom_it_tells(client):
    article, subject = make.public(body=BODY), make.subject()
    make.mention(article, subject)
    page = client.get(article.get_absolute_url()).content.decode()
    facts = json.loads(page.split('type="application/ld+json">')[1].split("</script>")[0])

    assert f'<a href="{subject.get_absolute_url()}">姚桂香</a>' in page
    assert [(each["@type"], each["name"]) for each in facts["mentions"]] == [("Person", "姚桂香")]


def test_the_page_of_a_subject_asks_as_often_for_many(client, django_assert_num_queries):
    subject = make.subject()
    for number in (1, 10):
        for _ in range(number):
            make.mention(make.public(reporters=[make.reporter()]), subject)
        client.get(subject.get_absolute_url())
        make.subject(f"另一位{number}")  # what was kept is made anew
        with django_assert_num_queries(_PAGE):
            assert client.get(subject.get_absolute_url()).status_code == 200


_PAGE = 9


def related(client, article):
    context = client.get(article.get_absolute_url()).context
    return [row.pk for row in context["related"]], [row.pk for row in context["package"]]


def test_what_an_editor_chose_stands_first_and_what_is_hidden_stays_hidden(client, editor):
    main, other = make.public(publish_at=timezone.now() - timedelta(days=9)), make.public()
    hidden = [row.pk for row in public.hidden_articles() if not row.revises_id]
    ended = make.public(ends_at=timezone.now() - timedelta(hours=1)).pk

    arrange_links(main, [(key, False) for key in [*hidden, ended, other.pk]], by=editor)

    assert related(client, main) == ([other.pk], [])


def test_the_parts_of_a_package_lead_to_each_other(client, editor):
    main, part, second, draft = make.public(), make.public(), make.public(), make.article()
    arrange_links(main, [(each.pk, True) for each in (part, second, draft)], by=editor)

    for each in (main, part, second):
        assert related(client, each)[1] == [main.pk, part.pk, second.pk]
    arrange_links(main, [(draft.pk, True)], by=editor)
    assert related(client, main)[1] == []


def test_pages_in_memory_follow_a_package_whose_main_piece_waits(editor):
    main, part, second = make.article(), make.public(), make.public()
    arrange_links(main, [(each.pk, True) for each in (part, second)], by=editor)
    readers = Readers()
    assert "本组报道" in readers.get(part.get_absolute_url()).text

    arrange_links(main, [(part.pk, True)], by=editor)

    readers.later()
    assert "本组报道" not in readers.get(part.get_absolute_url()).text


def test_a_link_that_makes_no_sense_is_refused_and_changes_nothing(editor):
    main, part, other = make.public(), make.public(), make.public()
    arrange_links(main, [(part.pk, True)], by=editor)
    copy = taking.take(STEPS["revise"], make.sent("approved"), by=editor)
    wrong = [
        (main, [(main.pk, False)], "自己"),
        (main, [(10**9, False)], "没有稿号"),
        (main, [(copy.pk, False)], "修订稿"),
        (other, [(part.pk, True)], "一篇只归一组"),
        (other, [(main.pk, True)], "自己领着一组"),
        (part, [(other.pk, True)], "已经在"),
        (main, [(number, False) for number in range(1, 20)], "最多连"),
    ]
    for article, wanted, why in wrong:
        with pytest.raises(LinkRefused, match=why):
            arrange_links(article, wanted, by=editor)
    with pytest.raises(PermissionDenied):
        arrange_links(main, [], by=make.member(roles.CORRESPONDENT))

    assert list(ArticleLink.objects.values_list("article", "other", "together")) == [
        (main.pk, part.pk, True)
    ]


def test_a_revision_keeps_the_links_of_its_article(editor, client):
    live, other = make.sent("approved"), make.public()
    copy = taking.take(STEPS["revise"], live, by=editor)

    arrange_links(copy, [(other.pk, False)], by=editor)

    assert related(client, live)[0] == [other.pk]


def test_an_editor_decides_names_and_links_at_one_page(editor):
    article, other = make.article(body=BODY), make.public(headline="渡口茶摊")
    subject, unit = make.subject(), make.unit("柳桥党建办")
    client, address = client_of(editor), url("links", article)
    assert "姚桂香" in text_of(client.get(address))

    client.post(address, {"subjects": "1", "subject": subject.pk, f"subject-{subject.pk}": "yes"})
    client.post(address, {"unit": unit.pk})
    client.post(address, {"numbers": f"{other.pk}，", "new-together": "1"})
    refused = client.post(address, {"numbers": "999999", "other": other.pk})

    assert found(article) == [("柳桥党建办", True), ("姚桂香", True)]
    assert (refused.status_code, "没有稿号999999" in text_of(refused)) == (400, True)
    assert refused.context["typed"] == "999999"
    assert list(ArticleLink.objects.values_list("other", "together")) == [(other.pk, True)]
    client.post(address, {"other": other.pk, f"remove-{other.pk}": "1"})
    assert not ArticleLink.objects.exists()
    client.post(address, {"unit": unit.pk})  # twice
    assert Subject.objects.count() == 2


@pytest.mark.parametrize(
    ("one", "other", "warned"),
    [
        ("老街亮灯", "老街　亮灯", True),
        ("渡口小学把操场借给街坊", "渡口小学把操场“借”给街坊们", True),
        ("老街亮灯", "新街亮灯之后的第一个夜晚", False),
        ("关于元旦停水的通知", "关于春节值班的安排", False),
    ],
)
def test_a_headline_that_clashes_with_one_of_last_month_is_warned_of(one, other, warned, editor):
    make.public(headline=other, publish_at=timezone.now() - timedelta(days=20))
    article = make.article(headline=one, created_by=editor)

    assert ("差不多" in text_of(client_of(editor).get(url("review", article)))) == warned


def test_only_what_readers_saw_in_the_last_month_clashes(editor):
    make.public(headline="老街亮灯", publish_at=timezone.now() - timedelta(days=32))
    for hidden in public.hidden_articles(headline="老街亮灯"):
        assert hidden.pk
    live = make.sent("approved", headline="老街亮灯")
    copy = taking.take(STEPS["revise"], live, by=editor)

    assert "差不多" not in text_of(client_of(editor).get(url("review", copy)))


def test_lists_show_the_short_title_and_the_article_its_headline(client):
    article = make.public(
        headline="渡口小学把操场借给了街坊", short_title="操场借给街坊", section=make.section(),
        publish_at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip
    for _ in range(3):
        make.public(section=article.section)
    page = text_of(client.get(article.get_absolute_url()))
    listed = text_of(client.get(article.section.get_absolute_url()))

    assert ["操场借给街坊" in listed, "操场借给街坊" in page] == [True, False]
