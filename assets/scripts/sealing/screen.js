// What the pages of sealed bids share: their words, what is shown and hidden, downloads, bars, refusals as sentences.
import { Refused } from "./bytes.js";
import { crew } from "./crew.js";
import { Cut, Denied, Doors } from "./doors.js";

// A sentence for the person, ready as it is.
export class Told extends Error {}

export class Screen {
  constructor(root) {
    this.root = root;
    const { words, ...facts } = JSON.parse(document.getElementById("layar").textContent);
    Object.assign(this, { words, facts });
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    this.doors = new Doors({ base: "/api/v1/procurement", code: facts.code, token });
    const { worker, shares, self } = root.dataset;
    this.scripts = [self, worker, shares].map((path) => new URL(path, location.href).href);
    this.crew = crew({ worker, shares });
    this.language = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
  }

  at(name, within = this.root) {
    return within.querySelector(`[data-at="${name}"]`);
  }

  all(name) {
    return [...this.root.querySelectorAll(`[data-at="${name}"]`)];
  }

  show(...names) {
    for (const part of this.root.querySelectorAll("[data-part]")) part.hidden = !part.dataset.part.split(" ").some((one) => names.includes(one));
    const heading = this.root.querySelector(`[data-part~="${names[0]}"] :is(h1, h2)`);
    // The first part is simply there; a later one takes the focus, so that it is read out.
    if (heading && this.shown) (heading.tabIndex = -1), heading.focus();
    this.shown = true;
  }

  write(name, value) {
    for (const place of this.all(name)) place.textContent = value;
  }

  // A sentence with its numbers put in.
  say(word, values = {}) {
    return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), this.words[word] ?? word);
  }

  tell(word, values) {
    this.write("told", word ? this.say(word, values) : "");
  }

  // What went wrong, at its field where there is one, in words that say what to do.
  fail(problem) {
    this.tell("");
    const text = this.sentence(problem);
    const box = this.at("failure");
    this.write("failure-text", text);
    box.hidden = false;
    box.focus();
  }

  calm() {
    this.at("failure").hidden = true;
  }

  sentence(problem) {
    if (problem instanceof Told) return problem.message;
    if (problem instanceof Cut) return this.say("cut");
    if (problem instanceof Denied) return problem.message || this.say("denied", { status: problem.status });
    if (problem instanceof Refused && problem.field === "key file") return this.say(`key_${problem.reason}`);
    if (problem instanceof Refused) return this.say("refused", { field: problem.field, reason: problem.reason });
    return this.say("failed", { problem: problem.message });
  }

  // An act behind a button: one at a time, and a refusal is told.
  on(name, act, event = "click") {
    for (const place of this.all(name)) {
      place.addEventListener(event, async (happened) => {
        happened.preventDefault();
        if (place.dataset.busy) return;
        place.dataset.busy = "1";
        this.calm();
        try {
          await act(happened);
        } catch (problem) {
          this.fail(problem);
        } finally {
          delete place.dataset.busy;
        }
      });
    }
  }

  bar(done, all, word) {
    const percent = all ? Math.floor((done * 100) / all) : 100;
    this.at("bar").value = percent;
    // A screen reader is told every tenth, not every part.
    const tenth = `${word} ${Math.floor(percent / 10)}`;
    if (tenth !== this.told) this.write("step", this.say(word, { percent }));
    this.told = tenth;
  }

  moment(iso) {
    const zone = this.facts.zone ?? "Asia/Jakarta";
    const own = { timeZone: zone, day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
    return new Intl.DateTimeFormat(this.language, own).format(new Date(iso));
  }

  rupiah(sen) {
    const whole = new Intl.NumberFormat(this.language).format(Math.trunc(sen / 100));
    return sen % 100 ? `Rp${whole}${this.language === "id-ID" ? "," : "."}${String(sen % 100).padStart(2, "0")}` : `Rp${whole}`;
  }
}

export function download(name, content, type = "application/octet-stream") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export const chosen = async (input) => {
  const file = input.files[0];
  return file ? new Uint8Array(await file.arrayBuffer()) : null;
};

// A copy of a <template>, with its places filled.
export function filled(template, values) {
  const copy = template.content.firstElementChild.cloneNode(true);
  for (const place of [copy, ...copy.querySelectorAll("[data-fill]")]) {
    const value = values[place.dataset.fill];
    if (value !== undefined) place.textContent = value;
  }
  return copy;
}

export function tag(kind, label) {
  const made = document.createElement("span");
  made.className = `p-tag p-tag--${kind}`;
  made.textContent = label;
  return made;
}
