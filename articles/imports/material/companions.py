"""The folder that a browser or Word saves beside a page: its pictures, style sheets and scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urljoin

from articles.imports.acts import ImportRefused

_PAGES = (".htm", ".html", ".xhtml", ".shtml")
#: What browsers, Word and WPS put behind the name of the page.
_FOLDERS = ("_files", ".files", "-files", "_file", ".file", "_文件", ".文件")


def find_pages(names: Iterable[str]) -> dict[str, list[str]]:
    """Of each page that has such a folder, the names of all that is in it."""
    listed = list(names)
    folders: dict[str, str] = {}
    for name in listed:
        if name.lower().endswith(_PAGES):
            stem = name.rpartition(".")[0]
            folders |= {f"{stem}{each}".lower(): name for each in _FOLDERS}
    out: dict[str, list[str]] = {}
    for name in listed:
        above = (str(each).lower() for each in PurePosixPath(name).parents)
        if page := next((folders[each] for each in above if each in folders), None):
            out.setdefault(page, []).append(name)
    return out


class Companions(Mapping[str, bytes]):
    """The files beside a page, by the addresses that the page gives them."""

    def __init__(self, page: str, names: list[str], read: Callable[[str], bytes]) -> None:
        self.names, self._folder, self._read = names, str(PurePosixPath(page).parent), read
        self._by_path = {name.lower(): name for name in names}
        self._used: set[str] = set()

    def find_unused(self) -> list[str]:
        """What the page itself did not ask for."""
        return [name for name in self.names if name not in self._used]

    def __getitem__(self, address: str) -> bytes:
        for said in (address, unquote(address)):
            path = normpath(str(PurePosixPath(self._folder, said))).lower()
            if name := self._by_path.get(path) or self._by_path.get(path.partition("?")[0]):
                self._used.add(name)
                try:
                    return self._read(name)
                except ImportRefused as broken:
                    raise KeyError(address) from broken
        raise KeyError(address)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


class LocatedParts(Mapping[str, bytes]):
    """The parts of a page saved in one file: Word names them from the page, by where that was."""

    def __init__(self, base: str, parts: Mapping[str, bytes]) -> None:
        self._base, self._parts = base, parts

    def __getitem__(self, address: str) -> bytes:
        for said in (address, *self._join(address), *self._join(unquote(address))):
            if said in self._parts:
                return self._parts[said]
        raise KeyError(address)

    def _join(self, address: str) -> list[str]:
        try:
            return [urljoin(self._base, address)]
        except ValueError:  # an address that nobody can go to
            return []

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)
