"""What AI did to a text and to a photo without caption is read in every copy of the article."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from articles.desk.wechat import collect_set
from articles.exports.book import epub, web
from articles.exports.contents import gather
from articles.exports.data import originals
from articles.models import SiteSettings
from articles.tests import issues, make

pytestmark = [pytest.mark.django_db, pytest.mark.once]

OF_TEXT, OF_PHOTO = "本文部分内容由人工智能生成，经编辑核对", "人工智能合成"


def copies(row):
    """Each copy as one text."""
    issue = issues.issue([row])
    makers = {
        "epub": epub.make_epub,
        "web": web.make_web_archive,
        "originals": originals.make_originals,
    }
    made = {name: make_one(gather(issue)) for name, make_one in makers.items()}
    [each] = collect_set([row.pk], SiteSettings.objects.current()).chosen
    return {name: read(content) for name, content in made.items()} | {
        "wechat": each.piece.html, "plain": each.piece.text,
    }  # fmt: skip


def read(content):
    file = BytesIO(content) if isinstance(content, bytes) else content
    with ZipFile(file) as packed:
        names = [n for n in packed.namelist() if n.endswith((".html", ".xhtml", ".txt"))]
        return "".join(packed.read(name).decode("utf-8-sig") for name in names)


@pytest.mark.parametrize(("use", "marked"), [("part", True), ("", False)])
def test_every_copy_says_what_ai_did_to_text_and_photo(use, marked):
    row = make.public(ai_use=use)
    make.photo(row, ai_use=use, caption="", credit="")

    told = {name: (OF_TEXT in text, OF_PHOTO in text) for name, text in copies(row).items()}

    names = ("epub", "web", "originals", "wechat", "plain")
    assert told == dict.fromkeys(names, (marked, marked))
