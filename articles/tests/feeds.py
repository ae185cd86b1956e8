"""Feeds as readers of feeds check them."""

from io import BytesIO

from lxml import etree

#: What RFC 4287 asks of the parts that our feeds have: which elements stand where, and how often.
_ATOM = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<define name="date">
<data type="dateTime">
<param name="pattern">.*(Z|[+-]\\d\\d:\\d\\d)</param>
</data>
</define>
<define name="person">
<element name="name">
<data type="token">
<param name="minLength">1</param>
</data>
</element>
<optional>
<element name="uri">
<data type="anyURI"/>
</element>
</optional>
</define>
<define name="link">
<element name="link">
<attribute name="href">
<data type="anyURI"/>
</attribute>
<optional>
<attribute name="rel">
<text/>
</attribute>
</optional>
</element>
</define>
<define name="category">
<element name="category">
<attribute name="term">
<text/>
</attribute>
</element>
</define>
<start>
<element name="feed">
<attribute name="xml:lang">
<data type="language"/>
</attribute>
<interleave>
<element name="id">
<data type="anyURI"/>
</element>
<element name="title">
<text/>
</element>
<element name="updated">
<ref name="date"/>
</element>
<element name="author">
<ref name="person"/>
</element>
<optional>
<element name="subtitle">
<text/>
</element>
</optional>
<element name="icon">
<data type="anyURI"/>
</element>
<oneOrMore>
<ref name="link"/>
</oneOrMore>
<zeroOrMore>
<element name="entry">
<interleave>
<element name="id">
<data type="anyURI"/>
</element>
<element name="title">
<text/>
</element>
<ref name="link"/>
<element name="published">
<ref name="date"/>
</element>
<element name="updated">
<ref name="date"/>
</element>
<zeroOrMore>
<element name="author">
<ref name="person"/>
</element>
</zeroOrMore>
<zeroOrMore>
<ref name="category"/>
</zeroOrMore>
<element name="summary">
<attribute name="type">
<value>text</value>
</attribute>
<text/>
</element>
<element name="content">
<attribute name="type">
<value>html</value>
</attribute>
<text/>
</element>
</interleave>
</element>
</zeroOrMore>
</interleave>
</element>
</start>
</grammar>
"""
_PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string", "minLength": 1}, "url": {"type": "string"}},
    "required": ["name"],
    "additionalProperties": False,
}
_TEXT, _TIME = {"type": "string"}, {"type": "string", "format": "date-time"}
#: What jsonfeed.org/version/1.1 asks.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        **dict.fromkeys(("title", "home_page_url", "feed_url", "description", "icon"), _TEXT),
        "language": {"type": "string", "pattern": "^[a-z]{2}(-[A-Za-z]+)?$"},
        "authors": {"type": "array", "items": _PERSON},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "content_html", "date_published"],
                "additionalProperties": False,
                "properties": {
                    **dict.fromkeys(("id", "url", "title", "summary", "content_html"), _TEXT),
                    "date_published": _TIME,
                    "date_modified": _TIME,
                    "authors": {"type": "array", "items": _PERSON},
                    "tags": {"type": "array", "items": _TEXT},
                },
            },
        },
    },
}


def atom_faults(content):
    """What is wrong with an Atom feed; nothing where it is in order."""
    schema = etree.RelaxNG(etree.parse(BytesIO(_ATOM.encode())))
    schema.validate(etree.fromstring(content))
    return [str(each) for each in schema.error_log]
