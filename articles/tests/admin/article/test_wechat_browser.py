"""One button gives an article to the clipboard as WeChat's editor takes it."""

import pytest
from django.urls import reverse

from articles.desk.wechat import collect_set
from articles.models import SiteSettings
from articles.tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const read = async (kind) => (await item.getType(kind)).text();
  return { html: await read("text/html"), text: await read("text/plain") };
}"""


def test_the_button_copies_html_with_its_styles_and_the_plain_text_beside_it(browse):
    article = make.public(kicker="民生", photos=1)
    page = browse(make.editor("沈砚秋"), permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{reverse('admin:articles_article_wechat')}?id={article.pk}")
    page.get_by_role("button", name="复制正文").click()
    page.get_by_text("已复制，到公众号里粘贴。").wait_for()
    [each] = collect_set([article.pk], SiteSettings.objects.current()).chosen
    found = page.evaluate(READ)

    assert "江边的步道昨日通了。</p>" in found["html"]
    assert found["html"].count("font-size: 17px") + found["html"].count("font-size:17px") == 1
    assert found["text"] == each.piece.text
