"""Photo credits as newspapers print them.

Names alone become `林望 摄`. A credit that says more (摄, 供图, 新华社发, 资料图片, an agency, an
office, a machine) is printed as typed, since only a person can be said to have taken the picture.
"""

from __future__ import annotations

import re

from articles.text.ai_use import say_of_photo
from articles.text.characters import clean_for_screen

#: Separates what two facts say of one picture.
APART = "\N{IDEOGRAPHIC SPACE}"
_HAN = r"[〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_CHINESE = re.compile(rf"{_HAN}{{1,4}}|{_HAN}{{1,8}}(?:[·•‧・]{_HAN}{{1,8}})+")
#: One word of a name in Latin letters: Li, O'Neil, Anne-Marie, J.R., de.
_FOREIGN = re.compile(r"[^\W\d_]+(?:[.'’‐-][^\W\d_]+)*[.'’‐-]?")
_PARTICLES = re.compile("al|bin|da|de|del|der|di|dos|du|el|ibn|la|le|van|von")
#: Separators of names; 和 only where the text on both sides can be a name.
_BETWEEN = re.compile(rf"[\s、，,/／;；&＆]+|(?<={_HAN}{_HAN})[和与及](?={_HAN}{_HAN})")
_OPENING = "（(【["
_CLOSING = re.compile(rf"(?:[）)】\]、，,。;；：:！!]|(?<={_HAN})\.)*$")

#: Titles that may precede a name; not 摄影记者, which says already who took the picture.
_ROLE = re.compile(
    r"(?:本[报刊台网社区]|新华社|中新社|见习|实习|特约|首席|驻站|(?:[全融]|区融)媒体?)*"
    r"(?:记者|通[讯信]员)"
)
#: Words for taking or providing a picture, after a space or a slash.
_DONE = re.compile(
    "[文图摄绘画供发拍制书作刻配译编无]|文图|图文|图片|照片|供图|供稿|提供|配图|绘图|制图|作图|来图|插图|"
    "插画|漫画|绘画|国画|油画|版画|速写|手绘|书法|篆刻|剪纸|题字|海报|作品|设计|翻拍|截图|来源"
)
#: Words for that in any position, and characters that no name contains.
_SAYS = re.compile("摄|[航拍街翻抓]拍|提供|供[图稿]|生成|制图|绘图|截图|转载|资料")
_NOT_AT_THE_END = re.compile(
    "(?:[图绘供网报局部委办队站院校所馆厅署店厂处室者员组协]|插画|漫画|绘画|[国油版]画|社区|街道|"
    "物业|公司|集团|小学|中学|大学|政府|中心|[区县市团社管村居党工组]委|委会|协会|工会|商会|联合会|"
    "基金会|[妇残文侨社]联|工商联|文旅|公安|消防|交警|民警|城管|环卫|文明办|平台|公众号|视频号|"
    "客户端|新闻|发布|媒体?|视觉|影像|创意|图[片库虫]|照片|视频|电视台|电台|气象台|报社|杂志社|"
    "通讯社|出版社|旅行社|合作社|幼儿园|公园|集团|团队|网[友民]|[市村居]民|热心人|家[长属]|[校院警官店军资]方|"
    "当事人|本人|佚名|匿名|未知|不详|暂无|无名)$"
)
_NOT_AT_THE_START = re.compile(
    "[区市县省镇乡村街校院局厂驻某该各本](?=.)|我[们区市县省镇乡村街校院局厂报社台](?=.)|"
    "新华|中新|中国|中央|人民|央视|央广|路透|法新|美联|德新|俄新|韩联|朝中社|共同社|塔斯|彭博|澎湃|"
    "视觉|图[虫源据片库]|全景(?:$|网|视)|摄图|千图|昵图|包图|红动|网[易图络]|搜狐|新浪|腾讯|百度|谷歌|"
    "高德|抖音|快手|微[博信]|小红书|来自|转自|选自|摘自|翻自|受访|采访|官[方微网]|志愿者|学习强国|扫描"
)
_AGENCIES = re.compile(
    r"agency|ai|aigc|alamy|archives?|by|chatgpt|collection|commons|courtesy|file|from|getty|"
    r"google|handout|images?|istock|media|midjourney|news|pexels|photos?|photographs?|pixabay|"
    r"pictures?|press|provided|reuters|shutterstock|source|stock|studios?|tiktok|unsplash|via|"
    r"wechat|weibo|wikimedia|wikipedia|xinhua",
    re.IGNORECASE,
)


def credit_line(credit: str, ai_use: str = "") -> str:
    """The credit as printed: ` 摄` is added after names alone; anything else stays as typed.

    With what AI did to the picture (`PhotoAi`), which readers must be able to see.
    """
    return APART.join(filter(None, (_line(credit), say_of_photo(ai_use))))


def _line(credit: str) -> str:
    typed = clean_for_screen(credit).strip()
    closing = _CLOSING.search(typed)
    names = typed[: closing.start()] if closing else typed
    return f"{names} 摄{typed[len(names) :]}" if _only_names(names.lstrip(_OPENING)) else typed


def _only_names(text: str) -> bool:
    words = [word for word in _BETWEEN.split(text) if word]
    names = [rest for word in words if (rest := _ROLE.sub("", word, count=1))]
    if any(map(_DONE.fullmatch, words)) or not names:
        return False
    foreign = [word for word in names if _FOREIGN.fullmatch(word) and not _CHINESE.match(word)]
    chinese = [word for word in names if word not in foreign]
    return all(map(_is_chinese_name, chinese)) and (not foreign or _is_foreign_name(foreign))


def _is_chinese_name(word: str) -> bool:
    return bool(_CHINESE.fullmatch(word)) and not (
        _SAYS.search(word)
        or _NOT_AT_THE_START.match(word)
        or (len(word) > 1 and _NOT_AT_THE_END.search(word))
    )


def _is_foreign_name(words: list[str]) -> bool:
    """Is it capitalised like a name? A lone abbreviation (VCG) or a lower-case word is not."""
    if any(map(_AGENCIES.fullmatch, words)):
        return False
    spelt = [word for word in words if not _PARTICLES.fullmatch(word)]
    return all(word[0].isupper() for word in spelt) and any(
        letter.islower() for word in spelt for letter in word
    )
