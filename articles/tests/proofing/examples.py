"""Five texts that each rule of the proofreader finds something in, and five that it leaves alone.

A rule is tried by itself. Where a test module has a list of texts for a rule, that list is meant.
"""

from __future__ import annotations

from dataclasses import replace

from articles.proofing import (
    balances,
    belonging,
    brackets,
    clocks,
    completeness,
    days,
    doubts,
    ends,
    gaps,
    growth,
    letters,
    marks,
    names,
    posts,
    quotes,
    ranges,
    registered,
    repeats,
    scales,
    sent_before,
    stale,
    sums,
    terms,
    unprinted,
    years,
)
from articles.proofing.galley import Particulars
from articles.proofing.termlist import TermList
from articles.proofing.typos.find import find_typos
from articles.tests.proofing.examples_of_numbers import NUMBERS
from articles.tests.proofing.galleys import (
    BODIES,
    EDITED,
    FONTS,
    LATE,
    NEW,
    PHOTO,
    SIGNED,
    doubted,
    first,
    in_house,
    of,
    of_body,
    of_captions,
    with_particulars,
)
from articles.tests.proofing.texts import days as days_texts
from articles.tests.proofing.texts import ends as ends_texts
from articles.tests.proofing.texts import facts as facts_texts
from articles.tests.proofing.texts import figures as figures_texts
from articles.tests.proofing.texts import form as form_texts
from articles.tests.proofing.texts import gaps as gaps_texts
from articles.tests.proofing.texts import posts as posts_texts
from articles.tests.proofing.texts import registered as registered_texts
from articles.tests.proofing.texts import repeats as repeats_texts
from articles.tests.proofing.texts import terms as terms_texts
from articles.tests.proofing.texts import typos as typos_texts
from articles.tests.proofing_cases import write

BRIDGE = repeats_texts.BRIDGE
LONG = "路灯改造从去年冬天就开始了。居民都说好，"

