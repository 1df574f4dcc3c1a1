// The glossary as a table: edited here, checked by the server as one types, written when one has seen
// what changes.

import { alarm, ask, byId, careful, el, Refused, t, tell } from "./common.js";
import { Grid } from "./grid.js";
import { listed } from "./jobs.js";

const usual = ["concept", "lang", "term", "status", "inflect", "forms", "note", "source"];
const choices = {
  status: ["preferred", "admitted", "forbidden"],
  dnt: ["yes", "no"],
  case: ["auto", "exact", "any"],
  inflect: ["none", "name", "noun", "noun:m", "noun:f", "noun:n"],
};
const grid = new Grid(byId("grid"), { changed, choices });
let loaded = { version: "", rows: [], columns: [] };
let checked = { sound: true, notes: [], changes: [] };

const file = () => byId("file").value;
const path = (what) => `/glossary/${encodeURIComponent(file())}/${what}`;
const post = (what, body) => ask("POST", path(what), body);

// ---- loading and checking ----

const load = careful(async () => {
  loaded = await ask("GET", path("table"));
  grid.load(loaded.rows, loaded.columns);
  columns();
  await check();
  byId("glossary").dataset.ready = "yes";
});

function columns() {
  grid.show(byId("every").checked ? loaded.columns : usual);
  paint();
}

let waiting;
function changed() {
  paint();
  clearTimeout(waiting);
  waiting = setTimeout(check, 350);
}

let latest = 0;
const check = careful(async () => {
  const number = (latest += 1);
  const answer = await post("check", { rows: grid.rows });
  if (number !== latest) return; // a later one is on its way
  checked = answer;
  byId("save").disabled = !checked.sound || unsaved() === false;
  byId("fix").disabled = !checked.notes.some((note) => note.fixable);
  remarks();
  paint();
});

const unsaved = () => JSON.stringify(grid.rows) !== JSON.stringify(loaded.rows);
const rank = { error: 3, warning: 2, info: 1 };

function remarks() {
  const shown = [...checked.notes].sort((a, b) => rank[b.severity] - rank[a.severity] || a.row - b.row);
  byId("remarks").replaceChildren(
    ...shown.slice(0, 300).map((note) =>
      el(
        "li",
        {},
        el(
          "button",
          { type: "button", click: () => grid.reach(note.row, note.column) || paint() },
          t("row_n", { n: note.row + 1 }),
        ),
        el("span", { class: `tag ${note.severity}` }, t(note.severity)),
        el("strong", {}, grid.rows[note.row]?.[note.column === "term" ? "term" : "concept"] ?? ""),
        " ",
        el("span", { lang: "en" }, note.message),
        " ",
        el("span", { class: "check" }, note.rule),
      ),
    ),
  );
  const faults = checked.notes.length;
  byId("remarks-count").textContent = !checked.sound
    ? t("faulty", { n: faults })
    : faults === 0
      ? t("no_remarks")
      : `(${faults})`;
}

/** Colour what is remarked on and changed, in the rows that are shown. */
function paint() {
  for (const cell of grid.body.querySelectorAll(".c-error,.c-warning,.c-info")) {
    cell.classList.remove("c-error", "c-warning", "c-info");
    cell.removeAttribute("title");
    cell.removeAttribute("aria-invalid");
  }
  for (const note of [...checked.notes].sort((a, b) => rank[a.severity] - rank[b.severity])) {
    const cell = grid.cell(note.row, Math.max(0, grid.columns.indexOf(note.column)));
    if (!cell) continue;
    cell.classList.add(`c-${note.severity}`);
    cell.title = note.message;
    if (note.severity === "error") cell.setAttribute("aria-invalid", "true");
  }
  const known = new Set(loaded.rows.map((row) => JSON.stringify(row)));
  for (const at of grid.shown ?? [])
    grid.body
      .querySelector(`tr[data-row="${at}"]`)
      .classList.toggle("changed", !known.has(JSON.stringify(grid.rows[at])));
  const shown = grid.shown?.length ?? 0;
  byId("rows-shown").textContent = t("rows_shown", { shown, total: grid.total ?? 0 });
  byId("more").hidden = shown >= (grid.total ?? 0);
  byId("back").disabled = grid.past.length === 0;
}

// ---- saving ----

const kinds = { added: "kind_added", removed: "kind_removed", changed: "kind_changed" };

function listOf(changes) {
  return el(
    "ul",
    { class: "changes" },
    ...changes.map((change) =>
      el(
        "li",
        {},
        el("strong", {}, change.concept),
        ` · ${change.what} · ${t(kinds[change.kind])}: `,
        change.before ? el("del", {}, change.before) : null,
        change.before && change.after ? " → " : null,
        change.after ? el("ins", {}, change.after) : null,
      ),
    ),
  );
}

function askToSave() {
  const many = checked.changes.length;
  byId("saving-lead").textContent = many
    ? t("saving_lead", { n: many, file: file() })
    : t("saving_nothing");
  byId("saving-changes").className = "";
  byId("saving-changes").replaceChildren(listOf(checked.changes));
  for (const [id, hidden] of [["saving-yes", many === 0], ["saving-merge", true], ["saving-theirs", true]])
    byId(id).hidden = hidden;
  open();
}

const open = () => byId("saving").open || byId("saving").showModal();

const save = careful(async () => {
  const rows = grid.rows;
  try {
    const { version } = await post("save", { rows, base: loaded.rows, version: loaded.version });
    loaded = { ...loaded, version, rows };
    byId("saving").close();
    tell(t("saved_file", { file: file() }));
    await check();
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409) throw error;
    conflict(error.answer);
  }
});

