"""Blocks of a text as two versions of it have them."""

from hypothesis import strategies as st

from articles.text.body import Block, Run

ROAD = "江边的步道昨天通了，居民早早来散步。"
ROAD_EDITED = "江边的步道今天通了，居民早早来散步。"
LAMPS = "街道给老楼换上了感应灯，夜里不再摸黑。"
LAMPS_EDITED = "街道给老楼换上了感应灯，夜里再也不摸黑。"
CLINIC = "社区医院新开了儿科门诊，居民周末也能看病。"
SCHOOL = "小学操场铺好了新跑道，下周开运动会。"


def paragraph(text, **looks):
    return Block("paragraph", (Run(text, **looks),))


def crosshead(text):
    return Block("crosshead", (Run(text),))


def photo(number):
    return Block("photo", photo=number)


def body(*texts):
    return tuple(paragraph(text) if isinstance(text, str) else text for text in texts)


TEXT = st.text(
    st.sampled_from("江边路通了的，。、；“”《》0123459.,%Ab \n啊\N{VARIATION SELECTOR-17}")
)
BLOCK = st.one_of(
    st.builds(paragraph, st.sampled_from([ROAD, ROAD_EDITED, LAMPS, LAMPS_EDITED, ROAD + LAMPS])),
    st.builds(paragraph, TEXT, bold=st.booleans()),
    st.builds(crosshead, st.sampled_from([ROAD, "路通了"])),
    st.builds(photo, st.integers(1, 3)),
    st.builds(
        Block,
        kind=st.sampled_from(["list", "quote"]),
        items=st.lists(TEXT.map(lambda text: (Run(text),)), min_size=1, max_size=3).map(tuple),
    ),
)
BODY = st.lists(BLOCK, max_size=7).map(tuple)
