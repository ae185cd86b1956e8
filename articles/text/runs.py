"""Text with its formatting, inside a block of a body."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

Script = Literal["", "sup", "sub"]

_PLAIN = "0123456789+-=()ni\N{MINUS SIGN}"
_RAISED = str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ⁻")
_LOWERED = str.maketrans("0123456789+-=()aehijklmnoprstuvx\N{MINUS SIGN}",
                         "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₋")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters with the same formatting. A newline in `text` is a line break.

    `em` is 着重, set as dots below; `script` is "sup" for raised and "sub" for lowered text.
    """

    text: str
    bold: bool = False
    href: str = ""
    em: bool = False
    script: Script = ""

    @property
    def plain(self) -> str:
        """The text as it reads without formatting: 10⁴ and CO₂, never 104.

        Where Unicode has no such signs, x^(ab).
        """
        if not self.script or not self.text.strip():
            return self.text
        table, sign = (_RAISED, "^") if self.script == "sup" else (_LOWERED, "_")
        if all(ord(character) in table for character in self.text):
            return self.text.translate(table)
        single = len(self.text) == 1 or self.text[0] in "[(［\N{FULLWIDTH LEFT PARENTHESIS}〔"
        return sign + self.text if single else f"{sign}({self.text})"

    def looks_like(self, other: Run) -> bool:
        return replace(self, text="") == replace(other, text="")


Runs = tuple[Run, ...]


def plain_runs(runs: Runs) -> str:
    return "".join(run.plain for run in runs)


def join_runs(runs: Iterable[Run]) -> Runs:
    """The runs without empty ones, and neighbours that look alike as one."""
    out: list[Run] = []
    for run in runs:
        if out and out[-1].looks_like(run):
            out[-1] = replace(run, text=out[-1].text + run.text)
        elif run.text:
            out.append(run)
    return tuple(out)


def _line_breaks(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def runs_html(
    runs: Runs,
    write: Callable[[str], str] = _line_breaks,
    address: Callable[[str], str] = str,
    emphasis: tuple[str, str] = ("<em>", "</em>"),
) -> str:
    """The runs as HTML. By default that is the stored form; `write` escapes text differently,
    `address` maps a link's target (a link with an empty target is written as its text alone), and
    `emphasis` is what stands before and after emphasized text."""
    out = []
    for run in runs:
        text = write(run.text)
        if run.script:
            text = f"<{run.script}>{text}</{run.script}>"
        if run.em:
            text = text.join(emphasis)
        if run.bold:
            text = f"<strong>{text}</strong>"
        if run.href and (leads := address(run.href)):
            text = f'<a href="{escape(leads)}">{text}</a>'
        out.append(text)
    return "".join(out)
