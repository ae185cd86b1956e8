"""The site as tests read it."""

import re
from html.parser import HTMLParser

#: Stands in what must be on no page.
CANARY = "金丝雀七七四"


class Page(HTMLParser):
    """The elements of a page: (tag, attributes), and its text.

    Without the manual's (F1), which names whatever the page might say.
    """

    def __init__(self, response):
        super().__init__()
        self.elements, self.text, self._in_manual = [], "", False
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._in_manual = self._in_manual or (tag, dict(attrs).get("id")) == ("dialog", "guide")

    def handle_endtag(self, tag):
        self._in_manual = self._in_manual and tag != "dialog"

    def handle_data(self, data):
        self.text += "" if self._in_manual else data

    def values(self, tag, attribute, **where):
        return [
            attrs[attribute]
            for name, attrs in self.elements
            if name == tag and attribute in attrs and where.items() <= attrs.items()
        ]


class Titles(HTMLParser):
    """The headlines of a page: how many stand in phrases, and which of those words stand raw."""

    def __init__(self, response, words):
        super().__init__()
        self.words = words
        self.open, self.raw, self.whole = [], [], 0
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in {"meta", "link", "img", "br", "wbr", "input"}:
            self.open.append((tag, given.get("class") or ""))
        if given.get("class") == "phrase":
            self.whole += 1

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        named = {tag for tag, _ in self.open}
        if self.words in data and not named & {"title", "script", "option"}:
            self.raw.append(data.strip())


def text_of(response):
    """What a page says, without what its script may say one day."""
    page = Page(response)
    page.text = ""
    page.feed(re.sub(r"(?s)<template.*?</template>", "", response.content.decode()))
    return page.text
