"""A letter is read whole: each of its parts, every picture with it, the text attached to it."""

from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from articles.tests.material import PICTURE, mail, read
from articles.tests.word import BODY

COLON = "\N{FULLWIDTH COLON}"
LETTER = f"老年食堂添了半份菜\n通讯员 费知夏\n\u3000\u3000{BODY}\n"
PAGE = f"<h1>老年食堂添了半份菜</h1><p>通讯员 费知夏</p><p>{BODY}</p>"
WRITTEN = ("老年食堂添了半份菜", [("费知夏", "")], [BODY])
BOTH = ("老年食堂添了半份菜", [("费知夏", "")], [BODY, "图片后面还有一段，讲的是第二天的事。"])


def parts(kind, *bodies):
    """A mail of parts: text, HTML, or a picture with the key that a letter names it by."""
    message = MIMEMultipart(kind)
    message["From"], message["Subject"] = "fei@example.cn", "来稿"
    message["To"] = "bj@example.cn"
    for body in bodies:
        if body == PICTURE:
            part = MIMEImage(body, "png")
            part.add_header("Content-ID", "<p1>")
            part.add_header("Content-Disposition", "inline", filename="食堂.png")
        else:
            part = MIMEText(body, "html" if "<" in body else "plain", "utf-8")
        message.attach(part)
    return message.as_bytes()


@pytest.mark.parametrize(
    ("data", "story", "pictures"),
    [
        (parts("mixed", LETTER, PICTURE, "\u3000\u3000" + BOTH[2][1]), BOTH, ["食堂.png"]),
        (parts("mixed", PAGE, PICTURE, f"<p>{BOTH[2][1]}</p>"), BOTH, ["食堂.png"]),
        (parts("mixed", PAGE, BOTH[2][1]), BOTH, []),
        (parts("related", LETTER, PICTURE), WRITTEN, ["食堂.png"]),
        (parts("related", PAGE, PICTURE), WRITTEN, ["食堂.png"]),
        (parts("alternative", LETTER, "<html><body>&nbsp;</body></html>"), WRITTEN, []),
        (parts("alternative", "请用网页看", PAGE), WRITTEN, []),
    ],
)
def test_every_part_of_a_letter_and_every_picture_with_it_is_kept(data, story, pictures):
    stories, found, _ = read(data)

    assert (stories, [name for name, *_ in found]) == ([story], pictures)


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16"])
def test_a_text_that_is_attached_is_the_manuscript(charset):
    data = mail("请查收。", attached=[("稿件.txt", LETTER.encode(charset))])

    assert read(data) == ([WRITTEN], [], {"letter": ("请查收。", f"主题{COLON}来稿")})


def test_the_headline_of_a_page_does_not_stand_in_its_text_once_more():
    assert read(f"<html><body>{PAGE}<p>{BODY}</p></body></html>".encode())[0] == [
        ("老年食堂添了半份菜", [("费知夏", "")], [BODY, BODY])
    ]
