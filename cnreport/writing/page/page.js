// The article's page: filters, and the way from a record to its place in the text and back.
const body = document.body;
const text = document.getElementById("text");
const aside = document.getElementById("records");
const tip = document.getElementById("tip");
const card = document.getElementById("card");
const status = document.getElementById("status");
const reset = document.getElementById("reset");
const nothing = document.getElementById("nothing");
const search = document.getElementById("search");
const selects = { speaker: document.getElementById("speaker"), topic: document.getElementById("topic") };
const kindButtons = [...document.querySelectorAll(".kinds button")];
const narrow = matchMedia("(max-width: 900px)");

const fragments = new Map();
for (const mark of text.querySelectorAll("mark")) {
  const own = fragments.get(mark.dataset.r);
  if (own) own.push(mark);
  else fragments.set(mark.dataset.r, [mark]);
}
const records = [...aside.querySelectorAll(".record")].map((row) => ({
  row,
  number: row.id.slice(1),
  kind: kindButtons.find((button) => row.classList.contains(button.dataset.kind)).dataset.kind,
  topic: row.dataset.topic,
  speech: row.closest(".part").dataset.speech,
  link: row.querySelector(".goto"),
  marks: fragments.get(row.id.slice(1)) ?? [],
}));
const byNumber = new Map(records.map((record) => [record.number, record]));
let shown = records;
let current = null;

const make = (tag, className, words) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (words) element.textContent = words;
  return element;
};

// What an attribute says in lines, as a list: a label and its words.
const listOf = (lines, className = "") => {
  const list = make("dl", className);
  for (const line of lines.split("\n")) {
    const [label, ...rest] = line.split("\t");
    const pair = make("div");
    pair.append(make("dt", "", label), make("dd", "", rest.join(" ")));
    list.append(pair);
  }
  return list;
};
const detailsOf = (record) => listOf(record.row.querySelector(".more").dataset.more, "details");

// One stop of the Tab key in each pane: the current record, before there is one the first; then its amounts.
const setStops = (record, index) => {
  if (!record) return;
  record.link.tabIndex = index;
  if (record.marks.length) record.marks[0].tabIndex = index;
  if (record === current || index < 0) {
    for (const place of [record.row, ...record.marks])
      for (const amount of place.querySelectorAll(".amount, [data-tip]")) amount.tabIndex = index;
  }
};
for (const stop of aside.querySelectorAll(".record a")) stop.tabIndex = -1;

const scrolled = {};
const setView = (view) => {
  if (body.dataset.view === view) return;
  scrolled[body.dataset.view] = scrollY;
  body.dataset.view = view;
  scrollTo(0, scrolled[view] ?? 0);
  for (const button of document.querySelectorAll(".tabs button"))
    button.setAttribute("aria-pressed", button.dataset.view === view);
};

// What is out of sight has not been laid out and takes its size by guess: look again when the place has come into sight.
const reveal = (element, block) => {
  let left = 3;
  const look = () => {
    element.scrollIntoView({ block });
    if (left--) requestAnimationFrame(look);
  };
  look();
};

const flash = (element) => {
  element.classList.remove("flash");
  void element.offsetWidth;
  element.classList.add("flash");
};

// Offsets count code points of the source; a paragraph's characters, hidden ones too, are the source's from data-at on.
const paragraphs = [...text.querySelectorAll("p[data-at]")];
const lineLength = Math.max(10, (parseFloat(getComputedStyle(text).width) - 40) / 17);
for (const paragraph of paragraphs) {
  const lines = Math.ceil((paragraph.textContent.length + 2) / Math.min(40, lineLength));
  paragraph.style.containIntrinsicSize = `auto ${lines * 2}em`;
}
for (const group of aside.querySelectorAll("tbody"))
  group.style.containIntrinsicSize = `auto ${group.rows.length * 2.8}em`;
const pointAt = (offset) => {
  let low = 0;
  let high = paragraphs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (Number(paragraphs[middle].dataset.at) <= offset) low = middle;
    else high = middle - 1;
  }
  if (high < 0) return null;
  let left = offset - Number(paragraphs[low].dataset.at);
  const walker = document.createTreeWalker(paragraphs[low], NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    let units = 0;
    for (const character of walker.currentNode.data) {
      if (left === 0) return [walker.currentNode, units];
      units += character.length;
      left -= 1;
    }
    if (left === 0) return [walker.currentNode, units];
  }
  return null;
};
const PART_STYLES = { action: "action", object: "object", deadline: "duty", owner: "duty" };
const showParts = (record) => {
  if (!CSS.highlights) return;
  CSS.highlights.clear();
  const found = {};
  for (const part of record?.row.dataset.parts.split(" ").filter(Boolean) ?? []) {
    const [name, start, end] = part.split(/[:-]/);
    const from = pointAt(Number(start));
    const to = pointAt(Number(end));
    if (!(name in PART_STYLES) || !from || !to) continue;
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    (found[PART_STYLES[name]] ??= []).push(range);
  }
  for (const [name, ranges] of Object.entries(found)) CSS.highlights.set(name, new Highlight(...ranges));
};

