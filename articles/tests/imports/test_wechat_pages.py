"""Saved articles of WeChat keep their text, whichever editor they were made with."""

import pytest

from articles.imports.material import read_material
from articles.tests.material import read
from articles.tests.word import BODY

FIRST, SECOND = BODY[:10], BODY[10:]
HEAD = "老年食堂添了半份菜"
ABOVE = (
    f'<h1 class="rich_media_title" id="activity-name">\n{HEAD}\n</h1><div id="meta_content">'
    '<span id="copyright_logo">原创</span><a id="js_name">今日临江</a></div>'
)
TOLD = f"{HEAD} 原创 今日临江 阅读原文"


def page(inner, above=ABOVE, head=""):
    """A page as WeChat sends it, whose text a script shows."""
    return (
        f"<!DOCTYPE html><html><head><title></title>{head}</head><body id='activity-detail'>"
        f'{above}<div class="rich_media_content" id="js_content" style="visibility: hidden; '
        f'opacity: 0;">{inner}</div><div>阅读原文</div></body></html>'
    ).encode()


def said(inner):
    """The paragraphs before a last one, and what was told beside what stands around the text."""
    stories, pictures, notes = read(page(f"{inner}<p>{BODY}</p>"))
    [(headline, people, texts)] = stories
    assert (headline, people, pictures, texts[-1]) == (HEAD, [], [], BODY)
    assert notes.pop("furniture") == (TOLD,)
    return texts[:-1], notes


