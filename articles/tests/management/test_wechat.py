import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.desk.wechat import collect_set
from articles.models import SiteSettings
from articles.tests import make
from articles.tests.public import hidden_articles

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def run(*ids, **options):
    out, told = StringIO(), StringIO()
    call_command("wechat", *map(str, ids), stdout=out, stderr=told, **options)
    return out.getvalue(), told.getvalue()


def test_it_prints_what_the_desk_copies_and_says_what_is_dropped():
    row = make.public(body='<p><a href="https://news.example.cn/">前文</a></p>')
    [each] = collect_set([row.pk], SiteSettings.objects.current()).chosen
    html, told = run(row.pk)

    assert html == each.piece.html + "\n"
    assert told.startswith(f"稿号{row.pk}　有1处链接在公众号里点不开")
    assert run(row.pk, text=True)[0] == each.piece.text


def test_as_json_it_is_a_line_for_each_article_in_the_order_asked():
    first, second = make.public(headline="甲"), make.public(headline="乙", photos=1)
    lines = run(second.pk, first.pk, json=True)[0].splitlines()
    told = list(map(json.loads, lines))

    assert [each["id"] for each in told] == [second.pk, first.pk]
    assert set(told[0]) == {
        "id", "title", "author", "summary", "source_url", "html", "text", "pictures", "notes"
    }  # fmt: skip
    assert [each["number"] for each in told[0]["pictures"]] == [1]


def test_what_is_not_public_is_not_printed():
    shown = make.public()
    for row in hidden_articles():
        with pytest.raises(CommandError, match=f"稿号{row.pk}没有公开"):
            run(shown.pk, row.pk)


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 30])
def test_what_is_no_number_is_refused(asked):
    with pytest.raises(CommandError, match="不是稿号"):
        call_command("wechat", "--", asked)
