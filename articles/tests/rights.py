"""The rights of each role, written out: what admin/test_matrix.py asks of the running desk.

Nothing here is read from the code that it tests. `python -m articles.tests.rights` prints
docs/rights.md, which a test holds to it.
"""

from articles.models import Status
from articles.roles import ADMINISTRATOR, CHIEF, CORRESPONDENT, DESK, EDITOR, STAFF

NOBODY, NO_ROLE = "没有登录", "没有岗位"
PEOPLE = (NOBODY, NO_ROLE, CORRESPONDENT, EDITOR, DESK, CHIEF, STAFF, ADMINISTRATOR)
EDITORS = (EDITOR, DESK, CHIEF)

DRAFT, SUBMITTED, FIRST, SECOND = (
    Status.DRAFT, Status.SUBMITTED, Status.FIRST_PASSED, Status.SECOND_PASSED,
)  # fmt: skip
APPROVED, HELD, REJECTED, WITHDRAWN, TIMED = (
    Status.APPROVED, Status.HELD, Status.REJECTED, Status.WITHDRAWN, Status.TIMED,
)  # fmt: skip
IN_REVIEW = (SUBMITTED, FIRST, SECOND)
ALL = tuple(Status)
SENT_IN = (*IN_REVIEW, APPROVED, HELD, WITHDRAWN, TIMED)


def every(*statuses):
    """Everybody's articles in these statuses."""
    return {(status, own) for status in statuses for own in (True, False)}


def own(*statuses):
    return {(status, True) for status in statuses}


_ALL_BY_EDITORS = dict.fromkeys(EDITORS, every(*ALL))
_TURN_BACK = {
    EDITOR: every(SUBMITTED),
    DESK: every(SUBMITTED, FIRST),
    CHIEF: every(*IN_REVIEW),
}
_WITH_HELD = {role: cells | every(HELD) for role, cells in _TURN_BACK.items()}
_EDITS = every(DRAFT, *IN_REVIEW, HELD)

#: What is done with an article: for each role the statuses, and whether only with one's own.
#: Whoever is not named may not.
ARTICLE = {
    "看": _ALL_BY_EDITORS | {CORRESPONDENT: own(*ALL), STAFF: own(*ALL) | every(*SENT_IN)},
    "改": dict.fromkeys(EDITORS, _EDITS) | {CORRESPONDENT: own(DRAFT)},
    "删": dict.fromkeys(EDITORS, every(DRAFT)) | {CORRESPONDENT: own(DRAFT)},
    "submit": dict.fromkeys(EDITORS, every(DRAFT)) | {CORRESPONDENT: own(DRAFT)},
    "recall": dict.fromkeys((CORRESPONDENT, *EDITORS), own(SUBMITTED)),
    "first-pass": {EDITOR: every(SUBMITTED)},
    "second-pass": {DESK: every(FIRST)},
    "final-pass": {CHIEF: every(SECOND)},
    "urgent": {CHIEF: every(*IN_REVIEW)},
    "return": _WITH_HELD | {CHIEF: _WITH_HELD[CHIEF] | every(TIMED)},
    "reject": _WITH_HELD,
    "hold": _TURN_BACK,
    "resume": dict.fromkeys(EDITORS, every(HELD)),
    "revise": dict.fromkeys(EDITORS, every(APPROVED)),
    "reschedule": {CHIEF: every(APPROVED, TIMED)},
    "withdraw": {CHIEF: every(APPROVED)},
    "reopen": dict.fromkeys(EDITORS, every(WITHDRAWN, REJECTED)),
    "校对": dict.fromkeys((*EDITORS, STAFF), every(*IN_REVIEW)),
    "接手": _TURN_BACK,
    "交给同事": _TURN_BACK,
    "送阅": _TURN_BACK,
    "提醒": dict.fromkeys(EDITORS, every(*IN_REVIEW)) | {CORRESPONDENT: own(*IN_REVIEW)},
}
ARTICLE["批注"] = ARTICLE["看"]
ARTICLE["建议改动"] = dict.fromkeys(EDITORS, _EDITS) | {STAFF: own(DRAFT) | every(*IN_REVIEW, HELD)}
ARTICLE["定改动建议"] = ARTICLE["改"]
ARTICLE["了结批注"] = _ALL_BY_EDITORS | {CORRESPONDENT: own(*ALL), STAFF: own(*ALL)}
ARTICLE["恢复旧版"] = ARTICLE["改"]
ARTICLE["改附件"] = ARTICLE["改"]
ARTICLE["连相关稿件、定文中的人和单位"] = _ALL_BY_EDITORS
ARTICLE["改音视频"] = ARTICLE["改"]
ARTICLE["滚动"] = dict.fromkeys(EDITORS, every(APPROVED))
ARTICLE["撤下条目"] = {CHIEF: every(APPROVED)}


