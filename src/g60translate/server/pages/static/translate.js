// Texts and documents in, translations out: each is a job that a closed page does not lose.

import { alarm, byId, careful, direction, el, languageName, t, tell } from "./common.js";
import { create, documentOf, follow, isOver, links, listed, recordOf, remove, stateName, stop } from "./jobs.js";
import { readRow } from "./marks.js";

const rows = new Map();
const followed = new Set();
// Of jobs on their way: the sentences that are translated, by their place.
const arrived = new Map();
let watched = null;

// ---- sending ----

const wish = () => {
  const wanted = { target_lang: byId("target").value };
  if (byId("source").value) wanted.source_lang = byId("source").value;
  wanted.glossary = byId("glossary").value || "none";
  wanted.memory = byId("memory").value ? "true" : "false";
  return wanted;
};

const send = careful(async (file, name) => {
  const job = await create(file, name, wish());
  tell(t("sent", { name: job.name }));
  keep(job);
  watch(job);
  return job;
});

byId("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = byId("text").value;
  const files = [...byId("files").files];
  if (text.trim()) await send(new Blob([text], { type: "text/plain" }), `${title(text)}.txt`);
  for (const file of files) await send(file, file.name);
  byId("files").value = "";
  if (!text.trim() && files.length === 0) tell(t("nothing_to_do"));
});

/** A name for a text: its first words. */
function title(text) {
  const line = text.trim().split("\n", 1)[0].replace(/[^\p{L}\p{N} .,-]+/gu, " ").trim();
  const short = line.length > 40 ? line.slice(0, 40).replace(/\s+\S*$/, "") : line;
  return short.replace(/[ .,-]+$/, "") || t("text");
}

byId("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("form").requestSubmit();
});

for (const kind of ["dragover", "dragleave", "drop"])
  document.addEventListener(kind, (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    document.body.classList.toggle("dropping", kind === "dragover");
  });
document.addEventListener("drop", async (event) => {
  for (const file of event.dataTransfer.files) await send(file, file.name);
});

byId("swap").addEventListener("click", () => {
  const [from, into] = [byId("source"), byId("target")];
  const spoken = from.value || (into.value === "en" ? "de" : "en");
  from.value = into.value;
  into.value = spoken;
});

byId("copy").addEventListener(
  "click",
  careful(async () => {
    await navigator.clipboard.writeText(byId("outcome").textContent);
    tell(t("copied"));
  }),
);

// ---- the list of jobs ----

/** A button that is pressed once; the engine may have to finish a stretch first. */
function busily(label, work) {
  const press = careful(async () => {
    button.disabled = true;
    try {
      await work();
    } finally {
      button.disabled = false;
    }
  });
  const button = el("button", { type: "button", click: press }, label);
  return button;
}

function keep(job) {
  const row = el("li", { "data-id": job.id });
  const old = rows.get(job.id);
  if (old) old.replaceWith(row);
  else byId("jobs").prepend(row);
  rows.set(job.id, row);
  const state = el("span", { class: `state ${job.state}` }, stateName(job));
  if (job.message) state.append(` · ${job.message}`);
  const actions = el("span", { class: "actions" });
  if (job.state === "done") actions.append(...links(job));
  if (!isOver(job))
    actions.append(busily(t("cancel"), async () => keep(await stop(job))));
  else
    actions.append(
      busily(t("delete"), async () => {
        await remove(job);
        rows.get(job.id).remove();
        rows.delete(job.id);
        byId("no-jobs").hidden = rows.size > 0;
        if (watched === job.id) byId("result").hidden = true;
      }),
    );
  const name = el("a", { href: `#${job.id}`, click: () => watch(job) }, job.name);
  const pair = `${job.source_lang ? languageName(job.source_lang) : "?"} → ${languageName(job.target_lang)}`;
  row.append(el("span", { class: "title" }, name), el("span", { class: "state" }, pair), state, actions);
  byId("no-jobs").hidden = true;
  if (!isOver(job) && !followed.has(job.id)) {
    followed.add(job.id);
    arrived.set(job.id, new Map());
    const changed = (now) => {
      keep(now);
      if (isOver(now)) arrived.delete(now.id);
      if (watched === now.id) careful(present)(now);
      if (now.state === "done") tell(t("finished", { name: now.name }));
      if (now.state === "failed") alarm(new Error(`${now.name}: ${now.message}`));
    };
    follow(job, changed, ({ place, segment }) => arrived.get(job.id)?.set(place, segment));
  }
}