/** Somebody else was faster: both changes side by side, and what can be done. */
function conflict({ theirs, mine, now }) {
  byId("saving-lead").textContent = t("saving_conflict", { file: file() });
  byId("saving-changes").className = "both";
  byId("saving-changes").replaceChildren(
    el("section", {}, el("h3", {}, t("theirs")), listOf(theirs)),
    el("section", {}, el("h3", {}, t("mine")), listOf(mine)),
  );
  for (const [id, hidden] of [["saving-yes", true], ["saving-merge", false], ["saving-theirs", false]])
    byId(id).hidden = hidden;
  byId("saving-merge").onclick = careful(async () => {
    const merged = await post("merge", { base: loaded.rows, mine: grid.rows, theirs: now.rows });
    loaded = { ...loaded, version: now.version, rows: now.rows };
    byId("saving").close();
    grid.take(merged.rows);
    tell(
      merged.both.length > 0
        ? t("merged_both", { concepts: merged.both.join(", ") })
        : t("merged"),
    );
  });
  byId("saving-theirs").onclick = () => {
    loaded = { ...loaded, version: now.version, rows: now.rows };
    byId("saving").close();
    grid.take(now.rows);
  };
  open();
}

// ---- impact ----

const effects = ["added", "removed", "reworded", "accepted", "forbidden"];
const quoted = (wordings) => (wordings.length > 0 ? wordings.map((text) => t("quoted", { text })).join(", ") : "–");

function touched(each) {
  const says = each.changes.map((change) =>
    t(`effect_${effects.find((effect) => effect === change.effect)}`, {
      term: change.surface,
      before: quoted(change.before),
      after: quoted(change.after),
    }),
  );
  for (const breach of each.breaches)
    says.push(
      t(breach.forbidden ? "impact_forbidden" : "impact_lacks", { wording: breach.wording, id: breach.concept }),
    );
  if (each.recut) says.push(t("impact_recut"));
  return el("li", {}, each.text, el("ul", {}, ...says.map((one) => el("li", {}, one))));
}

byId("impact").addEventListener(
  "submit",
  careful(async (event) => {
    event.preventDefault();
    const boxes = byId("impact-jobs").querySelectorAll("input:checked");
    const { documents } = await post("impact", {
      rows: grid.rows,
      jobs: [...boxes].map((box) => box.value),
    });
    byId("impact-result").replaceChildren(
      ...documents.flatMap(({ name, total, segments }) => [
        el("h3", {}, t("impact_count", { name, n: segments.length, total })),
        segments.length > 0
          ? el("ol", { class: "touched" }, ...segments.map(touched))
          : el("p", { class: "lead" }, t("impact_none")),
      ]),
    );
  }),
);

const jobs = careful(async () => {
  const done = (await listed()).filter((job) => job.state === "done");
  byId("impact-jobs").replaceChildren(
    ...done.map((job, at) =>
      el(
        "li",
        {},
        el("label", {}, el("input", { type: "checkbox", value: job.id, checked: at < 5 }), job.name),
      ),
    ),
  );
});

// ---- other programs ----

const pair = () => `from=${byId("exchange-from").value}&to=${byId("exchange-to").value}`;

function losses(list) {
  byId("losses").replaceChildren(...list.map((each) => el("li", { lang: "en" }, `${each.where}: ${each.message}`)));
}

byId("export").addEventListener(
  "click",
  careful(async () => {
    const query = `format=${byId("format").value}&${pair()}`;
    const told = await ask("GET", path(`losses?${query}`));
    losses(told.losses);
    tell(t("exported", { name: told.name, n: told.losses.length }));
    el("a", { href: path(`export?${query}`), download: told.name }).click();
  }),
);

byId("import").addEventListener(
  "change",
  careful(async () => {
    const [chosen] = byId("import").files;
    if (!chosen) return;
    const query = `name=${encodeURIComponent(chosen.name)}&${pair()}`;
    const told = await ask("POST", path(`import?${query}`), chosen);
    byId("import").value = "";
    losses(told.losses);
    grid.take(told.rows);
    tell(t("imported", { n: told.rows.length }));
  }),
);

// ---- the page ----

for (const [name, values] of Object.entries(choices))
  document.body.append(
    el("datalist", { id: `choices-${name}` }, ...values.map((value) => el("option", { value }))),
  );

const actions = {
  add: () => grid.add(),
  remove: () => grid.remove(),
  back: () => grid.undo(),
  more: () => {
    grid.more();
    paint();
  },
  fix: careful(async () => {
    const sent = grid.rows;
    const { rows, mended } = await post("fix", { rows: sent });
    if (sent !== grid.rows) return; // edited meanwhile: what came back is of another table
    grid.take(rows);
    tell(t("mended", { n: mended }));
  }),
  save: careful(async () => {
    await check();
    if (checked.sound) askToSave();
    else alarm(new Error(t("faulty", { n: checked.notes.length })));
  }),
  "saving-yes": save,
  "saving-no": () => byId("saving").close(),
};
for (const [id, work] of Object.entries(actions)) byId(id).addEventListener("click", work);
byId("find").addEventListener("input", () => {
  grid.find(byId("find").value);
  paint();
});
byId("every").addEventListener("change", columns);
byId("file").addEventListener("change", load);
byId("grid").addEventListener("pasted", (event) => tell(t("pasted", { n: event.detail })));
addEventListener("beforeunload", (event) => {
  if (unsaved()) event.preventDefault();
});
if (byId("file").value) {
  load();
  jobs();
}
