"""What was sent already is found again: in the index of pieces, and by what one may see."""

import json
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from articles import roles, search
from articles.models import Article, Piece, Status
from articles.tests import make
from articles.text.fold import normalize
from articles.text.pieces import collect_pieces

pytestmark = pytest.mark.django_db

SENTENCES = [
    "区滨江办透露，滨江步道东渡过街天桥本月底开工，主桥长四十八米。",
    "天桥跨越的江堤路是主干道，堤内三个小区一千八百多户要到江边，要绕行九百米。",
    "桥两侧各设一部无障碍电梯，轮椅和婴儿车都上得去，夜里有人值守。",
    "东渡社区居民丁长根推了六年轮椅，他说就等这座桥，等得头发都白了。",
    "工期七个月，施工期间江堤路保留双向两车道，公交改走望津路。",
    "附近的豆腐巷口要搭临时棚，给早市的菜农避雨，摊位费不收。",
    "设计方案在社区公示了两回，居民提的二十三条意见采纳了十九条。",
    "明年汛期之前桥面合龙，到那时从小区门口走到江边只要十分钟。",
]
OTHER = "澄园小区九号楼的电梯装好了，七层的江奶奶头一回自己下楼买菜，来回只要五分钟。" * 5


def body(*sentences):
    return "".join(f"<p>{each}</p>" for each in sentences)


def found(text, among=None, **options):
    rows = Article.objects.all() if among is None else among
    return [each.article for each in search.find_similar(text, among=rows, **options)]


@pytest.fixture
def sent():
    make.article(body=body(OTHER))
    return make.article(body=body(*SENTENCES))


def test_a_text_is_found_again_whatever_small_things_were_changed(sent):
    whole = "".join(SENTENCES)
    edited = whole.replace("本月底", "月底").replace("，", ", ").replace("东渡", "東渡")
    half = "".join(SENTENCES[::2]) + OTHER[:120]
    two_fifths = "".join(SENTENCES[:3]) + "他还说了许多别的话，记者都记下了，回去再写。" * 4

    assert [found(each)[:1] for each in (whole, edited, half, two_fifths)] == [[sent.pk]] * 4
    (best,) = search.find_similar(whole, among=Article.objects.all())
    assert (best.article, best.share, best.likely) == (sent.pk, 1.0, True)


@pytest.mark.parametrize("text", ["", "灯亮了。", "望津街道的长椅换了新木条，坐上去不再扎人。" * 8])
def test_a_text_that_nobody_sent_finds_nothing(sent, text):
    assert found(text) == []


def test_itself_is_not_found_and_what_one_may_not_see_is_not_told(sent):
    whole = "".join(SENTENCES)
    writer, stranger = (make.member(roles.CORRESPONDENT) for _ in range(2))
    Article.objects.filter(pk=sent.pk).update(created_by=writer)

    assert found(whole, without=[sent.pk]) == []
    assert found(whole, Article.objects.visible_to(writer)) == [sent.pk]
    assert found(whole, Article.objects.visible_to(stranger)) == []
    assert found(whole, Article.objects.public()) == []


def test_pieces_keep_pace_with_every_saved_text(sent):
    def kept():
        return set(Piece.objects.filter(article=sent.pk).values_list("number", flat=True))

    assert kept() == collect_pieces(normalize("".join(SENTENCES)))
    Article.objects.filter(pk=sent.pk).update(body=body(*SENTENCES[:4]))
    search.follow([sent.pk])
    assert kept() == collect_pieces(normalize("".join(SENTENCES[:4])))
    Article.objects.filter(pk=sent.pk).update(status=Status.SUBMITTED)
    search.follow([sent.pk])
    assert kept() == collect_pieces(normalize("".join(SENTENCES[:4])))
    Piece.objects.filter(article=sent.pk).delete()
    search.follow([sent.pk], anew=True)
    assert kept() == collect_pieces(normalize("".join(SENTENCES[:4])))
    pk = sent.pk
    sent.delete()
    search.follow([pk])
    assert not Piece.objects.filter(article=pk).exists()


def test_a_phrase_that_stands_everywhere_says_nothing(sent, monkeypatch):
    monkeypatch.setattr("articles.search.pieces._SET_PHRASE", 1)
    monkeypatch.setattr("articles.search.pieces._LARGEST", 1)
    make.article(body=body(SENTENCES[0]))

    assert found(SENTENCES[0]) == []
    assert found("".join(SENTENCES)) == [sent.pk]


def test_finding_takes_four_queries(sent, django_assert_num_queries):
    with django_assert_num_queries(4):
        found("".join(SENTENCES))


def test_the_command_tells_what_is_there_already(sent, tmp_path):
    file, out = tmp_path / "稿.txt", StringIO()
    file.write_text("\n".join(SENTENCES), encoding="utf-8")
    call_command("similar", str(file), json=True, stdout=out)
    copy = make.article(headline="东渡天桥", body=body(*SENTENCES[:7]))
    said = StringIO()
    call_command("similar", str(sent.pk), stdout=said)

    assert json.loads(out.getvalue()) == [{"id": sent.pk, "likeness": 1.0}]
    assert said.getvalue().startswith(f"稿号{copy.pk}　8")
    assert said.getvalue().endswith("很可能是同一件事　东渡天桥\n")


def test_who_holds_a_piece_is_asked_of_its_index_and_never_of_all_texts(sent):
    """At a size at which reading the whole table would be dear."""
    Piece.objects.bulk_create(
        Piece(number=number, article=article) for number in range(-300, 0) for article in range(30)
    )
    asked = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        search.find_similar("".join(SENTENCES), among=Article.objects.all())
    plans = []
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_piece")
        for sql, params in asked:
            if "articles_piece" in sql:
                word = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
                cursor.execute(word + sql, params)
                plans.append("\n".join(str(row[-1]) for row in cursor.fetchall()))

    assert len(plans) == 2
    for plan in plans:
        assert re.search(
            r"SEARCH articles_piece USING PRIMARY KEY|Index (?:Only )?Scan \w+ articles_piece", plan
        ), plan
        assert not re.search("Seq Scan on articles_piece|SCAN articles_piece", plan), plan
