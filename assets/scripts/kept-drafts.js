// A form marked data-draft is kept on the phone while it is written, files too, and sent when there is a line. The server
// stores it once by its hidden key, so that sending again after a lost answer is safe. Without script it is a plain form.
const WAITS = [2, 5, 15, 30];
const done = (ask) =>
  new Promise((good, bad) => {
    ask.onsuccess = () => good(ask.result);
    ask.onerror = () => bad(ask.error);
  });

async function table(act, mode = "readwrite") {
  const ask = indexedDB.open("pendopo", 1);
  ask.onupgradeneeded = () => ask.result.createObjectStore("drafts");
  const base = await done(ask);
  const given = await done(act(base.transaction("drafts", mode).objectStore("drafts")));
  base.close();
  return given;
}

class Draft {
  constructor(form) {
    Object.assign(this, { form, name: form.dataset.draft, tries: 0, waiting: false });
    this.line = form.querySelector("[data-draft-line]");
  }

  say(word) {
    this.line.hidden = false;
    this.line.textContent = this.line.dataset[word];
  }

  fields() {
    return [...this.form.elements].filter((one) => one.name && one.name !== "csrfmiddlewaretoken");
  }

  keep() {
    const files = [...this.form.querySelectorAll("input[type=file]")].flatMap((one) => [...one.files]);
    const values = this.fields().filter((one) => one.type !== "file" && one.type !== "submit");
    const kept = { values: values.map((one) => [one.name, one.value]), files, waiting: this.waiting };
    return table((drafts) => drafts.put(kept, this.name));
  }

  async restore() {
    const kept = await table((drafts) => drafts.get(this.name), "readonly");
    if (!kept) return;
    for (const [name, value] of kept.values) {
      const field = this.form.elements.namedItem(name);
      if (field) field.value = value;
    }
    const input = this.form.querySelector("input[type=file]");
    if (input && kept.files.length) {
      const files = new DataTransfer();
      for (const file of kept.files) files.items.add(file);
      input.files = files.files;
    }
    this.waiting = kept.waiting;
    this.say(kept.waiting ? "waiting" : "kept");
    if (kept.waiting) this.send();
  }

  async send() {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.timer);
    this.say("sending");
    try {
      const answer = await fetch(location.href, { method: "POST", body: new FormData(this.form), headers: { "X-Kept-Draft": "1" } });
      if (answer.status >= 500 || answer.status === 429) throw new TypeError(`${answer.status}`);
      await this.answered(answer);
    } catch {
      this.say("waiting");
      this.timer = setTimeout(() => this.send(), WAITS[Math.min(this.tries++, WAITS.length - 1)] * 1000);
    } finally {
      this.sending = false;
    }
  }

  async answered(answer) {
    if (answer.status === 201) {
      await table((drafts) => drafts.delete(this.name));
      this.say("sent");
      location.assign(answer.headers.get("Location"));
    } else if (answer.redirected) {
      this.say("login");
    } else {
      // Refused: sent plainly, so that the page says at each field what is wrong. Nothing is lost.
      this.waiting = false;
      await this.keep();
      this.form.submit();
    }
  }

  async begin() {
    await this.restore();
    const later = () => {
      clearTimeout(this.writing);
      this.writing = setTimeout(() => this.waiting || this.keep().then(() => this.say("kept")), 300);
    };
    for (const what of ["input", "change"]) this.form.addEventListener(what, later);
    addEventListener("online", () => this.waiting && this.send());
    this.form.addEventListener("submit", async (event) => {
      event.preventDefault();
      this.waiting = true;
      await this.keep().catch(() => {});
      this.send();
    });
  }
}

export function keptDrafts() {
  if (!globalThis.indexedDB) return;
  for (const form of document.querySelectorAll("form[data-draft]")) new Draft(form).begin().catch(() => {});
}
