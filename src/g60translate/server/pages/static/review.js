// Reviewing a finished job: read, edit, approve; every change is checked by the server and kept there.

import { alarm, ask, byId, careful, el, languageName, t, tell } from "./common.js";
import { chipField, fill, rangeOf, textOf, chipped } from "./chips.js";
import { marked, notes, rowClass, sourceSpans, sureness, targetSpans, textCell } from "./marks.js";

const page = byId("review");
const { job, source, target } = page.dataset;
const base = `/review/${job}`;
const lines = new Map();
const rows = new Map();
let here = null;

// ---- one row ----

function row(line) {
  const { segment } = line;
  const field = chipField({
    text: line.target,
    lang: target,
    label: t("field", { n: line.number }),
  });
  const made = el(
    "article",
    {
      class: rowClass(segment, line.starts_block),
      tabindex: "-1",
      "data-id": segment.id,
      "aria-label": t("sentence", { n: line.number }),
      focusin: () => settle(segment.id),
    },
    el("div", { class: "no" }),
    textCell("source", source, languageName(source), el("span", { class: "words" })),
    el(
      "div",
      {},
      el("span", { class: "side" }, languageName(target)),
      el("div", { class: "beside" }, field, el("span", { class: "verdicts" })),
      el("div", { class: "under" }),
    ),
  );
  field.addEventListener("blur", careful(() => leave(segment.id)));
  field.addEventListener("input", () => unmark(segment.id));
  rows.set(segment.id, made);
  show(line);
  return made;
}

const fieldOf = (id) => rows.get(id).querySelector(".edit");

/** What the server says of a segment, in its row. */
function show(line) {
  const { segment } = line;
  const before = lines.get(segment.id);
  lines.set(segment.id, line);
  const made = rows.get(segment.id);
  const field = made.querySelector(".edit");
  made.classList.toggle("approved", line.approved);
  made.querySelector(".no").replaceChildren(String(line.number), sureness(segment, below()) ?? "");
  const plain = line.source === segment.source;
  const cell = made.querySelector(".words");
  cell.replaceChildren(
    plain ? marked(segment.source, sourceSpans(segment)) : chipped(line.source),
  );
  if (!plain) highlight(`${segment.id} source`, cell, sourceSpans(segment));
  // Where somebody is typing, the text is theirs until they leave it.
  if (document.activeElement !== field || textOf(field) === before?.target) fill(field, line.target);
  if (textOf(field) === line.target) highlight(segment.id, field, targetSpans(segment));
  made.querySelector(".notes")?.remove();
  made.querySelector(".verdicts").replaceChildren(
    el(
      "button",
      {
        type: "button",
        "aria-pressed": String(line.approved),
        click: careful(() => approve(segment.id, !line.approved)),
      },
      t(line.approved ? "approved" : "approve"),
    ),
  );
  const under = made.querySelector(".under");
  under.replaceChildren();
  if (line.target !== line.original)
    under.append(
      el("span", { class: "state" }, t("edited")),
      el(
        "button",
        { type: "button", title: line.original, click: careful(() => put(segment.id, line.original, false)) },
        t("restore"),
      ),
    );
  const said = notes(segment);
  if (said) made.append(said);
}

// ---- marks in editable texts, which leave the text itself alone ----

const spans = new Map();

function highlight(key, field, found) {
  spans.set(key, { field, found });
  if (!CSS.highlights) return;
  paint();
}

function unmark(id) {
  if (spans.delete(id)) paint();
}

let painting = 0;
function paint() {
  if (!CSS.highlights || painting) return;
  painting = requestAnimationFrame(() => {
    painting = 0;
    const byKind = new Map();
    for (const { field, found } of spans.values())
      for (const span of found) {
        const range = rangeOf(field, span.start, span.end);
        if (!range) continue;
        const css = span.css === "missed" ? "f-error" : span.css;
        if (!byKind.has(css)) byKind.set(css, new Highlight());
        byKind.get(css).add(range);
      }
    CSS.highlights.clear();
    for (const [css, ranges] of byKind) CSS.highlights.set(css, ranges);
  });
}

// ---- decisions ----

let saving = Promise.resolve();
const past = [];

/** One decision after the other, so that none overtakes another. */
function put(id, text, approved) {
  saving = saving.then(() => send(id, text, approved));
  return saving;
}

async function send(id, text, approved) {
  const field = fieldOf(id);
  field.setAttribute("aria-busy", "true");
  try {
    const { seen, number } = lines.get(id);
    const answer = await ask("PUT", `${base}/segments/${encodeURIComponent(id)}`, {
      target: text,
      approved,
      seen,
    });
    past.push(
      answer.lines.map((line) => ({
        id: line.segment.id,
        edited: answer.edited,
        approved: lines.get(line.segment.id).approved,
      })),
    );
    for (const line of answer.lines) show(line);
    const others = answer.lines.slice(1).map((line) => line.number);
    tell(
      t("saved", { n: number }) +
        (others.length > 0 ? `\n${t("also", { places: others.join(", ") })}` : ""),
    );
  } catch (error) {
    alarm(error);
  } finally {
    field.removeAttribute("aria-busy");
    tally();
  }
}

const changed = (id) => textOf(fieldOf(id)).trim() !== lines.get(id).target;

