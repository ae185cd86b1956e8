/* The session may end while one writes, and begin anew in another window. A form marked data-keeps asks first whether
   one is still signed in: the login page in its place would lose what was typed, pasted and chosen. */
"use strict";

export const cookie = (name) => document.cookie.match(new RegExp(`(?:^|;\\s*)${name}=([^;]+)`))?.[1];

/** Puts the token of the session that is open now into every form, and returns it. */
export const renewTokens = () => {
  const token = cookie("__Host-csrftoken") ?? cookie("csrftoken"); // over https, and over http
  const inputs = document.querySelectorAll("[name=csrfmiddlewaretoken]");
  for (const input of token ? inputs : []) input.value = token;
  return token ?? inputs[0]?.value ?? "";
};

/** true or false; null where nobody answers. */
export const isSignedIn = async () => {
  try {
    const answer = await fetch(location.href, { method: "HEAD", redirect: "manual" });
    return answer.type !== "opaqueredirect";
  } catch {
    return null;
  }
};

/** A link to sign in beside this page. */
export const makeLoginLink = (login) => {
  const link = document.createElement("a");
  [link.href, link.target, link.rel, link.textContent] = [login, "_blank", "noopener", "在新窗口登录"];
  return link;
};

const told = (form) => {
  let line = form.querySelector("[data-session]");
  if (!line) {
    line = document.createElement("p");
    line.className = "refusal hot";
    line.dataset.session = "";
    line.setAttribute("role", "alert");
    form.append(line);
  }
  return line;
};
const hold = (form, answered) => {
  const line = told(form);
  if (answered === null) line.textContent = "连不上编辑部，没有送出。填的、选的都还在这一页上，接通了再按一次。";
  else line.replaceChildren("登录已过期，没有送出。填的、选的都还在这一页上：请", makeLoginLink(form.dataset.keeps), "，再回来按一次。");
  line.scrollIntoView({ block: "nearest" });
};

const asked = new WeakSet();
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("[data-keeps]") || event.defaultPrevented || asked.delete(form)) return;
  event.preventDefault();
  const answered = await isSignedIn();
  if (!answered) {
    hold(form, answered);
    return;
  }
  renewTokens();
  form.querySelector("[data-session]")?.remove();
  asked.add(form);
  form.requestSubmit(submitter);
});
