"""The text of WordPress posts: shortcodes, pictures, paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from articles.text.outside import clean_outside
from articles.text.wordpress import PostPicture, read_post, strip_tags


def body(content, attached=()):
    read = read_post(content, attached)
    return clean_outside(read.html).body


PARAGRAPHS = [
    ("一。\n\n二。\n三。", "<p>一。</p><p>二。</p><p>三。</p>"),
    ("一。\r\n\r\n \r\n二。", "<p>一。</p><p>二。</p>"),
    ("<h2>题</h2>\n一。\n<h3>又</h3>二。", "<h2>题</h2><p>一。</p><h2>又</h2><p>二。</p>"),
    ("<blockquote>一。\n\n二。</blockquote>\n三。",
     "<blockquote><p>一。</p><p>二。</p></blockquote><p>三。</p>"),
    ("<ul>\n<li>一</li>\n\n<li>二</li>\n</ul>", "<ul><li><p>一</p></li><li><p>二</p></li></ul>"),
    ("<table>\n<tr><td>一</td>\n<td>二</td></tr>\n<tr><td>三</td><td>四</td></tr></table>",
     "<table><tbody><tr><td><p>一</p></td><td><p>二</p></td></tr>"
     "<tr><td><p>三</p></td><td><p>四</p></td></tr></tbody></table>"),
    ("<!-- wp:paragraph -->\n<p>一。</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n"
     "<p>二。</p>\n<!-- /wp:paragraph -->", "<p>一。</p><p>二。</p>"),
    ('<!-- wp:heading {"level":3} -->\n<h3 class="wp-block-heading">题</h3>\n<!-- /wp:heading -->',
     "<h2>题</h2>"),
    ("一。<!--more-->\n二。", "<p>一。</p><p>二。</p>"),
    ("<div>一。<div>二。</div></div>", "<p>一。</p><p>二。</p>"),
    ("老一。\n\n老二。\n\n<!-- wp:paragraph -->\n<p>三。</p>\n<!-- /wp:paragraph -->\n\n四。\n五。",
     "<p>老一。</p><p>老二。</p><p>三。</p><p>四。</p><p>五。</p>"),
    ("<!-- wp:freeform -->\n一。\n\n二。\n<!-- /wp:freeform -->", "<p>一。</p><p>二。</p>"),
    ('<!-- wp:group --><div><!-- wp:freeform -->一。\n\n二。<!-- /wp:freeform --></div>'
     '<!-- /wp:group --><!-- wp:spacer {"height":"9px"} /-->三。',
     "<p>一。</p><p>二。</p><p>三。</p>"),
    ('<!-- wp:file --><div><a href="https://a.example/a.pdf">通知</a>'
     '<a href="https://a.example/a.pdf" class="wp-block-file__button" download>下载</a></div>',
     '<p><a href="https://a.example/a.pdf">通知</a></p>'),
]  # fmt: skip


@pytest.mark.parametrize(("content", "wanted"), PARAGRAPHS)
def test_paragraphs_are_those_that_the_site_showed(content, wanted):
    assert body(content) == wanted


GONE = "短代码{}去掉了，里面的文字留着，请核对"
KEPT = "{}像是短代码，原样留在正文里，请核对"
SHORTCODES = [
    ('[box type="note"]请看[/box]灯。', "<p>请看灯。</p>", [GONE.format("[box]")]),
    ("[row][col]左[/col][col]右[/col][/row]", "<p>左右</p>", [GONE.format("[row]、[col]")]),
    ('灯[contact-form-7 id="1" title="x"]路', "<p>灯路</p>", [GONE.format("[contact-form-7]")]),
    ("灯[br/]路", "<p>灯路</p>", [GONE.format("[br]")]),
    ("灯[latest_news]路", "<p>灯[latest_news]路</p>", [KEPT.format("[latest_news]")]),
    ("原文[sic]如此", "<p>原文[sic]如此</p>", [KEPT.format("[sic]")]),
    ("据[CCTV]报道[1]，见[图]、[编者按]", "<p>据[CCTV]报道[1]，见[图]、[编者按]</p>", []),
    ('写作[[gallery ids="1"]]', '<p>写作[gallery ids="1"]</p>', []),
    ('[video mp4="a.mp4"][/video]灯[audio src="b.mp3"]', "<p>灯</p>", ["有2处视频或音频没有收"]),
    ("[embed]https://v.example/1[/embed]",
     '<p><a href="https://v.example/1">https://v.example/1</a></p>', []),
    ('[caption id="x"]只有字[/caption]', "<p>只有字</p>", []),
    ('一<!-- wp:latest-posts {"postsToShow":3} /-->', "<p>一</p>",
     ["WordPress自动填写的区块没有收：latest-posts"]),
    ("[" * 5000, f"<p>{'[' * 5000}</p>", []),
]  # fmt: skip


@pytest.mark.parametrize(("content", "wanted", "notes"), SHORTCODES)
def test_shortcodes_go_their_words_stay_and_it_is_told(content, wanted, notes):
    assert (body(content), read_post(content).notes) == (wanted, notes)


IMG = '<img class="alignnone wp-image-7" src="https://a.example/x.jpg" alt="灯 &amp; 路" />'
LONG = "长" * 301
PICTURES = [
    (IMG, PostPicture(7, "https://a.example/x.jpg", "", "灯 & 路")),
    (f'[caption id="attachment_9" width="3"]{IMG} 亮 <b>了</b>[/caption]',
     PostPicture(7, "https://a.example/x.jpg", "亮 了", "灯 & 路")),
    ('[caption id="attachment_9" caption="亮&quot;了"]<a href="x"><img src=x.jpg></a>[/caption]',
     PostPicture(9, "x.jpg", '亮"了', "")),
    (f'<figure class="wp-block-image">{IMG}<figcaption>亮<br>了</figcaption></figure>',
     PostPicture(7, "https://a.example/x.jpg", "亮 了", "灯 & 路")),
    ('[caption]<img src="x.jpg"> 宁望舒<em>摄</em>[/caption]',
     PostPicture(None, "x.jpg", "宁望舒摄", "")),
    ('<img src="data:image/gif;base64,R0lG" data-lazy-src="y.jpg"><noscript><img src="y.jpg">'
     "</noscript>", PostPicture(None, "y.jpg")),
    ('<img src="wait.gif" data-original="y.jpg">', PostPicture(None, "y.jpg")),
    ('<div class="wp-block-cover" style="background-image:url(y.jpg)"></div>',
     PostPicture(None, "y.jpg")),
    ('<img data-src="y.jpg" alt="a > b">', PostPicture(None, "y.jpg", "", "a > b")),
]  # fmt: skip


@pytest.mark.parametrize(("content", "use"), PICTURES)
def test_a_picture_has_its_number_address_and_words(content, use):
    read = read_post(f"一。\n\n{content}\n\n二。")

    assert read.pictures == [use]
    assert clean_outside(read.html).body == (
        '<p>一。</p><figure data-photo="1"></figure><p>二。</p>'
    )


def test_a_gallery_shows_what_it_lists_or_else_what_belongs_to_the_post():
    listed = read_post('[gallery ids="3, 1" exclude="9"]')
    own = read_post('[gallery columns="2" exclude="5"]', attached=[4, 5, 6])

    assert [use.attachment for use in listed.pictures] == [3, 1]
    assert [use.attachment for use in own.pictures] == [4, 6]


def test_a_block_gallery_is_its_pictures_with_their_captions():
    figures = "".join(
        f'<figure class="x"><img src="{n}.jpg"/><figcaption>图{n}</figcaption></figure>'
        for n in (1, 2)
    )
    read = read_post(f'<!-- wp:gallery --><figure class="wp-block-gallery">{figures}</figure>')

    assert [(use.source, use.caption) for use in read.pictures] == [
        ("1.jpg", "图1"),
        ("2.jpg", "图2"),
    ]


def test_places_that_a_post_brings_along_are_no_pictures_of_ours():
    content = f'<figure data-photo="1"></figure>{IMG}<figure data-photo="9"> </figure>'

    assert body(content) == '<figure data-photo="1"></figure>'


def test_a_caption_that_is_too_long_for_one_stands_below_the_picture():
    read = read_post(f"[caption]{IMG}{LONG}[/caption]")

    assert read.pictures[0].caption == ""
    assert clean_outside(read.html).body == f'<figure data-photo="1"></figure><p>{LONG}</p>'


def test_smilies_and_tracking_pixels_are_no_photos():
    content = '好<img class="emoji" alt="😀" src="x.svg">！<img src="t.gif" width="1" height="1">'

    assert (body(content), read_post(content).pictures) == ("<p>好😀！</p>", [])


def test_words_of_a_title_are_plain():
    assert strip_tags("老街&amp;<br>新街 &lt;b&gt; 1 < 2") == "老街& 新街 <b> 1 < 2"
    assert strip_tags("老街<em>新</em><!-- x -->灯<p>亮</p>了") == "老街新灯 亮 了"


PIECES = some.lists(
    some.sampled_from(
        ["灯", "\n", "\n\n", "<p>", "</p>", "<ul>", "<li>", "<img src=x>", "[caption]",
         "[/caption]", "[gallery]", "[a b=c]", "[/a]", "[[x]]", "<figure>", "</figure>", "<!--",
         "-->", '"', "'", "<", ">", "[", "]", "<figcaption>", "&amp;", "<blockquote>",
         "</blockquote>"]
    ), max_size=40,
)  # fmt: skip


HOSTILE = (
    "[caption]",
    "<figure>",
    '<img "',
    "<!-- wp:x {",
    "[embed]",
    "[a b",
    "<!--",
    "<p '",
    "[[",
    '<a class="wp-block-file__button">',
    '<noscript><img data-src="x"',
    '<div class="wp-block-cover" ',
    "<!-- wp:freeform -->",
    "<!-- wp:x",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_nothing_but_open_signs_is_read_in_the_time_of_any_other_text(piece):
    """Were it quadratic, this would not end today."""
    assert read_post(piece * 60_000).pictures == []
    assert len(strip_tags(piece * 60_000)) >= 0


@given(PIECES)
def test_any_mixture_is_read(pieces):
    read = read_post("".join(pieces), [1])

    assert clean_outside(read.html).body.count("<figure") <= len(read.pictures)
