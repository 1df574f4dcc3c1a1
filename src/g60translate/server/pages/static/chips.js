// A text with marks for its inline codes, ⟨1⟩bold⟨/1⟩ and ⟨2/⟩, as an editable field: each mark is a
// chip that is not typed over, cut or deleted; it is moved with Alt + Shift + ← and →.

import { direction, el, t, tell } from "./common.js";

// The cursor cannot stand before or behind a chip at the edge without something to stand on.
const foothold = "\ufeff";
const mark = /⟨(\/?)(\d{1,4})(\/?)⟩/g;

function chip(whole, closes, number, alone) {
  const key = alone ? "mark_alone" : closes ? "mark_close" : "mark_open";
  const shown = alone ? `${number}` : closes ? `${number}◂` : `▸${number}`;
  return el(
    "span",
    {
      class: "chip",
      contenteditable: "false",
      "data-mark": whole,
      "data-number": number,
      role: "img",
      "aria-label": t(key, { n: number }),
      title: t(key, { n: number }),
    },
    shown,
  );
}

/** The text as nodes: chips and what stands between them. */
export function chipped(text) {
  const whole = document.createDocumentFragment();
  let last = 0;
  for (const found of text.matchAll(mark)) {
    if (found.index > last) whole.append(text.slice(last, found.index));
    whole.append(chip(found[0], found[1] !== "", found[2], found[3] !== ""));
    last = found.index + found[0].length;
  }
  if (last < text.length) whole.append(text.slice(last));
  return whole;
}

/** Somewhere for the cursor to stand at both edges and between two chips. */
function pad(field) {
  const blank = (node) => node?.nodeType === Node.TEXT_NODE && node.data === "";
  for (const each of field.querySelectorAll(".chip")) {
    const { previousSibling: before, nextSibling: behind } = each;
    if (!before) each.before(foothold);
    else if (blank(before)) before.data = foothold;
    if (behind?.nodeType !== Node.TEXT_NODE) each.after(foothold);
    else if (blank(behind)) behind.data = foothold;
  }
}

/** The text of a field, with the marks of its chips. */
export function textOf(field) {
  let text = "";
  for (const node of field.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) text += node.data;
    else if (node.dataset?.mark) text += node.dataset.mark;
    else if (node.nodeName === "BR") text += "\n";
    else text += textOf(node);
  }
  return text.replaceAll(foothold, "");
}

/** The places of code points in the field's text nodes, as if there were no marks. */
export function rangeOf(field, start, end) {
  const range = document.createRange();
  let at = 0;
  let begun = false;
  for (const node of textNodes(field)) {
    let unit = 0;
    for (const sign of node.data) {
      if (sign !== foothold) {
        if (at === start) {
          range.setStart(node, unit);
          begun = true;
        }
        at += 1;
      }
      unit += sign.length;
      if (begun && at === end) {
        range.setEnd(node, unit);
        return range;
      }
    }
  }
  return null;
}

function* textNodes(field) {
  const walk = document.createTreeWalker(field, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".chip") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  while (walk.nextNode()) yield walk.currentNode;
}

/** An editable field for a text with marks. */
export function chipField({ text, lang, label }) {
  const field = el("div", {
    class: "edit text",
    contenteditable: "true",
    role: "textbox",
    "aria-multiline": "false",
    "aria-label": label,
    spellcheck: "true",
    lang,
    dir: direction(lang),
    "data-side": "target",
  });
  fill(field, text);
  field.addEventListener("beforeinput", (event) => guard(field, event));
  field.addEventListener("input", () => verify(field));
  field.addEventListener("paste", (event) => {
    event.preventDefault();
    const plain = event.clipboardData.getData("text/plain").replace(mark, "");
    insert(field, plain.replace(/\s*[\r\n]+\s*/g, " "));
  });
  field.addEventListener("drop", (event) => event.preventDefault());
  field.addEventListener("keydown", (event) => {
    if (event.altKey && event.shiftKey && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
      event.preventDefault();
      move(field, event.key === "ArrowLeft" ? -1 : 1);
    }
  });
  return field;
}

/** Put a text into the field. */
export function fill(field, text) {
  field.replaceChildren(chipped(text));
  pad(field);
  field.sound = text;
}

const marksOf = (text) => [...text.matchAll(mark)].map((found) => found[0]).sort().join("");

/** Whatever was done, by a drag or an input method: without all its marks the text is as before. */
function verify(field) {
  const text = textOf(field);
  if (marksOf(text) === marksOf(field.sound)) {
    field.sound = text;
    pad(field);
  } else {
    const lost = [...field.sound.matchAll(mark)].find((found) => !text.includes(found[0]));
    fill(field, field.sound);
    toEnd(field);
    kept(lost ? lost[2] : "");
  }
}

