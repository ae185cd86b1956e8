"""Mails (.eml): the manuscript in the letter or attached to it; what was only said is told."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from functools import partial
from html import escape
from pathlib import PurePosixPath

from articles.imports.acts import ImportRefused
from articles.imports.kinds import FileKind, find_kind
from articles.imports.material.contents import Material, MaterialPicture
from articles.imports.material.webpages import WebPage, refuse_countless_parts
from articles.text.charsets import read_text
from articles.text.word.drawings import FoundPicture
from articles.text.word.flatten import Flat
from articles.text.word.items import WordItem, WordLine, text_of
from articles.text.word.notes import Margin
from articles.text.word.plain import items_of_text
from articles.text.word.reading import arrange

_MOST_PARTS, _MOST_MAILS = 300, 50
#: Where a mail of a mailbox begins, after an empty line; its head of fields follows.
_BETWEEN_MAILS = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]*\r?\n(?=[A-Za-z-]+:)")
#: So deep parts of parts are looked into.
_DEEPEST = 20
#: A letter with fewer characters beside attached manuscripts only says that they are attached;
#: beside pictures alone, one with a sentence of some length is the manuscript.
_SHORT_LETTER, _SENTENCE = 300, 30
_QUOTED = re.compile(
    r"\s*(?:-{2,}\s*(?:原始?邮件|转发的?邮件|Original Message|Forwarded message).*|>.*"
    r"|在?.{4,60}(?:写道|wrote)\s*[:：]\s*"
    r"|On .{6,80} wrote:\s*|(?:发件人|From)\s*[:：].*@.*)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*(?:--\s*|发自我的.*|发送自.*|Sent from .*|来自.{0,10}(?:手机|邮箱|客户端).*"
    r"|此致|敬礼[!！]?|祝.{0,6}[!！。好]|顺祝.*|谢谢[!！。]?)",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\s*(?:.{0,12}(?:老师|编辑|主任|同志|记者|编辑部|您好|你好)[,，!！:：。]*(?:您好|你好)?[!！。,，:：]?"
    r"|.{0,30}(?:请(?:查收|审阅|审核|指正|采用|斧正|编发)|见附件|附件(?:是|为|里|中)|现(?:将|报送|投)).{0,40})\s*"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
Read = Callable[[bytes, str], Material]


def read_mails(data: bytes, read: Read) -> Material:
    """Read a mail, or a mailbox of several, and with `read` what is attached.

    Raises ImportRefused if nothing is there; of several, a mail in which nothing is is told.
    """
    refuse_countless_parts(data)
    # What does not begin as a mailbox is one mail, whatever its letter says.
    is_mailbox = data.lstrip(b"\r\n").startswith(b"From ")
    parts = _BETWEEN_MAILS.split(data.lstrip(b"\r\n")) if is_mailbox else [data]
    mails = [mail for mail in parts if mail.strip()]
    if len(mails) > _MOST_MAILS:
        raise ImportRefused(f"邮箱里的信超过{_MOST_MAILS}封。请分几次送来。")
    if len(mails) < 2:
        return read_mail(data, read)
    material = Material()
    for n, mail in enumerate(mails, 1):
        try:
            inner = read_mail(mail, read)
        except ImportRefused as refused:
            material.tell_of("attachment", [f"第{n}封信\N{FULLWIDTH COLON}{refused}"])
            continue
        material.sender = material.sender or inner.sender
        material.join(inner)
    return material


def read_mail(data: bytes, read: Read) -> Material:
    """Read one mail. Raises ImportRefused if nothing is there."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    parts = [part for part, _ in zip(_walk(message), range(_MOST_PARTS), strict=False)]
    material = Material(sender=_sender(message))
    for name, content in _attachments(parts):
        _take(material, name, content, read)
    _take_letter(material, *_letter(message), _inline_pictures(parts))
    if not (material.stories or material.loose or material.enclosed):
        raise ImportRefused("邮件里没有读得了的稿件。请把稿件作为Word附件发来，或写在信里。")
    if subject := _decoded(_raw(message, "subject")):
        material.tell_of("letter", [f"主题\N{FULLWIDTH COLON}{subject}"])
    return material