#: Each rule with galleys that it finds something in, and galleys that it leaves alone.
EXAMPLES = {
    **NUMBERS,
    quotes.find_quotes: (of(first(form_texts.QUOTES)), of(form_texts.SOUND_QUOTES)),
    brackets.find_brackets: (of(first(form_texts.BRACKETS)), of(form_texts.SOUND_BRACKETS)),
    marks.find_half_width: (of(first(form_texts.HALF_WIDTH)), of(form_texts.SOUND_HALF_WIDTH)),
    marks.find_spaces: (of(form_texts.SPACES), of(form_texts.SOUND_SPACES)),
    marks.find_doubled_marks: (of(first(form_texts.DOUBLED)), of(form_texts.SOUND_DOUBLED)),
    marks.find_odd_dots: (
        of([*first(form_texts.DOTS), "新桥通了—两岸盼了八年。"]),
        of([*form_texts.SOUND_DOTS, "沪—宁高速", "北京—上海的车"]),
    ),
    days.find_dates: (of(first(days_texts.FOLLOWING)), of(days_texts.RIGHT_DAYS)),
    days.find_weekdays: (
        of([*first(facts_texts.WEEKDAYS), "2026年12月25日是星期四。"]),
        of([*facts_texts.SOUND_WEEKDAYS, "2026年12月25日是星期五。"]),
    ),
    days.find_mixed_numerals: (
        of(first(facts_texts.NUMERALS), "活动在{}举行。"),
        of(facts_texts.SOUND_NUMERALS, "活动在{}举行。"),
    ),
    clocks.find_clocks: (
        of([*days_texts.CLOCKS, "每天25:30"], "{}开始。"),
        of([*days_texts.SCORES, "时间9:30—17:50"], "{}，大家鼓掌。"),
    ),
    clocks.find_mixed_clocks: (
        of(["9时三十分", "九时30分", "七点05分", "12时十五分", "三点45分"], "{}开门。"),
        of(["9时30分", "九时三十分", "9时整", "三点一刻", "8时，三十分钟后"], "{}开门。"),
    ),
    years.find_relative_years: (
        of(first(facts_texts.YEARS), "{}的计划已经公布。"),
        of(facts_texts.SOUND_YEARS, "{}的计划已经公布。"),
    ),
    years.find_days_out_of_time: (of(days_texts.OUT_OF_TIME), of(days_texts.IN_TIME)),
    years.find_years_of_plans: (
        of(
            ["“十四五”期间（2021—2026年）", "“十三五”时期（2015—2020年）", "十五五（2025—2030年）",
             "“十二五”（2011年至2016年）", "“十四五”规划（2020—2025）"], "{}，小区通了气。",
        ),
        of(
            ["“十四五”期间（2021—2025年）", "“十三五”时期（2016—2020年）", "十五五（2026—2030年）",
             "“十四五”期间", "三年行动（2021—2023年）"], "{}，小区通了气。",
        ),
    ),
    years.find_years_backwards: (
        of(days_texts.BACKWARDS, "{}，街道连年办灯会。"),
        of(days_texts.FORWARDS, "{}，街道连年办灯会。"),
    ),
    ranges.find_ranges_of_units: (
        of(facts_texts.RANGES_OF_UNITS, "约为{}。"),
        of(facts_texts.OTHER_RANGES, "约为{}。"),
    ),
    ranges.find_ranges: (
        of(first(facts_texts.RANGES), "约为{}。"),
        of(facts_texts.SOUND_RANGES, "约为{}。"),
    ),
    sums.find_sums: (
        of(
            [*first(facts_texts.SUMS), *facts_texts.CALLED_OTHERWISE,
             "上半年接待36万人次，下半年接待45万人次，全年共接待80万人次。"],
        ),
        of(facts_texts.OPEN_SUMS),
    ),
    sums.find_parts_too_large: (
        of(
            ["常住人口85万人，其中老年人口17亿人。", "共有党员120人，其中女党员210人。",
             "改造小区36个，其中城东街道63个。", "投入300万元，其中区级3000万元。",
             "种树500棵，其中香樟5000棵。"],
        ),
        of(
            ["常住人口85万人，其中老年人口17万人。", "共有党员120人，其中女党员120人。",
             "投入300万元，其中区级比上年增加3000万元。", "种树500棵，其中20亩是果园。",
             "共有3个街道，其中城东街道居民5万人。"],
        ),
    ),
    sums.find_shares: (
        of(
            ["赞成的占50%，反对的占20%，未表态的占40%。", "甲占60%，乙占30%，丙占25%。",
             "甲占40%、乙占40%、丙占10%。", "甲占20%，乙占20%，丙占20%，丁占50%。",
             "老年人占35%，中年人占40%，青年人占30%。"],
        ),
        of(
            ["赞成的占50%，反对的占20%，未表态的占30%。", "男性占50%，青年占20%。",
             "占5%、占6%、占7%的都有。", "党员占25%，本地户籍占70%，租户占30%。",
             "甲占33.3%，乙占33.3%，丙占33.4%。"],
        ),
    ),
    sums.find_shares_of_pairs: (of(figures_texts.SHARES), of(figures_texts.WHOLES)),
    sums.find_too_much: (
        of(["参保率达到100.09%。", "青年占120%。", "合格率为101%。", "出席率105%。",
            "满意度达110%。", "垃圾分类准确率达101%。", "结案率由96%上升到104%。"]),
        of(["参保率达到100%。", "青年占12%。", "增长120%。", "毛入学率102%。",
            "产值是去年的150%。"]),
    ),
    growth.find_growth: (of(first(figures_texts.GREW)), of(figures_texts.GROWN)),
    growth.find_points: (of(figures_texts.WRONG_POINTS), of(figures_texts.RIGHT_POINTS)),
    growth.find_wrong_ways: (
        of([*figures_texts.WRONG_WAY, "绿地率从30%提高到28%。"]),
        of([*figures_texts.RIGHT_WAY, "绿地率从28%提高到30%。"]),
    ),
    balances.find_balances: (
        of(
            [*first(figures_texts.BALANCES), "原有商户80家，迁出15家，还剩75家。",
             "总投资5亿元，已完成3.2亿元，尚余2.8亿元。", "应到85人，实到78人，请假6人。"],
        ),
        of([*figures_texts.BALANCED, "应到85人，实到79人，请假6人。"]),
    ),
    balances.find_ages: (
        of(
            [*figures_texts.AGES, "小区建于1996年，至今已40年。", "学校创办于1958年，距今86年。"],
        ),
        of(
            [*figures_texts.RIGHT_AGES, "小区建于1996年，至今已30年。",
             "学校重建于1996年，至今已80年。",
             "1990年出生的他在这里住了40年。"],
        ),
    ),
    scales.find_jumping_units: (of(first(figures_texts.UNITS)), of(figures_texts.OTHER_UNITS)),
    scales.find_figures_of_heads: (
        [write(body, headline=head) for head, body, _ in figures_texts.HEADS],
        [write(body, headline=head) for head, body in figures_texts.RIGHT_HEADS],
    ),
    names.find_two_forms: (of(first(facts_texts.FORMS)), of(facts_texts.OTHERS)),
    posts.find_two_posts: (of(first(posts_texts.TWO)), of(posts_texts.ONE)),
    registered.find_wrong_posts: (
        in_house(first(registered_texts.WRONG_POSTS), register=registered_texts.REGISTER),
        in_house(registered_texts.RIGHT_POSTS, register=registered_texts.REGISTER),
    ),
    registered.find_strange_holders: (
        in_house(first(registered_texts.STRANGERS), register=registered_texts.REGISTER),
        in_house(registered_texts.KNOWN, register=registered_texts.REGISTER),
    ),
    registered.find_house_names: (
        in_house(first(registered_texts.NAMES), register=registered_texts.REGISTER),
        in_house(registered_texts.OTHER_NAMES, register=registered_texts.REGISTER),
    ),
    repeats.find_repeated_words: (
        of([*first(repeats_texts.REPEATED), "政府高度高度重视。", "这是第一个一个社区。"]),
        of(repeats_texts.SAID_TWICE),
    ),
    repeats.find_doubled_characters: (of(repeats_texts.ALONE), of(repeats_texts.TOGETHER)),
    repeats.find_doubled_endings: (
        of(repeats_texts.DOUBLED_ENDINGS),
        of(repeats_texts.SOUND_ENDINGS),
    ),
    repeats.find_repeated_clauses: (
        of([*first(repeats_texts.AGAIN), "这座桥修了三年。这座桥修了三年。居民都来了。"]),
        of([f"{LONG}省电。", "灯亮，灯亮，灯亮。", "一盏灯，两盏灯。", "亮了。亮了。", BRIDGE]),
    ),
    repeats.find_items_again: (of(repeats_texts.ITEMS_AGAIN), of(repeats_texts.ITEMS_ONCE)),
    repeats.find_clauses_again: (
        of(
            [(f"新桥通车了。{BRIDGE}", f"傍晚有人来。{BRIDGE}"),
             (f"{BRIDGE}真好。", f"{BRIDGE}"), (f"甲。{BRIDGE}", "乙。", f"丙。{BRIDGE}"),
             "明年三月开工建设，年底完工，明年三月开工建设，居民期待。",
             "街道要管好小区，社区要管好楼道，街道要管好小区，都要管好。"],
        ),
        of(
            [(BRIDGE, BRIDGE), (f"“{BRIDGE}”", f"又说，“{BRIDGE}”"), (f"好。{BRIDGE}", "好。"),
             "一组同比增长10%以上，二组同比增长10%以上，都好。", "灯亮了，人来了，灯亮了。"],
        ),
    ),
    repeats.find_repeated_paragraphs: (
        of([(BRIDGE, BRIDGE), (BRIDGE, "中间。", BRIDGE), (BRIDGE, f" {BRIDGE}"),
            (f"{BRIDGE}好。", f"{BRIDGE}好。"), ("好。", BRIDGE, BRIDGE)]),
        of([("短。", "短。"), (BRIDGE, BRIDGE[:-1] + "得很。"), BRIDGE, (BRIDGE, "好。"),
            (f"{BRIDGE}甲。", f"{BRIDGE}乙。")]),
    ),
    ends.find_lost_beginnings: (
        of([(ends_texts.FIRST, text) for text in (*first(ends_texts.LOST), "，大家都说好。")]),
        of([(ends_texts.FIRST, text) for text in ends_texts.WHOLE]),
    ),
    ends.find_cut_ends: (
        of([*ends_texts.STOPPED, ends_texts.CUT, f"{ends_texts.CUT}，", f"{ends_texts.CUT}、",
            f"“{ends_texts.CUT}", f"“{ends_texts.CUT}说好，”"]),
        of(ends_texts.LINES),
    ),
    gaps.find_gaps: (
        of([*gaps_texts.GAPS, "由【记者姓名】报道。", "（编者注：请补充数据）灯亮了。"]),
        of(gaps_texts.MEANT),
    ),
    letters.find_odd_characters: (
        of(first(form_texts.CHARACTERS)),
        of(form_texts.SOUND_CHARACTERS),
    ),
    letters.find_full_width: (
        of(["共１２盏。", "用ＬＥＤ灯。", "增长５％。", "第ａ种。", "Ａ座和Ｂ座"]),
        of(["共12盏。", "用LED灯。", "增长5%。", "（一）", "A座"]),
    ),
    unprinted.find_characters_without_glyph: (
        in_house(["王𪚥说。", "点赞👍。", "招牌是ខ្មែរ。", "1\ufe0f\u20e3办证", "葛\U000e0100家"],
                 printable=FONTS),
        in_house(["王䶮说。", "亩产2⅓吨。", "☎\ufe0e热线", "San José", "灯\u2009亮了。"],
                 printable=FONTS),
    ),
    completeness.find_missing: (
        with_particulars(
            [{}, EDITED, {"signatures": [("correspondent", "")]},
             {**SIGNED, "photos": [replace(PHOTO, alt="")]},
             {**SIGNED, "photos": [replace(PHOTO, credit=" ")]}],
        ),
        with_particulars(
            [SIGNED, {"source": "望江日报"}, {"genre": "notice"}, {**SIGNED, "photos": [PHOTO]},
             {"signatures": [("staff", "")]}],
        ),
    ),
    completeness.find_reprints: (
        [replace(galley, particulars=Particulars()) for galley in of(
            ["新华社北京11月9日电　冬小麦播完了。", "据人民日报报道，冬小麦播完了。",
             "冬小麦播完了。（转载自《农家日历》）", "本文摘自《临江水利史》，有删节。",
             "中新网11月9日电　冬小麦播完了。"])],
        [replace(galley, particulars=Particulars()) for galley in of(
            ["本报讯　冬小麦播完了。", "老周订了三十年人民日报。", "新华社记者来过这条巷子。",
             "他转自行车铺的钥匙给徒弟。", "这段话选得好，大家抄了下来。"])],
    ),
    completeness.find_unlisted: (
        with_particulars(
            [{"source": name} for name in ("某某网", "江边日报", "微信群", "市报")]
            + [{"source": "望江日报", "signatures": [("staff", "")]}],
        ),
        with_particulars(
            [{"source": name, "original_author": "原文未署名"} | EDITED
             for name in ("望江日报", "《望江日报》", "望江日报网")]
            + [{"source": ""}, SIGNED],
        ),
    ),
    completeness.find_minors: (
        of_captions(["小学生在江边写生。", "孩子们排队借书。", "儿童领到了书包。", "幼儿做操。",
                     "小朋友坐上轮渡。"]),
        of_captions(["老人在江边写生。", "大学生在江边写生。", "少年宫的新楼。", "居民排队借书。",
                     "江边的步道。"]),
    ),
    completeness.find_undeclared: (
        with_particulars([
            {"photos": [replace(PHOTO, **words)]}
            for words in (
                {"caption": "步道的效果图，AI生成。"}, {"credit": "人工智能绘制"},
                {"alt": "用AI合成的江景"}, {"caption": "文生图：江边"}, {"credit": "AI制图"},
            )
        ]),
        with_particulars([
            {"photos": [PHOTO]}, {"photos": [replace(PHOTO, caption="区里开了AI课。")]},
            {"photos": [replace(PHOTO, caption="AI生成的步道。", ai_use="whole")]},
            {"photos": [replace(PHOTO, credit="鹿鸣")]}, {},
        ]),
    ),
    stale.find_stale: (
        with_particulars([{"event_on": day} for day in LATE], genre="news"),
        with_particulars([{"event_on": day} for day in NEW], genre="news"),
    ),
    stale.find_unfilled: (
        of(["【待填】", "【待填：单位】", "【待填，时间】", "【待填几户】", "【待填：谁】"],
           "江边{}的灯。"),
        of(["【填好】", "【通知】", "待填", "（待填）", "【待办】"], "江边{}的灯。"),
    ),
    belonging.find_strange_body: (
        [galley for head in BODIES for galley in of_body(head, other_than=head)],
        [galley for head in BODIES for galley in of_body(head)],
    ),
    doubts.find_doubts: (
        doubted(["长椅换了新木条。", ("好。", "长椅换了新木条，坐着舒服。"),
                 "望津街道的长椅换了新木条。",
                 "他说长椅换了新木条。", "长椅换了新木条"]),
        doubted(["长椅换了木条。", "好。", "长椅修好了。", "新木条换上了长椅。", "换好的正文。"]),
    ),
    sent_before.find_sent_before: (
        [replace(write("灯亮了。"), resembles=each) for each in ([1], [2], [1, 2], [3], [9, 8, 7])],
        of(["灯亮了。", "人来了。", "桥通了。", "路修了。", "雨停了。"]),
    ),
    terms.find_terms: (
        in_house(
            [text for text, told in terms_texts.FOUND if told], terms=TermList(terms_texts.TERMS)
        ),
        in_house(terms_texts.LEFT_ALONE, terms=TermList(terms_texts.TERMS)),
    ),
    find_typos: (of(first(typos_texts.ERRORS)), of(typos_texts.SOUND)),
}  # fmt: skip
