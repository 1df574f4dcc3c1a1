// A table edited like a spreadsheet: one cell has the focus, keys move it, paste fills many cells.

import { el } from "./common.js";
import { parse, written } from "./tsv.js";

const page = 200;

/** Rows are objects by column; they are never changed, only exchanged, so that undo is a look back. */
export class Grid {
  constructor(table, { changed, choices }) {
    this.table = table;
    this.body = table.tBodies[0];
    this.changed = changed;
    this.choices = choices;
    this.columns = [];
    this.every = [];
    this.rows = [];
    this.past = [];
    this.limit = page;
    this.query = "";
    this.matched = new WeakSet();
    this.at = { row: 0, column: 0 };
    this.input = null;
    for (const kind of ["keydown", "paste", "copy", "focusin", "dblclick"])
      table.addEventListener(kind, (event) => this[kind](event));
  }

  /** New rows from outside: what was undone before is forgotten. */
  load(rows, every) {
    this.every = every;
    this.rows = rows;
    this.past = [];
    this.limit = page;
    this.render();
  }

  show(columns) {
    this.columns = columns;
    this.render();
  }

  /** Take rows over as a change that can be undone. */
  take(rows) {
    this.past.push(this.rows);
    this.rows = rows;
    this.render();
    this.changed();
  }

  undo() {
    if (this.past.length === 0) return;
    this.rows = this.past.pop();
    this.render();
    this.changed();
  }

  find(query) {
    this.query = query.trim().toLowerCase();
    this.matched = new WeakSet(this.rows.filter((row) => this.matches(row)));
    this.limit = page;
    this.render();
  }

  matches(row) {
    return ["concept", "term", "forms"].some((name) => row[name].toLowerCase().includes(this.query));
  }

  more() {
    this.limit += page;
    this.render();
  }

  /** The numbers of the rows that the search found; one that is edited then stays in sight. */
  found() {
    const all = [...this.rows.keys()];
    return this.query ? all.filter((at) => this.matched.has(this.rows[at])) : all;
  }

  render() {
    this.input = null;
    const head = el("tr", {}, el("th", { class: "at", scope: "col" }, "#"));
    head.append(...this.columns.map((name) => el("th", { scope: "col" }, name)));
    this.table.tHead.replaceChildren(head);
    const found = this.found();
    this.shown = found.slice(0, this.limit);
    this.total = found.length;
    this.body.replaceChildren(...this.shown.map((at) => this.line(at)));
    this.table.setAttribute("aria-rowcount", String(this.rows.length + 1));
    this.settle();
  }

  line(at) {
    const row = this.rows[at];
    const first = at === 0 || this.rows[at - 1].concept !== row.concept;
    const made = el("tr", { class: first ? "first" : null, "data-row": at, "aria-rowindex": at + 2 });
    made.append(el("td", { class: "at" }, String(at + 1)));
    this.columns.forEach((name, column) =>
      made.append(
        el("td", { role: "gridcell", tabindex: "-1", "data-column": column, "data-name": name }, row[name] ?? ""),
      ),
    );
    return made;
  }

  cell(row, column) {
    return this.body.querySelector(`tr[data-row="${row}"] td[data-column="${column}"]`);
  }

  /** Make the active cell the one that Tab reaches. */
  settle() {
    if (!this.shown.includes(this.at.row)) this.at.row = this.shown[0] ?? 0;
    this.at.column = Math.min(this.at.column, Math.max(0, this.columns.length - 1));
    this.body.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    this.cell(this.at.row, this.at.column)?.setAttribute("tabindex", "0");
  }

