"""What is taken of sound and film by its content, what is left out of it, and what is refused."""

import time
import tracemalloc
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.tests import sounds
from articles.tests.sounds import box, movie, track
from articles.text import media
from articles.text.captions import CaptionsRefused, clean_captions

FILM, SOUND = track(b"vide", b"avc1"), track(b"soun", b"mp4a")
PLACE = box(b"udta", box(b"\xa9xyz", b"+31.2304+121.4737/"))


def inspect(data):
    return media.inspect(BytesIO(data), len(data))


TAKEN = [
    (sounds.FILM, "mp4", 1.083),
    (sounds.WEBM, "webm", 0.0),
    (movie(FILM, SOUND), "mp4", 84.0),
    (movie(SOUND), "m4a", 84.0),
    (sounds.mp3(), "mp3", 40 * 1152 / 44100),
    (sounds.ogg(), "ogg", 3.0),
    (sounds.horn(), "wav", 5.0),
]


@pytest.mark.parametrize(("data", "kind", "seconds"), TAKEN)
def test_a_file_is_what_its_content_says_and_so_long(data, kind, seconds):
    found = inspect(data)
    assert (found.kind, round(found.seconds, 3)) == (kind, round(seconds, 3))
    assert (found.start, found.end, found.wiped) == (0, len(data), ())