const showCard = (record) => {
  card.hidden = !record;
  if (!record) return;
  card.className = record.kind;
  const content = detailsOf(record);
  const amounts = record.row.querySelector(".amounts");
  const shownAmounts = make("div", "amounts");
  shownAmounts.append(...[...amounts.children].map((amount) => amount.cloneNode(true)));
  const duties = record.row.querySelector(".duties")?.cloneNode(true);
  const buttons = make("div", "row");
  for (const [words, action] of [
    ["上一条", () => step(-1)],
    ["下一条", () => step(1)],
    ["在表中查看", () => (setView("records"), choose(record, { focus: "row" }))],
    ["关闭", () => choose(null)],
  ]) {
    const button = make("button", "", words);
    button.type = "button";
    button.addEventListener("click", action);
    buttons.append(button);
  }
  card.replaceChildren(content, ...(duties ? [duties] : []), shownAmounts, buttons);
};

// Make a record the current one; focus says which pane the keyboard goes to, if it is to move.
const choose = (record, { focus = null } = {}) => {
  if (current) {
    setStops(current, -1);
    for (const element of [current.row, ...current.marks]) element.classList.remove("current");
    current.row.removeAttribute("aria-current");
  } else setStops(shown[0], -1);
  current = record;
  setStops(current ?? shown[0], 0);
  showParts(record);
  showCard(record);
  hideTip();
  history.replaceState(null, "", record ? `#r${record.number}` : location.pathname + location.search);
  document.dispatchEvent(new CustomEvent("record", { detail: record?.number ?? null }));
  if (!record) return;
  record.row.querySelector(".more").replaceChildren(detailsOf(record));
  for (const element of [record.row, ...record.marks]) element.classList.add("current");
  record.row.setAttribute("aria-current", "true");
  const mark = record.marks[0];
  if (focus === "row") record.link.focus({ preventScroll: true });
  if (focus === "mark") mark?.focus({ preventScroll: true });
  reveal(record.row, narrow.matches ? "center" : "nearest");
  if (mark) {
    reveal(mark, "center");
    record.marks.forEach(flash);
  }
};

const paneOfFocus = () => {
  if (narrow.matches) return body.dataset.view === "text" ? "mark" : "row";
  return text.contains(document.activeElement) ? "mark" : "row";
};
const step = (by) => {
  if (!shown.length) return;
  const at = shown.indexOf(current);
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
  choose(shown[next], { focus: paneOfFocus() });
};

const pressed = () => kindButtons.filter((button) => button.getAttribute("aria-pressed") === "true");
const words = (element) =>
  (element.words ??= `${element.textContent} ${element.querySelector(".more")?.dataset.more ?? ""}`.toLowerCase());
const filter = () => {
  setStops(current ?? shown[0], -1);
  const kinds = new Set(pressed().map((button) => button.dataset.kind));
  const topic = selects.topic.value;
  const speech = selects.speaker?.value ?? "";
  const sought = search.value.trim().toLowerCase();
  const active = kinds.size > 0 || topic || speech || sought;
  shown = [];
  for (const record of records) {
    const fits =
      (!kinds.size || kinds.has(record.kind)) &&
      (!topic || record.topic === topic) &&
      (!speech || record.speech === speech) &&
      (!sought || words(record.row).includes(sought));
    record.row.hidden = !fits;
    for (const mark of record.marks) mark.classList.toggle("off", !fits);
    if (fits) shown.push(record);
  }
  for (const group of aside.querySelectorAll("tbody")) group.hidden = !group.querySelector(".record:not([hidden])");
  for (const table of aside.querySelectorAll("table")) table.hidden = !table.querySelector("tbody:not([hidden])");
  for (const others of aside.querySelectorAll(".others")) {
    for (const amount of others.querySelectorAll(".amount")) amount.hidden = sought && !words(amount).includes(sought);
    others.hidden = kinds.size > 0 || topic || !others.querySelector(".amount:not([hidden])");
  }
  for (const list of aside.querySelectorAll(".customs")) {
    for (const item of list.querySelectorAll("li")) item.hidden = sought && !words(item).includes(sought);
    list.hidden = kinds.size > 0 || topic || !list.querySelector("li:not([hidden])");
  }
  for (const part of aside.querySelectorAll(".part"))
    part.hidden =
      (speech && part.dataset.speech !== speech) ||
      (active && !part.querySelector("table:not([hidden]), .others:not([hidden]), .customs:not([hidden])"));
  for (const section of text.querySelectorAll("section"))
    section.classList.toggle("off-speech", Boolean(speech) && section.dataset.speech !== speech);
  nothing.hidden = shown.length > 0 || !records.length;
  reset.disabled = !active;
  status.textContent = active ? `${records.length} 条中的 ${shown.length} 条` : `共 ${records.length} 条`;
  if (current && current.row.hidden) choose(null);
  else setStops(current ?? shown[0], 0);
};
const clear = () => {
  for (const button of kindButtons) button.setAttribute("aria-pressed", "false");
  for (const select of Object.values(selects)) if (select) select.value = "";
  search.value = "";
  filter();
};
const toggle = (button) => {
  button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
  filter();
};

