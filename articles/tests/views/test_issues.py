"""The e-paper: what was printed, page by page, and nothing that residents may not read."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from articles import sealing
from articles.models import Article, Placement, Status
from articles.tests import make, paper
from articles.tests.html import CANARY, Page
from articles.tests.paper import darkest, listed, shown

pytestmark = pytest.mark.django_db

SIZES = ("large", "medium", "small")


def addresses(issue):
    return [
        issue.get_absolute_url(),
        reverse("issue_page", args=[issue.slug, 1]),
        *(reverse("issue_picture", args=[issue.slug, 1, size]) for size in SIZES),
        *(reverse("issue_file", args=[issue.slug, name]) for name in paper.file_names(issue)),
    ]


def width_of(client, issue, size):
    answer = client.get(reverse("issue_picture", args=[issue.slug, 1, size]))
    return Image.open(BytesIO(answer.content)).width


# What is there


def test_a_page_is_a_picture_with_links_and_a_list_of_the_same(client):
    first, second, other = (
        make.public(headline="一条江边路　走通两岸心"),
        *(make.public() for _ in range(2)),
    )
    issue = paper.issue([first, second], [other])
    response = client.get(issue.get_absolute_url())
    page = Page(response)

    assert listed(response) == [("头条", first.pk, False), ("次条", second.pk, False)]
    assert shown(response) == (
        [
            (first.get_absolute_url(), "一条江边路 走通两岸心"),
            (second.get_absolute_url(), second.headline),
        ],
        [],
    )
    assert [page.values("rect", each) for each in ("x", "y", "width", "height")] == [
        ["29.7"] * 2, ["42.0", "210.0"], ["237.6"] * 2, ["151.2"] * 2,
    ]  # fmt: skip
    assert "2026年10月号 第1版 要闻" in page.text
    assert listed(client.get(f"/issues/{issue.slug}/2/")) == [("头条", other.pk, False)]


def test_one_turns_from_page_to_page_and_from_issue_to_issue(client):
    before, issue, after = (
        paper.issue([make.public()], [make.public()], month=date(2026, month, 1))
        for month in (6, 7, 10)
    )
    paper.hidden_issues()
    last, first = (
        Page(client.get(f"/issues/2026-07/{end}")).values for end in ("2/", "")
    )  # fmt: skip

    assert (first("a", "href", rel="prev"), first("a", "href", rel="next")) == (
        ["/issues/2026-06/"], ["/issues/2026-07/2/", "/issues/2026-10/"],
    )  # fmt: skip
    assert (last("a", "href", rel="prev"), last("a", "href", rel="next")) == (
        ["/issues/2026-07/", "/issues/2026-06/"], ["/issues/2026-10/"],
    )  # fmt: skip
    assert [row.number for row in (before, issue, after)] == [1, 1, 1]


def test_the_first_page_has_one_address(client, settings):
    settings.SITE_URL = "https://news.example.cn"
    paper.issue([make.public()], [make.public()])

    assert [
        Page(client.get(f"/issues/2026-10/{end}")).values("link", "href", rel="canonical")
        for end in ("", "1/", "2/")
    ] == [
        ["https://news.example.cn/issues/2026-10/"],
        ["https://news.example.cn/issues/2026-10/"],
        ["https://news.example.cn/issues/2026-10/2/"],
    ]


def test_issues_stand_by_their_year(client):
    old, first, last = (
        paper.issue([make.public()], month=month)
        for month in (date(2025, 12, 1), date(2026, 1, 1), date(2026, 10, 1))
    )
    paper.hidden_issues()
    context = client.get("/issues/").context

    assert (list(context["issues"]), context["years"]) == ([last, first], [2026, 2025])
    assert list(client.get("/issues/?year=2025").context["issues"]) == [old]
    for year in ("2024", "x", "２０２６", "9" * 30):
        assert client.get("/issues/", {"year": year}).status_code == 404


def test_a_bulletin_without_issues_says_so_and_has_no_teaser(client):
    make.public()
    paper.hidden_issues()

    assert "还没有出过报纸" in client.get("/issues/").text
    assert list(client.get("/").context["sheets"]) == []


def test_the_front_page_shows_the_latest_public_issue(client):
    paper.issue([make.public()], month=date(2026, 5, 1))
    latest = paper.issue([make.public()], [make.public()], month=date(2026, 7, 1))
    paper.hidden_issues()
    response = client.get("/")

    assert [(each.issue, each.number) for each in response.context["sheets"]] == [
        (latest, 1), (latest, 2),
    ]  # fmt: skip
    assert "总第24319期" in response.text


def test_a_page_without_a_picture_is_still_a_list(client):
    article = make.public()
    issue = paper.issue([article])
    issue.pages.update(picture="", small_picture="")
    response = client.get(issue.get_absolute_url())

    assert listed(response) == [("头条", article.pk, False)]
    assert Page(response).values("img", "src") == []
    for size in (*SIZES, "huge"):
        assert client.get(f"/issues/2026-10/1/{size}.webp").status_code == 404


def test_the_picture_of_a_page_has_a_width_for_phones_and_is_never_enlarged(client):
    issue = paper.issue([make.public()])
    page, wide = issue.pages.get(), BytesIO()
    assert width_of(client, issue, "medium") == width_of(client, issue, "large")

    Image.new("RGB", (1300, 1838), "white").save(wide, "WEBP")
    page.picture = default_storage.save("wide.webp", wide)
    page.save()

    assert [width_of(client, issue, size) for size in ("large", "medium")] == [1300, 800]


# What is not


def test_nothing_of_an_issue_is_reached_before_it_is_sealed_and_its_day_has_come(client):
    public = paper.issue([make.public()])
    for issue in paper.hidden_issues():
        for address in addresses(issue):
            assert client.get(address).status_code == 404, address
        for name in [
            *issue.files.values_list("file", flat=True),
            *issue.pages.values_list("picture", flat=True),
        ]:
            assert client.get(f"/media/{name}").status_code == 404, name
        verdict = "还不能查验" if issue.sealed_at else "不是原件"
        for file in issue.files.all():
            text = client.get("/issues/verify/", {"sha256": file.digest}).text
            assert f"<strong>{verdict}</strong>" in text
            assert [word for word in (issue.slug, CANARY, file.name) if word in text] == []
        for address in ("/", "/issues/", public.get_absolute_url(), "/sitemap-issues.xml"):
            text = client.get(address).text
            assert issue.slug not in text, address
            assert CANARY not in text, address


def test_public_pictures_and_files_have_one_way_in(client):
    issue = paper.issue([make.public()])
    stored = [*issue.files.values_list("file", flat=True), issue.pages.get().picture]

    assert {client.get(f"/media/{name}").status_code for name in stored} == {404}


def test_the_staff_see_no_more_on_the_public_site(client):
    client.force_login(make.editor())

    for issue in paper.hidden_issues():
        assert {client.get(address).status_code for address in addresses(issue)} == {404}


@pytest.mark.parametrize(
    "address",
    ["2026-1/", "2026-13/", "2026-00/", "0000-10/", "２０２６-10/", "x/", "2026-10/0/",
     "2026-10/3/", f"2026-10/{'9' * 30}/", "2026-10/1/huge.webp", "2026-10/files/2026-10.exe"],
)  # fmt: skip
def test_an_address_that_is_none_is_not_found(client, address):
    paper.issue([make.public()], [make.public()])

    assert client.get(f"/issues/{address}").status_code == 404


def test_a_withdrawn_article_leaves_a_blank_in_the_list_and_in_the_picture(client):
    kept, gone = make.public(), make.public(headline=CANARY, body=f"<p>{CANARY}</p>")
    issue = paper.issue([gone], [kept])
    assert darkest(client, issue) < 60
    Article.objects.filter(pk=gone.pk).update(status=Status.WITHDRAWN)

    response = client.get(issue.get_absolute_url())

    assert listed(response) == [("头条", None, False)]
    assert shown(response) == ([], ["稿件已撤回"])
    assert CANARY not in response.text
    assert gone.get_absolute_url() not in response.text
    # Painted over on the server: nothing is left beneath it.
    assert darkest(client, issue) > 200
    assert darkest(client, issue, "small") > 200
    assert darkest(client, issue, "medium") > 200
    assert listed(client.get(f"/issues/{issue.slug}/2/")) == [("头条", kept.pk, False)]


@pytest.mark.parametrize(("withdrawn", "dark"), [(0, (False, True)), (1, (True, False))])
def test_of_a_page_that_flowed_on_the_right_sheet_is_painted_over(client, withdrawn, dark):
    rows = [make.public(), make.public()]
    issue = paper.issue(rows)
    paper.flow_on(issue.pages.get())
    Article.objects.filter(pk=rows[withdrawn].pk).update(status=Status.WITHDRAWN)

    image = Image.open(BytesIO(client.get("/issues/2026-10/1/large.webp").content)).convert("L")
    halves = [image.crop((0, top, image.width, top + 420)) for top in (0, 420)]
    assert tuple(half.getextrema()[0] < 60 for half in halves) == dark
    assert (darkest(client, issue, "small") < 60) is dark[0]
    page = client.get(issue.get_absolute_url()).text
    assert 'viewBox="0 0 297 840"' in page
    assert 'width="297" height="840" alt="第1版的版面' in page
    # The small pictures are of the first sheet: none of another shape stands beside them.
    assert (page.count(" 800w"), page.count(" 1300w")) == (1, 1)


@pytest.mark.parametrize("fate", ["embargoed", "deleted"])
def test_an_article_that_residents_lost_otherwise_leaves_the_same_blank(client, fate):
    gone = make.public(headline=CANARY)
    issue = paper.issue([gone])
    if fate == "deleted":
        gone.delete()
    else:
        Article.objects.update(publish_at=timezone.now() + timedelta(days=1))
    response = client.get(issue.get_absolute_url())

    assert shown(response) == ([], ["稿件已撤回"])
    assert [pk for _, pk, _ in listed(response)] == [None]
    assert CANARY not in response.text
    assert darkest(client, issue) > 200


def test_files_are_not_given_away_while_a_withdrawn_article_stands_in_them(client):
    gone = make.public()
    issue = paper.issue([gone], [make.public()])
    files = [reverse("issue_file", args=[issue.slug, name]) for name in paper.file_names(issue)]
    Article.objects.filter(pk=gone.pk).update(status=Status.WITHDRAWN)
    response = client.get(f"/issues/{issue.slug}/2/")

    assert {client.get(address).status_code for address in files} == {404}
    assert "暂不提供下载" in response.text
    assert "/files/" not in response.text

    Article.objects.filter(pk=gone.pk).update(status=Status.APPROVED)
    assert [client.get(f"/issues/{issue.slug}/files/{issue.slug}.pdf").status_code] == [200]


def test_what_was_planned_but_not_printed_is_not_in_the_paper(client):
    printed, late = make.public(), make.public(headline=CANARY)
    issue = paper.issue([printed])
    Placement.objects.create(issue=issue, page=issue.pages.get(), article=late, position=2)
    response = client.get(issue.get_absolute_url())

    assert listed(response) == [("头条", printed.pk, False)]
    assert CANARY not in response.text
    assert "/files/" in response.text


def test_what_was_changed_after_the_printing_says_so(client):
    same, changed, corrected = (make.public() for _ in range(3))
    issue = paper.issue([same, changed, corrected])
    Article.objects.filter(pk=changed.pk).update(headline="改过的标题")
    corrected.corrections.create(text="应为9.2公里。", corrected_on=date(2026, 11, 1))
    response = client.get(issue.get_absolute_url())

    assert listed(response) == [
        ("头条", same.pk, False), ("次条", changed.pk, True), ("次条", corrected.pk, True),
    ]  # fmt: skip
    assert response.text.count("印后修改") == 2
    # The desk is told the same.
    assert [each.article for each in sealing.changed_since(issue)] == [changed.pk, corrected.pk]


def test_the_guide_on_the_first_page_leads_to_other_pages_until_something_is_withdrawn(client):
    lead, far = make.public(), make.public(headline=CANARY)
    issue = paper.issue([lead], [far])
    first = issue.pages.get(number=1)
    first.zones.append({"article": far.pk, "x": 0, "y": 0, "width": 0.1, "height": 0.05})
    first.save()
    zones = [(row.get_absolute_url(), row.headline) for row in (lead, far)]
    before = client.get(issue.get_absolute_url())
    Article.objects.filter(pk=far.pk).update(status=Status.WITHDRAWN)
    after = client.get(issue.get_absolute_url())

    assert (shown(before), shown(after)) == ((zones, []), (zones[:1], []))
    assert [listed(each) for each in (before, after)] == [[("头条", lead.pk, False)]] * 2
    assert Page(before).text.count(CANARY) == 1
    assert CANARY not in after.text
