"""An article as data for typst, for both issue.typ and reading.typ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from math import inf
from typing import Any, NamedTuple, TypeAlias

from articles.exports.checking import name_article, refuse
from articles.exports.contents import Contents, IssueArticle, Kind, Picture
from articles.exports.newspaper.arrangements import Known
from articles.exports.newspaper.breaks import keep_words
from articles.exports.newspaper.grids import Grid
from articles.exports.newspaper.heads import wrap_byline
from articles.exports.newspaper.parting import Cut
from articles.exports.newspaper.tables import MeasuredTable
from articles.exports.qr import draw_qr
from articles.exports.wording import APART, contact_lines, describe_photo, write_caption
from articles.text.body import Block, Run
from articles.text.byline import with_unit
from articles.text.headline import break_between
from articles.text.tables import find_columns, measure_extent

WEEKDAYS = "一二三四五六日"


class BlockLines(NamedTuple):
    """The lines of a block; whether it takes one more, or one less, with another tracking."""

    lines: int
    more: bool = False
    less: bool = False


class Measured(NamedTuple):
    """What typst measured in one grid, by the index of a block; of captions and tables by the
    number of columns, from one on."""

    blocks: dict[int, BlockLines]
    captions: dict[int, tuple[int, ...]]
    tables: dict[int, MeasuredTable]


@dataclass(eq=False)
class Setting:
    """An article to be typeset; `piece` is None for the corrections.

    `blocks` are typst's data, `pictures` by the index of a block; a `spare` one may stand in the
    place of that before it, with the byline. `cuts` tell after which characters paragraphs are
    parted, and by how much what follows is tracked. `boxed`: it stands in a box; `below`: its
    headline must be smaller than so many points; `freed`: it may stand over any columns; `plain`:
    it is a photo story that stands on no tinted ground; `band`: its standing section; `stiff`: the
    paragraphs of which a rest was seen to take more lines than were left of the whole.
    """

    piece: IssueArticle | None
    kind: Kind
    kicker: str
    headline: str
    subhead: str
    byline: str
    blocks: list[dict[str, Any]]
    pictures: dict[int, tuple[IssueArticle, Picture]]
    boxed: bool = False
    below: float = inf
    freed: bool = False
    plain: bool = False
    band: str = ""
    stiff: set[int] = field(default_factory=set)
    measured: dict[Grid, Measured] = field(default_factory=dict)
    known: defaultdict[Grid, Known] = field(default_factory=lambda: defaultdict(dict))
    cuts: defaultdict[Grid, dict[Cut, tuple[tuple[int, float], ...]]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    @property
    def framed(self) -> bool:
        """Whether it stands in a panel or box: photo stories and corrections do."""
        return (self.kind == "photo" and not self.plain) or self.piece is None or self.boxed

    @property
    def role(self) -> Role:
        """What making up decides of it, so that it can be taken back."""
        return self.kind, self.below, self.boxed, self.freed

    def forget(self) -> None:
        """Let go of what was found of its text: it refers to itself, so that nobody else frees it
        before Python looks for garbage."""
        for known in self.known.values():
            known.clear()
        self.known.clear()


Role: TypeAlias = tuple[Kind, float, bool, bool]


def restore_roles(sets: Sequence[Setting], roles: Sequence[Role]) -> None:
    """Take back what was decided since."""
    for each, role in zip(sets, roles, strict=True):
        each.kind, each.below, each.boxed, each.freed = role


def setting(piece: IssueArticle) -> Setting:
    """The article, with its pictures where the editor placed them."""
    blocks: list[dict[str, Any]] = []
    pictures: dict[int, tuple[IssueArticle, Picture]] = {}
    for each in piece.flow:
        if isinstance(each, Picture):
            pictures[len(blocks)] = piece, each
            caption = {"runs": _caption_runs(write_caption(each))}
            blocks.append({"kind": "photo", "caption": caption, "alt": describe_photo(piece, each)})
        else:
            blocks.extend(_blocks(each))
    _title_tables(blocks)
    return Setting(
        piece, piece.kind, piece.kicker, break_between(piece.headline_lines), piece.subhead,
        _bylines(piece), blocks, pictures, band=piece.section,
    )  # fmt: skip


_TITLE = 14  # characters of a crosshead that names a table in a band


def _title_tables(blocks: Sequence[dict[str, Any]]) -> None:
    """Let a short crosshead right before a table be its name."""
    for before, block in pairwise(blocks):
        if (before["kind"], block["kind"]) == ("crosshead", "table"):
            said = "".join(run["t"] for run in before["runs"])
            block["titled"] = len(said) <= _TITLE and "\n" not in said


_CREDIT = 8  # characters that are kept on one line


def _caption_runs(text: str) -> list[dict[str, Any]]:
    """A caption whose short credit stays on one line."""
    said, apart, credit = text.rpartition(APART)
    if not apart or len(credit) > _CREDIT:
        return _runs([Run(text)])
    return [*_runs([Run(said + apart)]), {"t": credit, "kept": True}]


#: A byline takes at most so many rows over so many points, else it stands at the article's end: in
#: one column (which may be that of a box) and in several, and of articles in a panel.
_ROWS = ((120.0, 3), (256.0, 2))
_ROWS_FRAMED = ((120.0, 3), (270.0, 2))
_ROWS_LEAD = ((256.0, 2),)
_WITHIN = str.maketrans("（）", "〔〕")


def run_in_byline(each: Setting) -> Setting:
    """The article as the newspaper signs it: a brief by the names alone, in brackets at its end;
    others there too if their byline would be too high above the text."""
    last = each.blocks[-1] if each.blocks else {}
    if each.piece is None or not each.byline:
        return each
    signature = each.byline
    if each.kind == "brief":
        signature = "、".join(dict.fromkeys(signed.name for signed in each.piece.writers))
    else:
        rows = {"lead": _ROWS_LEAD, "photo": _ROWS_FRAMED}.get(each.kind, _ROWS)
        if all(len(wrap_byline(signature, width)) <= most for width, most in rows):
            return _with_spare(each)
    if last.get("kind") in ("paragraph", "onward"):
        signed = _signed(last, signature)
        return replace(each, byline="", blocks=[*each.blocks[:-1], signed])
    if each.kind == "brief":
        return each
    return replace(each, byline="", blocks=[*each.blocks, *paragraph((_in_brackets(signature),))])


def _signed(last: dict[str, Any], signature: str) -> dict[str, Any]:
    """The last paragraph with the byline in brackets at its end."""
    return last | {"runs": [*last["runs"], *_runs([_in_brackets(signature)])]}


def _in_brackets(signature: str) -> Run:
    """In round brackets, so that the offices within stand in others: （……〔……〕）."""
    return Run(f"（{signature.translate(_WITHIN)}）")


def _with_spare(each: Setting) -> Setting:
    """The article with its last paragraph once more, with the byline at its end: for where its
    columns end level only so."""
    last = each.blocks[-1] if each.blocks else {}
    if last.get("kind") not in ("paragraph", "onward"):
        return each
    spare = _signed(last, each.byline) | {"spare": True}
    return replace(each, blocks=[*each.blocks, spare])


def corrections(texts: Sequence[str]) -> Setting:
    """The corrections of the issue as an article."""
    blocks = [block for text in texts for block in paragraph((Run(text),))]
    return Setting(None, "brief", "", "更正", "", "", blocks, {})


def _bylines(piece: IssueArticle) -> str:
    """Each role followed by its names: 通讯员 闻人月（澄河街道）、沈砚秋　摄影 宁望舒."""
    return APART.join(
        f"{label} {'、'.join(with_unit(each.name, each.unit) for each in same)}"
        for label, same in groupby(piece.writers, key=lambda each: each.label)
    )


#: Text without a place to break would run out of its column.
_TIGHT = re.compile(r"[^\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff\s]{13,}"
                    r"|[\u2010-\u2027\u3000-\u303f\uff00-\uffef]{6,}")  # fmt: skip
#: Without a place to break, a telephone number stands whole in a cell of a table.
_TIGHT_IN_CELL = re.compile(_TIGHT.pattern.replace("{13,}", "{20,}"))
_LONGEST = 1500  # the most characters of a block, which must fit on one page
#: The em that a column of words has at least, where a table is too wide for any page.
_TIGHTEST = 2.0
_LINE = 14  # characters that a line break takes
_LONGEST_CROSSHEAD = 120
_LONGEST_CODED = 60  # characters beside a code, which are not parted
_SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？]+[”’」』）]*|\n)|[^。！？\n]+")


def _runs(runs: Sequence[Run], tight: re.Pattern[str] = _TIGHT) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for run in runs:
        end = 0
        more: dict[str, Any] = {name: True for name in ("bold", "em") if getattr(run, name)}
        more |= {"script": run.script} if run.script else {}
        for found in tight.finditer(run.text):
            if found.start() > end:
                out.append({"t": run.text[end : found.start()]} | more)
            out.append({"t": found[0], "loose": True} | more)
            end = found.end()
        if end < len(run.text):
            out.append({"t": run.text[end:]} | more)
    return out


def _blocks(block: Block) -> Iterator[dict[str, Any]]:
    match block.kind:
        case "crosshead":
            if _extent(block.runs) > _LONGEST_CROSSHEAD:
                bold = [replace(run, bold=True) for run in block.runs]
                yield from _parted("paragraph", "onward", bold)
            else:
                yield {"kind": "crosshead", "runs": keep_words(_runs(block.runs))}
        case "quote":
            for item in block.items:
                yield from _parted("quote", "quote", item)
        case "list" | "ordered":
            for number, item in enumerate(block.items, block.start):
                kind = "numbered" if block.kind == "ordered" else "item"
                yield from _parted(kind, "item-onward", item, number=number)
        case "table":
            rows = [[_runs(cell, _TIGHT_IN_CELL) for cell in row] for row in block.rows]
            yield {"kind": "table", "headed": block.headed, "rows": rows} | describe_columns(block)
        case _ if block.code:
            yield from _coded(block)
        case _:
            yield from paragraph(block.runs)


def _coded(block: Block) -> Iterator[dict[str, Any]]:
    """A line with its code; a long one stands above it, where it may be parted."""
    long = _extent(block.runs) > _LONGEST_CODED
    if long:
        yield from paragraph(block.runs)
    code = {"code": draw_qr(block.code).decode(), "alt": f"二维码：{block.code}"}
    yield {"kind": "coded", "runs": [] if long else _runs(block.runs)} | code


def describe_columns(block: Block) -> dict[str, Any]:
    """Typst's data of a table's columns: the em that they need together, `least` to be read well
    and `tightest` where nothing else helps; the longest of what follows a decimal point, by the
    number of the column of figures (`figures`); what follows that of each cell, row by row
    (`tails`), None where it is no figure."""
    columns = find_columns(block.rows, headed=block.headed)
    figures = {
        str(at): max((tail for tail in column.tails if tail), key=measure_extent, default="")
        for at, column in enumerate(columns)
        if column.figures
    }
    tails = [
        [column.tails[row] if column.figures else None for column in columns]
        for row in range(len(block.rows))
    ]
    least = sum(column.least for column in columns)
    tightest = sum(min(column.wish, _TIGHTEST) for column in columns)
    return {"figures": figures, "tails": tails, "least": least, "tightest": tightest}


def refuse_table(piece: IssueArticle, rows: Sequence[Sequence[object]]) -> None:
    """Raises IssueRefused, naming the article: no page is wide enough for its table."""
    across = max(map(len, rows))
    refuse([f"{name_article(piece)}有{across}栏的表格，整版宽也排不下，请拆成几个表再导出。"])


def paragraph(runs: Sequence[Run]) -> Iterator[dict[str, Any]]:
    """A paragraph as blocks for typst: one, or several if it might not fit on a page."""
    return _parted("paragraph", "onward", runs)


def _parted(first: str, onward: str, runs: Sequence[Run], **more: Any) -> Iterator[dict[str, Any]]:
    """The runs as one block of the kind `first`, or followed by others of the kind `onward`."""
    if _extent(runs) <= _LONGEST:
        yield {"kind": first, "runs": _runs(runs)} | more
        return
    part: list[Run] = []
    kind, long = first, 0
    for run in runs:
        for piece in _pieces(run):
            if part and long + _extent([piece]) > _LONGEST // 2:
                part[-1] = replace(part[-1], text=part[-1].text.removesuffix("\n"))
                yield {"kind": kind, "runs": _runs(part)} | more
                part, kind, long = [], onward, 0
            part.append(piece)
            long += _extent([piece])
    yield {"kind": kind, "runs": _runs(part)} | more


def _pieces(run: Run) -> Iterator[Run]:
    """The run, parted after its sentences and lines, and a very long sentence anywhere."""
    for sentence in _SENTENCE.finditer(run.text):
        for at in range(0, len(sentence[0]), 600):
            yield replace(run, text=sentence[0][at : at + 600])


def _extent(runs: Sequence[Run]) -> int:
    return sum(len(run.text) + _LINE * run.text.count("\n") for run in runs)


def title(contents: Contents) -> str:
    """The title of the document: 今日临江　2026年第11期."""
    return f"{contents.name}　{contents.date.year}年第{contents.number}期"


def colophon(contents: Contents) -> list[str]:
    """The lines at the end of the issue that name the people responsible."""
    proofs = list(dict.fromkeys(s.proofreader for s in contents.sheets if s.proofreader))
    makers = [f"责任编辑：{contents.responsible_editor}"] if contents.responsible_editor else []
    makers += [f"校对：{'、'.join(proofs)}"] if proofs else []
    return [APART.join(line) for line in (contact_lines(contents), makers) if line]
