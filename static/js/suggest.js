/* Suggestions under a search box while somebody types. Without this file the box just searches.
   A combobox with a list, as WAI-ARIA has it: focus stays in the box, arrows move the choice. */
"use strict";
const WAIT = 180; // milliseconds without a key before we ask

let made = 0;

class Suggestions {
  constructor(box) {
    this.box = box;
    this.list = document.createElement("ul");
    this.said = document.createElement("p");
    this.list.id = `suggestions-${(made += 1)}`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "检索建议");
    this.said.className = "unseen";
    this.said.setAttribute("role", "status");
    this.field = document.createElement("div");
    this.field.className = "suggested";
    box.before(this.field);
    this.field.append(box, this.list, this.said);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
    }))
      box.setAttribute(name, value);
    box.addEventListener("input", (event) => this.typed(event));
    box.addEventListener("compositionend", () => this.ask());
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("blur", () => this.close());
    // A press would take the focus from the box, and close the list before the click.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.children];
  }

  typed(event) {
    clearTimeout(this.timer);
    if (!event.isComposing) this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const typed = this.box.value.trim();
    if (!typed) return this.close();
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const address = `${this.box.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const response = await fetch(address, { signal });
      const { suggestions } = await response.json();
      if (!signal.aborted && document.activeElement === this.box) this.show(suggestions);
    } catch {
      if (!signal.aborted) this.close(); // away from the network: search itself will say so
    }
  }

  show(suggestions) {
    this.list.replaceChildren(...suggestions.map((each, at) => this.option(each, at)));
    this.box.removeAttribute("aria-activedescendant");
    this.open(suggestions.length > 0);
    this.said.textContent = suggestions.length ? `有${suggestions.length}条建议，用上下键选。` : "没有建议。";
  }

  option({ kind, text, url, mark }, at) {
    const option = document.createElement("li");
    const label = document.createElement("span");
    option.id = `${this.list.id}-${at}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = url;
    label.className = "suggestion-kind";
    label.textContent = kind;
    const words = document.createElement("span");
    words.textContent = text;
    option.append(label, words);
    if (mark) {
      const told = document.createElement("span");
      told.className = "ai-mark";
      told.textContent = mark;
      option.append(told);
    }
    return option;
  }

  open(is) {
    this.list.hidden = !is;
    this.box.setAttribute("aria-expanded", String(is));
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.open(false);
    this.said.textContent = "";
    this.box.removeAttribute("aria-activedescendant");
  }

  get chosen() {
    return this.options.find((option) => option.getAttribute("aria-selected") === "true");
  }

  /* Up from the first and down from the last come back to the box, where nothing is chosen. */
  move(by) {
    const { options } = this;
    const places = options.length + 1;
    const to = (options.indexOf(this.chosen) + 1 + by + places) % places;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === to - 1)));
    const option = options[to - 1];
    if (!option) return this.box.removeAttribute("aria-activedescendant");
    this.box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (this.list.hidden) {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        this.ask();
      }
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.chosen) this.go(this.chosen);
    else return;
    event.preventDefault();
  }

  go(option) {
    if (!option) return;
    this.close();
    location.assign(option.dataset.url);
  }
}

for (const box of document.querySelectorAll("input[data-suggest]")) new Suggestions(box);
