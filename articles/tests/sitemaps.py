"""The sitemap protocol 0.9 (sitemaps.org) with the news extension, as schemas of our own."""

from io import BytesIO

from lxml import etree

_URLSET = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"
 ns="http://www.sitemaps.org/schemas/sitemap/0.9"
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><choice><ref name="urlset"/><ref name="index"/></choice></start>
<define name="urlset"><element name="urlset"><oneOrMore><element name="url">
 <ref name="loc"/>
 <optional><ref name="lastmod"/></optional>
 <optional><element name="changefreq"><choice><value>always</value><value>hourly</value>
  <value>daily</value><value>weekly</value><value>monthly</value><value>yearly</value>
  <value>never</value></choice></element></optional>
 <optional><element name="priority"><data type="decimal"><param name="minInclusive">0</param>
  <param name="maxInclusive">1</param></data></element></optional>
 <optional><ref name="news"/></optional>
</element></oneOrMore></element></define>
<define name="index"><element name="sitemapindex"><oneOrMore><element name="sitemap">
 <ref name="loc"/><optional><ref name="lastmod"/></optional>
</element></oneOrMore></element></define>
<define name="loc"><element name="loc"><data type="anyURI">
 <param name="pattern">https?://.{5,2040}</param></data></element></define>
<define name="lastmod"><element name="lastmod"><ref name="moment"/></element></define>
<define name="moment"><choice><data type="date"/>
 <data type="dateTime"><param name="pattern">.*(Z|[+-][0-9]{2}:[0-9]{2})</param></data>
</choice></define>
<define name="news"><element name="news" ns="http://www.google.com/schemas/sitemap-news/0.9">
 <element name="publication"><element name="name"><ref name="words"/></element>
  <element name="language"><data type="string"><param name="pattern">[a-z]{2,3}|zh-cn|zh-tw</param>
  </data></element></element>
 <element name="publication_date"><ref name="moment"/></element>
 <element name="title"><ref name="words"/></element>
</element></define>
<define name="words"><data type="string"><param name="pattern">.*\\S.*</param></data></define>
</grammar>"""


def find_faults(content: bytes) -> list[str]:
    """What is wrong with a sitemap or an index of some."""
    schema = etree.RelaxNG(etree.parse(BytesIO(_URLSET.encode())))
    tree = etree.fromstring(content)
    schema.validate(tree)
    return [str(error) for error in schema.error_log]