AWAY = track(b"vide", b"avc1", reference=bytes(4) + b"file:///etc/passwd\0")
MKV = sounds.WEBM.replace(b"webm", b"matr", 1)
REFUSED = [
    (b"", "空的"),
    (b"MZ\x90\0" + bytes(99), "不是能在网页上放的"),
    (b"<html><script>alert(1)</script>", "不是能在网页上放的"),
    (movie(FILM, brand=b"qt  "), "是MOV"),
    (movie(track(b"vide", b"hvc1")), "H.265"),
    (movie(track(b"vide", b"mp4v")), "画面的编码"),
    (movie(FILM, track(b"soun", b"alac")), "声音的编码"),
    (movie(), "没有画面也没有声音"),
    (movie(track(b"text", b"tx3g")), "没有画面也没有声音"),
    (movie(AWAY), "在别的文件里"),
    (movie(FILM)[:-9], "损坏"),
    (box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", b"x"), "损坏"),
    (box(b"ftyp", b"isom", bytes(4)) + box(b"moov") * 2, "损坏"),
    (box(b"ftyp", b"isom", bytes(4)) + b"\0\0\0\x04moov", "损坏"),
    (MKV, "是MKV"),
    (sounds.WEBM.replace(b"V_VP8", b"V_XXX"), "编码"),
    (sounds.WEBM[:40], "损坏"),
    (sounds.mp3(2), "损坏"),
    (sounds.mp3() + b"<script>" * 4000, "损坏"),
    (b"ID3\4\0\0\xff\xff\xff\xff" + sounds.mp3(), "损坏"),
    (sounds.ogg() + b"OggX", "损坏"),
    (sounds.page(2, 0, b"\x80theora" + bytes(40)), "编码"),
    (sounds.page(2, 0, b"OpusHead" + bytes(11)) + sounds.page(2, 0, b"x", b"efgh"), "不止一路"),
    (b"RIFF\0\0\0\0AVI " + bytes(40), "是AVI"),
    (b"RIFF\0\0\0\0WAVE" + bytes(40), "损坏"),
    (b"fLaC" + bytes(40), "是FLAC"),
    (b"\xff\xf1\x50\x80" + bytes(40), "是AAC"),
]


@pytest.mark.parametrize(("data", "why"), REFUSED)
def test_what_browsers_do_not_play_is_refused_with_what_to_do(data, why):
    with pytest.raises(media.MediaRefused, match=why):
        inspect(data)


def test_place_and_device_are_overwritten_and_nothing_else_moves():
    inner = box(b"trak", box(b"udta", b"iPhone"), FILM[8:])
    data = movie(inner, SOUND, PLACE, track(b"meta", b"mebx")) + box(b"uuid", b"GPS")
    found = inspect(data)
    clean = bytearray(data)
    for at, length, head in found.wiped:
        clean[at : at + length] = head + bytes(length - len(head))
    assert [each in clean for each in (b"iPhone", b"+31.23", b"mebx", b"GPS")] == [False] * 4
    assert len(clean) == len(data)
    assert inspect(bytes(clean)).wiped == ()
    assert [each in clean for each in (b"avc1", b"mp4a")] == [True, True]


def test_tags_of_sound_are_left_out():
    tag = b"ID3\4\0\0\0\0\0\x0b" + b"APIC picture"[:11]
    end = b"TAG" + bytes(125)
    found = inspect(tag + sounds.mp3() + end)
    assert (found.start, found.end) == (len(tag), len(tag) + len(sounds.mp3()))
    horn = sounds.horn() + b"LIST\4\0\0\0INFO"
    assert inspect(horn).wiped == ((len(sounds.horn()), 12, b"JUNK\4\0\0\0"),)


def element(kind, content):
    return kind + b"\1" + len(content).to_bytes(7, "big") + content


WEBM_HEAD = element(b"\x1aE\xdf\xa3", b"\x42\x82\x84webm")
VOIDS = element(b"\x15\x49\xa9\x66", b"\xec\x80" * 100_000)
PAGE, FRAME = sounds.page(2, 0, b"OpusHead" + bytes(11)), b"\xff\xf3\x14\xc0" + bytes(20)
#: Each costs seconds for each megabyte, or more, where nothing bounds what is looked at.
ENDLESS = {
    "tracks of an MP4": movie(box(b"trak") * 19_000),
    "tags of an MP3": b"ID3\4\0\0\0\0\0\0" * 3_000_000,
    "frames of an MP3": FRAME * 1_100_000,
    "pages of an Ogg": PAGE + (PAGE[:5] + b"\0" + PAGE[6:26] + b"\0") * 1_100_000,
    "lists of a WebM": WEBM_HEAD + element(b"\x18\x53\x80\x67", VOIDS * 30),
}


class Counted(BytesIO):
    """A file that counts how often it is read from."""

    reads = 0

    def read(self, *size):
        self.reads += 1
        return super().read(*size)


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_file_of_nothing_but_heads_is_refused_after_some_seconds(kind):
    file, before = Counted(ENDLESS[kind]), time.process_time()
    with pytest.raises(media.MediaRefused):
        media.inspect(file, len(file.getvalue()))
    assert file.reads < 2_100_000
    assert time.process_time() - before < 12


def test_an_index_within_an_index_is_not_copied_for_each():
    data = box(b"free", bytes(8 * 1024 * 1024))
    for _ in range(6):
        data = box(b"moov", data)
    whole = BytesIO(box(b"ftyp", b"isom", bytes(4)) + data)
    tracemalloc.start()
    with pytest.raises(media.MediaRefused, match="没有画面也没有声音"):
        media.inspect(whole, len(whole.getvalue()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1.5 * len(data)


SEEDS = [data for data, _, _ in TAKEN]


@given(st.sampled_from(SEEDS), st.integers(0, 3000), st.binary(max_size=24), st.booleans())
def test_whatever_is_changed_in_a_file_it_is_taken_or_refused(data, at, changed, cut):
    data = data[:at] + changed + (b"" if cut else data[at + len(changed) :])
    try:
        found = inspect(data)
    except media.MediaRefused:
        return
    assert 0 <= found.start <= found.end <= len(data)
    assert all(start >= 0 and start + length <= len(data) for start, length, _ in found.wiped)
    assert 0 <= found.seconds < 1e12


def test_captions_are_written_anew_with_times_and_words_alone():
    wild = (
        "\ufeffWEBVTT - x\n\nSTYLE\n::cue { background: url(//x) }\n\nNOTE\n"
        "00:01.000 --> 00:02.000\n偷\n\n"
        "1\n00:00:02,000 --> 00:00:03,500 line:0\n<c.x>第二</c> &lt;b&gt;\n\n"
        "00:00.000 --> 00:01.000\n<v 丁长根>第一\n第二行\n"
    )
    assert clean_captions(wild) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n第一\n第二行\n\n"
        "00:00:02.000 --> 00:00:03.500\n第二 &lt;b&gt;\n"
    )
    assert clean_captions(clean_captions(wild)) == clean_captions(wild)


def test_captions_that_open_marks_and_close_none_are_read_at_once():
    wild = "00:00.000 --> 00:01.000\n渡船" + "<" * 500_000
    before = time.process_time()
    assert "渡船&lt;&lt;" in clean_captions(wild)
    assert time.process_time() - before < 5


NONE = ["", "WEBVTT", "不是字幕", "00:02.000 --> 00:01.000\n倒着", "00:00.000 --> 00:01.000\n"]


@pytest.mark.parametrize("text", NONE)
def test_what_holds_no_captions_is_refused(text):
    with pytest.raises(CaptionsRefused, match="没有看到字幕"):
        clean_captions(text)
