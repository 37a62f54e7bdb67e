// The editor on the report page. Every correction goes to the server at once, and the page is shown anew as it is then.
const body = document.body;
const state = JSON.parse(body.dataset.added);
const text = document.getElementById("text");
const aside = document.getElementById("records");
const form = document.getElementById("form");
const said = document.getElementById("said");
const pickedLine = document.getElementById("picked");
const kinds = { achievement: ["成绩", "a"], problem: ["问题", "p"], plan: ["下一步", "n"] };
const bounds = { exact: "恰好", about: "约", over: "超过", under: "不足", at_least: "至少", at_most: "至多", range: "范围" };
const changes = { "": "无变化", up: "上升", down: "下降" };
const quantityById = new Map(state.quantities.map((quantity, at) => [quantity.id, { ...quantity, number: at + 1 }]));
let chosen = null; // a record or a quantity outside any record
let picked = null; // what is selected in the text: { start, end, words }
let busy = false;

const make = (tag, properties = {}, ...children) => {
  const { data, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  if (data) element.dataset.key = data;
  element.append(...children);
  return element;
};
const say = (words, wrong = false) => {
  said.textContent = words;
  said.classList.toggle("wrong", wrong);
};

// What the page looks like, to look the same after it is shown anew.
const MEMORY = `review-${state.article}`;
const filters = ["search", "topic", "speaker"].map((id) => document.getElementById(id)).filter(Boolean);
const kindButtons = [...document.querySelectorAll(".tools .kinds button")];
const remember = () => {
  const focused = document.activeElement;
  const key = focused?.dataset.key ?? (focused?.closest("#text") ? "text" : focused?.closest(".record") ? "row" : "");
  sessionStorage.setItem(
    MEMORY,
    JSON.stringify({
      key,
      view: body.dataset.view,
      filters: filters.map((filter) => filter.value),
      kinds: kindButtons.map((button) => button.getAttribute("aria-pressed")),
      scrolls: [text.scrollTop, aside.scrollTop, scrollY],
    }),
  );
};
const restore = () => {
  const kept = JSON.parse(sessionStorage.getItem(MEMORY) ?? "null");
  sessionStorage.removeItem(MEMORY);
  if (!kept) return;
  filters.forEach((filter, at) => {
    if (filter.value === kept.filters[at]) return;
    filter.value = kept.filters[at];
    filter.dispatchEvent(new Event(filter.id === "search" ? "input" : "change"));
  });
  kindButtons.forEach((button, at) => button.getAttribute("aria-pressed") !== kept.kinds[at] && button.click());
  if (kept.view !== body.dataset.view) document.querySelector(`.tabs [data-view="${kept.view}"]`).click();
  if (!chosen) [text.scrollTop, aside.scrollTop] = kept.scrolls;
  const current = aside.querySelector(".record.current");
  const places = { text: current && document.getElementById(`t${current.id.slice(1)}`), row: current?.querySelector(".goto") };
  const place = kept.key in places ? places[kept.key] : body.querySelector(`[data-key="${CSS.escape(kept.key)}"]`);
  place?.focus({ preventScroll: true });
};

const send = async (edit) => {
  if (busy) return;
  busy = true;
  say("保存中…");
  try {
    const answer = await fetch(`/api/articles/${state.article}/edits`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ revision: state.revision, edit }),
    });
    const result = await answer.json();
    if (answer.ok) {
      remember();
      const record = result.record ?? (edit.do === "delete" || !chosen?.kind ? null : indexOf(chosen.id));
      history.replaceState(null, "", record ? `#r${record}` : location.pathname);
      location.reload();
      return;
    }
    say(result.error.message, true);
    if (chosen) show(chosen);
  } catch {
    say("没有保存：连不上服务器", true);
  }
  busy = false;
};
const indexOf = (id) => state.records.findIndex((record) => record.id === id) + 1 || null;

// Where a selection stands: a paragraph's characters, hidden ones too, are the source's from data-at on.
const offsetOf = (node, at) => {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const paragraph = element.closest("p[data-at]");
  if (!paragraph) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, at);
  return Number(paragraph.dataset.at) + [...before.toString()].length;
};
const showPicked = () => {
  pickedLine.hidden = !picked;
  pickedLine.textContent = picked ? `已选：${picked.words}` : "";
  for (const button of form.querySelectorAll(".pick")) button.disabled = !picked;
};
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection.rangeCount || !text.contains(selection.anchorNode)) return;
  picked = null;
  CSS.highlights?.delete("picked");
  if (!selection.isCollapsed) {
    const range = selection.getRangeAt(0).cloneRange();
    if (!text.contains(range.endContainer)) range.setEndAfter(text.lastElementChild);
    const start = offsetOf(range.startContainer, range.startOffset);
    const end = offsetOf(range.endContainer, range.endOffset);
    const words = range.toString().replace(/\s*\n\s*/g, "").trim();
    if (start !== null && end !== null && words) {
      picked = { start, end, words };
      CSS.highlights?.set("picked", new Highlight(range));
    }
  }
  showPicked();
});
const selected = ({ start, end } = picked) => ({ start, end });

