"""A 公众号 through its official interface: pictures and drafts. Answers are JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from uuid import uuid4

from django.conf import settings

#: Seconds for each request; the most that an answer may have, in bytes.
_PATIENCE, _MOST = 20, 1_000_000
#: What the interface's error codes mean for whoever pressed the button.
_MEANINGS = {
    40001: "AppSecret不对，或者刚换过。请管理员核对WECHAT_SECRET。",
    40013: "AppID不对。请管理员核对WECHAT_APPID。",
    40125: "AppSecret不对。请管理员核对WECHAT_SECRET。",
    40164: "这台服务器的地址不在公众号的IP白名单里。请管理员到公众平台的“基本配置”里加上。",
    45009: "今天调用接口的次数用完了，请明天再送。",
    45003: "标题太长。",
    45008: "篇数太多，一次最多八篇。",
    45166: "正文里有公众号不收的内容。",
    48001: "这个公众号没有用草稿箱接口的权限（没有认证，或没有开通）。",
    53404: "公众号被限制了带商品的能力。",
    -1: "微信正忙，请过几分钟再送。",
}


class WechatRefused(Exception):  # noqa: N818
    """WeChat took nothing, and why: a sentence for the newsroom."""


@dataclass(frozen=True, slots=True)
class WechatAccount:
    appid: str
    secret: str
    api: str

    @classmethod
    def of_settings(cls) -> WechatAccount | None:
        """The account that the environment names, or None."""
        if not (settings.WECHAT_APPID and settings.WECHAT_SECRET):
            return None
        return cls(settings.WECHAT_APPID, settings.WECHAT_SECRET, settings.WECHAT_API)

    def fetch_token(self) -> str:
        """The key to everything else, good for two hours. Raises WechatRefused, as all of these."""
        asked = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
        return self._ask("stable_token", {}, json.dumps(asked).encode(), "access_token")

    def upload_picture(self, token: str, data: bytes) -> str:
        """The address under which a picture may stand in a text."""
        return self._upload("media/uploadimg", {"access_token": token}, data, "url")

    def upload_cover(self, token: str, data: bytes) -> str:
        """The id of a picture that is kept for good, as covers must be."""
        asked = {"access_token": token, "type": "image"}
        return self._upload("material/add_material", asked, data, "media_id")

    def add_draft(self, token: str, articles: list[dict[str, Any]]) -> str:
        """Make one draft of up to eight articles; its id."""
        # Characters as they are: \\u4f5c would be printed as it stands.
        body = json.dumps({"articles": articles}, ensure_ascii=False).encode()
        return self._ask("draft/add", {"access_token": token}, body, "media_id")

    def _upload(self, name: str, query: dict[str, str], data: bytes, wanted: str) -> str:
        boundary = uuid4().hex
        head = (
            f"--{boundary}\r\n"
            'Content-Disposition: form-data; name="media"; filename="picture.jpg"\r\n'
            "Content-Type: image/jpeg\r\n\r\n"
        )
        body = head.encode() + data + f"\r\n--{boundary}--\r\n".encode()
        return self._ask(name, query, body, wanted, f"multipart/form-data; boundary={boundary}")

    def _ask(
        self,
        name: str,
        query: dict[str, str],
        body: bytes,
        wanted: str,
        kind: str = "application/json; charset=utf-8",
    ) -> str:
        """POST, and what the answer has under the wanted name."""
        url = f"{self.api}/cgi-bin/{name}" + (f"?{urlencode(query)}" if query else "")
        request = Request(url, body, {"Content-Type": kind})  # noqa: S310 - of the settings
        try:
            with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
                told = json.loads(answer.read(_MOST))
        except (URLError, HTTPException, OSError) as failed:
            raise WechatRefused("连不上微信的接口，什么也没有送。请过几分钟再试。") from failed
        except ValueError as garbled:
            raise WechatRefused("微信的接口答得看不懂，没有送成。请过几分钟再试。") from garbled
        found = told.get(wanted) if isinstance(told, dict) else None
        if isinstance(found, str) and found:
            return found
        raise WechatRefused(_explain(told))


def _explain(told: Any) -> str:
    code = told.get("errcode") if isinstance(told, dict) else None
    if code in _MEANINGS:
        return f"微信没有收\N{FULLWIDTH COLON}{_MEANINGS[code]}"
    said = str(told.get("errmsg", ""))[:120] if isinstance(told, dict) else ""
    return f"微信没有收（错误{code}{f'，{said}' if said else ''}）。请把这句话告诉管理员。"
