"""What the programs that colleagues write in put on the clipboard, each with struck-out text."""

import pytest

from articles.text.outside import clean_outside

PASTED = {
    "Feishu": (
        '<meta charset="utf-8"><div data-page-id="d" data-lark-html-role="root" dat'
        'a-docx-has-block-data="false"><h2 class="heading-2 ace-line old-record-id-'
        'a">夜里</h2><div class="ace-line ace-line old-record-id-b">灯<strong>亮</s'
        'trong>了，<span style="text-decoration:line-through">五</span>八盏，10<sup'
        '>4</sup>亩。</div><ol class="list-number1" start="3"><li class="ace-line" '
        'data-list="number1"><div>第三</div></li></ol><ul class="list-check1"><li c'
        'lass="ace-line" data-list="check1" data-checked="true"><div>办完</div></li'
        '></ul><table><colgroup><col width="100"></colgroup><tbody><tr><td rowspan='
        '"1" colspan="1"><div class="ace-line">街道</div></td><td><div class="ace-l'
        'ine">12</div></td></tr></tbody></table></div><span data-lark-record-data="'
        '{&quot;rootId&quot;:&quot;x&quot;,&quot;text&quot;:&quot;不要&quot;}" data'
        '-lark-record-format="docx/record" class="lark-record-clipboard"></span>',
        '<h2>夜里</h2><p>灯<strong>亮</strong>了，八盏，10<sup>4</sup>亩。</p><ol s'
        'tart="3"><li><p>第三</p></li></ol><ul><li><p>☑办完</p></li></ul><table><tbo'
        'dy><tr><td><p>街道</p></td><td><p>12</p></td></tr></tbody></table>',
        ['deleted'],
    ),
    "Tencent Docs": (
        '<html><body><!--StartFragment--><div style="font-size:11pt"><p style="text'
        '-align:left;line-height:1.3;margin-top:0pt" data-p-id="p.1"><span style="f'
        'ont-size:11pt;font-family:微软雅黑;vertical-align:baseline" data-font-fami'
        'ly="微软雅黑">灯亮了，</span><span style="text-decoration:line-through;fon'
        't-size:11pt">五</span><span>八盏，m</span><span style="vertical-align:supe'
        'r">2</span></p><p style="padding-left:20pt;text-indent:-20pt"><span data-l'
        'ist-marker="1">一、</span><span>修路</span></p></div><!--EndFragment--></b'
        'ody></html>',
        '<p>灯亮了，八盏，m<sup>2</sup></p><p>一、修路</p>',
        ['deleted'],
    ),
    "DingTalk": (
        '<div data-cangjie-fragment="W3sidGV4dCI6IuS4jeimgSJ9XQ=="><p style="text-a'
        'lign:justify" data-cangjie-key="1"><span data-type="text"><span data-type='
        '"leaf">灯亮了</span></span><span data-type="text"><span style="font-weight'
        ':bold" data-type="leaf">八盏</span></span><span data-type="text"><s data-t'
        'ype="leaf">五</s></span></p><ol><li data-list="{&quot;ilvl&quot;:0}"><p>修'
        '路</p></li><li><p>装灯</p></li></ol></div>',
        '<p>灯亮了<strong>八盏</strong></p><ol><li><p>修路</p></li><li><p>装灯</p><'
        '/li></ol>',
        ['deleted'],
    ),
    "Pages": (
        '<html><head><meta name="Generator" content="Cocoa HTML Writer"><style type'
        '="text/css">p.p1 {margin: 0.0px 0.0px 0.0px 0.0px; font: 12.0px \'PingFang '
        "SC'} p.p2 {font: 12.0px Helvetica; min-height: 14.0px} span.s1 {text-decor"
        'ation: line-through} span.s2 {vertical-align: 4.0px; font-size:8px} ol.ol1'
        ' {list-style-type: decimal}</style></head><body><p class="p1">灯<b>亮</b>'
        '了，<span class="s1">五</span>八盏，10<span class="s2"><sup>4</sup></span>'
        '亩</p><p class="p2"><br></p><ol class="ol1"><li class="li1"><span class="s'
        '3"></span>修路</li></ol></body></html>',
        '<p>灯<strong>亮</strong>了，八盏，10<sup>4</sup>亩</p><ol><li><p>修路</p><'
        '/li></ol>',
        ['deleted'],
    ),
    "Apple Notes": (
        '<div><b>夜里</b></div><div>灯亮了<br></div><ul class="Apple-dash-list"><li'
        '>修路</li><li>装灯</li></ul><div><br></div>',
        '<p><strong>夜里</strong></p><p>灯亮了</p><ul><li><p>修路</p></li><li><p>装'
        '灯</p></li></ul>',
        [],
    ),
    "Outlook": (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=ZH-CN><'
        'div class=WordSection1><p class=MsoNormal><span style="font-family:等线">'
        '各位好：<o:p></o:p></span></p><p class=MsoNormal><span lang=EN-US><o:p>&nb'
        'sp;</o:p></span></p><p class=MsoNormal>灯亮了<s>五</s>八盏，m<sup>2</sup>'
        '。<o:p></o:p></p><p class=MsoListParagraph style="margin-left:21pt;text-in'
        'dent:-21pt;mso-list:l0 level1 lfo1"><![if !supportLists]><span lang=EN-US>'
        '<span style="mso-list:Ignore">1.<span style="font:7pt Times">&nbsp;&nbsp; '
        '</span></span></span><![endif]>修路<o:p></o:p></p></div></body></html>',
        '<p>各位好：</p><p>灯亮了八盏，m<sup>2</sup>。</p><ol><li><p>修路</p></li><'
        '/ol>',
        ['deleted'],
    ),
    "WPS": (
        '<p class="MsoNormal" style="text-indent:24pt;mso-char-indent-count:2"><spa'
        'n style="mso-spacerun:yes;font-family:宋体">灯亮了，</span><span style="te'
        'xt-decoration:line-through">五</span><span>八盏，10</span><span style="ver'
        'tical-align:super;mso-text-raise:30%">4</span><span>亩</span></p><p class='
        '"MsoNormal"><span style="mso-list:Ignore">（一）</span><span>修路</span></'
        'p>',
        '<p>灯亮了，八盏，10<sup>4</sup>亩</p><p>（一）修路</p>',
        ['deleted'],
    ),
    "Yuque": (
        '<div class="lake-content" typography="classic"><h2 id="a"><span class="ne-'
        'text">夜里</span></h2><p id="u1" class="ne-p"><span class="ne-text">灯亮了'
        '，</span><del><span class="ne-text">五</span></del><span class="ne-text">'
        '八盏，m</span><sup><span class="ne-text">2</span></sup></p><ol class="ne-o'
        'l" start="2"><li id="x" data-lake-index-type="0"><span class="ne-text">修'
        '路</span></li></ol></div>',
        '<h2>夜里</h2><p>灯亮了，八盏，m<sup>2</sup></p><ol start="2"><li><p>修路</'
        'p></li></ol>',
        ['deleted'],
    ),
    "Google Docs": (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-gui'
        'd-1"><p dir="ltr" style="line-height:1.38"><span style="font-size:11pt;fon'
        't-weight:400;vertical-align:baseline;white-space:pre-wrap">灯亮了，</span>'
        '<span style="font-weight:700">八盏</span><span style="text-decoration:line'
        '-through">五</span><span style="font-size:0.6em;vertical-align:super">4</s'
        'pan></p><br /><ol style="margin-top:0" start="4"><li dir="ltr" style="list'
        '-style-type:decimal"><p dir="ltr" role="presentation"><span>修路</span></p'
        '></li></ol></b>',
        '<p>灯亮了，<strong>八盏</strong><sup>4</sup></p><ol start="4"><li><p>修路<'
        '/p></li></ol>',
        ['deleted'],
    ),
    "WeChat": (
        '<section data-role="outer" label="edit by 135editor"><section style="box-s'
        'izing:border-box"><p style="text-align:center"><span style="color:#fff;bac'
        'kground:#c00">夜里</span></p></section><p style="text-indent:2em"><span le'
        'af="">灯亮了，<span textstyle="" style="text-decoration:line-through">五</'
        'span>八盏</span></p><section><span leaf=""><br/></span></section><mp-style'
        '-type data-value="3"></mp-style-type><p style="display:none"><mp-style-typ'
        'e></mp-style-type></p></section>',
        '<p>夜里</p><p>灯亮了，八盏</p>',
        ['deleted'],
    ),
    "Shimo": (
        '<p data-copy-origin="https://shimo.im"><span style="font-size:11pt">灯亮了'
        '</span><span class="ql-author-1" style="text-decoration: line-through;">五'
        '</span></p><ol list-id="a" style=""><li data-list="ordered">修路</li></ol>'
        '<p class="ql-long-1"><br></p>',
        '<p>灯亮了</p><ol><li><p>修路</p></li></ol>',
        ['deleted'],
    ),
    "Notion": (
        '<!-- notionvc: 1 --><p>灯亮了<s>五</s></p><ul class="to-do-list"><li><div '
        'class="checkbox checkbox-on"></div> <span class="to-do-children-checked">'
        '修路</span></li></ul><details open=""><summary>更多</summary>里面</details'
        '><aside>💡 提示</aside>',
        '<p>灯亮了</p><ul><li><p>☑ 修路</p></li></ul><p>更多</p><p>里面</p><p>💡 提示'
        '</p>',
        ['deleted'],
    ),
}  # fmt: skip


@pytest.mark.parametrize("program", PASTED)
def test_what_a_program_puts_on_the_clipboard_comes_in_as_it_was_seen(program):
    html, told, codes = PASTED[program]
    found = clean_outside(html)

    assert found.body == told
    assert [note.code for note in found.notes] == codes