def _of_another_section():
    """What an editor does with a text that is for the editors of another section or street, where
    the work is divided: what they do as its author, and what binds nobody."""
    free = {
        "看", "recall", "revise", "校对", "提醒", "批注", "建议改动", "了结批注",
        "连相关稿件、定文中的人和单位", "滚动",
    }  # fmt: skip
    found = {act: ARTICLE[act].get(EDITOR, set()) for act in free}
    own_drafts = (
        "改", "删", "submit", "定改动建议", "恢复旧版", "改附件", "改音视频",
    )  # fmt: skip
    return found | dict.fromkeys(own_drafts, own(DRAFT))


#: The same for 责任编辑 where the work is divided: with texts of their own section or street as
#: everywhere, with those of another one this.
ELSEWHERE_DIVIDED = _of_another_section()

LABELS = {
    "submit": "送审", "recall": "取回", "first-pass": "初审通过", "second-pass": "复审通过",
    "final-pass": "终审签发", "urgent": "加急签发", "return": "退改", "reject": "退稿",
    "hold": "待用", "resume": "启用", "revise": "修订", "reschedule": "改发布时间",
    "withdraw": "撤稿", "reopen": "重新编辑",
}  # fmt: skip


_DIVIDED = (
    "## 责任编辑分工",
    "",
    "网站设置里开了“责任编辑按栏目、街道分工”，才有这一节；平时不开。只约束责任编辑；部门主任、总编不受约束，看稿人人一样。"
    "有在岗责编的栏目、街道（连同它的社区）的稿件是本栏，别的栏目、街道有在岗责编的是别栏；"
    "没有栏目街道的，或者责编都停用、休假的，各人都照本栏。接在手上的，放回以前也照本栏。",
    "",
    "| 做什么 | 本栏 | 别栏 |",
    "| --- | --- | --- |",
)
_MOVING = (
    "| 裁定应查的没有错 | 没有签发的 | 自己的\N{FULLWIDTH COLON}草稿 |",
    "| 把两篇合成一篇 | 能退的并入能改的 | — |",
    "| 改送审过的稿件的栏目、街道 | 能改的 | — |",
    "| 记自己休假 | 可以 | 可以 |",
    "| 定栏目、街道的责编 | — | — |",
    "",
)
_LIBRARY = (
    "## 图库",
    "",
    "| 做什么 | 通讯员 | 责任编辑 | 部门主任 | 总编 | 出版 |",
    "| --- | --- | --- | --- | --- | --- |",
    "| 看图库里的图 | 自己稿件里的 | 全部 | 全部 | 全部 | 看得到的稿件里的 |",
    "| 取图到能改的稿件，或另写一篇 | 看得到的图 | 看得到的图 | 看得到的图 | 看得到的图 | — |",
    "",
)
_TRASH = (
    "## 回收站",
    "",
    "| 做什么 | 通讯员 | 责任编辑 | 部门主任 | 总编 | 出版 |",
    "| --- | --- | --- | --- | --- | --- |",
    "| 看删掉的草稿，三十天内放回 | 自己的 | 全部 | 全部 | 全部 | 自己的 |",
    "",
)
_FINDINGS = (
    "## 校对意见",
    "",
    "| 做什么 | 通讯员 | 责任编辑 | 部门主任 | 总编 | 出版 |",
    "| --- | --- | --- | --- | --- | --- |",
    "| 裁定应查的没有错 | 自己的草稿 | 没有签发的 | 没有签发的 | 没有签发的 | — |",
    "| 裁定必改的是规则看错了 | — | — | 没有签发的 | 没有签发的 | — |",
    "| 知道有没有近似的稿件 | 自己的、公开的 | 全部 | 全部 | 全部 | 看得到的、公开的 |",
    "| 把两篇合成一篇 | — | 能退的并入能改的 | 能退的并入能改的 | 能退的并入能改的 | — |",
    "",
)
_TERMS = (
    "## 规范用语",
    "",
    "| 做什么 | 通讯员 | 责任编辑 | 部门主任 | 总编 | 出版 |",
    "| --- | --- | --- | --- | --- | --- |",
    "| 看可转载的来源 | — | 可以 | 可以 | 可以 | — |",
    "| 增、改、删可转载的来源 | — | — | 可以 | 可以 | — |",
    "| 看文中人物、单位、地点的名录，往里加、改 | — | 可以 | 可以 | 可以 | — |",
    "| 删、合并名录里的 | — | — | 可以 | 可以 | — |",
    "| 看人物任职 | — | 可以 | 可以 | 可以 | — |",
    "| 增、改、删人物任职，从表格导入 | — | — | 可以 | 可以 | — |",
    "| 看规范用语表 | — | 可以 | 可以 | 可以 | — |",
    "| 增、改、删，从表格导入 | — | — | 可以 | 可以 | — |",
    "",
)
_SECTIONS = (
    "## 栏目",
    "",
    "| 做什么 | 通讯员 | 责任编辑 | 部门主任 | 总编 | 出版 |",
    "| --- | --- | --- | --- | --- | --- |",
    "| 给自己能改的稿件选栏目 | 可以 | 可以 | 可以 | 可以 | — |",
    "| 看栏目表 | — | 可以 | 可以 | 可以 | — |",
    "| 增、改、删栏目，定栏目和街道的责编 | — | — | 可以 | 可以 | — |",
    "",
)
_ISSUES = (
    "## 期和统计",
    "",
    "| 做什么 | 通讯员 | 责任编辑 | 部门主任 | 总编 | 出版 |",
    "| --- | --- | --- | --- | --- | --- |",
    "| 看排版台、看制作进度 | — | 可以 | 可以 | 可以 | 可以 |",
    "| 排版、移动稿件 | — | — | — | — | 可以 |",
    "| 制作、下载成品 | — | — | — | 可以 | 可以 |",
    "| 封存一期 | — | — | — | 可以 | 可以 |",
    "| 看用稿统计、导出 | 自己的 | 可以 | 可以 | 可以 | 可以 |",
    "| 登记、改、删转用 | — | 可以 | 可以 | 可以 | 可以 |",
    "| 看专栏的时间线，做报告 | — | 可以 | 可以 | 可以 | 可以 |",
    "| 看年度目标 | 自己的 | 可以 | 可以 | 可以 | 可以 |",
    "| 定、改、删年度目标 | — | — | 可以 | 可以 | 可以 |",
    "| 看出版质量、差错台账 | — | 可以 | 可以 | 可以 | 可以 |",
    "| 冻结月份、改积分规则 | — | — | — | — | 可以 |",
)
_STORIES = (
    "",
    "## 选题",
    "",
    "| 做什么 | 通讯员 | 责任编辑 | 部门主任 | 总编 | 出版 |",
    "| --- | --- | --- | --- | --- | --- |",
    "| 看选题 | 自己提的、写的、拍的 | 全部 | 全部 | 全部 | 全部 |",
    "| 记一个选题 | 可以 | 可以 | 可以 | 可以 | — |",
    "| 派人、改、删，接没人接的 | — | 可以 | 可以 | 可以 | — |",
    "| 写成稿件 | 派给自己的，自己提的没人接的 | 可以 | 可以 | 可以 | — |",
)
_READERS = (
    "",
    "## 读者和公众号",
    "",
    "| 做什么 | 通讯员 | 责任编辑 | 部门主任 | 总编 | 出版 |",
    "| --- | --- | --- | --- | --- | --- |",
    "| 看、答复读者的纠错和报料，看报料的图 | — | 可以 | 可以 | 可以 | — |",
    "| 删除读者反映 | — | — | 可以 | 可以 | — |",
    "| 取公众号格式，送进草稿箱（已公开的稿件） | — | 可以 | 可以 | 可以 | 可以 |",
)
_ACCOUNTS = (
    "## 账号、岗位和设置",
    "",
    "| 做什么 | 通讯员、责任编辑、部门主任、出版 | 总编 | 管理员 |",
    "| --- | --- | --- | --- |",
    "| 改自己的密码 | 可以 | 可以 | 可以 |",
    "| 改自己的岗位和权限 | — | — | — |",
    "| 新建、停用账号，改别人的姓名 | — | — | 可以 |",
    "| 改别人的用户名、密码、电子邮件 | — | — | 岗位不能签发的 |",
    "| 改自己的两步验证，让自己别处的登录退出 | 可以 | 可以 | 可以 |",
    "| 让别人的登录退出 | — | — | 可以 |",
    "| 丢了手机的，替本人去掉两步验证；给设密码的链接 | — | — | 岗位不能签发的 |",
    "| 删除账号 | — | — | —（只停用） |",
    "| 给别人不能签发的岗位，免去岗位 | — | — | 可以 |",
    "| 给别人能签发的岗位（总编） | — | — | 提请，由总编确认 |",
    "| 确认、不同意别人的总编 | — | 不是自己的，也不是自己提请的 | — |",
    "| 重新启用停用的总编 | — | — | — |",
    "| 改网站设置 | — | 可以 | 审校以外的 |",
    "| 改几审、几校、同一人可否审两级、责任编辑分不分工 | — | 可以 | — |",
    "| 记自己休假 | 可以 | 可以 | 可以 |",
    "| 记别人休假 | — | — | 可以 |",
    "| 改岗位本身的权限 | — | — | — |",
    "",
    "一个账号可以有几个岗位，所能做的加在一起\N{FULLWIDTH COLON}"
    "总编又是管理员的，可以直接让别人担任总编。单独给一个账号签发的权限，与给总编的岗位一样要确认。"
    "第一位总编由`manage.py appoint 用户名 总编`任命。"
    "以上每一件在账号或设置的历史里各是一条，写明谁对谁做了什么。",
    "",
    "超级用户不是岗位，是应急用的\N{FULLWIDTH COLON}"
    "什么都能做，稿件也能签发，但每一步的留痕、审签单和历史上都印着“超级用户”；"
    "超级用户也改不了自己的岗位和权限，给别人总编同样要由总编确认。"
    "岗位本身的权限和别的超级用户，只有超级用户能改；停用了的总编，也由超级用户重新启用。"
    "平时不要用它登录。示范数据里的`admin`是超级用户，为的是演示时样样都看得到；"
    "正式的网站不要照搬。",
)


