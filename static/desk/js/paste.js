/* What is pasted from elsewhere: the server brings it into the grammar of a body (articles/text/outside). */
"use strict";

const PATIENCE = 15000; // milliseconds
const PICTURE = /(["'])data:[\w/+.-]+;base64,[^"']*\1/g; // the server has no use for the bytes
const OURS = /^(?:<meta charset=['"]utf-8['"]>)?<[^>]+ data-pm-slice=/;
const FOREIGN = /<(?!\/|(?:meta|p|h2|br|strong|em|sup|sub|a|ul|ol|li|blockquote|table|colgroup|col|tbody|tr|t[dh]|figure)\b)|\sstyle=/i;

const clean = async (html, address) => {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  data.append("html", new Blob([html.replace(PICTURE, "$1data:$1")], { type: "text/html" }), "paste.html");
  const answer = await fetch(address, { method: "POST", body: data, redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
  const read = await answer.json();
  if (!answer.ok) throw new Error(read.error);
  return read;
};

/** Keeps the place while the text around it changes. */
const keepPlace = (view) => {
  let place = view.state.selection.getBookmark();
  const dispatch = view.props.dispatchTransaction;
  view.setProps({ dispatchTransaction(tr) { place = place.map(tr.mapping); dispatch.call(this, tr); } });
  return () => {
    view.setProps({ dispatchTransaction: dispatch });
    view.dispatch(view.state.tr.setSelection(place.resolve(view.state.doc)));
  };
};

/** True if this takes the paste: HTML from elsewhere. Offline or refused, its plain text is pasted. */
export const pasteHtml = (view, transfer, { address, say, offer }) => {
  const html = transfer.getData("text/html");
  const text = transfer.getData("text/plain");
  if (!html || (OURS.test(html) && !FOREIGN.test(html))) return false;
  const back = keepPlace(view);
  const pasteCleaned = async () => {
    const cleaned = await clean(html, address).catch(() => null);
    back();
    if (cleaned) {
      if (cleaned.body) view.pasteHTML(cleaned.body);
      say(cleaned.notes.map((note) => note.text).join(""));
      offer(cleaned);
    } else {
      if (text) view.pasteText(text);
      say("没能请服务器整理贴来的内容（断网、登录过期或太长），只贴了文字\uff1a格式、表格要补，修订删去的字可能还在，请核对。");
    }
  };
  say("正在整理贴来的文字……");
  void pasteCleaned();
  return true;
};
