"""What may be attached to an article: looked into, named, ordered, and never lost or leaked."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles import roles, versions
from articles.imports.attachments import (
    LARGEST,
    MOST,
    AttachmentRefused,
    arrange_attachments,
    clean_name,
    keep_attachment,
)
from articles.imports.kinds import FileKind
from articles.models import Article, Status, TrashedDraft
from articles.review import taking, trashing
from articles.review.steps import STEPS
from articles.tests import bombs, make, tables
from articles.tests.clients import client_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WORD = bombs.docx()
SHEET = tables.sheet(["车棚", "户数"], ["柳桥", 12])
SCRIPT = (
    b"<</Type/Catalog/Pages 2 0 R/Names<</JavaScript<</Names"
    b"[(a)<</S/JavaScript/JS(app.alert(1))>>]>>>>>>"
)
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>"


def with_part(data, name, content):
    """The Office file with another part, or one in place of what it had."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return out.getvalue()


def stored():
    return (
        set(default_storage.listdir("attachments")[1])
        if default_storage.exists("attachments")
        else set()
    )


def test_a_pdf_a_word_file_and_a_table_are_kept_with_name_size_and_pages():
    files = {"办法.pdf": bombs.pdf_page(), "表决票.docx": WORD, "名单.xlsx": SHEET}

    kept = [keep_attachment(ContentFile(data, name))[0] for name, data in files.items()]

    assert [(each.file_name, each.size, each.pages) for each in kept] == [
        (name, len(data), int(name.endswith("pdf"))) for name, data in files.items()
    ]
    assert [default_storage.open(each.file).read() for each in kept] == list(files.values())


