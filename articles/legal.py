"""What the law and the rules on government sites have a site say, and what of it is still empty."""

from __future__ import annotations

from articles.models import SiteSettings

#: Fields of the settings whose absence is told, each with why it is needed.
WANTED = {
    "sponsor": "主办单位要写明",
    "icp_number": "备案号要在首页底部标明（《互联网信息服务管理办法》第十二条）",
    "police_number": "公安联网备案号要在首页底部标明（《计算机信息网络国际联网安全保护管理办法》）",
    "licence": "互联网新闻信息服务许可证号要在显著位置标明（《互联网新闻信息服务管理规定》第十条）",
    "contact": "读者要能找到编辑部",
    "site_code": "党政机关网站要有网站标识码",
    "about_elder": "适老化改造要有说明",
    "about_access": "无障碍要有说明",
}


def find_empty(site: SiteSettings) -> list[tuple[str, str]]:
    """(what the field is called, why it is needed) of each that is empty."""
    return [
        (str(SiteSettings._meta.get_field(name).verbose_name), why)  # type: ignore[union-attr]
        for name, why in WANTED.items()
        if not getattr(site, name).strip()
    ]