def _walk(part: Message) -> Iterator[Message]:
    """The part and all within it; a mail that is attached is one part, read by itself."""
    yield part
    inner = part.get_payload()
    if isinstance(inner, list) and part.get_content_type() != "message/rfc822":
        for each in inner:
            if isinstance(each, Message):
                yield from _walk(each)


def _take_letter(
    material: Material, plain: str, html: str, inline: dict[str, MaterialPicture]
) -> None:
    """The manuscript in a letter; beside attached ones, a short letter is only told.

    Pictures that came with it and that it does not show are as good as attached.
    """
    margin = Margin()
    material.loose += [each for key, each in inline.items() if f"cid:{key}" not in html]
    if html.strip():
        shown = {key: each.open() for key, each in inline.items()}
        page = WebPage(html, shown, margin, whole=True)
        items = _prune(page.items, margin)
        files = page.files
    else:
        items, files = _joined(_prune(items_of_text(plain, margin), margin)), []
    text = "\n".join(map(text_of, items)).strip()
    sizes = sorted(map(len, text.splitlines()), reverse=True)
    long = len(text) >= _SHORT_LETTER and sum(size > 40 for size in sizes) > 1
    alone = not (material.stories or material.enclosed)
    enough = long or (alone and bool(sizes) and sizes[0] > _SENTENCE)
    if (material.stories or material.loose or material.enclosed) and not enough:
        if text:
            margin.add("letter", text)
        material.loose += files
        material.tell(margin.told())
    elif items:
        found = [FoundPicture(each.name) for each in files]
        material.join(Material.of(arrange(Flat(items, found, margin)), files))


def _prune(items: list[WordItem], margin: Margin) -> list[WordItem]:
    """What is left of a letter without what it quotes, its end and its greeting."""
    for code, sign in (("quoted", _QUOTED), ("closing", _CLOSING)):
        for n, item in enumerate(items):
            if n and isinstance(item, WordLine) and sign.fullmatch(item.words):
                margin.add(code, "\n".join(map(text_of, items[n:])))
                items = items[:n]
                break
    while items and isinstance(items[0], WordLine) and _GREETING.fullmatch(items[0].words):
        margin.add("letter", items[0].words)
        items = items[1:]
    return items


def _joined(items: list[WordItem]) -> list[WordItem]:
    """Lines that a mail program broke at its margin, as paragraphs."""
    out: list[WordItem] = []
    for item in items:
        last = out[-1] if out else None
        if (
            isinstance(item, WordLine) and isinstance(last, WordLine) and item.blanks == 0
            and 30 <= len(last.words) <= 40 and last.words[-1] not in "。！？”：；…!?"
            and not item.text.startswith(("\u3000", "  "))
        ):  # fmt: skip
            last.stretches = (*last.stretches, *item.stretches)
        else:
            out.append(item)
    return out


def _take(material: Material, name: str, content: bytes, read: Read) -> None:
    kind = find_kind(content)
    if kind == FileKind.PICTURE:
        material.loose.append(MaterialPicture(name, lambda: content))
        return
    if kind == FileKind.PDF:
        material.enclose(name, lambda: content)
        return
    if kind == FileKind.TEXT and (found := read_text(content)):
        material.join(read_plain(found.text))
        return
    try:
        inner = read(content, name)
    except ImportRefused as refused:
        material.tell_of("attachment", [f"{name}\N{FULLWIDTH COLON}{refused}"])
        return
    material.sender = material.sender or inner.sender
    material.join(inner)


def read_plain(text: str) -> Material:
    """The manuscript of a plain text that came with others."""
    margin = Margin()
    items = _joined(items_of_text(text, margin))
    return Material.of(arrange(Flat([*items], [], margin)), [])


