"""What was read in a file: stories, the pictures that they name, what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from articles.text.word import WordManuscript, WordStory
from articles.text.word.notes import LeftOut, Margin


@dataclass(frozen=True, slots=True)
class MaterialPicture:
    """A picture by the name of its file; `open` reads it when it is needed."""

    name: str
    open: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class MaterialFile:
    """A file in a mail or a pack that is read by itself."""

    name: str
    open: Callable[[], bytes]


@dataclass(slots=True)
class Material:
    """`key` of a story's picture is its place in `pictures`, from 1.

    `loose` are pictures that no text names yet, `captions` what is said of files by their names,
    `enclosed` the PDFs, which are pages and no manuscripts.
    """

    stories: list[WordStory] = field(default_factory=list)
    pictures: list[MaterialPicture] = field(default_factory=list)
    notes: list[LeftOut] = field(default_factory=list)
    loose: list[MaterialPicture] = field(default_factory=list)
    captions: dict[str, str] = field(default_factory=dict)
    enclosed: list[MaterialFile] = field(default_factory=list)
    sender: str = ""

    @classmethod
    def of(cls, manuscript: WordManuscript, pictures: Iterable[MaterialPicture]) -> Material:
        return cls(list(manuscript.stories), list(pictures), list(manuscript.notes))

    def join(self, other: Material) -> None:
        """Take in what another file held."""
        shift = len(self.pictures)
        for story in other.stories:
            moved = tuple(replace(each, key=each.key + shift) for each in story.pictures)
            self.stories.append(replace(story, pictures=moved))
        self.pictures += other.pictures
        self.loose += other.loose
        self.captions |= other.captions
        self.enclosed += other.enclosed
        self.tell(other.notes)

    def enclose(self, name: str, reopen: Callable[[], bytes]) -> None:
        """Put a PDF aside, and tell of it."""
        self.enclosed.append(MaterialFile(name, reopen))
        self.tell_of("pages", [name])

    def tell(self, notes: Iterable[LeftOut]) -> None:
        """Add notes; those of one kind become one."""
        for note in notes:
            at = next((n for n, each in enumerate(self.notes) if each.code == note.code), None)
            if at is None:
                self.notes.append(note)
                continue
            known = self.notes[at]
            self.notes[at] = LeftOut(
                note.code, known.count + note.count, (*known.passages, *note.passages)
            )

    def tell_of(self, code: str, passages: Iterable[str]) -> None:
        margin = Margin()
        for passage in passages:
            margin.add(code, passage)
        self.tell(margin.told())

    def as_json(self) -> dict[str, Any]:
        """What `import_word` prints for a file."""
        return {
            "stories": [story.as_json() for story in self.stories],
            "notes": [note.as_json() for note in self.notes],
        }