  go(row, column) {
    const cell = this.cell(row, column);
    if (!cell) return;
    this.at = { row, column };
    this.settle();
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Go to a row wherever it is, also behind the search or further down than is shown. */
  reach(row, name) {
    if (!this.found().includes(row)) this.query = "";
    while (!this.found().slice(0, this.limit).includes(row)) this.limit += page;
    this.render();
    this.go(row, Math.max(0, this.columns.indexOf(name)));
  }

  step(rows, columns) {
    const at = this.shown.indexOf(this.at.row);
    const row = this.shown[Math.max(0, Math.min(this.shown.length - 1, at + rows))];
    const column = Math.max(0, Math.min(this.columns.length - 1, this.at.column + columns));
    this.go(row, column);
  }

  set(changes) {
    const rows = [...this.rows];
    for (const [at, cells] of changes) {
      while (rows.length <= at) rows.push(this.empty());
      const now = { ...rows[at], ...cells };
      if (this.matched.has(rows[at])) this.matched.add(now);
      rows[at] = now;
    }
    if (JSON.stringify(rows) !== JSON.stringify(this.rows)) this.take(rows);
  }

  empty() {
    return Object.fromEntries(this.every.map((name) => [name, ""]));
  }

  /** A row below the active one, of the same concept. */
  add() {
    const below = Math.min(this.at.row + 1, this.rows.length);
    const concept = this.rows[this.at.row]?.concept ?? "";
    const rows = [...this.rows];
    const row = { ...this.empty(), concept };
    this.matched.add(row);
    rows.splice(below, 0, row);
    this.take(rows);
    this.reach(below, concept ? "lang" : "concept");
  }

  remove() {
    if (this.rows.length === 0) return;
    const { row, column } = this.at;
    this.take(this.rows.filter((_, at) => at !== row));
    this.go(Math.min(row, this.rows.length - 1), column);
  }

  // ---- editing one cell ----

  edit(text) {
    const cell = this.cell(this.at.row, this.at.column);
    const name = this.columns[this.at.column];
    this.input = el("input", {
      "aria-label": `${name}, ${this.at.row + 1}`,
      list: this.choices[name] ? `choices-${name}` : null,
      blur: () => this.commit(),
    });
    this.input.value = text ?? this.rows[this.at.row][name];
    cell.classList.add("editing");
    cell.replaceChildren(this.input);
    this.input.focus();
    if (text === undefined) this.input.select();
  }

  commit() {
    if (!this.input) return;
    const value = this.input.value.trim();
    this.input = null;
    this.cell(this.at.row, this.at.column)?.classList.remove("editing");
    this.restore();
    this.set([[this.at.row, { [this.columns[this.at.column]]: value }]]);
  }

  cancel() {
    this.input = null;
    this.restore();
    this.go(this.at.row, this.at.column);
  }

  restore() {
    const cell = this.cell(this.at.row, this.at.column);
    cell?.classList.remove("editing");
    cell?.replaceChildren(this.rows[this.at.row][this.columns[this.at.column]]);
  }

  // ---- events ----

  focusin(event) {
    const cell = event.target.closest("td[data-column]");
    if (!cell || this.input) return;
    this.at = { row: Number(cell.parentElement.dataset.row), column: Number(cell.dataset.column) };
    this.settle();
  }

  dblclick(event) {
    if (event.target.closest("td[data-column]") && !this.input) this.edit();
  }

  keydown(event) {
    const done = (work) => {
      event.preventDefault();
      work();
    };
    const control = event.ctrlKey || event.metaKey;
    if (this.input) {
      if (event.key === "Escape") done(() => this.cancel());
      else if (event.key === "Enter" && !event.isComposing)
        done(() => {
          this.commit();
          this.step(event.shiftKey ? -1 : 1, 0);
        });
      else if (event.key === "Tab")
        done(() => {
          this.commit();
          this.step(0, event.shiftKey ? -1 : 1);
        });
      return;
    }
    const far = this.rows.length;
    const moves = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      PageUp: [-15, 0],
      PageDown: [15, 0],
      Home: [control ? -far : 0, -99],
      End: [control ? far : 0, 99],
    };
    if (moves[event.key] && !event.altKey) done(() => this.step(...moves[event.key]));
    else if (event.key === "Enter" || event.key === "F2") done(() => this.edit());
    else if (event.key === "Delete" || event.key === "Backspace")
      done(() => {
        this.set([[this.at.row, { [this.columns[this.at.column]]: "" }]]);
        this.go(this.at.row, this.at.column);
      });
    else if (control && event.key.toLowerCase() === "z")
      done(() => {
        this.undo();
        this.go(this.at.row, this.at.column);
      });
    // An input method composes into the field that has the focus once this key is through.
    else if (event.key === "Process" || event.isComposing) this.edit("");
    else if (event.key.length === 1 && !control && !event.altKey)
      done(() => this.edit(event.key));
  }

  copy(event) {
    if (this.input || !getSelection().isCollapsed) return;
    event.preventDefault();
    const cell = this.rows[this.at.row][this.columns[this.at.column]];
    event.clipboardData.setData("text/plain", written(cell));
  }

  /** Cells from a spreadsheet: by their heading where they have one, else from this cell on. */
  paste(event) {
    const lines = parse(event.clipboardData.getData("text/plain"));
    if (this.input && lines.length === 1 && lines[0].length === 1) return;
    event.preventDefault();
    this.commit();
    const head = lines[0].map((name) => name.trim().toLowerCase());
    const named = head.length > 1 && head.every((name) => this.every.includes(name));
    const columns = named ? head : this.columns.slice(this.at.column);
    // Under a heading whole rows come, which stand behind those that are there.
    const start = named ? this.rows.length : this.at.row;
    const filled = (named ? lines.slice(1) : lines).map((cells, at) => [
      start + at,
      Object.fromEntries(
        cells.slice(0, columns.length).map((cell, column) => [columns[column], cell.trim()]),
      ),
    ]);
    this.set(filled);
    this.reach(start, this.columns[this.at.column]);
    this.table.dispatchEvent(new CustomEvent("pasted", { detail: filled.length }));
  }
}