// The form. A control's data-key is its name across two showings of the page.
const button = (key, words, action, properties = {}) => {
  const made = make("button", { type: "button", textContent: words, data: key, ...properties });
  made.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  made.addEventListener("click", action);
  return made;
};
const pick = (key, words, action) => button(key, words, () => picked && action(selected()), { className: "pick" });
const line = (label, ...children) => make("div", { className: "line" }, make("span", { className: "label", textContent: label }), ...children);
const input = (key, value, label, change, properties = {}) => {
  const made = make("input", { type: "text", value: value ?? "", ariaLabel: label, data: key, autocomplete: "off", ...properties });
  made.addEventListener("change", () => change(made.value.trim()));
  return made;
};
const select = (key, value, label, choices, change) => {
  const made = make("select", { ariaLabel: label, data: key });
  for (const [name, words] of Object.entries(choices)) made.append(make("option", { value: name, textContent: words }));
  made.value = value;
  made.addEventListener("change", () => change(made.value));
  return made;
};
const spanLine = (name, place, set) => {
  const number = (key, label) =>
    input(`${name}-${key}`, place[key], label, (value) => set({ span: { ...selected(place), [key]: Number(value) } }), { type: "number", min: 0 });
  return line("范围", number("start", "起点"), number("end", "终点"), pick(`${name}-span`, "取选中", (span) => set({ span })));
};
const placeLine = (name, label, field, place, set, more = []) =>
  line(
    label,
    make("span", { className: "words", textContent: place?.text ?? "" }),
    ...(place ? more : []),
    pick(`${name}-${field}`, "取选中", (span) => set({ [field]: span })),
    button(`${name}-${field}-clear`, "清除", () => set({ [field]: null }), { disabled: !place }),
  );

const quantityForm = (quantity) => {
  const name = quantity.id;
  const set = (fields) => send({ do: "set-quantity", id: name, ...fields });
  const plain = (value) => value.replace(/[,，\s]/g, "") || null;
  const optional = make("input", { type: "checkbox", checked: quantity.optional, data: `${name}-optional` });
  optional.addEventListener("change", () => set({ optional: optional.checked }));
  const group = make("fieldset", {}, make("legend", { textContent: `数量 ${quantity.text}` }));
  group.append(
    line(
      "数值",
      input(`${name}-value`, quantity.value, "数值", (value) => set({ value: plain(value) }), { className: "number" }),
      input(`${name}-upper`, quantity.upper, "上限", (value) => set({ upper: plain(value) }), { placeholder: "上限" }),
      input(`${name}-unit`, quantity.unit, "单位", (value) => set({ unit: value }), { className: "short", placeholder: "单位" }),
      select(`${name}-bound`, quantity.bound, "界限", bounds, (bound) => set({ bound })),
      select(`${name}-change`, quantity.change ?? "", "变化", changes, (change) => set({ change: change || null })),
      make("label", {}, optional, " 不计分"),
      button(`${name}-delete`, "删除", () => send({ do: "delete", id: name }), { className: "delete" }),
    ),
    spanLine(name, quantity, set),
    placeLine(name, "对象", "of", quantity.of, set),
    placeLine(name, "动作", "action", quantity.action, set),
  );
  return group;
};
const recordForm = (record) => {
  const name = record.id;
  const set = (fields) => send({ do: "set-record", id: name, ...fields });
  const radios = Object.entries(kinds).map(([kind, [words, key]]) => {
    const radio = make("input", { type: "radio", name: "kind", value: kind, checked: kind === record.kind, data: `kind-${kind}` });
    radio.addEventListener("change", () => set({ kind }));
    return make("label", { className: kind, title: key }, radio, words);
  });
  const own = state.quantities.filter((quantity) => quantity.start >= record.start && quantity.start < record.end);
  const parts = [
    make(
      "div",
      { className: "line kinds", role: "radiogroup", ariaLabel: "类别" },
      ...radios,
      button("delete", "删除记录", () => send({ do: "delete", id: name }), { className: "delete" }),
    ),
    spanLine(name, record, set),
    placeLine(name, "动作", "action", record.action, set),
    placeLine(name, "对象", "object", record.object, set),
    placeLine(name, "主体", "actor", record.actor, set),
    placeLine(name, "地点", "location", record.location, set),
    placeLine(name, "条目", "item", record.item, set, [
      input(`${name}-ordinal`, record.item?.ordinal, "序号", (value) => set({ item: { ...selected(record.item), ordinal: Number(value) } }), { type: "number", min: 0 }),
    ]),
  ];
  if (record.kind === "plan") {
    const owners = record.owners.map((owner) => selected(owner));
    parts.push(
      placeLine(name, "期限", "deadline", record.deadline, set, [
        input(`${name}-day`, record.deadline?.value, "最后一天", (value) => set({ deadline: { ...selected(record.deadline), value } }), { placeholder: "XXXX-12-31" }),
      ]),
      line(
        "责任",
        make("span", { className: "words", textContent: record.owners.map((owner) => owner.text).join("、") }),
        pick(`${name}-owners`, "加选中", (span) => set({ owners: [...owners, span] })),
        button(`${name}-owners-clear`, "清除", () => set({ owners: [] }), { disabled: !owners.length }),
      ),
    );
  }
  return [...parts, ...own.map(quantityForm)];
};
const show = (what) => {
  chosen = what;
  const adding = line(
    "添加",
    ...Object.entries(kinds).map(([kind, [words, key]]) => pick(`add-${kind}`, `${words}（${key}）`, (span) => send({ do: "add-record", kind, ...span }))),
    pick("add-quantity", "数量（q）", (span) => send({ do: "add-quantity", ...span })),
  );
  const hint = "选一条记录来修改；在正文中选中文字，可添加记录、数量，或用作所选记录的一项。";
  const parts = !what ? [make("p", { className: "hint", textContent: hint })] : what.kind ? recordForm(what) : [quantityForm(what)];
  form.replaceChildren(adding, ...parts);
  showPicked();
  // A row that is scrolled to comes to lie below the editor, not behind it.
  aside.style.setProperty("--editor", `${form.parentElement.offsetHeight}px`);
};

