"""Why a file is taken for no picture, by what it is: in a sentence that says what to do."""

from __future__ import annotations

import re

NOT_A_PICTURE = (
    "这个文件不是能用的图片。请上传JPEG、PNG、WebP、GIF、AVIF、HEIC、TIFF或BMP；"
    "SVG不收，损坏的文件请重新导出。"
)
BROKEN = (
    "图片文件不完整或者损坏，打不开。请从相机或手机里重新发送原图；网上下载或软件导出的，"
    "请重新下载、重新导出。"
)
RAW = "这是相机的原始数据（RAW），不是成品照片。请在相机或修图软件里导出成JPEG再上传。"
WIDE_NUMBERS = "这幅TIFF每点32位，显示不了。请在修图软件里转成8位或16位，再上传。"
ODD_JPEG = (
    "这种JPEG（12位、无损的，或者没有写高度）读不了。请在修图软件里另存成普通的JPEG，再上传。"
)
CGBI = "这是从iPhone的程序里取出来的PNG，别的软件读不了。请在手机上截图，或者另存成JPEG再上传。"
UNREAD_BMP = "这种BMP读不了，或者文件损坏。请另存成PNG或JPEG再上传。"
UNREAD_TIFF = "这种TIFF读不了，或者文件损坏。请另存成JPEG再上传。"
#: How files begin of the kinds that are taken, beside BMP and TIFF.
_TAKEN = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|RIFF.{4}WEBP|.{4}ftyp(?:avi|hei|hev|mif|msf)", re.DOTALL
)
_HTML = re.compile(rb"\s*<(?:!doctype html|html|head|body|!--)", re.IGNORECASE)
#: By the first bytes of a file.
_KINDS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(sign, re.DOTALL), sentence)
    for sign, sentence in (
        (rb"$", "文件是空的，没有内容。请从相机或手机里重新发送原图。"),
        (rb"8BPS", "这是Photoshop的PSD文件。请在Photoshop里另存成JPEG再上传。"),
        (rb"%PDF-", "这是PDF，不是图片。请把要用的那幅导出成JPEG再上传。"),
        (rb"%!PS|\xc5\xd0\xd3\xc6|%!Adobe", "这是EPS或AI矢量图。请导出成JPEG或PNG再上传。"),
        (rb"II[*]\0.{4}CR|II(?:RO|RS|U\0)|FUJIFILMCCD|.{4}ftypcrx |\0MRM|FOVb", RAW),
        (rb"\xff\x0a|\0\0\0\x0cJXL ", "JPEG XL还不能用。请导出成JPEG再上传。"),
        (rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", "JPEG 2000用不了。请另存成JPEG再上传。"),
        (rb"II\xbc|\xd7\xcd\xc6\x9a|\x01\0\0\0.{36} EMF",
         "这种Windows图形用不了。请另存成PNG或JPEG再上传。"),
        (rb".{4}ftyp|\x1aE\xdf\xa3|RIFF.{4}AVI |OggS|FLV",
         "这是视频，不是图片。请截一幅图，或者上传照片。"),
        (rb"PK\x03\x04|Rar!|7z\xbc\xaf|\x1f\x8b",
         "这是压缩包或Office文件，不是图片。请取出里面的图片，再上传。"),
        (rb"\xd0\xcf\x11\xe0|\{\\rtf",
         "这是Office文件，不是图片。请把里面的图片另存出来，再上传。"),
    )
)  # fmt: skip
_DRAWN = "这是SVG矢量图，可能带程序，不收。请导出成PNG再上传。"
_PAGE = (
    "这是网页，不是图片\N{FULLWIDTH COLON}下载时多半存成了提示页。请打开图片本身，另存以后再上传。"
)


def tell_broken(head: bytes) -> str:
    """Why a file that begins as a picture is refused when it can't be decoded."""
    if head[:2] == b"BM":
        return UNREAD_BMP
    if head[:2] in (b"II", b"MM"):
        return UNREAD_TIFF
    return BROKEN if _TAKEN.match(head) else NOT_A_PICTURE


def tell_kind(head: bytes) -> str:
    """Why the file that begins so is refused; `head` are some hundred bytes at least, or all."""
    for sign, sentence in _KINDS:
        if sign.match(head):
            return sentence
    start = head.removeprefix(b"\xef\xbb\xbf")
    if b"<svg" in start.lower():
        return _DRAWN
    return _PAGE if _HTML.match(start) else NOT_A_PICTURE
