"""Blocks under heads: which columns and pictures belong to which headline."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.text.layout.blocks import LineBlock
from articles.text.layout.heads import HeadGroup
from articles.text.layout.marks import PageBox
from articles.text.layout.tables import PrintedTable

#: Text begins at most so far below its head, in ems.
_BELOW = 14.0
#: Heads whose tops differ by less stand side by side, in ems.
_SIDE_BY_SIDE = 4.0


@dataclass(slots=True, eq=False)
class PlacedPicture:
    """A picture, or with `framed` what text goes round and is read by itself: a frame, a quote.

    Columns go on below a `quote`, however many it stands over.
    """

    box: PageBox
    framed: bool = False
    quote: bool = False


Item = LineBlock | PlacedPicture | PrintedTable


@dataclass(slots=True, eq=False)
class HeadRegion:
    """What is printed under one headline (or, without one, by itself)."""

    head: HeadGroup | None
    items: list[Item] = field(default_factory=list)

    @property
    def blocks(self) -> list[LineBlock]:
        return [item for item in self.items if isinstance(item, LineBlock)]

    @property
    def pictures(self) -> list[PageBox]:
        return [
            item.box for item in self.items if isinstance(item, PlacedPicture) and not item.framed
        ]


def find_regions(
    heads: list[HeadGroup], items: list[Item], rules: list[PageBox], em: float
) -> list[HeadRegion]:
    """A region for each head, top to bottom, and those of what stands under none."""
    return _Sharing(heads, items, rules, em).share()


class _Sharing:
    def __init__(self, heads: list[HeadGroup], items: list[Item], rules: list[PageBox], em: float):
        self.em = em
        self.regions = {id(head): HeadRegion(head) for head in heads}
        self.heads = heads
        self.items = sorted(items, key=lambda item: (item.box.top, item.box.left))
        self.rules = rules
        self.loose: list[HeadRegion] = []
        self.home: dict[int, HeadRegion] = {}

    def share(self) -> list[HeadRegion]:
        unsure: dict[tuple[int, int], list[Item]] = {}
        waiting: list[tuple[Item, Item]] = []
        for item in self.items:
            above = self._above(item)
            if isinstance(above, HeadGroup):
                self._put(item, self.regions[id(above)])
                continue
            along = self._upright(item, above) or self._along(item, above)
            if along is not None:
                self._put(item, self.regions[id(along)])
                continue
            left, right = self._beside(item, above)
            if left and right:
                unsure.setdefault((id(left), id(right)), []).append(item)
            elif left or right:
                self._put(item, self.regions[id(left or right)])
            elif above is not None:
                if id(above) in self.home:
                    self._put(item, self.home[id(above)])
                else:
                    waiting.append((item, above))
            else:
                self.loose.append(HeadRegion(None))
                self._put(item, self.loose[-1])
        for (left_id, right_id), between in unsure.items():
            self._split(self.regions[left_id], self.regions[right_id], between)
        for item, above in waiting:
            self._put(item, self.home[id(above)])
        return sorted([*self.regions.values(), *self.loose], key=self._place)

    def _place(self, region: HeadRegion) -> tuple[float, float]:
        """Where a story begins: of those that begin side by side, the left one comes first."""
        box = self._start(region)
        beside = [
            other
            for other in map(self._start, [*self.regions.values(), *self.loose])
            if other.beside(box) <= 0 and abs(other.top - box.top) < _SIDE_BY_SIDE * self.em
        ]
        return min(round(other.top) for other in [box, *beside]), box.left

    @staticmethod
    def _start(region: HeadRegion) -> PageBox:
        return region.head.box if region.head else region.items[0].box

    def _put(self, item: Item, region: HeadRegion) -> None:
        region.items.append(item)
        self.home[id(item)] = region

    def _above(self, item: Item) -> Item | HeadGroup | None:
        """What stands next above an item, of what it overlaps."""
        box, best = item.box, None
        for other in [*self.heads, *self.items]:
            if other is item or other.box.top >= box.top - 0.01:
                continue
            if other.box.bottom > box.top + 0.8 * self.em:
                continue
            if box.beside(other.box) < min(self.em, 0.3 * min(box.width, other.box.width)):
                continue
            if best is None or other.box.bottom > best.box.bottom:
                best = other
        return best

    def _upright(self, item: Item, above: Item | None) -> HeadGroup | None:
        """The upright head beside an item, if nothing above it begins beside the same head."""
        near = [
            head
            for head in self.heads
            if head.is_upright
            and head.box.level(item.box) > self.em
            and (
                above is None
                or above.box.bottom < head.box.top + self.em
                or self._is_of(above, head)
            )
        ]
        return min(near, key=lambda head: -head.box.beside(item.box), default=None)

    def _is_of(self, item: Item, head: HeadGroup) -> bool:
        return self.home.get(id(item)) is self.regions[id(head)]

    def _along(self, item: Item, above: Item | None) -> HeadGroup | None:
        """The head to the left whose story begins beside it, at its top, and not only below it."""
        box = item.box
        if above is not None and not self._is_ruled_off(above, item):
            return None
        near = [
            head
            for head in self.heads
            if head.extent.right < box.left + self.em
            and abs(head.extent.top - box.top) < 1.5 * self.em + 0.25 * head.size
            and head.extent.level(box) > self.em
            and self._runs_to(head, item)
        ]
        return max(near, key=lambda head: head.extent.right, default=None)

    def _is_ruled_off(self, above: Item, item: Item) -> bool:
        """Does a rule wider than the item's column part it from what stands above it?"""
        box, top = item.box, above.box.bottom - 0.5 * self.em
        return any(
            rule.width > 1.5 * box.width
            and rule.beside(box) > 0.9 * box.width
            and top <= rule.top <= box.top + 0.5 * self.em
            for rule in self.rules
        )

    def _runs_to(self, head: HeadGroup, item: Item) -> bool:
        """Do only the head's own columns stand between it and an item's top, and no rule?"""
        top = item.box.top
        way = PageBox(head.extent.right, top, item.box.left, top + 2 * self.em)
        between = [
            other
            for other in [*self.heads, *self.items]
            if way.left < other.box.middle < way.right and other.box.level(way) > 0.6 * self.em
        ]
        own = all(
            not isinstance(other, HeadGroup)
            and (self._is_of(other, head) or abs(other.box.top - item.box.top) < self.em)
            for other in between
        )
        return own and not any(
            rule.height > rule.width
            and way.left - self.em < rule.middle < way.right + self.em
            and rule.level(way) > self.em
            for rule in self.rules
        )

    def _beside(self, item: Item, above: Item | None) -> tuple[HeadGroup | None, HeadGroup | None]:
        """The heads to the left and right of the white above an item that reach over it."""
        box = item.box
        start = above.box.bottom if above is not None else float("-inf")
        left: HeadGroup | None = None
        right: HeadGroup | None = None
        for head in self.heads:
            main = head.box
            if main.top < start - 0.6 * self.em or main.bottom > box.top + 0.8 * self.em:
                continue
            if box.top - main.bottom > _BELOW * self.em:
                continue
            if not self._reaches(main, box):
                continue
            if main.middle < box.middle:
                if left is None or main.right > left.box.right:
                    left = head
            elif right is None or main.left < right.box.left:
                right = head
        return left, right

    def _reaches(self, main: PageBox, box: PageBox) -> bool:
        """Is there nothing between a head and the white above an item?"""
        start, end = sorted((main.middle, box.middle))
        way = PageBox(start, main.top, end, main.bottom)
        for other in self.items:
            inside = start < other.box.middle < end
            if inside and other.box.level(way) > 0.6 * self.em:
                return False
        return not any(
            rule.height > rule.width and start < rule.middle < end and rule.level(way) > self.em
            for rule in self.rules
        )

    def _is_followed(self, head: HeadGroup) -> bool:
        """Does another head stand to its right?"""
        box = head.box
        return any(h.box.left > box.right and h.box.level(box) > 0 for h in self.heads)

    def _split(self, left: HeadRegion, right: HeadRegion, between: list[Item]) -> None:
        """Share what stands between two heads so that each is over the middle of its own."""
        columns: list[list[Item]] = []
        for item in sorted(between, key=lambda i: i.box.left):
            if columns and columns[-1][0].box.beside(item.box) > 0.3 * item.box.width:
                columns[-1].append(item)
            else:
                columns.append([item])

        edge = max(item.box.right for item in self.items)
        if right.head and self._is_followed(right.head):
            edge = 0.0

        def cost(cut: int) -> float:
            own = [i.box for column in columns[:cut] for i in column]
            others = [i.box for column in columns[cut:] for i in column]
            return _lopsided(left, own, 0.0) + _lopsided(right, others, edge)

        best = min(range(len(columns) + 1), key=cost)
        for column in columns[:best]:
            for item in column:
                self._put(item, left)
        for column in columns[best:]:
            for item in column:
                self._put(item, right)


def _lopsided(region: HeadRegion, more: list[PageBox], edge: float) -> float:
    """How far a head is from the middle (or the left edge) of what stands under it.

    Columns up to the page's edge may have stayed empty.
    """
    boxes = [item.box for item in region.items] + more
    if region.head is None or not boxes:
        return 0.0
    start, end = min(b.left for b in boxes), max(b.right for b in boxes)
    main = region.head.box
    if abs(main.left - start) < 0.1 * region.head.size and main.right < start + 0.7 * (end - start):
        return abs(main.left - start)
    return min(abs(main.middle - (start + other) / 2) for other in {end, max(end, edge)})
