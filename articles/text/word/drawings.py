"""Pictures, text boxes, charts and objects of a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.word.beside import chart_text, plain, smartart_text
from articles.text.word.notes import Margin
from articles.text.word.package import A, Element, Package, R, Relation, W, local

_ENDINGS = ("jpg", "jpeg", "jpe", "png", "gif", "webp", "heic", "heif", "avif", "jfif",
             "tif", "tiff", "bmp", "dib")  # fmt: skip
#: How pictures begin that can be read; some programs call them .tmp, .emf or nothing at all.
_BEGINNINGS = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|GIF8|RIFF....WEBP|II\*\0|MM\0\*|....ftyp(?:hei|hev|mif1|msf1|avi)",
    re.DOTALL,
)
_WHOLE_TURN = 360 * 60_000
_TURNED = re.compile(r"(?:^|;)\s*(?:rotation\s*:\s*-?0*[1-9]|flip\s*:\s*[xy])")
_SIDES = ("left", "right", "top", "bottom")
_MOST_PICTURES = 300
#: The text in a box.
BOX = W + "txbxContent"


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture by the name of its part, with what the file says is in it."""

    part: str
    alt: str = ""


class Drawings:
    """Finds what a drawing holds. `pictures` grows; a picture's number is its place from 1."""

    def __init__(
        self,
        package: Package,
        relations: dict[str, Relation],
        margin: Margin,
        pictures: list[FoundPicture],
    ) -> None:
        self.pictures = pictures
        self._package, self._relations, self._margin = package, relations, margin

    def numbers(self, element: Element) -> list[int]:
        """The numbers of the pictures in a drawing or a shape; the rest of it is told."""
        alt = ""
        out: list[int] = []
        for each in own_parts(element):
            match local(each):
                case "docPr":
                    alt = (each.get("descr") or "").strip()
                case "blip":
                    out += self._picture(each.get(R + "embed") or each.get(R + "link"), alt)
                    if _is_cropped(each):
                        self._margin.add("cropped")
                case "imagedata" | "fill" if local(element) != "object":
                    out += self._old_picture(each, alt)
                case "chart" if each.get(R + "id"):
                    self._margin.add("chart", chart_text(self._tree(each.get(R + "id"))))
                case "relIds":
                    self._margin.add("smartart", smartart_text(self._tree(each.get(R + "dm"))))
                case "OLEObject" | "control":
                    self._margin.add("object", each.get("ProgID") or each.get(W + "name") or "")
                case "contentPart":
                    self._margin.add("object", "手写的墨迹")
        if out and any(map(_is_turned, own_parts(element))):
            self._margin.add("turned")
        return out

    def _old_picture(self, element: Element, alt: str) -> list[int]:
        """A picture in VML: one of its own, or one that fills a shape."""
        key = element.get(R + "id") or element.get(R + "href")
        if local(element) == "fill" and not key:
            return []  # a colour
        if any((element.get(f"crop{side}") or "0").strip("0f.%") for side in _SIDES):
            self._margin.add("cropped")
        title = element.get("{urn:schemas-microsoft-com:office:office}title") or ""
        return self._picture(key, alt or title.strip())

    def _tree(self, key: str | None) -> Element | None:
        relation = self._relations.get(key or "")
        return (
            None if relation is None or relation.external else self._package.tree(relation.target)
        )

    def _picture(self, key: str | None, alt: str) -> list[int]:
        relation = self._relations.get(key or "")
        if relation is None:  # a picture's place, and no picture, as converters leave it
            self._margin.add("picture", alt)
            return []
        if relation.external:
            self._margin.add("external", relation.target)
            return []
        name = relation.target.rpartition("/")[2]
        ending = name.rpartition(".")[2].lower()
        known = next(
            (n for n, each in enumerate(self.pictures, 1) if each.part == relation.target), 0
        )
        if known:
            return [known]
        usable = self._package.has(relation.target) and (
            ending in _ENDINGS or bool(_BEGINNINGS.match(self._package.begin(relation.target)))
        )
        if not usable or len(self.pictures) >= _MOST_PICTURES:
            self._margin.add("picture", name)
            return []
        self.pictures.append(FoundPicture(relation.target, alt))
        return [len(self.pictures)]


def _is_cropped(blip: Element) -> bool:
    fill = blip.getparent()
    cut = None if fill is None else fill.find(A + "srcRect")
    if cut is None:
        return False
    sides = (cut.get(side, "0").rstrip("%") for side in "lrtb")
    return any(side not in ("", "0") and not side.startswith("-") for side in sides)


def _is_turned(element: Element) -> bool:
    """Does it turn or mirror what it holds? Whole turns are none."""
    if local(element) == "xfrm":
        turn = element.get("rot", "0")
        turned = turn.lstrip("-").isdigit() and int(turn[:12]) % _WHOLE_TURN != 0
        return turned or any(element.get(each) in ("1", "true") for each in ("flipH", "flipV"))
    return bool(_TURNED.search(element.get("style") or ""))


def is_hidden(element: Element) -> bool:
    """Is it a drawing that is there, and not shown?"""
    return any(
        (local(each) == "docPr" and each.get("hidden") in ("1", "true"))
        or "visibility:hidden" in (each.get("style") or "").replace(" ", "")
        for each in element.iter()
    )


def is_floating(element: Element) -> bool:
    """Does the drawing hang on its line, beside the text, rather than stand in it?"""
    return any(
        local(each) == "anchor" or "position:absolute" in (each.get("style") or "").replace(" ", "")
        for each in element.iter()
    )


def own_parts(element: Element) -> Iterator[Element]:
    """What is in a drawing, up to its text boxes, and once of what is there for two programs."""
    for each in element:
        if local(each) == "AlternateContent":
            yield from own_parts(choose(each))
            continue
        yield each
        if each.tag != BOX:
            yield from own_parts(each)


def choose(element: Element) -> Element:
    """The newer form of what stands there twice; the older one where only that has text."""
    both = [each for each in element if local(each) in ("Choice", "Fallback")]
    best = next((each for each in both if len(each)), element)
    fuller = [each for each in both if plain(each)]
    return fuller[0] if fuller and not plain(best) else best
