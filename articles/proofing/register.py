"""What the newsroom's own lists say of people's posts, and of the names of units and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from articles.text.fold import fold_name


@dataclass(frozen=True, slots=True)
class TenureRule:
    """`person` held `post` from `since` until `until`, both days included; None: not known, or
    not ended."""

    person: str
    post: str
    since: date | None = None
    until: date | None = None
    ground: str = ""

    def covers(self, day: date) -> bool:
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day <= self.until)

    def is_called(self, post: str) -> bool:
        """Is `post` this one, in full or in short? 区长 is 望江区区长, and never 望江区副区长."""
        if self.post == post:
            return True
        if not self.post.endswith(post):
            return False
        return self.post[-len(post) - 1] not in "副代"


class Register:
    """The tenures and names that a newsroom keeps; equal for lists that say the same."""

    def __init__(self, tenures: Iterable[TenureRule] = (), names: Iterable[str] = ()) -> None:
        self.tenures = tuple(tenures)
        #: Units and places; with fewer characters anything would be like them.
        self.names = tuple(dict.fromkeys(name for name in names if len(name) >= SHORTEST_NAME))
        self._people: defaultdict[str, list[TenureRule]] = defaultdict(list)
        for each in self.tenures:
            self._people[each.person].append(each)
        #: The same for lists that say the same.
        self.digest = sha256(repr((self.tenures, self.names)).encode()).hexdigest()

    @property
    def posts(self) -> set[str]:
        return {each.post for each in self.tenures}

    def people_in(self, text: str) -> Iterator[tuple[str, list[TenureRule]]]:
        """Whom the text names, with their tenures."""
        return ((name, rows) for name, rows in self._people.items() if name in text)

    def knows(self, person: str) -> bool:
        return person in self._people

    def holders(self, post: str, day: date) -> list[TenureRule]:
        """Who holds the post on the day, called so in full or in short; each person once."""
        found = [each for each in self.tenures if each.covers(day) and each.is_called(post)]
        return list({fold_name(each.person): each for each in found}.values())


SHORTEST_NAME = 3
