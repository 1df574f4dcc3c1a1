// A segment of a record as the report shows it: terms and findings marked, remarks below.
// Offsets of records are code points, so texts are cut as arrays of them.

import { direction, el, t } from "./common.js";

const order = { error: 0, warning: 1, info: 2 };

/** What lies on the source: its terms. */
export function sourceSpans(segment) {
  return segment.terms.map((term) => ({
    start: term.start,
    end: term.end,
    css: term.met ? "met" : "missed",
    title: term.met
      ? t("term_met", { id: term.concept_id })
      : t("term_missed", { id: term.concept_id, wording: term.expected.join(" / ") }),
  }));
}

/** What lies on the target: terms that are met, and findings at their places. */
export function targetSpans(segment) {
  const terms = segment.terms
    .filter((term) => term.met && term.target_start !== null && term.target_start !== undefined)
    .map((term) => ({
      start: term.target_start,
      end: term.target_end,
      css: "met",
      title: t("term_met", { id: term.concept_id }),
    }));
  const findings = segment.findings
    .filter((finding) => finding.start !== null && finding.start !== undefined)
    .map((finding) => ({
      start: finding.start,
      end: finding.end,
      css: `f-${finding.severity}`,
      title: `${t(finding.severity)}: ${finding.message}`,
    }));
  return [...terms, ...findings];
}

/** The text cut where a span begins or ends, each piece with the marks that lie on it. */
export function marked(text, spans) {
  const signs = Array.from(text);
  const edges = new Set([0, signs.length]);
  for (const span of spans) edges.add(span.start).add(span.end);
  const cuts = [...edges].sort((a, b) => a - b);
  const whole = document.createDocumentFragment();
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const [start, end] = [cuts[at], cuts[at + 1]];
    const piece = signs.slice(start, end).join("");
    const over = spans.filter((span) => span.start <= start && end <= span.end);
    if (over.length === 0) whole.append(piece);
    else {
      const css = [...new Set(over.map((span) => span.css))].join(" ");
      const title = [...new Set(over.map((span) => span.title))].join("\n");
      whole.append(el("mark", { class: css, title }, piece));
    }
  }
  return whole;
}

/** How sure the model is, as a figure and a bar. */
export function sureness(segment, below) {
  if (segment.confidence === null || segment.confidence === undefined) return null;
  const value = segment.confidence.toFixed(2);
  const bar = el("b");
  bar.style.width = `${Math.round(100 * segment.confidence)}%`;
  return el(
    "span",
    {
      class: segment.confidence < below ? "sure low" : "sure",
      title: t("confidence", { value }),
    },
    value,
    el("i", { "aria-hidden": "true" }, bar),
  );
}

/** Terms that are missing, findings and what a memory had; null where there is nothing to say. */
export function notes(segment) {
  const missed = segment.terms.filter((term) => !term.met);
  const items = missed.map((term) =>
    el(
      "li",
      {},
      el("span", { class: "tag error" }, t("error")),
      t("has_to_be", { term: term.surface, wording: term.expected.join(" / ") }),
      " ",
      el("span", { class: "check" }, term.concept_id),
    ),
  );
  const findings = segment.findings
    .filter((finding) => !(finding.check === "terms" && missed.length > 0))
    .sort((a, b) => order[a.severity] - order[b.severity]);
  for (const finding of findings)
    items.push(
      el(
        "li",
        {},
        el("span", { class: `tag ${finding.severity}` }, t(finding.severity)),
        el("span", { lang: "en" }, finding.message),
        " ",
        el("span", { class: "check" }, finding.check),
      ),
    );
  if (segment.recalled)
    items.push(el("li", { class: "check" }, t("from_memory", { memory: segment.recalled.memory })));
  if (segment.proposal) {
    const { score, source, target } = segment.proposal;
    items.push(
      el(
        "li",
        { class: "check" },
        t("remembered", { score: Math.round(100 * score), source, target }),
      ),
    );
  }
  return items.length > 0 ? el("ul", { class: "notes" }, ...items) : null;
}

const quietKinds = new Set(["footnote", "header", "footer", "attribute", "caption"]);

/** The classes of a segment's row. */
export function rowClass(segment, startsBlock) {
  const classes = ["pair"];
  if (startsBlock) classes.push("start");
  if (segment.block_kind === "heading") classes.push("heading");
  if (quietKinds.has(segment.block_kind)) classes.push("quiet");
  return classes.join(" ");
}

/** A cell of text with its language, direction and a name for it on narrow screens. */
export function textCell(side, lang, name, content) {
  return el(
    "div",
    { class: "text", "data-side": side, lang, dir: direction(lang) },
    el("span", { class: "side" }, name),
    content,
  );
}

/** A row to read: the number, both texts and the remarks. */
export function readRow(segment, { number, startsBlock, source, target, below }) {
  return el(
    "article",
    {
      class: rowClass(segment, startsBlock),
      "data-number": number,
      "aria-label": t("sentence", { n: number }),
    },
    el("div", { class: "no" }, String(number), sureness(segment, below)),
    textCell("source", source.code, source.name, marked(segment.source, sourceSpans(segment))),
    textCell("target", target.code, target.name, marked(segment.target, targetSpans(segment))),
    notes(segment),
  );
}
