"""The items of a WordPress export (WXR), each by itself: what is broken in one costs that one.

The XML is hostile: a document type is refused, entities are not resolved, nothing is fetched,
and no more than one item is held in memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import IO, Any

from lxml import etree  # type: ignore[import-untyped]

from articles.imports.archive.files import ArchiveRefused, read_on
from articles.imports.archive.values import BadLine
from articles.text.characters import say_left_out

#: The most bytes of an item, and of what stands before the first one: authors, tags, categories.
LONGEST_ITEM, LONGEST_HEAD = 8 * 1024 * 1024, 32 * 1024 * 1024
#: The tag that every item is parsed with.
_LONGEST_ROOT = 8 * 1024
_CHUNK = 256 * 1024
#: What decides where an item ends. In CDATA and comments nothing does.
_MARK = re.compile(rb"<!\[CDATA\[|<!--|<item(?=[\s>])|</item\s*>")
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
#: More than any mark is long: so much of a chunk's end is looked at again with the next one.
_OVERLAP = 32
_ROOT = re.compile(rb"""<rss\b(?:[^<>"']++|"[^"]*+"|'[^']*+')*>""")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
_WORDPRESS = b"wordpress.org/export/"
_NOT_WORDPRESS = "不是WordPress的导出文件（后台“工具”里的“导出”，所有内容）"
_CUT_OFF = "到文件末尾还没有完，文件可能没有下载全"

#: An item as it stands in the file, or why it can't be read.
RawItem = bytes | BadLine


class Wxr:
    """An export that is being read: `head()` first, then the `items()`."""

    def __init__(self, file: IO[bytes], tell: Callable[[int], object] = lambda _: None) -> None:
        self._file, self._tell = file, tell
        self._buffer = b""
        self._root = b""

    def head(self) -> Any:
        """What stands before the first item, as an element. Raises ArchiveRefused."""
        at = 0
        while True:
            kind, start, at = self._next_mark(at, LONGEST_HEAD)
            if kind in (b"<item", b""):
                break
            if kind == b"too long":
                raise ArchiveRefused(_NOT_WORDPRESS)
        head, self._buffer = self._buffer[:start], self._buffer[start:]
        root = _ROOT.search(head)
        if b"<!DOCTYPE" in (head[: root.start()] if root else head).upper():
            raise ArchiveRefused("XML里有文档类型定义（DTD），WordPress的导出没有这个，没有读")
        if root is None or _WORDPRESS not in root[0] or len(root[0]) > _LONGEST_ROOT:
            raise ArchiveRefused(_NOT_WORDPRESS)
        encoding = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
        if encoding and encoding[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
            raise ArchiveRefused(f"XML是{encoding[1].decode()}编码，请另存为UTF-8")
        self._root = root[0]
        ends = b"</channel></rss>"
        inside, _, _ = head[root.end() :].partition(b"</channel")
        try:
            return _parse(self._root + inside + ends)
        except BadLine as why:
            raise ArchiveRefused(f"XML的开头坏了（{why}）") from why

    def items(self) -> Iterator[RawItem]:
        """The items in their order, as they stand in the file."""
        at = 0
        while True:
            kind, start, at = self._next_mark(at, LONGEST_ITEM)
            if kind == b"":
                return
            if kind == b"too long":
                self._buffer, at = self._buffer[at + _OVERLAP :], 0
                continue
            if kind != b"<item":
                self._buffer, at = self._buffer[at:], 0
                continue
            self._buffer, at = self._buffer[start:], at - start
            yield self._read_item(at)
            at = 0

    def parse(self, item: bytes, notes: list[str]) -> Any:
        """The element of an item; what was left out is added to the notes. Raises BadLine."""
        try:
            item.decode()
        except UnicodeDecodeError as error:
            raise BadLine("里面有不是UTF-8的文字") from error
        clean = item.translate(None, _CONTROLS)
        if len(clean) < len(item):
            notes.append(say_left_out(f"U+{each:04X}" for each in sorted({*item} & {*_CONTROLS})))
        whole = self._root + b"<channel>" + clean + b"</channel></rss>"
        found = _parse(whole).find("channel/item")
        if found is None:
            raise BadLine("XML坏了")
        return found

    def _read_item(self, at: int) -> RawItem:
        """The item at the beginning of the buffer, which is taken out of it."""
        while True:
            kind, start, at = self._next_mark(at, LONGEST_ITEM)
            match kind:
                case b"</item":
                    item, self._buffer = self._buffer[:at], self._buffer[at:]
                    return item
                case b"":
                    whole = b"</item>" in self._buffer
                    self._skip()
                    return BadLine("XML坏了，没有结尾" if whole else _CUT_OFF)
                case b"<item":  # the one before has no end
                    self._buffer = self._buffer[start:]
                    return BadLine("XML坏了，没有结尾")
                case b"too long":
                    self._skip()
                    return BadLine(f"超过{LONGEST_ITEM // 1024 // 1024}MB，不像一篇文章")
                case _:
                    continue

    def _next_mark(self, at: int, most: int) -> tuple[bytes, int, int]:
        """(mark, where it begins, where it ends) from `at` on; a whole CDATA or comment is one.

        An empty mark at the file's end, `too long` if it is not within so many bytes.
        """
        while True:
            if found := _MARK.search(self._buffer, at):
                end = _ENDS.get(found[0])
                if end is None:
                    return found[0].rstrip(b"> \t\r\n"), found.start(), found.end()
                if (closed := self._buffer.find(end, found.end())) >= 0:
                    return end, found.start(), closed + len(end)
                at = found.start()
            else:
                at = max(at, len(self._buffer) - _OVERLAP)
            if len(self._buffer) > most:
                return b"too long", at, at
            if not self._read_more():
                return b"", len(self._buffer), len(self._buffer)

    def _read_more(self) -> bool:
        chunk = read_on(self._file.read, _CHUNK)
        self._tell(len(chunk))
        self._buffer += chunk
        return bool(chunk)

    def _skip(self) -> None:
        """Leave out what is too long, to the next end of an item, wherever it stands."""
        self._buffer = self._buffer[len(b"<item") :]
        while (end := self._buffer.find(b"</item>")) < 0:
            self._buffer = self._buffer[-_OVERLAP:]
            if not self._read_more():
                self._buffer = b""
                return
        self._buffer = self._buffer[end + len(b"</item>") :]


def _parse(data: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadLine("XML坏了") from error