def _attachments(parts: list[Message]) -> Iterator[tuple[str, bytes]]:
    for part in parts:
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            continue
        name = _file_name(part)
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                yield name or "转发的邮件.eml", inner[0].as_bytes()
            continue
        attached = part.get_content_disposition() == "attachment"
        picture = part.get_content_maintype() == "image" and not part.get("Content-ID")
        if name or attached or picture:
            if part.get("Content-ID") and not attached and part.get_content_maintype() == "image":
                continue  # it stands in the letter
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data:
                yield PurePosixPath(name.replace("\\", "/")).name or "附件", data


def _inline_pictures(parts: list[Message]) -> dict[str, MaterialPicture]:
    """The pictures that a letter may show, by the key by which it names them."""
    out = {}
    for part in parts:
        key, data = (part.get("Content-ID") or "").strip("<> "), part.get_payload(decode=True)
        attached = part.get_content_disposition() == "attachment"
        shown = key and not attached and part.get_content_maintype() == "image"
        if shown and isinstance(data, bytes) and data:
            name = PurePosixPath(_file_name(part).replace("\\", "/")).name or key
            out[key] = MaterialPicture(name, partial(bytes, data))
    return out


def _letter(message: Message) -> tuple[str, str]:
    """The letter as plain text, or as HTML if any part of it is HTML."""
    sections = list(_sections(message))
    if all(kind == "plain" for kind, _ in sections):
        return "\n\n".join(text for _, text in sections), ""
    return "", "\n".join(
        text if kind == "html" else "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
        for kind, text in sections
    )


def _sections(part: Message, depth: int = 0) -> Iterator[tuple[str, str]]:
    """The parts of a letter in order; of those that say the same, the fullest form with words."""
    kind, inner = part.get_content_type(), part.get_payload()
    if kind == "message/rfc822" or depth > _DEEPEST:
        return
    if isinstance(inner, list):
        forms = [list(_sections(each, depth + 1)) for each in inner if isinstance(each, Message)]
        if kind == "multipart/alternative":
            forms = [next((form for form in reversed(forms) if any(map(_says, form))), [])]
        yield from (section for form in forms for section in form)
        return
    named = part.get_filename() or part.get_content_disposition() == "attachment"
    data = part.get_payload(decode=True)
    if kind in ("text/plain", "text/html") and not named and isinstance(data, bytes):
        yield kind.removeprefix("text/"), _text(data, part.get_content_charset() or "")


def _says(section: tuple[str, str]) -> bool:
    """Is there a word or a picture to see?"""
    kind, text = section
    shown = re.sub(r"<(?!img)[^<>]*>|&nbsp;", "", text) if kind == "html" else text
    return bool(shown.strip())


def _text(data: bytes, charset: str) -> str:
    """GB 2312 and GBK are read as GB 18030, which holds them; a wrong name is passed over."""
    wide = charset.lower() in ("gb2312", "gbk", "x-gbk", "gb_2312-80", "cp936", "")
    for name in ("utf-8", "gb18030") if wide and not charset else ("gb18030" if wide else charset,):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _raw(message: Message, name: str) -> str:
    """A header as it stands in the file, where bytes that are no ASCII are surrogates."""
    return next((str(each) for key, each in message.raw_items() if key.lower() == name), "")


def _file_name(part: Message) -> str:
    """The name of an attachment; programs that write it without any encoding do so in GBK."""
    name = part.get_filename() or ""
    if "\ufffd" in name or _SURROGATE.search(name):
        raw = f"{_raw(part, 'content-disposition')};{_raw(part, 'content-type')}"
        hit = re.search(r"name\s*=\s*\"?([^\";]+)", raw)
        name = hit[1] if hit else ""
    return _decoded(name)


def _decoded(header: str) -> str:
    if _SURROGATE.search(header):
        header = _text(header.encode("utf-8", "surrogateescape"), "")
    try:
        pieces = decode_header(header)
    except (ValueError, LookupError, MessageError):  # broken encodings
        return header
    out = [
        _text(each, charset or "") if isinstance(each, bytes) else each for each, charset in pieces
    ]
    return " ".join("".join(out).split())


def _sender(message: Message) -> str:
    name, address = parseaddr(_decoded(_raw(message, "from")))
    return (name or address)[:120]
