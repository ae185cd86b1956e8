"""The characters that newsrooms have beside the usual ones, in every file and on the site."""

import json
import re
import unicodedata
import zipfile
from html import unescape
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from articles.exports.book.epub import make_epub
from articles.exports.book.web import make_web_archive
from articles.exports.contents import IssueRefused, gather
from articles.exports.data.jsonl import make_jsonl
from articles.exports.newspaper import pdf, reading
from articles.exports.wechat.piece import compose_piece
from articles.exports.word.document import make_docx
from articles.fonts import faces
from articles.models import Article, SiteSettings
from articles.tests import issues, make
from articles.text.printable import mend

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SAMPLES = {
    "signs": "½⅓灯CO₂、10⁻⁵、Škoda、ğə①②⑳路Ⅷⅷ桥℃㎡№㈠⒈㊣灯±×÷≤≠路〇〡～—",
    "rare": "㑇䶮𠅤𪚥𫖮𬱖\U00030000",
    "described": "⿰亻王",
    "varied": "葛\U000e0100辻\U000e0101",
    "combined": "e\u0301u\u0308n\u030c",
    "emoji": "👨\u200d👩\u200d👧🇨🇳❤\ufe0f👍✅",
    "keys": "1\ufe0f\u20e32\u20e3",
    "script": "ខ្មែរ",
    "dots": "阿依古丽·买买提、王\u3000伟",
}


def _pages(made):
    return "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


def _files(made, ending):
    with zipfile.ZipFile(made) as found:
        return "".join(
            unescape(re.sub("<[^>]+>", "", found.read(name).decode()))
            for name in found.namelist()
            if re.search(rf"article.*\.{ending}|\d\.{ending}", name)
        )


def _word(contents):
    return "\n".join(each.text for each in Document(BytesIO(make_docx(contents))).paragraphs)


FILES = {
    "newspaper": lambda contents: _pages(pdf.make_newspaper(contents).pdf),
    "reading": lambda contents: _pages(reading.make_reading(contents)),
    "word": _word,
    "epub": lambda contents: _files(BytesIO(make_epub(contents)), "xhtml"),
    "web": lambda contents: _files(make_web_archive(contents), "html"),
    "lines": lambda contents: json.dumps(
        [json.loads(line) for line in make_jsonl(contents).decode().splitlines()],
        ensure_ascii=False,
    ),
}


def _bare(text):
    return "".join(unicodedata.normalize("NFC", text).split())


#: What is refused by name: what no font of ours has, and keys, which stand around other characters.
UNPRINTED = {"keys": "\u20e3", "script": "ខមរែ្"}
#: Printed where the machine has a font for them, and else refused.
RARE = "".join(each for each in "\U0002a6a5\U00030000" if each not in faces().characters)
if RARE:
    UNPRINTED["rare"] = RARE
#: What only chooses among forms of a character, or joins them.
UNSEEN_ON_PAPER = "\u200d\ufe0f\U000e0100\U000e0101"
ON_PAPER = ("newspaper", "reading")


def _issue(said):
    body = f"<p>正文{said}到此。</p>"
    return gather(issues.issue([make.public(headline=f"记{said}事", body=body)]))


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", SAMPLES)
def test_an_unusual_character_is_in_headline_and_text_of_every_file(kind, name):
    said = SAMPLES[name]
    if kind in ON_PAPER:
        unprinted = UNPRINTED.get(name, "") + UNSEEN_ON_PAPER
        said = "".join(each for each in said if each not in unprinted)
    made = _bare(FILES[kind](_issue(said)))

    assert (_bare(f"正文{said}到此。") in made, _bare(f"记{said}事") in made) == (True, True)


@pytest.mark.parametrize("name", UNPRINTED)
@pytest.mark.parametrize("kind", ON_PAPER)
def test_what_no_font_has_is_refused_by_its_name_and_not_left_out(kind, name):
    contents = _issue(SAMPLES[name])
    with pytest.raises(IssueRefused) as refused:
        FILES[kind](contents)

    assert re.findall(r"“(.+?)”（U", str(refused.value)) == sorted(UNPRINTED[name])


def test_no_name_is_spelt_otherwise_because_of_a_mark_beside_it():
    """U+F9D1 and U+FA29 are characters of their own, which composing would replace."""
    assert mend("\uf9d1\ufa29e\u0301", frozenset()) == "\uf9d1\ufa29é"


def test_a_piece_for_wechat_holds_each_of_them():
    said = "".join(SAMPLES.values())
    row = make.public(headline="记事", body=f"<p>{said}</p>")
    row = Article.objects.with_parts().get(pk=row.pk)
    piece = compose_piece(row, SiteSettings.objects.current())

    assert _bare(said) in _bare(unescape(re.sub("<[^>]+>", "", piece.html)))


def test_the_site_shows_each_of_them(client):
    said = "".join(SAMPLES.values())
    row = make.public(headline=f"记{said}", body=f"<p>{said}</p>", summary=said)
    page = unescape(client.get(row.get_absolute_url()).content.decode())

    shown = _bare(re.sub("<[^>]+>", "", page))

    assert f"<p>{said}</p>" in page
    assert shown.count(_bare(said)) >= 3  # in the headline, summary and text