document.addEventListener("record", (event) => show(event.detail ? state.records[event.detail - 1] : null));
const lone = (event) => {
  const amount = event.target.closest?.("#text .q[id], .others .amount");
  if (!amount || amount.closest("mark")) return;
  const id = state.quantities[Number((amount.id || amount.hash.slice(1)).slice(1)) - 1].id;
  show(quantityById.get(id));
};
document.addEventListener("click", lone);

const undo = document.getElementById("undo");
const redo = document.getElementById("redo");
const reviewed = document.getElementById("reviewed");
const next = document.getElementById("next");
for (const [control, key] of [[undo, "undo"], [redo, "redo"], [reviewed, "reviewed"]]) control.dataset.key = key;
undo.disabled = !state.undo;
redo.disabled = !state.redo;
reviewed.checked = state.reviewed;
undo.addEventListener("click", () => send({ do: "undo" }));
redo.addEventListener("click", () => send({ do: "redo" }));
reviewed.addEventListener("change", () => send({ do: "mark", reviewed: reviewed.checked }));
if (state.next) {
  next.href = `/articles/${state.next}`;
  next.hidden = false;
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=checkbox], [type=radio]), select");
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (typing || !["z", "y"].includes(key)) return;
    event.preventDefault();
    const again = key === "y" || event.shiftKey;
    if (again ? state.redo : state.undo) send({ do: again ? "redo" : "undo" });
    return;
  }
  if (event.altKey || event.isComposing || typing) return;
  const kind = Object.keys(kinds).find((name) => kinds[name][1] === key);
  const act =
    kind && picked
      ? () => send({ do: "add-record", kind, ...selected() })
      : kind && chosen?.kind && kind !== chosen.kind
        ? () => send({ do: "set-record", id: chosen.id, kind })
        : key === "q" && picked
          ? () => send({ do: "add-quantity", ...selected() })
          : key === "delete" && chosen
            ? () => send({ do: "delete", id: chosen.id })
            : key === "e" && chosen
              ? () => form.querySelector(chosen.kind ? ":checked" : "input").focus()
              : null;
  if (!act) return;
  event.preventDefault();
  act();
});

document.querySelector(".keys").append("　", ...["a 成绩", "p 问题", "n 下一步", "q 数量", "e 修改", "Delete 删除"].flatMap((words) => {
  const [key, name] = words.split(" ");
  return [make("kbd", { textContent: key }), ` ${name}　`];
}));
const current = aside.querySelector(".record.current");
show(current ? state.records[Number(current.id.slice(1)) - 1] : null);
restore();