const kept = (n) => tell(t("mark_kept", { n }));

/** Deleting or typing over chips: what is between them goes, they stay. */
function guard(field, event) {
  if (event.inputType.startsWith("format") || event.inputType === "insertParagraph") {
    event.preventDefault();
    return;
  }
  const [range] = event.getTargetRanges();
  if (!range || range.collapsed) return;
  const live = document.createRange();
  live.setStart(range.startContainer, range.startOffset);
  live.setEnd(range.endContainer, range.endOffset);
  const inside = [...field.querySelectorAll(".chip")].filter((each) => live.intersectsNode(each));
  const covered = inside.filter((each) => {
    const own = document.createRange();
    own.selectNode(each);
    return (
      live.compareBoundaryPoints(Range.START_TO_START, own) <= 0 &&
      live.compareBoundaryPoints(Range.END_TO_END, own) >= 0
    );
  });
  if (covered.length === 0) return;
  event.preventDefault();
  clear(field, live);
  if (event.inputType.startsWith("insert") && event.data) insert(field, event.data);
  verify(field);
  kept(covered.map((each) => each.dataset.number)[0]);
}

function clear(field, range) {
  const parts = [...textNodes(field)].filter((node) => range.intersectsNode(node));
  const { startContainer, startOffset, endContainer, endOffset } = range;
  let caret = null;
  for (const node of parts) {
    const from = node === startContainer ? startOffset : 0;
    const to = node === endContainer ? endOffset : node.length;
    node.deleteData(from, to - from);
    caret ??= [node, from];
  }
  if (caret) getSelection().collapse(...caret);
}

/** Text at the cursor; what is selected is replaced, chips stay. */
function insert(field, text) {
  const selection = getSelection();
  let range = selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  if (!range || !field.contains(range.commonAncestorContainer)) {
    toEnd(field);
    range = selection.getRangeAt(0);
  }
  if (!range.collapsed) {
    clear(field, range);
    range = selection.getRangeAt(0);
  }
  const inChip = range.startContainer.parentElement?.closest(".chip");
  if (inChip) range.setStartAfter(inChip);
  const node = document.createTextNode(text);
  range.insertNode(node);
  range.setStartAfter(node);
  range.collapse(true);
  selection.removeAllRanges();
  selection.addRange(range);
  verify(field);
}

function toEnd(field) {
  const range = document.createRange();
  range.selectNodeContents(field);
  range.collapse(false);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

/** Move the chip beside the cursor over the word before or behind it. */
function move(field, way) {
  const text = textOf(field);
  const caret = caretIn(field);
  const chips = [...text.matchAll(mark)].map((found) => ({
    at: found.index,
    whole: found[0],
    number: found[2],
    far: Math.min(Math.abs(found.index - caret), Math.abs(found.index + found[0].length - caret)),
  }));
  for (const near of chips.sort((a, b) => a.far - b.far)) {
    const moved = shifted(text, near, way);
    if (moved === null) continue; // at the edge, or its partner is in the way: the next one may go
    fill(field, moved);
    beside(field, near.whole);
    return;
  }
}

/** The text with a mark moved over the word before or behind it; null where it cannot go there. */
function shifted(text, { at, whole, number }, way) {
  const rest = text.slice(0, at) + text.slice(at + whole.length);
  const step = /^(?:⟨\/?\d{1,4}\/?⟩|\s*[^\s⟨]+|\s+)/u;
  const back = /(?:⟨\/?\d{1,4}\/?⟩|[^\s⟩]+\s*|\s+)$/u;
  const found = way > 0 ? rest.slice(at).match(step) : rest.slice(0, at).match(back);
  if (!found) return null;
  const place = at + way * found[0].length;
  const moved = rest.slice(0, place) + whole + rest.slice(place);
  const closing = moved.indexOf(`⟨/${number}⟩`);
  return closing >= 0 && closing < moved.indexOf(`⟨${number}⟩`) ? null : moved;
}

/** Put the cursor behind a chip. */
function beside(field, whole) {
  const next = [...field.querySelectorAll(".chip")].find((each) => each.dataset.mark === whole);
  const range = document.createRange();
  range.setStartAfter(next);
  range.collapse(true);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

/** Where the cursor is in the text with marks. */
function caretIn(field) {
  const selection = getSelection();
  if (!field.contains(selection.focusNode)) return 0;
  const before = document.createRange();
  before.setStart(field, 0);
  before.setEnd(selection.focusNode, selection.focusOffset);
  return textOf(before.cloneContents()).length;
}
