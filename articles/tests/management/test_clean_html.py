import json

import pytest
from django.core.management import CommandError, call_command


def run(*arguments, capsys):
    call_command("clean_html", *map(str, arguments))
    return capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_file_is_read_as_a_body_with_what_was_left_out(tmp_path, capsys, encoding):
    file = tmp_path / "稿.htm"
    file.write_bytes("<p>五<del>八</del>个街道<img src=a></p>".encode(encoding))

    assert json.loads(run(file, "--json", capsys=capsys)) == {
        "body": "<p>五个街道</p>",
        "photos": 1,
        "notes": [
            {"code": "deleted", "text": "有1处删去的文字（修订或删除线）没有贴进正文：“八”。"},
            {
                "code": "picture",
                "text": "贴来的文字里有1幅图，没有一起贴进来：请在下面“图片”里加。",
            },
        ],
    }
    assert run(file, capsys=capsys).splitlines()[0] == "<p>五个街道</p>"


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="没有这个文件"):
        call_command("clean_html", str(tmp_path / "无.htm"))
