"""A correspondent's new article: their own name, colleagues in no list, no text unsigned."""

import pytest
from django.urls import reverse

from articles import roles
from articles.models import Article, Byline, Reporter, Role, Status
from articles.models.named import KeyedQuerySet
from articles.review import names
from articles.review.steps import STEPS, StepRefused
from articles.review.taking import take
from articles.tests import make
from articles.tests.clients import ADD, CHANGELIST, client_of, form, keep_typed, url
from articles.tests.html import Page, text_of

pytestmark = pytest.mark.django_db


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def writer(db):
    """A correspondent of a unit in a street, as account and in print."""
    street = make.place("柳桥街道")
    user, unit = make.member(roles.CORRESPONDENT), make.unit("柳桥街道党建办", place=street)
    make.reporter("方知夏", unit=unit, user=user)
    return user


def begun(user):
    """The first byline and the places of a new article as it opens."""
    context = client_of(user).get(ADD).context
    rows = context["inline_admin_formsets"][0].formset.forms
    found = [(row["role"].value(), row["reporter"].value(), row["unit"].value()) for row in rows]
    return found, context["adminform"].form["places"].value()


def test_a_new_article_begins_with_its_writers_name_unit_and_place(writer):
    own = writer.reporter

    assert begun(writer) == ([("correspondent", own.pk, own.unit_id)], [own.unit.place_id])


@pytest.mark.parametrize(
    ("role", "row"),
    [
        (Role.STAFF, ("staff", "方知夏", None)),
        (Role.EDITOR, ("correspondent", None, None)),
        (None, ("correspondent", None, None)),
    ],
)
def test_who_signs_otherwise_or_not_at_all_finds_no_unit_and_no_name(role, row):
    user = make.member(roles.EDITOR)
    if role:
        make.reporter("方知夏", role=role, unit=make.unit(), user=user)

    ((found,), places) = begun(user)

    name = Reporter.objects.filter(pk=found[1]).values_list("name", flat=True).first()
    assert ((found[0], name, found[2]), places) == (row, None)


def test_what_stood_in_the_form_is_saved_though_nobody_touched_it(writer):
    own = writer.reporter
    row = {"role": "correspondent", "reporter": own.pk, "unit": own.unit_id, "position": 1}

    client_of(writer).post(ADD, form(headline="灯亮了", bylines=[row]))

    assert str(Byline.objects.get().in_full) == "通讯员 方知夏（柳桥街道党建办）"


def test_a_unit_that_was_left_out_comes_from_the_list_and_is_told(writer):
    other = make.reporter("阮青柠", unit=make.unit("友谊里社区"))
    rows = [
        {"role": "correspondent", "reporter": other.pk, "position": 1},
        {"role": "photographer", "reporter": other.pk, "position": 2},
    ]

    answer = client_of(writer).post(ADD, form(headline="灯亮了", bylines=rows), follow=True)

    assert [each.in_full for each in Byline.objects.all()] == [
        "通讯员 阮青柠（友谊里社区）", "摄影 阮青柠",
    ]  # fmt: skip
    assert "单位按名录填上了：阮青柠（友谊里社区）。" in said(answer)


def test_a_unit_that_an_editor_took_away_stays_away(writer):
    article = make.article(created_by=writer, reporters=[writer.reporter])
    byline = article.bylines.get()
    row = {"id": byline.pk, "role": "correspondent", "reporter": byline.reporter_id, "position": 2}

    client_of(writer).post(url("change", article), form(article, bylines=[row], initial=(1, 0)))

    assert Byline.objects.values_list("position", "unit").get() == (2, None)


# A colleague who stands in no list


def send(user, typed, **fields):
    posted = form(headline="灯亮了", body="<p>灯亮了。</p>", colleagues=typed, **fields)
    return client_of(user).post(ADD, posted, follow=True)


def test_a_colleague_in_no_list_signs_at_once_and_is_confirmed_by_an_editor(writer):
    make.unit("友谊里社区")
    answer = send(writer, "通讯员 阮青柠（友谊里社区）")
    article, proposed = Article.objects.get(), Reporter.objects.get(name="阮青柠")

    assert "阮青柠不在作者名录里，先照您写的署上，由责编确认。" in said(answer)
    assert (str(article.bylines.get().in_full), proposed.proposed) == (
        "通讯员 阮青柠（友谊里社区）", True,
    )  # fmt: skip
    article = take(STEPS["submit"], article, by=writer)
    editor = make.member(roles.EDITOR)
    with pytest.raises(StepRefused, match="署名里的阮青柠还不在作者名录里，不能初审通过"):
        take(STEPS["first-pass"], article, by=editor)
    page = Page(client_of(editor).get(url("review", article))).text
    assert "阮青柠（友谊里社区）是作者提出的" in page
    assert "确认，收进名录" in page
    assert "确认，收进名录" not in Page(client_of(writer).get(url("change", article))).text

    done = client_of(editor).post(
        reverse("admin:articles_reporter_confirm", args=[proposed.pk]),
        {"next": url("review", article)},
    )

    assert done.url == url("review", article)
    assert take(STEPS["first-pass"], article, by=editor).status == Status.FIRST_PASSED


