"""What a picture says of itself, in whatever encoding, language and number it is said."""

import struct

import pytest

from articles.tests.pictures import exif, jpeg_with, plain, read, saved

pytestmark = pytest.mark.once
HEAD = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
    'syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">'
)
END = "</rdf:Description></rdf:RDF></x:xmpmeta>"


def iptc(*records):
    words = b"".join(
        b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(text)) + text
        for number, text in records
    )
    size = struct.pack(">I", len(words))
    return jpeg_with(b"Photoshop 3.0\x008BIM\x04\x04\0\0" + size + words, b"\xff\xed")


def xmp(inner):
    return jpeg_with(b"http://ns.adobe.com/xap/1.0/\0" + f"{HEAD}{inner}{END}".encode())


def listed(name, kind, *items):
    inner = "".join(f"<rdf:li{language}>{text}</rdf:li>" for language, text in items)
    return xmp(f"<dc:{name}><rdf:{kind}>{inner}</rdf:{kind}></dc:{name}>")


@pytest.mark.parametrize(
    "data",
    [
        iptc((80, "林望".encode()), (80, "祝南枝".encode())),
        iptc((80, "林望".encode("gb18030")), (80, "祝南枝".encode("gb18030"))),
        iptc((80, "林望".encode("big5")), (80, "祝南枝".encode("big5"))),
        iptc((120, b""), (80, "林望 祝南枝".encode())),
        listed("creator", "Seq", ("", "林望"), ("", "祝南枝")),
    ],
)
def test_of_several_photographers_none_is_lost(data):
    assert read(data).credit == "林望 祝南枝"


ENGLISH, CHINESE, USUAL = (f' xml:lang="{each}"' for each in ("en-US", "zh-CN", "x-default"))


@pytest.mark.parametrize(
    "items",
    [
        [(USUAL, "银杏大道。")],
        [(ENGLISH, "Ginkgo."), (USUAL, "银杏大道。")],
        [(USUAL, "Ginkgo."), (CHINESE, "银杏大道。")],
        [(' xml:lang="zh-Hans"', "银杏大道。"), (ENGLISH, "Ginkgo.")],
    ],
)
def test_of_captions_in_several_languages_the_chinese_one_is_taken(items):
    assert read(listed("description", "Alt", *items)).caption == "银杏大道。"


@pytest.mark.parametrize(
    ("said", "caption"),
    [
        ("银杏大道。".encode("utf-16"), "银杏大道。"),
        ("银杏大道。".encode("gb18030"), "银杏大道。"),
        ("居民在銀杏大道上散步。".encode("big5"), "居民在銀杏大道上散步。"),
        ("里長與長者".encode("big5"), "里長與長者"),
        ("銀杏大道，居民散步。".encode("gb18030"), "銀杏大道，居民散步。"),
        (b"caf\xe9", "café"),
        ("  银杏\n大道。 ".encode(), "银杏 大道。"),
        (b"IMG_20261005_080000.jpg", ""),
        (b"DSC_0042", ""),
        ("微信图片_20261005080000".encode(), ""),
        (b"mmexport1790000000000", ""),
        ("第3届运动会".encode(), "第3届运动会"),
        ("IMG会场".encode(), "IMG会场"),
    ],
)
def test_a_caption_is_what_somebody_wrote_and_no_name_of_a_file(said, caption):
    assert read(saved(plain(), "JPEG", exif=exif(caption=said))).caption == caption


@pytest.mark.parametrize(
    ("record", "cut"),
    [((120, "字" * 301), True), ((120, "字" * 300), False), ((80, "名" * 61), True)],
)
def test_a_caption_that_is_too_long_is_cut_and_that_is_said(record, cut):
    number, text = record
    found = read(iptc((number, text.encode())))
    assert (len(found.caption or found.credit), bool(found.note)) == (
        min(len(text), 300 if number == 120 else 60),
        cut,
    )
    assert found.note in ("", (
        "照片里写着的说明或摄影太长，只填了前面的（说明300字、摄影60字以内），请核对。"
    ))  # fmt: skip


def test_a_list_that_never_ends_takes_no_time():
    deep = "<dc:creator><rdf:li>望" * 900 + "</rdf:li></dc:creator>" * 900
    assert read(xmp(deep)).picture.size == (60, 40)