RELATION = (
    '<Relationships><Relationship Id="r" Type="http://x/{}" Target="http://x.example/a"'
    ' TargetMode="External"/></Relationships>'
)
CODED = RELATION.format("attachedTemplate").replace("External", "&#69;xternal")
POINTED = RELATION.format("attachedTemplate").replace("example/a", "example/>")
PRETENDED = RELATION.format("attachedTemplate").replace('/a"', "/relationships/hyperlink'\"")
CHUNK = '<Relationships><Relationship Type="http://x/aFChunk" Target="a.html"/></Relationships>'
DECLARED = '<!DOCTYPE a [<!ENTITY b "c">]><a/>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
TYPES = ("[Content_Types].xml", "<a/>")
RELS = "word/_rels/settings.xml.rels"
HOSTILE = {
    "macro.docx": (with_part(WORD, "word/vbaProject.bin", b"x"), "带宏"),
    "macro.xlsx": (with_part(SHEET, "xl/vbaProject.bin", b"x"), "带宏"),
    "object.docx": (with_part(WORD, "word/embeddings/a.bin", b"x"), "用不着的东西"),
    "control.xlsx": (with_part(SHEET, "xl/activeX/activeX1.xml", "<a/>"), "用不着的东西"),
    "entities.docx": (with_part(WORD, "word/styles.xml", DECLARED), "实体声明"),
    "utf16.docx": (with_part(WORD, "word/styles.xml", DECLARED.encode("utf-16")), "实体声明"),
    "template.docx": (with_part(WORD, RELS, RELATION.format("attachedTemplate")), "从外面取来"),
    "coded.docx": (with_part(WORD, RELS, CODED), "从外面取来"),
    "coded16.docx": (with_part(WORD, RELS, CODED.encode("utf-16")), "从外面取来"),
    "pointed.xlsx": (with_part(SHEET, RELS, POINTED), "从外面取来"),
    "pretended.docx": (with_part(WORD, RELS, PRETENDED), "从外面取来"),
    "chunk.docx": (with_part(WORD, RELS, CHUNK), "用不着的东西"),
    "unread.docx": (with_part(WORD, RELS, "<Relationships"), "损坏"),
    "bomb.docx": (bombs.packed(TYPES, ("word/document.xml", bombs.zeros(201))), "太大"),
    "broken.docx": (WORD[:-40], "打不开"),
    "old.doc": (OLD, "旧格式"),
    "page.pdf": (b"<html><script>alert(1)</script></html>", "只收PDF"),
    "picture.pdf": (make.picture(), "只收PDF"),
    "empty.xlsx": (b"", "空的"),
    "script.pdf": (bombs.pdf(SCRIPT, bombs.PAGES, PAGE), "脚本"),
    "broken.pdf": (b"%PDF-1.7\n1 0 obj", "损坏"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_could_harm_a_reader_is_refused_with_a_sentence_and_not_stored(name):
    data, said = HOSTILE[name]
    before = stored()

    with pytest.raises(AttachmentRefused, match=said):
        keep_attachment(ContentFile(data, name))

    assert stored() == before


def test_what_is_too_large_is_not_even_read():
    class Huge(ContentFile):
        def read(self, *args):
            raise AssertionError

    file = Huge(b"", "a.pdf")
    file.size = LARGEST + 1

    with pytest.raises(AttachmentRefused, match="20 MB"):
        keep_attachment(file)


def test_links_are_no_harm_and_what_is_left_of_the_work_is_told():
    linked = with_part(WORD, "word/_rels/a.rels", RELATION.format("relationships/hyperlink"))
    commented = with_part(
        WORD, "word/comments.xml", "<w:comments><w:comment w:id='1'/></w:comments>"
    )
    changed = with_part(WORD, "word/document.xml", "<w:body><w:ins w:id='1'/></w:body>")
    hidden = with_part(SHEET, "xl/workbook.xml", '<workbook><sheet state="hidden"/></workbook>')

    notes = [
        keep_attachment(ContentFile(d, "a.docx"))[1] for d in (linked, commented, changed, hidden)
    ]

    assert notes[0] == ""
    assert [note.partition("，")[0] for note in notes[1:]] == [
        "里面还有批注", "里面还有修订痕迹", "里面还有隐藏的工作表",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("附件一  表决票 ", "附件一 表决票"),
        ("../../etc/passwd", "....etcpasswd"),
        ("a\r\nSet-Cookie: x", "a Set-Cookie: x"),
        ("", "附件"),
        ("\u202efdp.exe", "fdpexe"),
        ("长" * 300, "长" * 100),
    ],
)
def test_a_file_is_called_what_it_may_be_called(typed, name):
    assert clean_name(typed) == name


# At its page


def post(client, article, *new, **typed):
    files = [SimpleUploadedFile(name, data) for name, data in new]
    return client.post(url("attachments", article), {"new": files, **typed}, follow=True)


def said(answer):
    return [str(each) for each in answer.context["messages"]]


def test_files_are_added_named_ordered_and_taken_off():
    article = make.article(attachments=make.attached("甲.pdf", "乙.docx", "丙.xlsx"))
    client = client_of(make.member(roles.EDITOR))
    one, two, three = (each.address for each in article.attached)

    answer = post(
        client, article, ("新表.xlsx", SHEET), ("带宏.docx", HOSTILE["macro.docx"][0]),
        file=[one, two, three],
        **{f"name-{one}": "办法", f"place-{one}": "2", f"name-{two}": "票", f"place-{two}": "1",
           f"name-{three}": "丙", f"remove-{three}": "1"},
    )  # fmt: skip

    article.refresh_from_db()
    assert [each.file_name for each in article.attached] == ["票.docx", "办法.pdf", "新表.xlsx"]
    assert [each.partition("：")[0] for each in said(answer)] == ["“带宏.docx”没有收", "附件已存。"]
    assert article.revision == 2
    assert [len(versions.content_at(v).fact("attachments")) for v in article.versions.all()] == [
        3,
        3,
    ]


def test_a_name_that_can_not_be_costs_itself_and_no_upload():
    article = make.article(attachments=make.attached("甲.pdf"))
    client = client_of(make.member(roles.EDITOR))
    [address] = [each.address for each in article.attached]

    answer = post(
        client, article, ("新表.xlsx", SHEET), file=[address], **{f"name-{address}": "长" * 101}
    )

    article.refresh_from_db()
    assert answer.status_code == 400
    assert [each.name for each in article.attached] == ["甲", "新表"]
    assert "长" * 101 in answer.content.decode()


def test_two_who_add_at_once_lose_nothing():
    article = make.article(attachments=make.attached("甲.pdf"))
    shown = [(each.address, each.name) for each in article.attached]
    editor = make.member(roles.EDITOR)
    for name in ("乙.docx", "丙.docx"):
        new, _ = keep_attachment(ContentFile(with_part(WORD, "a.xml", name), name))
        arrange_attachments(article, shown, [new], by=editor)

    article.refresh_from_db()
    assert [each.name for each in article.attached] == ["甲", "乙", "丙"]


def test_the_eleventh_is_refused_and_leaves_no_file():
    article = make.article(attachments=make.attached(*(f"{n}.pdf" for n in range(MOST))))
    before = stored()

    answer = post(client_of(make.member(roles.EDITOR)), article, ("新表.xlsx", SHEET))

    article.refresh_from_db()
    assert (len(article.attached), stored()) == (MOST, before)
    assert "最多10个附件" in said(answer)[0]


def test_no_more_files_are_looked_into_than_an_article_may_have(monkeypatch):
    article, looked = make.article(), []
    monkeypatch.setattr(
        "articles.imports.attachments.find_kind", lambda data: looked.append(data) or FileKind.EMPTY
    )
    answer = post(
        client_of(make.member(roles.EDITOR)),
        article,
        *[(f"{n}.pdf", b"x") for n in range(MOST + 4)],
    )

    assert len(looked) == MOST
    assert "后面4个没有收" in said(answer)[0]


def test_a_change_of_files_voids_the_reviews_and_a_revision_carries_them():
    article = make.sent(Status.SECOND_PASSED, attachments=make.attached("甲.pdf"))
    editor = make.member(roles.EDITOR)
    [file] = article.attached
    arrange_attachments(article, [(file.address, "改名")], [], by=editor)
    article.refresh_from_db()
    assert article.status == Status.SUBMITTED

    live = make.sign(article)
    copy = taking.take(STEPS["revise"], live, by=editor)
    new, _ = keep_attachment(ContentFile(WORD, "新票.docx"))
    arrange_attachments(copy, [(file.address, "")], [new], by=editor)
    live.refresh_from_db()
    assert [each.name for each in live.attached] == ["改名"]

    live = make.sign(Article.objects.get(pk=copy.pk))

    assert [each.name for each in live.attached] == ["新票"]
    assert default_storage.exists(file.file)  # the version before names it


def test_a_draft_in_the_trash_keeps_its_files_until_it_goes_for_good(
    django_capture_on_commit_callbacks,
):
    editor = make.member(roles.EDITOR)
    live = make.sent(Status.APPROVED, attachments=make.attached("甲.pdf"))
    copy = taking.take(STEPS["revise"], live, by=editor)
    new, _ = keep_attachment(ContentFile(WORD, "新票.docx"))
    arrange_attachments(copy, [(e.address, e.name) for e in copy.attached], [new], by=editor)
    kept = trashing.throw_away(Article.objects.get(pk=copy.pk), by=editor)
    assert (
        client_of(editor).get(reverse("attachment", args=[copy.pk, new.address])).status_code == 404
    )
    back, lost = trashing.take_back(kept, by=editor)
    assert ([each.name for each in back.attached], lost) == (["甲", "新票"], [])

    trashing.throw_away(back, by=editor)
    TrashedDraft.objects.update(thrown_at=timezone.now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        trashing.sweep()

    assert [default_storage.exists(each) for each in (live.attached[0].file, new.file)] == [
        True, False,
    ]  # fmt: skip
