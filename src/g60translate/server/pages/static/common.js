// What every page needs: its words, elements, requests that say what went wrong, and messages.

const words = JSON.parse(document.body.dataset.words);
export const tongue = document.documentElement.lang;

/** The words of this key, with {name} filled in. */
export function t(key, values = {}) {
  if (!(key in words)) throw new Error(`no words for ${key}`);
  return words[key].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

export const byId = (id) => document.getElementById(id);

/** An element with attributes (functions become listeners) and children; texts stay texts. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** What the server answers when it refuses: its status and all that it says. */
export class Refused extends Error {
  constructor(status, answer) {
    super(sentence(answer) || `${status}`);
    this.status = status;
    this.answer = answer;
  }
}

function sentence(answer) {
  if (typeof answer === "string") return answer;
  const said = answer?.message ?? answer?.error?.message ?? answer?.error ?? answer?.detail;
  return typeof said === "string" ? said : "";
}

/** A request to our own server; `body` is JSON unless it is a form. Throws Refused. */
export async function ask(method, path, body) {
  const headers = { Accept: "application/json" };
  let sent = body;
  if (body !== undefined && !(body instanceof FormData || body instanceof Blob)) {
    headers["Content-Type"] = "application/json";
    sent = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: sent, credentials: "same-origin" });
  } catch {
    throw new Refused(0, t("lost_connection"));
  }
  const text = await answer.text();
  let content = text;
  try {
    content = text ? JSON.parse(text) : null;
  } catch {
    // a plain text is what it is
  }
  if (!answer.ok) throw new Refused(answer.status, content);
  return content;
}

let fading;
/** Say something in passing; also to those who listen. */
export function tell(message) {
  show("told", message, 7000);
}

/** Say what went wrong; it stays until the next message. */
export function alarm(error) {
  show("alert", error.message ?? String(error), 20000);
}

function show(id, message, stays) {
  clearTimeout(fading);
  for (const other of ["told", "alert"]) byId(other).textContent = "";
  byId(id).textContent = message;
  fading = setTimeout(() => (byId(id).textContent = ""), stays);
}

/** Run something that may be refused, and say so where it is. */
export function careful(work) {
  return async (...given) => {
    try {
      return await work(...given);
    } catch (error) {
      alarm(error);
      if (!(error instanceof Refused)) throw error;
      return undefined;
    }
  };
}

/** A language's name in the language of the page. */
export function languageName(code) {
  try {
    return new Intl.DisplayNames([tongue], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

const rightToLeft = new Set(["ar", "fa", "he", "ps", "ur", "yi"]);
export const direction = (code) => (rightToLeft.has(code.split("-")[0]) ? "rtl" : "ltr");
