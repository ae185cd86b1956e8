"""Sound and film in the e-book and the web archive: which of it they have, and how it plays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles.exports.contents import Contents, IssueArticle
from articles.exports.enclosures import Enclosed
from articles.text.attached import say_size
from articles.text.clips import CLIP_KINDS, Clip
from articles.text.markup import escape_line

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Room:
    """How much sound and film a kind of file takes along: bytes of one and of all, and of which
    kinds; and what the file is called in its sentence."""

    one: int
    all: int
    kinds: frozenset[str]
    called: str


#: An e-book is read whole by its reader, some of them on paper-like screens. Of sound it may hold
#: what every reader plays, and nothing else (EPUB 3.3, core media types).
BOOK = Room(20 * _MB, 40 * _MB, frozenset({"m4a", "mp3", "mp4", "webm"}), "书里")
#: The archive lies on a disk.
ARCHIVE = Room(200 * _MB, 500 * _MB, frozenset(CLIP_KINDS), "这个压缩包里")


@dataclass(frozen=True, slots=True)
class Carried:
    """What of an issue's sound and film one file takes along, by article and digest."""

    room: Room
    names: dict[tuple[int, str], str]
    any: bool

    def name_of(self, piece: IssueArticle, clip: Clip) -> str:
        """Its file's name; "" where it stays on the site."""
        return self.names.get((piece.article, clip.digest), "")

    def list_files(self, piece: IssueArticle) -> Iterator[tuple[str, str, bytes | Enclosed]]:
        """(name, media type, content) of an article's, each followed by its captions."""
        done = set()
        for clip in piece.sounds:
            name = self.name_of(piece, clip)
            if not name or name in done:
                continue
            done.add(name)
            yield name, clip.media, Enclosed(piece, clip)
            if clip.captions:
                yield _captions_name(name), "text/vtt", clip.captions.encode()

    def play(
        self, piece: IssueArticle, clip: Clip, *, folder: str, poster: Callable[[int], str]
    ) -> tuple[str, str]:
        """The player for above the line that tells of it, or why there is none for below.

        `poster` is where the file has a photo.
        """
        name = self.name_of(piece, clip)
        if not name:
            return "", f'<p class="facts">{escape_line(self._say_why(clip))}</p>'
        tag = "video" if clip.is_film else "audio"
        picture = poster(clip.poster) if clip.poster and clip.is_film else ""
        shown = f' poster="{picture}"' if picture else ""
        lines = f"{folder}{_captions_name(name)}"
        track = f'<track kind="captions" srclang="zh" label="字幕" src="{lines}"/>'
        track = track if clip.captions else ""
        source = f'<source src="{folder}{name}" type="{clip.media}"/>'
        player = f'<{tag} controls="controls" preload="none"{shown} '
        player += f'aria-label="{escape_line(clip.said)}">{source}{track}</{tag}>'
        return f'<figure class="clip">{player}</figure>', ""

    def explain(self) -> str:
        """The bound, as a sentence; "" where the issue has no sound and film."""
        if not self.any:
            return ""
        one, whole = say_size(self.room.one), say_size(self.room.all)
        return (
            f"音视频：每个不超过{one}、合起来不超过{whole}的收在{self.room.called}；"
            "其余的有文字稿，按文末的网址看、听。"
        )

    def _say_why(self, clip: Clip) -> str:
        size = say_size(clip.size)
        if clip.kind not in self.room.kinds:
            return (
                f"这段{clip.label}是{clip.kind}格式，有的阅读器放不出，没有收在{self.room.called}。"
            )
        if clip.size > self.room.one:
            most = say_size(self.room.one)
            return f"这段{clip.label}有{size}，超过{most}，没有收在{self.room.called}。"
        whole = say_size(self.room.all)
        return f"{self.room.called}的音视频合起来已到{whole}，这段{clip.label}（{size}）没有收。"


def _captions_name(name: str) -> str:
    return f"{name.rpartition('.')[0]}.vtt"


def choose(contents: Contents, room: Room) -> Carried:
    """Those that fit, in the order of the issue."""
    names: dict[tuple[int, str], str] = {}
    left, some = room.all, False
    for piece in contents.pieces:
        for number, clip in enumerate(piece.sounds, 1):
            some, key = True, (piece.article, clip.digest)
            fits = clip.kind in room.kinds and clip.size <= min(room.one, left)
            if fits and key not in names:
                names[key] = f"clip-{piece.article}-{number}.{clip.kind}"
                left -= clip.size
    return Carried(room, names, some)
