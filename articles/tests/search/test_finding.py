"""One table of queries for both databases: what each finds, and in which order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import search
from articles.models import Article, Status
from articles.tests import make
from articles.text.fold import normalize

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 3, 1, 4, tzinfo=UTC)
#: Newest first. Headline, body, and what else an article has.
PAPER = {
    "a": ("江边步道　昨日贯通", "<p>从柳荫渡口到白鹭洲，沿江步道全线贯通。</p>", {}),
    "b": ("北京医院专家来义诊", "<p>社区义诊，量血压、问用药。</p>", {}),
    "c": ("市民提问", "<p>北京市民政局答复：低保按月发放。</p>", {"summary": "低保怎么领"}),
    "d": ("便民服务圈“1+10”建成", "<p>上门等候时间缩短30%，满意率98.5%。</p>", {}),
    "e": ("手机上的议事厅", "<p>居民用WhatsApp和小程序App议事。</p>", {"kicker": "“双减”之后"}),
    "f": ("老街添灯", "<h2>居民说</h2><p>灯亮了，<strong>路</strong>好走了。</p>", {}),
    "g": ("臺北書展見聞", "<p>後來在裏面遇見了老鄰居。</p>", {}),
    "h": ("ＡＩ进社区", "<p>ＡＩ助手会说方言，２４小时在线。</p>", {"subhead": "不打烊的“帮手”"}),
    "i": ("研究生支教归来", "<p>研究生命科学的年轻人。</p>", {}),
    "j": ("医保政策问答", "<p>门诊报销比例；异地就医备案。</p>", {}),
    "k": ("门诊夜间开放", "<p>下班也能看病。医保可用。</p>", {"people": ["费知夏"]}),
    "l": ("里弄人家", "<p>一位老人的三本账。</p>", {"people": ["司马青衫", "费知"]}),
    "m": ("春耕", "<p>种下二十亩油菜。</p>", {"campaigns": ["街里街坊"], "places": ["柳荫街道"]}),
    "n": ("社区简讯", "<p>C++兴趣班开课，报名#2601室。a_b a%b a\\b</p>", {}),
    "o": ("《物业管理条例》解读", "<ul><li>业委会</li><li>维修金</li></ul>", {}),
    "p": ("数字临江", "<table><tr><th>年份</th><th>人口</th></tr><tr><td>2025</td>"
          "<td>41.2万</td></tr></table>", {}),
    "q": ("给孩子的信", "<p>I don't know; it's “fine”. O'Brien</p>", {}),
    "r": ("表情", "<p>居民群里都是👍和👩‍🚒，姓𠮷的师傅来了。</p>", {}),
    "s": ("步道之外", "<p>步道，步道，步道。江边</p><p>的人。</p>", {}),
    "t": ("一九九八年的雪", "<p>雪下得大。AND OR NOT NEAR 都是字。</p>", {}),
    "draft": ("江边步道草稿", "<p>北京 医保 App</p>", {"status": Status.DRAFT}),
    "later": ("江边步道明天见", "<p>北京 医保 App</p>", {"publish_at": "later"}),
    "gone": ("江边步道撤稿", "<p>北京 医保 App</p>", {"status": Status.WITHDRAWN}),
}  # fmt: skip

QUERIES = [
    # one character
    ("灯", "f"),
    ("医", "jbk"),
    ("𠮷", "r"),
    ("7", ""),
    ("x", ""),
    ("+", ""),
    # two
    ("步道", "sa"),
    ("江边", "as"),
    ("北京", "bc"),
    ("京医", "b"),
    ("民政", "c"),
    ("义诊", "b"),
    ("路好", "f"),
    ("医保", "jk"),
    ("员会", ""),
    # three to eight
    ("研究生", "i"),
    ("民政局", "c"),
    ("究生命", "i"),
    ("边的人", ""),
    ("贯通从", ""),
    ("江边步道", "a"),
    ("医保政策", "j"),
    ("北京市民政局", "c"),
    ("一九九八年的雪", "t"),
    ("沿江步道全线贯通", "a"),
    ("物业管理条例解读", ""),
    # across the lines of a headline, but not across fields
    ("步道昨日", "a"),
    ("步道 昨日", "a"),
    ("昨日贯通", "a"),
    ("开放下班", ""),
    # people, units, campaigns, places
    ("费知夏", "k"),
    ("费知", "kl"),
    ("司马青衫", "l"),
    ("街里街坊", "m"),
    ("柳荫", "am"),
    ("柳荫 油菜", "m"),
    # Latin letters, digits, mixed
    ("App", "e"),
    ("whatsapp", "e"),
    ("1+10", "d"),
    ("30%", "d"),
    ("0%", "d"),
    ("98.5", "d"),
    ("C++", "n"),
    ("#2601", "n"),
    ("2025", "p"),
    ("41.2万", "p"),
    ("AI", "h"),
    ("24小时", "h"),
    # traditional and full-width
    ("台北书展", "g"),
    ("臺北", "g"),
    ("里面", "g"),
    ("裏", "lmgr"),
    ("１＋１０", "d"),
    ("ＡＰＰ", "e"),
    ("ａｉ进社区", "h"),
    # several words, quotes, minus
    ("步道 江边", "as"),
    ("医保 门诊", "jk"),
    ("医保　-夜间", "j"),
    ("步道 -“全线贯通”", "s"),
    ('"江边 的人"', "s"),
    ("「居民说 灯亮了」", "f"),
    ("“年份 人口 2025”", "p"),
    ("“双减”", "e"),
    ("居民 －灯 −小程序", "r"),
    ("-江边", ""),
    ("《物业管理条例》", "o"),
    ("业委会 维修金", "o"),
    # what is no syntax
    ("AND OR NOT", "t"),
    ("NEAR(字", ""),
    ("headline:步道", ""),
    ("步*", ""),
    ("^步道", ""),
    ("a_b", "n"),
    ("a%b", "n"),
    ("a\\b", "n"),
    ("a__", ""),
    ("don't", "q"),
    ("O'Brien", "q"),
    ('“fine”', "q"),
    ("' OR 1=1 --", ""),
    ("'; DROP TABLE articles_search; --", ""),
    ("%s", ""),
    # nothing to look for
    ("", ""),
    ("   ", ""),
    ("。", ""),
    ("…… ！", ""),
    ("👍", ""),
    ("居民 👍", "r"),
]  # fmt: skip


@pytest.fixture
def paper():
    """The articles by their letters, each a day older than the one before."""
    rows = {}
    for number, (letter, (headline, body, more)) in enumerate(PAPER.items()):
        status = more.get("status", Status.APPROVED)
        later = "publish_at" in more
        row = make.article(
            headline=headline,
            body=body,
            status=status,
            publish_at=datetime(2999, 1, 1, tzinfo=UTC) if later else DAY - timedelta(number),
            **{name: more[name] for name in ("kicker", "subhead", "summary") if name in more},
            campaigns=[make.campaign(name) for name in more.get("campaigns", ())],
            places=[make.place(name) for name in more.get("places", ())],
            reporters=[make.reporter(name) for name in more.get("people", ())],
        )
        rows[letter] = row.pk
    return rows


def test_every_query_finds_the_same_articles_in_the_same_order(paper):
    letters = {pk: letter for letter, pk in paper.items()}
    got = [
        (
            t,
            "".join(
                letters[pk] for pk in search.find_articles(search.parse_query(t), limit=1000).ids
            ),
        )
        for t, _ in QUERIES
    ]

    assert len(QUERIES) >= 60
    assert [(a, b) for a, b in zip(got, QUERIES, strict=True) if a != b] == []


def test_a_page_a_count_and_a_condition_say_the_same(paper):
    for text, letters in QUERIES:
        query, ids = search.parse_query(text), [paper[letter] for letter in letters]
        condition = Article.objects.filter(pk__in=search.select_matches(query))

        assert search.find_articles(query) == search.ResultPage(ids, len(ids))
        second = search.find_articles(query, limit=1, offset=1)
        assert second == search.ResultPage(ids[1:2], len(ids))
        assert search.find_best(query) == ids
        assert search.count_matches(query) == len(ids)
        assert sorted(condition.values_list("pk", flat=True)) == sorted(ids)


def test_among_the_rows_that_somebody_may_see(paper):
    query, rows = search.parse_query("江边步道"), Article.objects.filter(status=Status.DRAFT)
    everything = {paper[name] for name in ("a", "draft", "later", "gone")}

    assert search.find_articles(query, rows, public=False).ids == [paper["draft"]]
    assert search.find_articles(query, rows).ids == []
    assert set(search.find_articles(query, public=False).ids) == everything
    assert search.count_matches(query, rows.none(), public=False) == 0


ALPHABET = "江邊边步道a1+%。 　"
_TEXT = st.text(alphabet=ALPHABET, max_size=12)
_ARTICLE = st.tuples(_TEXT, _TEXT, _TEXT)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_ARTICLE, min_size=1, max_size=5), st.lists(_TEXT, min_size=1, max_size=8))
def test_what_matches_is_what_holds_the_words(db, articles, texts):
    rows = Article.objects.bulk_create(
        Article(
            headline=headline or "题",
            summary=summary,
            body=f"<p>{body}</p>",
            status=Status.APPROVED,
            publish_at=DAY,
        )
        for headline, summary, body in articles
    )
    search.follow(row.pk for row in rows)
    read = {
        row.pk: (
            normalize(row.headline.replace("　", "")),
            normalize(row.summary),
            normalize(row.body.removeprefix("<p>").removesuffix("</p>")),
        )
        for row in rows
    }
    for text in texts:
        query = search.parse_query(text)
        holding = [
            pk
            for pk, fields in read.items()
            if not query.is_empty
            and all(any(word in field for field in fields) for word in query.words)
            and not any(word in field for word in query.without for field in fields)
        ]
        assert sorted(search.find_articles(query, limit=1000).ids) == holding
    Article.objects.filter(pk__in=read).delete()
    search.follow(read)
    assert search.count_matches(search.parse_query("江"), public=False) == 0


@pytest.mark.parametrize(
    ("word", "whole", "inside"),
    [
        ("灯", "<p>巷口装了灯。</p>", "路灯路灯添新灯具"),
        ("二十", "<p>二十二人，二十三人，二十四人；一共来了 二十 人。</p>", "二十四节气"),
        ("管理", "<p>要管理，也要服务。</p>", "管理员换人"),
    ],
)
def test_whole_words_stand_before_words_that_only_hold_them(db, word, whole, inside):
    """Also where the whole word stands late, and in a text while the others have it in the head."""
    for number in range(3):
        make.public(headline=f"{inside}{number}", publish_at=DAY + timedelta(days=number))
    row = make.public(headline="无题", body=whole, publish_at=DAY - timedelta(days=9))

    assert search.find_articles(search.parse_query(word)).ids[0] == row.pk


@pytest.mark.parametrize(("asked", "said"), [("m2", "绿地120㎡"), ("1/2", "只用了½小时"),
                                             ("(一)", "㈠总则"), ("fi", "ﬁnal")])  # fmt: skip
def test_a_sign_is_found_by_what_it_stands_for_and_marked_whole(db, asked, said):
    row = make.public(headline=said)
    query = search.parse_query(asked)
    [hit] = [piece.text for piece in search.mark_matches(said, query) if piece.hit]

    assert search.find_articles(query).ids == [row.pk]
    assert hit in "㎡½㈠ﬁ"