def may(act, role, status, is_own, *, elsewhere=False):
    """`elsewhere`: the text is another section's, and the work divided."""
    cells = ELSEWHERE_DIVIDED.get(act) if elsewhere else ARTICLE[act].get(role)
    return (status, is_own) in (cells or set())


def page() -> str:
    """docs/rights.md: the table in words."""
    lines = [
        "# 谁能做什么",
        "",
        "本页由 `articles/tests/rights.py` 生成；`admin/test_matrix.py` 用真实请求逐格核对每个"
        "岗位、每种状态、自己的和别人的稿件。没有写到的一律不许。",
        "",
        "| 做什么 | 通讯员 | 责任编辑 | 部门主任 | 总编 | 出版 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for act, rights in ARTICLE.items():
        cells = [_words(rights.get(role, set())) for role in (CORRESPONDENT, *EDITORS, STAFF)]
        lines.append(f"| {LABELS.get(act, act)} | {' | '.join(cells)} |")
    lines += [
        "",
        "管理员管账号、网站设置和名录，不看也不改稿件，也不能让自己或别人签发。",
        "",
        *_DIVIDED,
        *_divided_rows(),
        *_MOVING,
        *_LIBRARY,
        *_TRASH,
        *_FINDINGS,
        *_TERMS,
        *_SECTIONS,
        *_ISSUES,
        *_STORIES,
        *_READERS,
        "",
        *_ACCOUNTS,
        "",
    ]
    return "\n".join(lines)


def _divided_rows():
    """What 责任编辑 may do in its own section and in another, without what it may do in neither."""
    for act, rights in ARTICLE.items():
        if here := rights.get(EDITOR):
            there = ELSEWHERE_DIVIDED.get(act, set())
            yield f"| {LABELS.get(act, act)} | {_words(here)} | {_words(there)} |"


def _words(cells) -> str:
    everybody = [status for status in Status if (status, False) in cells]
    mine = [s for s in Status if (s, True) in cells and (s, False) not in cells]
    words = []
    if everybody:
        words.append(_statuses(everybody))
    if mine:
        words.append(f"自己的\N{FULLWIDTH COLON}{_statuses(mine)}")
    return "\N{FULLWIDTH SEMICOLON}".join(words) or "—"


def _statuses(statuses) -> str:
    return "全部" if len(statuses) == len(Status) else "、".join(s.label for s in statuses)


if __name__ == "__main__":
    print(page(), end="")
