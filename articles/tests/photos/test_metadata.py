"""What a picture says of itself, in whatever encoding, language and number it is said."""

import struct
import zlib

import pytest
from PIL import Image

from articles.tests.pictures import GREEN, chunk, exif, heic, jpeg_with, plain, png, read, saved

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


def windows(**fields):
    """What Windows writes: fields of its own, in UTF-16."""
    found = Image.Exif()
    for name, text in fields.items():
        tag = {"described": 0x10E, "title": 0x9C9B, "remark": 0x9C9C, "by": 0x9C9D, "about": 0x9C9F}
        found[tag[name]] = text if name == "described" else f"{text}\0".encode("utf-16-le")
    return saved(plain(), "JPEG", exif=found)


def marked(name, body):
    return png(8, 2, bytes(GREEN) * 8, extra=chunk(name, body))


HEADLINE = HEAD.replace(
    "<rdf:Description",
    '<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'photoshop:Headline="银杏大道"',
)
XMP = b"http://ns.adobe.com/xap/1.0/\0"
WIDE_XMP = f"{HEAD}<dc:description>银杏大道</dc:description>{END}"
DECLARED = '<?xml version="1.0" encoding="UTF-16"?>'


@pytest.mark.parametrize(
    "data",
    [
        windows(title="银杏大道"),
        windows(remark="银杏大道"),
        windows(about="银杏大道"),
        windows(described="OLYMPUS DIGITAL CAMERA", title="银杏大道"),
        iptc((105, "银杏大道".encode())),
        iptc((5, "银杏大道".encode("gb18030"))),
        iptc((120, "银杏大道".encode("utf-16-be"))),
        iptc((120, "银杏大道".encode("utf-16-le"))),
        listed("title", "Alt", (USUAL, "银杏大道")),
        jpeg_with(XMP + f"{HEADLINE}{END}".encode()),
        jpeg_with(XMP + f"{DECLARED}{WIDE_XMP}".encode("utf-16")),
        jpeg_with(XMP + WIDE_XMP.encode("utf-16-be")),
        jpeg_with(XMP + WIDE_XMP.encode("utf-16-le")),
        jpeg_with(XMP + b'<?xml version="1.0" encoding="UTF-8"?>' + WIDE_XMP.encode()),
        marked(b"tEXt", b"Description\0" + "银杏大道".encode("gb18030")),
        marked(b"tEXt", b"Title\0" + "银杏大道".encode()),
        marked(b"zTXt", b"Description\0\0" + zlib.compress("银杏大道".encode())),
        marked(b"iTXt", b"Description\0\0\0zh\0\0" + "银杏大道".encode()),
        heic(plain(), exif=exif(caption="银杏大道".encode()).tobytes()),
        heic(plain(), xmp=WIDE_XMP.encode()),
        saved(plain(), "WEBP", exif=exif(caption="银杏大道".encode("gb18030"))),
        saved(plain(), "AVIF", exif=exif(caption="银杏大道".encode())),
    ],
)
def test_what_somebody_wrote_of_a_picture_is_its_caption_wherever_it_is_written(data):
    assert read(data).caption == "银杏大道"


@pytest.mark.parametrize(
    "data",
    [
        iptc((5, b"GX-20261005-003")), windows(title="IMG_0042.JPG"), windows(title="未标题-1"),
        marked(b"tEXt", b"Software\0" + "银杏大道".encode()), windows(by="银杏大道"),
    ],
)  # fmt: skip
def test_a_number_and_what_says_something_else_is_no_caption(data):
    assert read(data).caption == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-16-le"])
def test_xmp_with_entities_is_not_read_in_whichever_encoding(encoding):
    attack = '<!DOCTYPE a [<!ENTITY b "银杏">]>' + WIDE_XMP.replace("银杏大道", "&b;")
    assert read(jpeg_with(XMP + attack.encode(encoding))).caption == ""


def test_a_photo_of_an_iphone_says_who_took_it_and_when():
    data = exif(credit="林望".encode(), day="2026:10:05 08:00:00").tobytes()
    found = read(heic(plain(), exif=data))

    assert (found.credit, str(found.taken_on)) == ("林望", "2026-10-05")


def test_the_photographers_whom_windows_names_are_all_kept():
    assert read(windows(by="林望;祝南枝")).credit == "林望 祝南枝"
