"""Puts the pictures that came beside the texts to the texts, with what is said of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from articles.imports.material.contents import Material, MaterialPicture
from articles.text.characters import clean_to_one_line
from articles.text.word import WordPicture, WordStory
from articles.text.word.captions import split_credit

#: Names that cameras, telephones and programs give.
_NO_NAME = re.compile(
    r"(?:img|dsc[nf]?|dcim|pano|mvimg|wx_camera|mmexport|screenshot|image|picture|photo|pic|微信图片|微信截图|截图|屏幕截图"
    r"|图片?|照片|图像|未命名|无标题|新建)?[\s_\-()（）\d.a-f]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\s*(?:图|照片)?\s*[\d一二三四五六七八九十]{1,2}\s*[.、．:：_\-\s]\s*")


def place_loose(material: Material, name: str) -> None:
    """Give each loose picture to a story: to the only one, or to the one whose file it is beside.

    Others become a story of pictures.
    """
    loose, material.loose = material.loose, []
    if not loose:
        return
    if len(material.stories) == 1:
        material.stories[0] = _add(material, material.stories[0], loose)
        return
    left = []
    for picture in loose:
        at = _find_story(material.stories, picture)
        if at is None:
            left.append(picture)
        else:
            material.stories[at] = _add(material, material.stories[at], [picture])
    if not left:
        return
    if material.stories:
        material.tell_of("loose", [each.name for each in left])
    stem = clean_to_one_line(PurePosixPath(name).stem)
    headline = "" if _NO_NAME.fullmatch(stem) else stem
    if len(left) == 1 and not material.stories:
        headline = ""  # the name of the file is its caption
    story = WordStory(headline=headline, why={"headline": "文件名"} if headline else {})
    material.stories.append(_add(material, story, left))


def _find_story(stories: Sequence[WordStory], picture: MaterialPicture) -> int | None:
    """The one story whose headline and the picture's name (or folder) have the same beginning."""
    path = PurePosixPath(picture.name)
    names = [_folded(part) for part in (path.stem, *(each.name for each in path.parents))]
    found = [
        n
        for n, story in enumerate(stories)
        if (head := _folded(story.headline)) and any(_alike(head, each) for each in names)
    ]
    return found[0] if len(found) == 1 else None


def _alike(head: str, name: str) -> bool:
    short = min(len(head), len(name))
    return short >= 4 and (head.startswith(name[:short]) or name in head or head in name)


def _folded(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)


def _add(material: Material, story: WordStory, pictures: Sequence[MaterialPicture]) -> WordStory:
    body, added = story.body, list(story.pictures)
    for picture in pictures:
        material.pictures.append(picture)
        number = len(added) + 1
        caption = split_credit(_say(material, picture))
        added.append(WordPicture(number, len(material.pictures), caption.text, caption.credit))
        body += f'<figure data-photo="{number}"></figure>'
    return replace(story, body=body, pictures=tuple(added))


def _say(material: Material, picture: MaterialPicture) -> str:
    """What a table says of the file, else its name where somebody wrote that."""
    path = PurePosixPath(clean_to_one_line(picture.name))
    for key in (path.name, path.stem):
        if said := material.captions.get(key.lower()):
            return said
    stem = _NUMBER.sub("", path.stem)
    return "" if _NO_NAME.fullmatch(path.stem) or len(stem) < 4 else stem