let tipped = null;
const hideTip = () => {
  tipped?.removeAttribute("aria-describedby");
  tipped = null;
  tip.hidden = true;
};
const showTip = (target) => {
  if (target === tipped) return;
  hideTip();
  tipped = target;
  tip.replaceChildren(listOf(target.dataset.tip));
  tip.hidden = false;
  target.setAttribute("aria-describedby", "tip");
  const place = target.getClientRects()[0];
  if (!place) return;
  const own = tip.getBoundingClientRect();
  const above = place.top - own.height - 6;
  tip.style.top = `${above > 4 ? above : place.bottom + 6}px`;
  tip.style.left = `${Math.max(8, Math.min(place.left, innerWidth - own.width - 8))}px`;
};
document.addEventListener("mouseover", (event) => {
  const target = event.target.closest("[data-tip]");
  if (target) showTip(target);
  else if (tipped && tipped !== document.activeElement) hideTip();
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-tip]")) showTip(event.target);
  else hideTip();
});
document.addEventListener("scroll", hideTip, { capture: true, passive: true });

const goToAmount = (link, byKey) => {
  const amount = document.getElementById(link.hash.slice(1));
  const row = link.closest(".record");
  if (row) choose(byNumber.get(row.id.slice(1)));
  if (narrow.matches) setView("text");
  if (!amount) return;
  reveal(amount, "center");
  flash(amount);
  if (byKey) amount.focus({ preventScroll: true });
};
aside.addEventListener("click", (event) => {
  const byKey = event.detail === 0;
  const amount = event.target.closest(".amount");
  const row = event.target.closest(".record");
  if (amount) {
    event.preventDefault();
    goToAmount(amount, byKey);
  } else if (row) {
    if (!event.target.closest(".goto") && !getSelection().isCollapsed) return;
    event.preventDefault();
    if (narrow.matches) setView("text");
    choose(byNumber.get(row.id.slice(1)), { focus: byKey ? "mark" : "row" });
  } else if (event.target.closest("h2 a, .customs a") && narrow.matches) setView("text");
});
card.addEventListener("click", (event) => {
  const amount = event.target.closest(".amount");
  if (!amount) return;
  event.preventDefault();
  goToAmount(amount, false);
});
text.addEventListener("click", (event) => {
  const mark = event.target.closest("mark:not(.off)");
  if (mark && getSelection().isCollapsed) choose(byNumber.get(mark.dataset.r), { focus: "mark" });
  const amount = event.target.closest("[data-tip]");
  if (amount) showTip(amount);
});
for (const button of kindButtons) button.addEventListener("click", () => toggle(button));
for (const select of Object.values(selects)) select?.addEventListener("change", filter);
search.addEventListener("input", filter);
reset.addEventListener("click", clear);
for (const button of document.querySelectorAll(".tabs button"))
  button.addEventListener("click", () => {
    setView(button.dataset.view);
    if (current) choose(current);
  });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") {
    if (tipped) hideTip();
    else if (document.activeElement === search) search.blur();
    else choose(null);
    return;
  }
  if (event.target.matches("input, select")) return;
  const onRecord = event.target.closest("mark, .record");
  const act = {
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: onRecord && (() => step(1)),
    ArrowUp: onRecord && (() => step(-1)),
    "/": () => search.focus(),
    1: () => toggle(kindButtons[0]),
    2: () => toggle(kindButtons[1]),
    3: () => toggle(kindButtons[2]),
    Enter:
      event.target.matches("mark") &&
      (() => {
        if (narrow.matches) setView("records");
        choose(byNumber.get(event.target.dataset.r), { focus: "row" });
      }),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

const fromAddress = () => {
  const match = /^#([rtq])(\d+)$/.exec(location.hash);
  if (!match) return;
  const mark = match[1] === "q" ? document.getElementById(`q${match[2]}`)?.closest("mark") : null;
  const record = byNumber.get(match[1] === "q" ? mark?.dataset.r : match[2]);
  if (record && record !== current) choose(record);
};
addEventListener("hashchange", fromAddress);

document.querySelector(".choices").hidden = false;
filter();
fromAddress();