def test_nobody_is_proposed_who_stands_in_the_list(writer):
    make.reporter("阮青柠", unit=make.unit("友谊里社区"))

    send(writer, "通讯员 阮青柠　摄影 方知夏")

    assert [each.in_full for each in Byline.objects.all()] == [
        "通讯员 阮青柠（友谊里社区）", "摄影 方知夏（柳桥街道党建办）",
    ]  # fmt: skip
    assert not Reporter.objects.filter(proposed=True).exists()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("通讯员 阮青柠（望津社区）", "单位名录里没有“望津社区”。"
         "请照名录里的写法写，或先不写单位，请责编补上。"),
        ("昨天晚上在巷口等了很久", "没有看懂是谁。"
         "请写成“通讯员 方知夏（柳桥街道）”，几个人之间空一格。"),
        ("通讯员 王伟", "名录里有几位“王伟”，请在上面的“姓名”里选。"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_said_and_stays_as_it_was_typed(writer, typed, why):
    make.reporter("王伟", unit=make.unit())
    make.reporter("王伟", unit=make.unit())

    page = send(writer, typed)

    field = page.context["adminform"].form["colleagues"]
    assert (field.errors, field.value()) == ([why], typed)
    assert not Article.objects.exists()


def test_who_keeps_the_list_is_not_asked_to_propose():
    page = client_of(make.member(roles.EDITOR)).get(ADD)

    assert "colleagues" not in page.context["adminform"].form.fields


# A text without a name


def test_an_unsigned_text_is_sent_in_after_a_question_only(writer):
    article = make.article(created_by=writer)
    client, why = client_of(writer), (
        "没有署名，也没有写稿源，没有送审。请在“署名”里加上作者，或者写明稿源；"
        "确实不署名的，勾上“不署名，照样送”再送一次。"
    )  # fmt: skip
    box = 'name="unsigned"'
    assert box not in client.get(url("change", article)).content.decode()

    asked = client.post(
        url("change", article), form(article, kicker="新写的", _step="submit"), follow=True
    )

    article.refresh_from_db()
    assert (said(asked), article.status, article.kicker) == ([why], Status.DRAFT, "新写的")
    assert box in asked.content.decode()
    client.post(url("change", article), form(article, _step="submit", unsigned="1"))
    article.refresh_from_db()
    assert article.status == Status.SUBMITTED


@pytest.mark.parametrize("fields", [{"source": "区水务局"}, {"genre": "notice"}])
def test_a_source_or_a_notice_needs_no_name(writer, fields):
    article = make.article(created_by=writer, **fields)

    client_of(writer).post(url("change", article), form(article, _step="submit"))

    article.refresh_from_db()
    assert article.status == Status.SUBMITTED


def test_from_the_list_unsigned_texts_stay_and_are_named(writer):
    unsigned = make.article(created_by=writer, headline="没有名的")
    signed = make.article(created_by=writer, reporters=[writer.reporter])
    posted = {"action": "step-submit", "_selected_action": [unsigned.pk, signed.pk]}

    answer = client_of(writer).post(CHANGELIST, posted, follow=True)

    assert "“没有名的”：没有署名，也没有写稿源，没有送审。" in "".join(said(answer))
    assert list(Article.objects.filter(status=Status.SUBMITTED)) == [signed]


# The desk


def test_the_desk_offers_what_a_killed_tab_left(writer):
    client = client_of(writer)
    article = make.article(created_by=writer)
    desk = reverse("admin:index")
    assert "没有保存的" not in client.get(desk).content.decode()

    keep_typed(client, headline="豆腐巷口昨晚亮起新灯")
    keep_typed(client, article, token="ffffffffffffffff", headline="另一篇", stamp=2)
    page = Page(client.get(desk))

    assert "写到一半的“另一篇”还在。接着写　没保存的（2份）" in page.text
    assert url("change", article) in page.values("a", "href")
    assert "写到一半" not in text_of(client_of(make.editor()).get(desk))


def test_two_who_propose_one_person_at_once_make_one_row():
    first, second = make.article(), make.article()
    typed = [("correspondent", "阮青柠", "")]
    people, others = names.find_people(typed), names.find_people(typed)

    assert (names.sign_with(first, people), names.sign_with(second, others)) == (["阮青柠"], [])
    assert Reporter.objects.filter(name="阮青柠").count() == 1
    assert [article.bylines.get().reporter.name for article in (first, second)] == ["阮青柠"] * 2


@pytest.mark.parametrize("spelled", ["阮青柠", "阮 青柠"])
def test_a_name_that_is_taken_in_the_very_moment_is_the_same_person(monkeypatch, spelled):
    """Between the look and the row: the database refuses the second, which is the first then."""
    make.reporter("阮青柠", proposed=True)
    look, asked = KeyedQuerySet.same_name, []

    def look_too_early(rows, name):
        asked.append(name)
        return rows.none() if len(asked) == 1 else look(rows, name)

    monkeypatch.setattr(KeyedQuerySet, "same_name", look_too_early)
    person = names.NamedPerson("correspondent", spelled, None, None)

    assert names.sign_with(make.article(), [person]) == []
    assert Reporter.objects.count() == 1
