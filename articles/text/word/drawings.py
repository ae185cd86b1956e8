"""Pictures, text boxes, charts and objects of a Word file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.word.beside import chart_text, plain, smartart_text
from articles.text.word.notes import Margin
from articles.text.word.package import A, Element, Package, R, Relation, W, local

_ENDINGS = ("jpg", "jpeg", "jpe", "png", "gif", "webp", "heic", "heif", "avif", "jfif",
             "tif", "tiff", "bmp", "dib")  # fmt: skip
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
                case "imagedata" if local(element) != "object":
                    said = (
                        each.get("{urn:schemas-microsoft-com:office:office}title") or ""
                    ).strip()
                    out += self._picture(each.get(R + "id") or each.get(R + "href"), alt or said)
                case "chart" if each.get(R + "id"):
                    self._margin.add("chart", chart_text(self._tree(each.get(R + "id"))))
                case "relIds":
                    self._margin.add("smartart", smartart_text(self._tree(each.get(R + "dm"))))
                case "OLEObject" | "control":
                    self._margin.add("object", each.get("ProgID") or each.get(W + "name") or "")
        return out

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
        missing = not self._package.has(relation.target)
        if ending not in _ENDINGS or missing or len(self.pictures) >= _MOST_PICTURES:
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
