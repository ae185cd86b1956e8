"""Formulas of Word files (OMML), written on one line: a/b, x^2, √(x), ∑_(i=1)^n x."""

from __future__ import annotations

from articles.text.word.beside import plain
from articles.text.word.package import Element, W, local

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def equation_text(element: Element) -> str:  # noqa: PLR0911  one form after the other
    """All that a formula says, with signs for how it stands."""
    name = local(element)
    if element.tag == f"{_M}t":
        return element.text or ""
    if name == "r" and element.tag.startswith(W):
        return plain(element)
    if name in ("sSup", "sSub", "sSubSup", "limUpp", "limLow", "nary", "rad", "f"):
        return _stand(name, element)
    parts = [equation_text(each) for each in element]
    match name:
        case "d":
            opened, closed = _sign(element, "begChr", "("), _sign(element, "endChr", ")")
            inner = [equation_text(each) for each in element.findall(f"{_M}e")]
            return f"{opened}{_sign(element, 'sepChr', '|').join(inner)}{closed}"
        case "m" | "eqArr":
            rows = [each for each in element if local(each) in ("mr", "e")]
            return f"({'; '.join(map(equation_text, rows))})"
        case "mr":
            return ", ".join(parts)
        case "func":
            return " ".join(filter(None, parts))
        case "acc" | "groupChr":
            return "".join(parts) + _sign(element, "chr", "\u0302" if name == "acc" else "")
    return "".join(parts)


def _stand(name: str, element: Element) -> str:
    """What stands above and below something: powers, limits, sums, roots, fractions."""
    said = {local(each): equation_text(each) for each in element}
    if name == "f":
        return f"{_group(said.get('num', ''))}/{_group(said.get('den', ''))}"
    body = said.get("e", "")
    if name == "rad":
        return f"{said.get('deg', '')}√({body})"
    below, above = said.get("sub", ""), said.get("sup", "")
    if name.startswith("lim"):
        below, above = ("", said.get("lim", "")) if name == "limUpp" else (said.get("lim", ""), "")
    shown = (f"_{_group(below)}" if below else "") + (f"^{_group(above)}" if above else "")
    return f"{_sign(element, 'chr', '∫')}{shown} {body}" if name == "nary" else body + shown


def _sign(element: Element, name: str, otherwise: str) -> str:
    """A sign that a formula's properties name; it may be named as none."""
    for properties in element:
        if local(properties).endswith("Pr"):
            found = properties.find(f"{_M}{name}")
            if found is not None:
                return str(found.get(f"{_M}val") or "")
    return otherwise


def _group(text: str) -> str:
    return text if len(text) < 2 or text.isdigit() else f"({text})"
