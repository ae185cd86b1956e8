"""Cuts a Word file's items into stories, and finds the heads and the signature of each."""

from __future__ import annotations

from collections.abc import Sequence

from articles.text.headline import break_between
from articles.text.word.briefs import split_collection
from articles.text.word.heads import (
    TypeMeasure,
    find_lone_heading,
    is_credit_line,
    is_crosshead,
    is_deck,
    is_numbered,
    is_separator,
    look_of,
    may_be_head,
)
from articles.text.word.items import PictureSpot, WordItem, WordLine, text_of
from articles.text.word.naming import join_spaced, name_labelled
from articles.text.word.notes import Margin
from articles.text.word.signatures import (
    find_tail,
    is_contact,
    is_date,
    read_signature,
    read_unit,
)
from articles.text.word.tails import CutStory, read_bracket, read_lead, read_tail

_MOST_HEADS = 8


def cut_stories(items: Sequence[WordItem], margin: Margin) -> list[CutStory]:
    """The stories in order; every item is in one of them, or told in the margin."""
    return _Cutter(list(items), margin).read()


class _Cutter:
    def __init__(self, items: list[WordItem], margin: Margin) -> None:
        self._items, self._margin = items, margin
        self._measure = TypeMeasure.of(items)
        self._lone = find_lone_heading(items)
        self._begun = 0  # where the text of the story that is read begins

    def read(self) -> list[CutStory]:
        stories: list[CutStory] = []
        at, first = 0, None
        while at < len(self._items):
            at = self._skip_separators(at)
            above = self._count_pictures(at)
            story, below = self._read_head(at + above)
            end = self._find_end(below, first or story)
            pictures = self._items[at : at + above]
            story.items = [*pictures, *story.items, *self._items[below:end]]
            first = first or story
            stories.append(story)
            at = end
        stories = [
            part for each in stories for part in split_collection(each, self._measure, self._margin)
        ]
        for story in stories:
            read_tail(story, self._margin)
            read_bracket(story)
            read_lead(story)
            self._find_crossheads(story)
        return [each for each in stories if each.items or each.headline or each.taken]

    def _line(self, at: int) -> WordLine | None:
        item = self._items[at] if 0 <= at < len(self._items) else None
        return item if isinstance(item, WordLine) else None

    def _count_pictures(self, at: int) -> int:
        """How many pictures stand above the headline."""
        count = 0
        while at + count < len(self._items) and isinstance(self._items[at + count], PictureSpot):
            count += 1
        return count

    def _skip_separators(self, at: int) -> int:
        while (line := self._line(at)) is not None and is_separator(line):
            self._margin.add("separator", line.words)
            at += 1
        return at

    # Heads

    def _read_head(self, at: int) -> tuple[CutStory, int]:
        story = CutStory()
        heads: list[WordLine] = []
        decks: list[WordLine] = []
        begun = at
        while at < len(self._items) and at - begun < _MOST_HEADS:
            line = self._line(at)
            if line is None or (line.begins and at > begun):
                break
            if line.named:
                heads.append(line)
                at += 1
                continue
            signature = (
                read_signature(line.words, bare=bool(heads)) if heads or begun == at else None
            )
            if signature is not None and (heads or not may_be_head(line)):
                story.sign(signature, line.words, "题下一行")
            elif heads and self._is_unit_of_signer(story, line, at):
                story.unit = read_unit(line.words)
                story.taken.append(line.words)
                story.signed.append(line.words)
            elif heads and is_date(line.words):
                self._margin.add("date", line.words)
            elif heads and is_credit_line(line):
                story.items.append(line)
            elif heads and is_deck(line):
                decks.append(line)
            elif not story.people and self._goes_on(heads, decks, line, at):
                heads.append(line)
            else:
                break
            at += 1
        if any(line.named for line in heads):
            name_labelled(story, heads, decks)
        else:
            self._name_heads(story, heads, decks)
        story.sign_unit()
        return story, at

    def _is_unit_of_signer(self, story: CutStory, line: WordLine, at: int) -> bool:
        """An office on a line by itself, beside the line that names who signs."""
        if not read_unit(line.words):
            return False
        below = self._line(at + 1)
        signed_below = below is not None and read_signature(below.words) is not None
        return bool(story.people) or signed_below

    def _goes_on(  # noqa: PLR0911  one sign after the other
        self, heads: list[WordLine], decks: list[WordLine], line: WordLine, at: int
    ) -> bool:
        """Is the line one more of this head? The first line may be plain, others stand out."""
        if not may_be_head(line) or is_contact(line.words):
            return False
        if heads and heads[-1].named:
            return False
        weight = self._measure.weigh(line)
        if not heads:
            return weight > 0 or self._stands_above_text(at) or self._stands_above_head(at)
        best = max(heads, key=self._measure.weigh)
        if line.paragraph.kind == "subtitle" or line.number == heads[-1].number:
            return True
        larger = weight > 0 and line.size > best.size * 1.1
        if weight > self._measure.weigh(best) or larger or self._is_below_title(heads, line):
            return True
        if decks:
            return False
        if best.centred:
            return line.centred and weight > 0
        plain_above = self._measure.weigh(best) <= 0
        follows = self._line(at + 1)
        signed = follows is not None and read_signature(follows.words) is not None
        return plain_above and weight <= 0 and signed

    def _is_below_title(self, heads: list[WordLine], line: WordLine) -> bool:
        titled = heads[-1].paragraph.kind == "title"
        return titled and line is self._lone and not is_numbered(line)

    def _next(self, at: int) -> list[WordLine]:
        """The next lines, two at most."""
        return [line for line in map(self._line, (at, at + 1)) if line is not None]

    def _stands_above_head(self, at: int) -> bool:
        """Of a plain line: the next one is a headline by its looks, so this is above it."""
        below = self._line(at + 1)
        return below is not None and may_be_head(below) and self._measure.weigh(below) > 2

    def _stands_above_text(self, at: int) -> bool:
        """Of a plain line: a longer one follows it."""
        line, below = self._line(at), self._line(at + 1)
        if line is None or len(line.words) > 45:
            return False
        if below is None:
            return at + 1 < len(self._items)
        if self._line(at + 2) and (
            is_deck(below) or is_date(below.words) or read_unit(below.words)
        ):
            after = self._next(at + 2)
            signed = any(read_signature(each.words, bare=True) for each in after)
            return signed or (is_deck(below) and len(after[0].words) > len(line.words))
        if len(below.words) > len(line.words) or read_signature(below.words) is not None:
            return True
        text = self._line(at + 2)
        named = read_signature(below.words, bare=True) is not None
        return named and text is not None and len(text.words) > len(line.words)

    def _name_heads(self, story: CutStory, heads: list[WordLine], decks: list[WordLine]) -> None:
        if decks:
            story.subhead = break_between(line.words.lstrip("—―－─- ").strip() for line in decks)
            story.taken += [line.words for line in decks]
            story.why["subhead"] = "——开头的一行"
        if not heads:
            return
        weigh = self._measure.weigh
        top = max(heads, key=self._rank)
        first = heads.index(top)
        last = first
        while last + 1 < len(heads) and self._is_same_head(heads[last], heads[last + 1]):
            last += 1
        story.look, story.weight = look_of(top), weigh(top)
        story.headline = break_between(
            join_spaced(line.words, story) for line in heads[first : last + 1]
        )
        story.why["headline"] = self._say_why(top)
        if first:
            story.kicker = break_between(line.words for line in heads[:first])
            story.why["kicker"] = "主题上面的一行"
        if rest := heads[last + 1 :]:
            below = break_between(line.words for line in rest)
            story.subhead = break_between(filter(None, (below, story.subhead)))
            story.why.setdefault("subhead", "主题下面的一行")

    def _rank(self, line: WordLine) -> tuple[bool, bool, float, int]:
        """Which line of a head is the headline: the largest, unless a style says so."""
        titled = line.paragraph.kind == "title"
        return line is self._lone, titled, line.size, self._measure.weigh(line)

    def _is_same_head(self, one: WordLine, other: WordLine) -> bool:
        same = look_of(one) == look_of(other)
        return one.number == other.number or (same and self._measure.weigh(one) > 0)

    def _say_why(self, line: WordLine) -> str:
        said = []
        if line.paragraph.kind:
            said.append("标题样式")
        if line.paragraph.align in ("center", "distribute"):
            said.append("居中")
        elif line.centred:
            said.append("前面空了格")
        if self._measure.size and line.size / self._measure.size >= 1.08:
            said.append(f"{line.size:g}磅")
        if line.bold:
            said.append("加粗")
        return "、".join(said) or "第一行"

    # Where a story ends

    def _find_end(self, at: int, first: CutStory) -> int:
        self._begun = at
        begins = self._line(at)
        if begins is not None and begins.begins:
            return at
        for n in range(at + 1, len(self._items)):
            line = self._line(n)
            if line is None:
                continue
            if line.begins:
                return n
            if is_separator(line) and self._parts_stories(n, line):
                return n
            if self._begins_story(n, line, first):
                return n
        return len(self._items)

    def _parts_stories(self, at: int, separator: WordLine) -> bool:
        below = self._line(at + 1)
        signs_only = not any(map(str.isalnum, separator.text))
        return below is not None and (signs_only or may_be_head(below))

    def _begins_story(  # noqa: PLR0911  one sign after the other
        self, at: int, line: WordLine, first: CutStory
    ) -> bool:
        if not may_be_head(line) or read_signature(line.words) is not None or is_deck(line):
            return False
        if is_contact(line.words):
            return False
        above = self._line(at - 1)
        if above is not None and may_be_head(above) and not self._ends_signed(at - 1):
            weights = self._measure.weigh(above), self._measure.weigh(line)
            if not line.starts_page and min(weights) <= 0:
                return False
        run = self._run(at)
        if not self._has_text(run[-1] + 1):
            return False
        signed = any(
            each is not None and read_signature(each.words) is not None
            for each in map(self._line, run[1:])
        )
        weight = max(
            (self._measure.weigh(each) for each in map(self._line, run) if each), default=0
        )
        if line.starts_page and (weight > 0 or signed):
            return True
        if signed and (weight > 0 or self._ends_signed(at - 1)):
            return True
        if self._ends_signed(at - 1) and (weight > 0 or self._stands_above_text(at)):
            return True
        return any(
            each is not None and self._looks_like(each, first) for each in map(self._line, run)
        )

    def _looks_like(self, line: WordLine, first: CutStory) -> bool:
        """A head of the rank of the first headline, if that rank is above crossheads."""
        if first.look is None or first.weight < 3 or look_of(line) != first.look:
            return False
        kind, size, centred, _ = first.look
        if first.people and not kind and size < self._measure.size * 1.25:
            return False  # set like the text: with one signature above, these are crossheads
        return centred or kind == "title" or (size >= self._measure.size * 1.25 and not kind)

    def _run(self, at: int) -> list[int]:
        """The lines from here that may be heads, decks or signatures."""
        run = [at]
        while len(run) < _MOST_HEADS and (line := self._line(run[-1] + 1)) is not None:
            signed = read_signature(line.words) is not None
            head = may_be_head(line) and self._measure.weigh(line) > 0
            if not (signed or head or is_deck(line)):
                break
            run.append(run[-1] + 1)
        return run

    def _has_text(self, at: int) -> bool:
        item = self._items[at] if at < len(self._items) else None
        return item is not None and not (isinstance(item, WordLine) and is_contact(item.words))

    def _ends_signed(self, at: int) -> bool:
        line = self._line(at)
        if line is None or at < self._begun:
            return False
        return (
            read_signature(line.words, bare=line.right) is not None
            or find_tail(line.words) is not None
            or (is_contact(line.words) and self._ends_signed(at - 1))
        )

    def _find_crossheads(self, story: CutStory) -> None:
        for n, item in enumerate(story.items):
            below = story.items[n + 1] if n + 1 < len(story.items) else None
            if isinstance(item, WordLine) and is_crosshead(item, self._measure, below):
                story.crossheads.add(id(item))
            same = isinstance(item, WordLine) and look_of(item) == story.look and story.weight > 0
            if same and id(item) in story.crossheads:
                head = f"“{text_of(item).strip()}”和主题一样醒目"
                said = f"{head}，当作小标题，也可能是另一篇的主题。"
                story.doubts.append(("crosshead", said))
        if story.crossheads:
            story.why["crosshead"] = "单独一行，加粗或用了标题样式"
