// 成品: while a job is under way, what the page says of it is fetched anew every two seconds.
// Only texts are changed, so that the focus stays on 取消; when the job ends the page is loaded again.

const PAUSE = 2000;
const job = document.querySelector("[data-under-way]");

async function look() {
  const answer = document.hidden ? null : await fetch(location.href).catch(() => null);
  if (answer?.ok && !answer.redirected) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-under-way]");
    if (!now) {
      location.reload();
      return;
    }
    for (const old of job.querySelectorAll("[data-live]")) {
      const fresh = now.querySelector(`[data-live="${old.dataset.live}"]`);
      if (!fresh) continue;
      if (old.textContent !== fresh.textContent) old.textContent = fresh.textContent;
      if (fresh.hasAttribute("width")) old.setAttribute("width", fresh.getAttribute("width"));
    }
  }
  setTimeout(look, PAUSE);
}

if (job) setTimeout(look, PAUSE);
