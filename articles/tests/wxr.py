"""WordPress exports for tests: posts of an invented site."""

from xml.sax.saxutils import escape

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4" -->
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:wfw="http://wellformedweb.org/CommentAPI/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <title>临江旧报</title>
  <link>https://old.linjiang.example</link>
  <wp:wxr_version>1.2</wp:wxr_version>
  <wp:base_site_url>https://old.linjiang.example</wp:base_site_url>
  <wp:base_blog_url>https://old.linjiang.example</wp:base_blog_url>
"""
END = "</channel>\n</rss>\n"
UPLOADS = "https://old.linjiang.example/wp-content/uploads"


def cdata(text):
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def export(*items, authors=(("ning", "宁望舒"), ("admin", "admin")), head=HEAD):
    people = "".join(
        f"<wp:author><wp:author_login>{cdata(login)}</wp:author_login>"
        f"<wp:author_display_name>{cdata(name)}</wp:author_display_name></wp:author>\n"
        for login, name in authors
    )
    return (head + people + "".join(items) + END).encode()


def post(number, content="灯亮了。", title="老街添了新路灯", **said):
    """An item; `said` are `kind`, `status`, `date`, `by`, `excerpt`, `password`, `tags` (domain,
    nicename, name), `meta`, `parent`, `url`, and `more`, which is XML."""
    tags = "".join(
        f'<category domain="{domain}" nicename="{slug}">{cdata(name)}</category>'
        for domain, slug, name in said.get("tags", ())
    )
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key>"
        f"<wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
        for key, value in said.get("meta", {}).items()
    )
    url = f"<wp:attachment_url>{cdata(said['url'])}</wp:attachment_url>" if "url" in said else ""
    return f"""  <item>
    <title>{cdata(title)}</title>
    <link>https://old.linjiang.example/?p={number}</link>
    <pubDate>Mon, 04 Mar 2019 01:15:00 +0000</pubDate>
    <dc:creator>{cdata(said.get("by", "ning"))}</dc:creator>
    <guid isPermaLink="false">https://old.linjiang.example/?p={number}</guid>
    <description></description>
    <content:encoded>{cdata(content)}</content:encoded>
    <excerpt:encoded>{cdata(said.get("excerpt", ""))}</excerpt:encoded>
    <wp:post_id>{number}</wp:post_id>
    <wp:post_date>{cdata(said.get("date", "2019-03-04 09:15:00"))}</wp:post_date>
    <wp:post_name>{escape(str(number))}</wp:post_name>
    <wp:status>{cdata(said.get("status", "publish"))}</wp:status>
    <wp:post_parent>{said.get("parent", 0)}</wp:post_parent>
    <wp:post_type>{cdata(said.get("kind", "post"))}</wp:post_type>
    <wp:post_password>{cdata(said.get("password", ""))}</wp:post_password>
    {url}{tags}{meta}{said.get("more", "")}
  </item>
"""


def attachment(number, name, **said):
    said = {"kind": "attachment", "status": "inherit", "url": f"{UPLOADS}/{name}"} | said
    return post(number, said.pop("content", ""), said.pop("title", name), **said)