// ---- the job that is looked at ----

function watch(job) {
  watched = job.id;
  history.replaceState(null, "", `#${job.id}`);
  byId("outcome").textContent = "";
  byId("copy").disabled = true;
  byId("pairs").replaceChildren();
  byId("sentences").hidden = true;
  byId("verdict").hidden = true;
  careful(present)(job);
}

async function present(job) {
  byId("result").hidden = false;
  byId("result-title").textContent = job.name;
  const progress = byId("progress");
  progress.hidden = isOver(job);
  if (job.total > 0) {
    progress.max = job.total;
    progress.value = job.done;
  } else progress.removeAttribute("value");
  byId("count").textContent = stateName(job);
  byId("actions").replaceChildren(...(job.state === "done" ? links(job) : []));
  if (job.state === "failed") {
    byId("verdict").className = "verdict error";
    byId("verdict").textContent = job.message;
    byId("verdict").hidden = false;
  }
  if (job.state === "done") await result(job);
  else if (arrived.has(job.id)) soFar(job, arrived.get(job.id));
}

/** The sentences that are there already, each in its place; the others follow. */
function soFar(job, segments) {
  if (segments.size === 0) return;
  const there = new Set([...byId("pairs").children].map((row) => Number(row.dataset.number)));
  const fresh = [...segments].filter(([place]) => !there.has(place + 1));
  const [source, target] = sides(job.source_lang, job.target_lang);
  const after = (number) => [...byId("pairs").children].find((row) => Number(row.dataset.number) > number);
  for (const [place, segment] of fresh) {
    const number = place + 1;
    // How sure one may be is told with the whole document.
    const row = readRow(segment, { number, startsBlock: false, source, target, below: 0 });
    byId("pairs").insertBefore(row, after(number) ?? null);
  }
  byId("sentences").hidden = false;
}

/** Both languages, named above their columns. */
function sides(...langs) {
  const found = langs.map((lang) => ({ code: lang, name: languageName(lang) }));
  byId("source-name").textContent = found[0].name;
  byId("target-name").textContent = found[1].name;
  return found;
}

async function result(job) {
  const record = await recordOf(job);
  if (watched !== job.id) return;
  const [source, target] = sides(record.source.lang, record.target.lang);
  let block = null;
  byId("pairs").replaceChildren(
    ...record.segments.map((segment, at) => {
      const startsBlock = segment.block_id !== block;
      block = segment.block_id;
      const below = record.options.flag_below ?? 0;
      return readRow(segment, { number: at + 1, startsBlock, source, target, below });
    }),
  );
  byId("sentences").hidden = false;
  verdict(record.summary);
  if (record.source.format === "text") {
    const text = await documentOf(job);
    if (watched !== job.id) return;
    byId("outcome").textContent = text;
    byId("outcome").lang = record.target.lang;
    byId("outcome").dir = direction(record.target.lang);
    byId("copy").disabled = false;
  }
}

function verdict({ errors, warnings, terms_found: found, terms_met: met }) {
  const missed = found - met;
  const kind = errors || missed ? "error" : warnings ? "warning" : "fine";
  byId("verdict").className = `verdict ${kind}`;
  byId("verdict").textContent = t(`verdict_${kind}`, { errors, missed, warnings });
  byId("verdict").hidden = false;
}

// ---- the page ----

const start = careful(async () => {
  byId("jobs").replaceChildren();
  const jobs = await listed();
  for (const job of jobs.toReversed()) keep(job);
  const named = jobs.find((job) => job.id === location.hash.slice(1));
  if (named) watch(named);
  byId("form").dataset.ready = "yes";
});
start();
