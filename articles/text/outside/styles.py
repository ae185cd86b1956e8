"""What CSS, tags and classes say of how text looks, as far as a body cares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from articles.text.markers import read_style
from articles.text.runs import Script

Styles = Mapping[str, str]

_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]*)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CSS_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SELECTOR = re.compile(r"\w*[.#][\w-]+|(?!html$|body$)[a-z]\w*", re.IGNORECASE)
_BEFORE_ITEM = re.compile(r"\.(lst-[\w-]+)\s*>\s*li:before")
_CONTENT = re.compile(
    r'"(?P<text>[^"]*)"|counter\((?P<counter>[\w-]+)\s*(?:,\s*(?P<style>[\w-]+)\s*)?\)'
)
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_MOST_RULES = 5000
_ZERO = re.compile(r"[+-]?0*(?:\.0+)?(?:px|pt|em|rem|%|pc|cm|mm|in|vw)?")
_FAR_OUT = re.compile(r"-\d{4,}(?:\.\d+)?(?:px|pt)")
_NORMAL_WEIGHT = re.compile("normal|lighter|[1-5]00")
#: What Word writes in a browser.
_DELETED_CLASSES = frozenset(
    ("trackchangetextdeletion", "trackchangetextdeletionmarker", "strikethrough", "doublestrike")
)
_HIDDEN_CLASSES = frozenset(("sr-only", "visually-hidden", "screen-reader-text", "hiddentext"))
_TINY = re.compile(r"(?:0*\.\d+|0*1(?:\.0+)?)(?:px|pt)")
_NO_COLOUR = re.compile(r"transparent|(?:rgba|hsla)\(.*[,/]\s*0*(?:\.0+)?%?\s*\)")
_SMALL = re.compile(r"0?\.\d+r?em|[1-8]?\d(?:\.\d+)?%|smaller|x+-small")
_SIDES: dict[str, Script] = {
    "top": "sup", "text-top": "sup", "bottom": "sub", "text-bottom": "sub",
}  # fmt: skip
_LIFT = re.compile(r"(-?)[\d.]+(?:px|pt|em|ex|%)")
_HEAVY_WEIGHT = re.compile("bold|bolder|[6-9]00|1000")


def read_declarations(text: str) -> dict[str, str]:
    """The declarations of a style attribute, in lower case."""
    pairs = _DECLARATION.findall(text)
    return {name.lower(): value.strip().strip("\"'").lower() for name, value in pairs}


def _plainly(value: str) -> str:
    return value.removesuffix("!important").strip()


class StyleSheet:
    """The rules of a page's style elements whose selector is one class, id or tag, which is what
    office programs write."""

    def __init__(self, text: str) -> None:
        #: What is written in front of an item, by the class of its list, as Google Docs saves it.
        self.markers: dict[str, tuple[tuple[str, str], ...]] = {}
        self._rules: dict[str, dict[str, str]] = {}
        rules = _RULE.finditer(_CSS_COMMENT.sub("", text))
        for rule, _ in zip(rules, range(_MOST_RULES), strict=False):
            if before := _BEFORE_ITEM.fullmatch(rule[1].strip()):
                self.markers[before[1].lower()] = _read_content(rule[2])
                continue
            for selector in rule[1].split(","):
                if _SELECTOR.fullmatch(selector.strip()):
                    known = self._rules.setdefault(selector.strip().lower(), {})
                    known.update(read_declarations(rule[2]))

    def of(self, tag: str, given: Mapping[str, str]) -> dict[str, str]:
        """The declarations for an element with these attributes, its own style last."""
        own = read_declarations(given["style"]) if "style" in given else {}
        if not self._rules:
            return own
        out: dict[str, str] = {}
        keys = [tag]
        keys += [f".{name}" for name in given.get("class", "").lower().split()]
        keys += [f"#{given['id'].lower()}"] if "id" in given else []
        for key in keys:
            out |= self._rules.get(key, {})
            out |= self._rules.get(tag + key, {}) if key != tag else {}
        return out | own


def _read_content(declarations: str) -> tuple[tuple[str, str], ...]:
    """The parts of a `content`: ("", text) or (counter, style of it)."""
    found = re.search(r"content\s*:([^;]*)", declarations)
    parts = _CONTENT.finditer(found[1]) if found else ()
    return tuple(
        (part["counter"].lower(), read_style(part["style"] or ""))
        if part["counter"]
        else ("", _ESCAPED.sub(lambda hit: chr(int(hit[1], 16) % 0x110000), part["text"]))
        for part in parts
    )


Unseen = Literal["", "hidden", "invisible", "tiny"]


@dataclass(frozen=True, slots=True)
class Look:
    """How text at one place looks. `unseen` says why nobody sees it, if nobody does."""

    bold: bool = False
    em: bool = False
    script: Script = ""
    href: str = ""
    deleted: bool = False
    unseen: Unseen = ""
    pre: bool = False
    #: The first font that is asked for, and what `text-transform` makes of letters.
    font: str = ""
    case: str = ""

    def within(self, tag: str, given: Mapping[str, str], styles: Styles) -> Look:
        """The look inside an element that stands in text of this look."""
        return replace(
            self,
            bold=_is_bold(self.bold, tag, styles),
            em=_is_dotted(self.em, tag, styles),
            script=_script(tag, styles) or self.script,
            href=given.get("href", "").strip() if tag == "a" and "href" in given else self.href,
            deleted=self.deleted or _is_deleted(tag, given, styles),
            unseen=_unseen(self.unseen, tag, given, styles),
            pre=_is_kept_as_typed(self.pre, tag, styles),
            font=_font(given, styles) or self.font,
            case=_plainly(styles.get("text-transform", "")) or self.case,
        )


def _font(given: Mapping[str, str], styles: Styles) -> str:
    named = styles.get("mso-symbol-font-family") or styles.get("font-family") or given.get("face")
    return (named or "").split(",")[0].strip("\"' ")


def _is_kept_as_typed(pre: bool, tag: str, styles: Styles) -> bool:
    if space := styles.get("white-space"):
        return space.startswith("pre") or space == "break-spaces"
    return pre or tag in ("pre", "textarea")


def _is_bold(bold: bool, tag: str, styles: Styles) -> bool:
    weight = _plainly(styles.get("font-weight", ""))
    if _HEAVY_WEIGHT.fullmatch(weight):
        return True
    if _NORMAL_WEIGHT.fullmatch(weight):  # Google Docs wraps all in <b style="font-weight:normal">
        return False
    return bold or tag in ("b", "strong")


def _is_dotted(em: bool, tag: str, styles: Styles) -> bool:
    for name, value in styles.items():
        if name.endswith(("text-emphasis", "text-emphasis-style")):
            return not value.startswith("none")
    if tag == "em":
        return not styles.get("font-style", "").startswith("normal")
    return em


def _script(tag: str, styles: Styles) -> Script:
    align = _plainly(styles.get("vertical-align", "")) or styles.get("font-variant-position", "")
    if align == "super" or tag == "sup":
        return "sup"
    if align == "sub" or tag == "sub":
        return "sub"
    lift = re.match(r"-?[\d.]+", styles.get("mso-text-raise", ""))
    if lift and not _ZERO.fullmatch(lift[0]):  # Word says so where it can't say sub or super
        return "sub" if lift[0].startswith("-") else "sup"
    return _script_of_small(align, styles) if tag == "span" and "font-size" in styles else ""


def _script_of_small(align: str, styles: Styles) -> Script:
    """Of text with a size of its own, which stands higher or lower than its line."""
    if _SMALL.fullmatch(styles["font-size"]) and align in _SIDES:
        return _SIDES[align]
    raised = _LIFT.fullmatch(align)
    if raised is None and styles.get("position") == "relative":
        raised = _LIFT.fullmatch(styles.get("bottom", "") or _turn_sign(styles.get("top", "")))
    if raised is None or _ZERO.fullmatch(raised[0]):
        return ""
    return "sub" if raised[1] else "sup"


def _turn_sign(length: str) -> str:
    return length[1:] if length.startswith("-") else f"-{length}"


def _is_deleted(tag: str, given: Mapping[str, str], styles: Styles) -> bool:
    if tag in ("del", "s", "strike") or given.get("role") == "deletion":
        return True
    if tag.endswith((":del", ":movefrom")) or tag.startswith("del:"):
        return True
    classes = given.get("class", "").lower().split()
    if any(name.startswith(("msodel", "msomovefrom")) for name in classes):
        return True
    if _DELETED_CLASSES.intersection(classes):
        return True
    if styles.get("mso-text-strike", "no") not in ("no", "none", "nostrike"):
        return True
    return any("line-through" in styles.get(name, "")
               for name in ("text-decoration", "text-decoration-line")
               ) or "strike" in styles.get("mso-style-textstrike", "")  # fmt: skip


def _unseen(unseen: Unseen, tag: str, given: Mapping[str, str], styles: Styles) -> Unseen:
    """A child of hidden text stays hidden; one of invisible or tiny text may be seen again."""
    if unseen == "hidden" or _is_hidden(tag, given, styles):
        return "hidden"
    visible = _plainly(styles.get("visibility", ""))
    size = _plainly(styles.get("font-size", ""))
    if size and (_ZERO.fullmatch(size) or _TINY.fullmatch(size)):
        return "tiny"
    if (unseen == "tiny" and size and not size.endswith(("em", "%"))) or (
        unseen == "tiny" and size.endswith("rem")
    ):
        unseen = ""
    if visible in ("hidden", "collapse") and given.get("id") != "js_content":
        return "invisible"
    return "" if unseen == "invisible" and visible == "visible" else unseen


def _is_colourless(styles: Styles) -> bool:
    """Is the text transparent, or of the colour that it stands on?"""
    if any(name.endswith("background-clip") for name in styles):  # letters cut out of a picture
        return False
    colour = _plainly(styles.get("color", ""))
    ground = _plainly(styles.get("background-color", "") or styles.get("background", ""))
    return bool(colour) and (colour == ground or bool(_NO_COLOUR.fullmatch(colour)))


def _is_hidden(tag: str, given: Mapping[str, str], styles: Styles) -> bool:
    if "hidden" in given or tag in ("template", "noscript", "noframes"):
        return True
    if (
        _HIDDEN_CLASSES.intersection(given.get("class", "").lower().split())
        or (tag == "dialog" and "open" not in given)
        or _is_colourless(styles)
    ):
        return True
    if _plainly(styles.get("display", "")) == "none" or styles.get("mso-hide", "") in (
        "all",
        "screen",
    ):
        return True
    # WeChat's own page shows its text by script only.
    if (
        styles.get("opacity")
        and _ZERO.fullmatch(_plainly(styles["opacity"]))
        and given.get("id") != "js_content"
    ):
        return True
    if any(
        _FAR_OUT.fullmatch(_plainly(styles.get(name, "")))
        for name in ("left", "top", "text-indent", "margin-left")
    ):
        return True
    clipped = styles.get("overflow", "").startswith("hidden") and any(
        styles.get(name) and _ZERO.fullmatch(_plainly(styles[name]))
        for name in ("height", "max-height", "width", "max-width")
    )
    return clipped or styles.get("clip", "").replace(" ", "").startswith(
        ("rect(0,0", "rect(1px,1px", "rect(00")
    )
