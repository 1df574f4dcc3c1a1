// Jobs of our own API: sent, followed, listed, stopped.

import { ask, el, t } from "./common.js";

const base = "/api/v1/jobs";
export const address = (job, what) => `${base}/${job.id ?? job}${what ? `/${what}` : ""}`;

/** Queue a document; the answer is the job. */
export function create(file, name, wish) {
  const form = new FormData();
  // Fields first, so that the server knows what is wanted when the file comes.
  for (const [key, value] of Object.entries(wish)) form.append(key, value);
  form.append("file", file, name);
  return ask("POST", base, form);
}

export const listed = async () => (await ask("GET", base)).jobs;
export const stop = (job) => ask("POST", address(job, "stop"));
export const remove = (job) => ask("DELETE", address(job));
// As it is with everything that a person has changed in it.
export const recordOf = (job) => ask("GET", `/review/${job.id}/record`);
export const documentOf = async (job) => (await fetch(`/review/${job.id}/document`)).text();

const over = new Set(["done", "failed", "stopped"]);
export const isOver = (job) => over.has(job.state);
const names = { queued: "waiting", running: "working", done: "done", failed: "failed", stopped: "cancelled" };
export const stateName = (job) =>
  job.state === "running" && job.total > 0 ? t("progress", job) : t(names[job.state]);

/**
 * Call back with the job whenever something changes, and a last time when it is over; with the
 * place and the segment of each sentence as soon as it is translated.
 */
export function follow(job, changed, finished) {
  const events = new EventSource(address(job, "events"));
  events.addEventListener("job", (event) => {
    const now = JSON.parse(event.data);
    changed(now);
    if (isOver(now)) events.close();
  });
  events.addEventListener("segment", (event) => finished(JSON.parse(event.data)));
}

/** Links to what a finished job has made, with whatever a person has changed in it. */
export function links(job) {
  const review = `/review/${job.id}`;
  return [
    el("a", { href: review }, t("review")),
    el("a", { href: `${review}/document`, download: true }, t("document")),
    el("a", { href: `${review}/record`, download: true }, t("record")),
    el("a", { href: `${review}/report`, target: "_blank" }, t("report")),
  ];
}