/** A text that is left is saved and checked, unless nothing changed. */
async function leave(id) {
  await saving; // what is on its way may be this very text
  if (changed(id)) await put(id, textOf(fieldOf(id)), false);
  else show(lines.get(id));
}

function approve(id, approved) {
  return put(id, textOf(fieldOf(id)), approved);
}

const undo = careful(async () => {
  await saving;
  const steps = past.pop() ?? earlier();
  if (!steps) tell(t("nothing_to_undo"));
  else {
    const answer = await ask("POST", `${base}/undo`, { steps });
    for (const line of answer.lines) show(line);
    tell(t("undone", { places: answer.lines.map((line) => line.number).join(", ") }));
  }
  tally();
});

/** What was changed before this page was opened is undone sentence by sentence. */
function earlier() {
  const line = lines.get(here);
  if (!line || line.target === line.original) return null;
  return [{ id: here, edited: true, approved: false }];
}

// ---- what is shown ----

const below = () => Number(byId("below").value) || 0;
const has = (segment, severity) => segment.findings.some((each) => each.severity === severity);
const wrong = (segment) =>
  has(segment, "error") || !segment.tags_ok || segment.terms.some((term) => !term.met);
const unsure = ({ confidence }) => confidence !== null && confidence !== undefined && confidence < below();

const filters = {
  all: () => true,
  look: ({ segment, approved }) =>
    !approved && (wrong(segment) || has(segment, "warning") || unsure(segment)),
  error: ({ segment }) => wrong(segment),
  warning: ({ segment }) => has(segment, "warning"),
  unsure: ({ segment }) => unsure(segment),
  open: ({ approved }) => !approved,
  edited: (line) => line.target !== line.original,
};

function filter() {
  const fits = filters[byId("filter").value];
  for (const [id, line] of lines) rows.get(id).hidden = !fits(line);
  byId("nothing").hidden = shown().length > 0;
  tally();
}

const shown = () => [...lines.keys()].filter((id) => !rows.get(id).hidden);

function tally() {
  const all = [...lines.values()];
  const counts = {
    total: all.length,
    approved: all.filter((line) => line.approved).length,
    edited: all.filter((line) => line.target !== line.original).length,
  };
  byId("tally").textContent = `${t("tally", counts)} · ${t("tally_shown", { shown: shown().length })}`;
}

// ---- keys ----

function settle(id) {
  if (here !== null) {
    rows.get(here).classList.remove("here");
    rows.get(here).tabIndex = -1;
  }
  here = id;
  rows.get(id).classList.add("here");
  rows.get(id).tabIndex = 0;
}

/** Go to the next (1) or previous (-1) sentence that is shown; `edit`: into its text. */
function go(way, edit) {
  const ids = shown();
  if (ids.length === 0) return;
  const at = here === null ? -1 : ids.indexOf(here);
  const next = ids[Math.max(0, Math.min(ids.length - 1, at + way))];
  (edit ? fieldOf(next) : rows.get(next)).focus();
  rows.get(next).scrollIntoView({ block: "nearest" });
}

byId("pairs").addEventListener("keydown", (event) => {
  const inField = event.target.classList.contains("edit");
  const onRow = event.target.classList.contains("pair");
  const control = event.ctrlKey || event.metaKey;
  const act = (work) => {
    event.preventDefault();
    work();
  };
  if (inField) {
    if (event.key === "Enter" && control) act(() => approveAndGo(true));
    else if (event.key === "Enter") event.preventDefault();
    else if (event.key === "Escape") act(() => rows.get(here).focus());
    else if (event.altKey && !event.shiftKey && event.key === "ArrowDown") act(() => go(1, true));
    else if (event.altKey && !event.shiftKey && event.key === "ArrowUp") act(() => go(-1, true));
  } else if (onRow && !control && !event.altKey) {
    if (["ArrowDown", "j"].includes(event.key)) act(() => go(1, false));
    else if (["ArrowUp", "k"].includes(event.key)) act(() => go(-1, false));
    else if (["Enter", "e"].includes(event.key)) act(() => fieldOf(here).focus());
    else if (event.key === "a") act(() => approveAndGo(false));
    else if (event.key === "u") act(undo);
    else if (event.key === "f") act(() => byId("filter").focus());
    else if (event.key === "?") act(() => byId("keys").showModal());
  }
});

async function approveAndGo(edit) {
  const id = here;
  const done = put(id, textOf(fieldOf(id)), true);
  go(1, edit);
  await done;
}

// ---- the page ----

byId("filter").addEventListener("change", filter);
byId("below").addEventListener("change", () => {
  for (const line of lines.values()) show(line);
  filter();
});
byId("undo").addEventListener("click", undo);
byId("keys-open").addEventListener("click", () => byId("keys").showModal());
byId("remember").addEventListener(
  "click",
  careful(async () => {
    await saving;
    tell(t("remembered_n", { n: (await ask("POST", `${base}/remember`)).remembered }));
  }),
);

const start = careful(async () => {
  const answer = await ask("GET", `${base}/segments`);
  byId("pairs").replaceChildren(...answer.lines.map(row));
  const first = answer.lines[0]?.segment.id;
  if (first !== undefined) rows.get(first).tabIndex = 0;
  filter();
  page.dataset.ready = "yes";
});
start();