TEXTS = {
    "sections in sections": (
        "<section><section><section style='display:inline-block'><p style='text-indent:2em'><span "
        f"style='font-size:15px'>{FIRST}</span><span>{SECOND}</span></p></section></section>"
        "</section>",
        [BODY], {},
    ),
    "sections as paragraphs": (f"<section>{FIRST}</section><section>{SECOND}</section>",
                               [FIRST, SECOND], {}),
    "leaves of the new editor": (
        f'<p><span leaf="">{FIRST}</span><span leaf="">{SECOND}</span></p>'
        '<p><span leaf=""><br></span></p>',
        [BODY], {},
    ),
    "a crosshead of 135editor": (
        '<section class="_135editor" data-tools="135编辑器" data-id="86"><section '
        'style="text-align:center"><section class="135brush" data-brushtype="text"><strong>再添菜'
        f"</strong></section></section></section><p>{FIRST}</p>",
        ["再添菜", FIRST], {},
    ),
    "boxes side by side": (
        f'<section style="display:flex"><section>{FIRST}</section><section>{SECOND}</section>'
        "</section>",
        [FIRST, SECOND], {},
    ),
    "a box that scrolls": (
        f'<section style="height:90px;overflow-y:scroll"><p>{FIRST}</p><p>{SECOND}</p></section>',
        [FIRST, SECOND], {},
    ),
    "full-width and hard spaces": (
        f"<p>\u3000\u3000{FIRST}&nbsp;{SECOND}</p><p>&nbsp;</p>", [f"{FIRST} {SECOND}"], {},
    ),
    "a quotation": (
        '<blockquote data-type="2"><section class="js_blockquote_digest"><section>'
        f"{FIRST}</section></section></blockquote>",
        [FIRST], {},
    ),
    "text laid out in a drawing": (
        f'<section><svg viewBox="0 0 9 9"><foreignObject><p>{FIRST}</p><p>{SECOND}</p>'
        "</foreignObject></svg></section>",
        [FIRST, SECOND], {},
    ),
    "words in a drawing": (
        f"<p>{FIRST}</p><section><svg><rect/><text>半份菜</text></svg></section>",
        [FIRST], {"drawn": ("半份菜",)},
    ),
    "a drawing without words": ("<p>一。</p><svg><title>线</title><rect/></svg>", ["一。"], {}),
    "hidden words": (
        f'<p style="display:none">摘要</p><p>{FIRST}</p><p style="font-size:0">零</p>',
        [FIRST], {"hidden": ("摘要", "零")},
    ),
    "film and cards": (
        f'<p>{FIRST}</p><mp-common-profile data-nickname="今日临江"></mp-common-profile>'
        '<iframe class="video_iframe" data-src="https://v.example/x"></iframe>',
        [FIRST], {"media": ()},
    ),
    "pictures that a script fetches": (
        f'<p>{FIRST}</p><p><img data-src="https://pic.example/640?wx_fmt=jpeg" data-w="1080" '
        'src="data:image/svg+xml,%3Csvg%3E"></p>',
        [FIRST], {"external": ("https://pic.example/640?wx_fmt=jpeg",)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_of_an_article_of_wechat_is_kept_exactly(name):
    inner, texts, notes = TEXTS[name]
    assert said(inner) == (texts, notes)


END = (
    "<p>来源丨柳桥街道</p><p>文字丨费知夏 图片┃宁望舒</p><p>责编：沈砚秋</p><p>审核丨何川</p>"
    "<p>- END -</p><p>往期推荐</p><p>点个“在看”分享给更多人</p>"
)


def test_who_made_an_article_of_wechat_stands_in_its_fields_whatever_parts_the_names():
    material = read_material(page(f"<p>{BODY}</p><p>{BODY}</p>{END}"))

    [story] = material.stories
    assert [(each.role, each.name) for each in story.people] == [
        ("editor", "沈砚秋"), ("correspondent", "费知夏"), ("photographer", "宁望舒"),
    ]  # fmt: skip
    assert (story.source, [block["text"] for block in story.as_json()["blocks"]]) == (
        "柳桥街道",
        [BODY, BODY],
    )
    assert {note.code: note.passages for note in material.notes} == {
        "contact": ("审核丨何川",),
        "furniture": ("- END -", "往期推荐", "点个“在看”分享给更多人", TOLD),
    }


@pytest.mark.parametrize(
    "head",
    [
        f'<meta property="og:title" content="{HEAD}">',
        f'<meta name="twitter:title" content="{HEAD}">',
    ],
)
def test_a_headline_that_only_the_head_of_the_page_says_is_read(head):
    assert read(page(f"<p>{BODY}</p><p>{BODY}</p>", "", head))[0] == [(HEAD, [], [BODY, BODY])]


@pytest.mark.parametrize(
    ("above", "head", "signed", "source"),
    [
        ('<span class="rich_media_meta rich_media_meta_text">费知夏</span>', "",
         ("correspondent", "费知夏", ""), ""),
        ("", '<meta name="author" content="费知夏">', ("correspondent", "费知夏", ""), ""),
        ("<p class=info>来源：望江发布 作者：费知夏 时间：2026-03-05 08:30 浏览：33</p>", "",
         ("correspondent", "费知夏", ""), "望江发布"),
        ("<div>本报记者 费知夏</div>", "", ("staff", "费知夏", ""), ""),
    ],
)  # fmt: skip
def test_who_signs_a_page_above_its_text_signs_the_story(above, head, signed, source):
    material = read_material(page(f"<p>{BODY}</p><p>{BODY}</p>", ABOVE + above, head))

    [story] = material.stories
    assert ([tuple(each) for each in story.people], story.source) == ([signed], source)
    assert [code for code, _ in story.doubts] == []


@pytest.mark.parametrize(
    ("above", "inner", "people"),
    [
        ('<span class="rich_media_meta_text">今日临江</span>', "", []),
        ("<p>上一篇 费知夏的一天</p>", "", []),
        ('<span id="js_author_name">费知夏</span>', "<p>文字：宁望舒</p>",
         [("correspondent", "宁望舒")]),
    ],
)  # fmt: skip
def test_an_account_or_a_link_signs_nothing_and_the_text_s_own_writer_comes_first(
    above, inner, people
):
    material = read_material(page(f"<p>{BODY}</p><p>{BODY}</p>{inner}", ABOVE + above))

    [story] = material.stories
    assert [(each.role, each.name) for each in story.people] == people
