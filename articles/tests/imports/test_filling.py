import pytest
from django.core.management import CommandError, call_command

from articles import search
from articles.imports import filling
from articles.models import Article, Byline, Campaigned, Placed, Step


def test_the_same_seed_writes_the_same_bulletin_and_a_larger_one_begins_with_it():
    small, large = list(filling.items(20, seed=3)), list(filling.items(30, seed=3))

    assert large[:20] == small
    assert [item["id"] for item in small] == [f"fill-3-{n}" for n in range(1, 21)]
    assert list(filling.items(20, seed=4)) != small
    assert len({item["headline"] for item in large}) > 20
    assert len({item["date"][:4] for item in large}) > 10


def test_a_filled_bulletin_is_public_and_stands_in_the_record(db, capsys):
    call_command("fill", articles=30)
    call_command("verify")

    assert capsys.readouterr().out.splitlines() == [
        "入库30篇，原已有0篇。", "与签发时相符30篇，不符0篇。",
    ]  # fmt: skip
    assert Article.objects.public().count() == 30
    assert Step.objects.filter(step="archive").count() == 30
    for model in (Byline, Campaigned, Placed):
        assert model.objects.exists()
        assert model.objects.public().count() == model.objects.count()


def test_filling_again_adds_only_what_is_missing(db, capsys):
    call_command("fill", articles=10)
    before = list(Article.objects.order_by("pk").values())
    call_command("fill", articles=12)

    assert capsys.readouterr().out.splitlines()[-1] == "入库2篇，原已有10篇。"
    assert list(Article.objects.order_by("pk").values())[:10] == before
    assert Article.objects.count() == 12


def test_a_filled_article_is_found_by_search_at_once(db):
    call_command("fill", articles=5)
    article = Article.objects.order_by("pk").first()

    found = search.find_articles(search.parse_query(f'"{article.headline}"'))

    assert article.pk in found.ids


def test_no_articles_is_refused(db):
    with pytest.raises(CommandError):
        call_command("fill", articles=0)
