"""What CSS, tags and classes say of how text looks, as far as a body cares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from articles.text.outside.ink import PICTURE, find_ground, find_ink
from articles.text.outside.sheet import Styles, StyleSheet
from articles.text.outside.tree import Element
from articles.text.runs import Script

_ZERO = re.compile(r"[+-]?0*(?:\.0+)?(?:px|pt|em|rem|%|pc|cm|mm|in|vw)?")
_FAINT = re.compile(r"[+-]?0*(?:\.0[0-4]?\d*)?|[0-4](?:\.\d+)?%")
_FAINT_FILTER = re.compile(r"opacity\(\s*(?:0*(?:\.0[0-4]?\d*)?|[0-4]%)\s*\)|opacity=0\b")
#: A distance so far to the left or above that nobody sees what stands there.
_FAR_OUT = re.compile(r"-(?:\d{4,}(?:\.\d+)?(?:px|pt)|\d{3,}(?:\.\d+)?(?:r?em|v[wh]|%))")
#: `font` says the size in front of the line's height and the face.
_SIZE_IN_FONT = re.compile(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%)?)(?=/|\s)")
_NO_SIZE = re.compile(r"scale(?:3d|x|y)?\(\s*0(?:\.0+)?\s*[,)]")
_CLIPPED = re.compile(r"rect\((?:0|1px,1px|00)|inset\((?:50|100)%|circle\(0|polygon\(00,00,00")
_AT_MOST_A_DOT = re.compile(r"0*(?:\.\d+)?(?:px|pt|em|rem|%|vw)?|0*1(?:\.0+)?(?:px|pt)")
_NORMAL_WEIGHT = re.compile("normal|lighter|[1-5]00")
#: What Word writes in a browser.
_DELETED_CLASSES = frozenset((
    "trackchangetextdeletion", "trackchangetextdeletionmarker", "strikethrough", "doublestrike",
    # and other editors: ICE, Froala, CKEditor, Quill, style sheets of classes
    "ice-del", "fr-tracking-deleted", "ck-suggestion-marker-deletion", "ql-strike", "line-through",
    "deletion", "strike-through",
))  # fmt: skip
_SCRIPT_CLASSES: dict[str, Script] = {
    "superscript": "sup", "subscript": "sub", "ql-script-super": "sup", "ql-script-sub": "sub",
}  # fmt: skip
_HIDDEN_CLASSES = frozenset(("sr-only", "visually-hidden", "screen-reader-text", "hiddentext"))
_TINY = re.compile(r"(?:0*\.\d+|0*1(?:\.0+)?)(?:px|pt)")
_SMALL = re.compile(r"0?\.\d+r?em|[1-8]?\d(?:\.\d+)?%|smaller|x+-small")
_SIDES: dict[str, Script] = {
    "top": "sup", "text-top": "sup", "bottom": "sub", "text-bottom": "sub",
}  # fmt: skip
_MOVED_DOWN = re.compile(
    r"(?:translatey\(\s*|translate\([^,()]*,\s*|translate3d\([^,()]*,\s*)(-?[\d.]+[a-z%]*)"
)
_LIFT = re.compile(r"(-?)[\d.]+(?:px|pt|em|ex|%)")
_HEAVY_WEIGHT = re.compile("bold|bolder|[6-9]00|1000")

_HEADING_CLASS = re.compile(r"(?:^|\s)(?:mso(?:title|subtitle|heading\d)|heading\d?|title)(?:\s|$)")
_CAPTION_CLASS = re.compile(
    r"(?:^|\s)(?:msocaption|wp-caption-text|(?:image|img|photo|pic)[-_]?(?:caption|desc))(?:\s|$)"
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
    #: The colour that is asked for, and what text stands on, as `ink` tells them.
    ink: str = ""
    ground: str = ""

    def within(self, tag: str, given: Mapping[str, str], styles: Styles) -> Look:
        """The look inside an element that stands in text of this look."""
        return replace(
            self,
            bold=_is_bold(self.bold, tag, styles),
            em=_is_dotted(self.em, tag, styles),
            script=_script(tag, given, styles) or self.script,
            href=given.get("href", "").strip() if tag == "a" and "href" in given else self.href,
            deleted=self.deleted or _is_deleted(tag, given, styles),
            unseen=_unseen(self.unseen, tag, given, styles),
            pre=_is_kept_as_typed(self.pre, tag, styles),
            font=_font(given, styles) or self.font,
            case=_case(styles) or self.case,
            ink=_ink(self.ink, tag, given, styles),
            ground=_ground(self.ground, given, styles),
        )


def _case(styles: Styles) -> str:
    """What becomes of letters; small capitals are capitals to a reader."""
    if asked := styles.get("text-transform", ""):
        return asked
    small = styles.get("font-variant-caps") or styles.get("font-variant", "")
    return "uppercase" if "-caps" in small else "none" if small == "normal" else ""


def _font(given: Mapping[str, str], styles: Styles) -> str:
    named = styles.get("mso-symbol-font-family") or styles.get("font-family") or given.get("face")
    return (named or "").split(",")[0].strip("\"' ")


def _is_kept_as_typed(pre: bool, tag: str, styles: Styles) -> bool:
    if space := styles.get("white-space"):
        return space.startswith("pre") or space == "break-spaces"
    return pre or tag in ("pre", "textarea")


def _is_bold(bold: bool, tag: str, styles: Styles) -> bool:
    weight = styles.get("font-weight", "")
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


def _script(tag: str, given: Mapping[str, str], styles: Styles) -> Script:
    align = styles.get("vertical-align", "") or styles.get("font-variant-position", "")
    if align == "super" or tag == "sup":
        return "sup"
    if align == "sub" or tag == "sub":
        return "sub"
    for name in given.get("class", "").lower().split():
        if name in _SCRIPT_CLASSES:
            return _SCRIPT_CLASSES[name]
    lift = re.match(r"-?[\d.]+", styles.get("mso-text-raise", ""))
    if lift and not _ZERO.fullmatch(lift[0]):  # Word says so where it can't say sub or super
        return "sub" if lift[0].startswith("-") else "sup"
    return _script_of_small(align, styles) if tag == "span" and "font-size" in styles else ""


def _script_of_small(align: str, styles: Styles) -> Script:
    """Of text with a size of its own, which stands higher or lower than its line."""
    if _SMALL.fullmatch(styles["font-size"]) and align in _SIDES:
        return _SIDES[align]
    raised = _LIFT.fullmatch(align) or _LIFT.fullmatch(_find_shift(styles))
    if raised is None or _ZERO.fullmatch(raised[0]):
        return ""
    return "sub" if raised[1] else "sup"


def _find_shift(styles: Styles) -> str:
    """By how much a style moves an element up; "" where it moves it nowhere."""
    if styles.get("position") == "relative":
        top, bottom = _read_inset(styles.get("inset", ""))
        bottom, top = styles.get("bottom", bottom), styles.get("top", top)
        return bottom if bottom not in ("", "auto") else _turn_sign(top)
    if moved := _MOVED_DOWN.search(styles.get("transform", "")):
        return _turn_sign(moved[1])
    _, _, down = styles.get("translate", "").partition(" ")
    return _turn_sign(down.split()[0]) if down.strip() else ""


def _read_inset(inset: str) -> tuple[str, str]:
    """The sides above and below."""
    sides = inset.split() or [""]
    return sides[0], sides[2] if len(sides) > 2 else ""


def _turn_sign(length: str) -> str:
    return length[1:] if length.startswith("-") else f"-{length}"


def _is_deleted(tag: str, given: Mapping[str, str], styles: Styles) -> bool:
    if tag in ("del", "s", "strike") or given.get("role") == "deletion":
        return True
    if tag.endswith((":del", ":movefrom")) or tag.startswith("del:") or tag == "movefrom":
        return True
    classes = given.get("class", "").lower().split()
    if any(name.startswith(("msodel", "msomovefrom")) for name in classes):
        return True
    if _DELETED_CLASSES.intersection(classes):
        return True
    if styles.get("mso-text-strike", "no") not in ("no", "none", "nostrike"):
        return True
    struck = any(
        "line-through" in value for name, value in styles.items() if "text-decoration" in name
    )
    return struck or "strike" in styles.get("mso-style-textstrike", "")


def _unseen(unseen: Unseen, tag: str, given: Mapping[str, str], styles: Styles) -> Unseen:
    """A child of hidden text stays hidden; one of invisible or tiny text may be seen again."""
    if unseen == "hidden" or _is_hidden(tag, given, styles):
        return "hidden"
    visible = styles.get("visibility", "")
    size = styles.get("font-size", "")
    if not size and (named := _SIZE_IN_FONT.search(styles.get("font", ""))):
        size = named[1]
    if size and (_ZERO.fullmatch(size) or _TINY.fullmatch(size)):
        return "tiny"
    if (unseen == "tiny" and size and not size.endswith(("em", "%"))) or (
        unseen == "tiny" and size.endswith("rem")
    ):
        unseen = ""
    if visible in ("hidden", "collapse") and given.get("id") != "js_content":
        return "invisible"
    return "" if unseen == "invisible" and visible == "visible" else unseen


def _ink(ink: str, tag: str, given: Mapping[str, str], styles: Styles) -> str:
    cut_out = any(name.endswith("background-clip") and value == "text"
                  for name, value in styles.items())  # fmt: skip
    if cut_out or styles.get("text-shadow", "none") != "none":
        return ""
    asked = styles.get("-webkit-text-fill-color") or styles.get("color", "")
    if tag == "font":
        asked = asked or given.get("color", "").lower()
    if not asked and tag == "a" and "href" in given:  # which is blue by itself
        return ""
    return find_ink(asked, ink)


def _ground(ground: str, given: Mapping[str, str], styles: Styles) -> str:
    """What text stands on; PICTURE also for what is moved over something else."""
    picture = given.get("background") or styles.get("background-image", "none") != "none"
    if picture or _is_moved(styles):
        ground = PICTURE
    asked = styles.get("background-color") or styles.get("background", "")
    return find_ground(asked or given.get("bgcolor", "").lower(), ground)


def _is_moved(styles: Styles) -> bool:
    """Whether it may lie on something else than its own background: words on a picture, as editors
    of WeChat put them, or a shadow that fills it."""
    return (
        styles.get("position") in ("absolute", "fixed")
        or bool(_ZERO.fullmatch(styles.get("height") or "1"))
        or any(
            name in ("transform", "z-index")
            or name.startswith("grid-")
            or (name.startswith("margin") and "-" in value)
            or (name.endswith("box-shadow") and "inset" in value)
            for name, value in styles.items()
        )
    )


def _is_hidden(tag: str, given: Mapping[str, str], styles: Styles) -> bool:
    if tag in ("html", "body"):  # pages that a script shows when they are there
        return False
    if "hidden" in given and styles.get("display", "none") == "none":
        return True
    if (
        tag in ("datalist", "meter", "noframes", "noscript", "progress", "template")
        or _HIDDEN_CLASSES.intersection(given.get("class", "").lower().split())
        or (tag == "dialog" and "open" not in given)
    ):
        return True
    if (
        styles.get("display") == "none"
        or styles.get("mso-hide") in ("all", "screen")
        or styles.get("content-visibility") == "hidden"
    ):
        return True
    # WeChat's own page shows its text by script only.
    faint = _FAINT.fullmatch(styles.get("opacity") or "1") or _FAINT_FILTER.search(
        styles.get("filter", "")
    )
    return bool(faint and given.get("id") != "js_content") or _is_out_of_sight(styles)


def _is_out_of_sight(styles: Styles) -> bool:
    """Does it stand beside the page, or has it no room?"""
    sides = ("left", "top", "right", "bottom", "text-indent", "margin-left")
    places = (styles.get(name, "") for name in sides)
    if any(map(_FAR_OUT.fullmatch, places)):
        return True
    shape = (styles.get("clip", "") + styles.get("clip-path", "")).replace(" ", "")
    if _CLIPPED.match(shape) or _NO_SIZE.search(styles.get("transform", "")):
        return True
    if not styles.get("overflow", "").startswith(("hidden", "clip")):
        return False
    sizes = (styles.get(name) for name in ("height", "max-height", "width", "max-width"))
    return styles.get("text-indent") == "100%" or any(
        size and _AT_MOST_A_DOT.fullmatch(size) for size in sizes
    )


def is_heading(tag: str, given: Mapping[str, str], styles: Styles) -> bool:
    level = styles.get("mso-outline-level", "")
    return (
        (len(tag) == 2 and tag[0] == "h" and tag[1].isdigit())
        or bool(_HEADING_CLASS.search(given.get("class", "").lower()) and tag in ("p", "div"))
        or (level.isdigit() and tag == "p")
        or given.get("role") == "heading"
    )


def is_caption(tag: str, given: Mapping[str, str]) -> bool:
    classes = given.get("class", "").lower()
    return tag == "figcaption" or bool(_CAPTION_CLASS.search(classes))


def is_reordered(element: Element, sheet: StyleSheet) -> bool:
    """Did the source show it elsewhere among its neighbours than where it is written?"""
    parent = element.getparent()
    above = sheet.of(parent) if parent is not None and len(parent) > 1 else {}
    if not above.get("display", "").removeprefix("inline-").startswith(("flex", "grid")):
        return False
    turned = above.get("flex-direction", "") + above.get("flex-flow", "")
    own = sheet.of(element).get("order") or "0"
    return "-reverse" in turned.replace("wrap-reverse", "") or not _ZERO.fullmatch(own)


def is_reversed(tag: str, given: Mapping[str, str], styles: Styles) -> bool:
    """Did the source show it from the right to the left, letter by letter?"""
    if tag == "bdo":
        return given.get("dir", "").lower() == "rtl"
    return styles.get("unicode-bidi", "").endswith("override")
