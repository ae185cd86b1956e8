"""Sound and film of an article, as its row keeps them and as they are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from articles.text.attached import say_size

#: What a clip can be: by its ending, what it is called and the type that browsers are told.
CLIP_KINDS = {
    "mp4": ("视频", "video/mp4"),
    "webm": ("视频", "video/webm"),
    "weba": ("音频", "audio/webm"),
    "m4a": ("音频", "audio/mp4"),
    "mp3": ("音频", "audio/mpeg"),
    "ogg": ("音频", "audio/ogg"),
    "wav": ("音频", "audio/wav"),
}
_ADDRESSED = 16


@dataclass(frozen=True, slots=True)
class Clip:
    """A film or a piece of sound; `file` is its name in the storage, `digest` its SHA-256 in hex.

    `caption` is what it shows, `transcript` what is said in it, `captions` the same as WebVTT,
    `poster` the number of the article's photo that stands for it, 0 for none.
    """

    kind: str
    file: str
    size: int
    digest: str
    seconds: int = 0
    caption: str = ""
    poster: int = 0
    transcript: str = ""
    captions: str = ""

    @property
    def label(self) -> str:
        return CLIP_KINDS[self.kind][0]

    @property
    def media(self) -> str:
        return CLIP_KINDS[self.kind][1]

    @property
    def is_film(self) -> bool:
        return self.media.startswith("video/")

    @property
    def address(self) -> str:
        """What its address ends with: another file has another one."""
        return f"{self.digest[:_ADDRESSED]}.{self.kind}"

    @property
    def captions_address(self) -> str:
        return f"{self.digest[:_ADDRESSED]}.vtt"

    @property
    def anchor(self) -> str:
        return f"clip-{self.digest[:_ADDRESSED]}"

    @property
    def length(self) -> str:
        """1分24秒; "" where nobody knows."""
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        parts = ((hours, "小时"), (minutes, "分"), (seconds, "秒"))
        return "".join(f"{number}{word}" for number, word in parts if number)

    @property
    def facts(self) -> str:
        """1分24秒，3.2 MB."""
        return "\N{FULLWIDTH COMMA}".join(filter(None, (self.length, say_size(self.size))))

    @property
    def said(self) -> str:
        """视频“渡船复航”（1分24秒）."""
        left, right = "\N{FULLWIDTH LEFT PARENTHESIS}", "\N{FULLWIDTH RIGHT PARENTHESIS}"
        quoted = f"“{self.caption}”" if self.caption else ""
        return self.label + quoted + (f"{left}{self.length}{right}" if self.length else "")

    @property
    def signed(self) -> list[Any]:
        """What a signature covers of it."""
        return [self.kind, self.digest, self.caption, self.poster, self.transcript, self.captions]


def read_clips(stored: Iterable[Mapping[str, Any]] | None) -> tuple[Clip, ...]:
    """The clips as a row keeps them."""
    return tuple(Clip(**each) for each in stored or ())


def store_clips(clips: Iterable[Clip]) -> list[dict[str, Any]]:
    """The clips as a row keeps them, to be written."""
    return [asdict(each) for each in clips]
