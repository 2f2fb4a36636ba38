// A file input marked data-upload sends a file that is larger than one part by tus 1.0: part after part, with a bar, waiting
// when the line is lost, going on where it stopped, also after a reload. Without script the form sends the file itself.
const HEADERS = { "Tus-Resumable": "1.0.0" };
const WAITS = [1, 2, 4, 8, 15, 30];
const encode = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const pause = (seconds) =>
  new Promise((done) => {
    const timer = setTimeout(done, seconds * 1000);
    addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
  });

class Refused extends Error {}

async function ask(url, method, token, more = {}, body = undefined) {
  const headers = { ...HEADERS, "X-CSRFToken": token, ...more };
  const answer = await fetch(url, { method, headers, body, redirect: "manual" });
  const said = (answer.headers.get("Content-Type") ?? "").startsWith("text/plain") ? await answer.clone().text() : "";
  if (answer.ok || [404, 409, 410, 460].includes(answer.status)) return answer;
  // Too fast, or a server that is being started again: later. Anything else will not get better by asking again.
  if (answer.status === 429 && method === "POST") throw new Refused(said);
  if (answer.status === 400 || answer.status === 429 || answer.status >= 500) throw new TypeError(`${answer.status}`);
  throw new Refused(said);
}

async function checksum(part) {
  // Only over https (or localhost) browsers know how; the server checks the length in any case.
  if (!crypto.subtle) return {};
  const digest = await crypto.subtle.digest("SHA-256", await part.arrayBuffer());
  return { "Upload-Checksum": `sha256 ${btoa(String.fromCharCode(...new Uint8Array(digest)))}` };
}

class Sending {
  constructor(input, file) {
    Object.assign(this, { input, file, form: input.form, box: document.querySelector("[data-upload-box]") });
    this.part = Number(input.dataset.part);
    this.token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    this.key = `upload ${input.dataset.purpose} ${file.name} ${file.size} ${file.lastModified}`;
    this.tries = 0;
  }

  async begin() {
    const meta = `filename ${encode(this.file.name)},purpose ${encode(this.input.dataset.purpose)}`;
    const more = { "Upload-Length": String(this.file.size), "Upload-Metadata": meta };
    const answer = await ask(this.input.dataset.upload, "POST", this.token, more);
    const place = answer.headers.get("Location");
    localStorage.setItem(this.key, place);
    return [place, 0];
  }

  async find() {
    const place = localStorage.getItem(this.key);
    if (!place) return this.begin();
    const answer = await ask(place, "HEAD", this.token);
    if (answer.ok) return [place, Number(answer.headers.get("Upload-Offset"))];
    localStorage.removeItem(this.key);
    return this.begin();
  }

  async send([place, start]) {
    for (let offset = start; offset < this.file.size; ) {
      this.show(offset);
      const part = this.file.slice(offset, offset + this.part);
      const more = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
      const answer = await ask(place, "PATCH", this.token, { ...more, ...(await checksum(part)) }, part);
      // Another tab was quicker, or the part was damaged: the server says where to go on.
      if (!answer.ok) throw new TypeError(`${answer.status}`);
      offset = Number(answer.headers.get("Upload-Offset"));
      this.tries = 0;
    }
    this.show(this.file.size);
    return place;
  }

  async run() {
    for (;;) {
      try {
        return await this.send(await this.find());
      } catch (problem) {
        if (!(problem instanceof TypeError)) throw problem;
        this.say("waiting");
        await pause(WAITS[Math.min(this.tries++, WAITS.length - 1)]);
      }
    }
  }

  show(done) {
    const percent = Math.floor((done * 100) / this.file.size);
    const bar = this.box.querySelector("progress");
    bar.value = percent;
    // A screen reader is told every tenth, not every part.
    if (Math.floor(percent / 10) !== this.told || this.waiting) this.say("sent", percent);
    this.told = Math.floor(percent / 10);
  }

  say(word, percent) {
    this.waiting = word === "waiting";
    this.box.hidden = false;
    this.box.querySelector("[role=status]").textContent = this.box.dataset[word].replace("{n}", percent);
  }

  async submit() {
    const button = this.form.querySelector("button[type=submit], button:not([type])");
    button.disabled = true;
    try {
      const place = await this.run();
      this.form.querySelector("[name=unggahan]").value = place.split("/").filter(Boolean).pop();
      this.input.disabled = true;
      localStorage.removeItem(this.key);
      this.form.submit();
    } catch (refusal) {
      button.disabled = false;
      this.box.hidden = false;
      this.box.querySelector("[role=status]").textContent = refusal.message || this.box.dataset.refused;
    }
  }
}

async function remind(input, box, begun) {
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(begun))) {
    const answer = await fetch(localStorage.getItem(key), { method: "HEAD", headers: HEADERS }).catch(() => null);
    if (answer && !answer.ok) localStorage.removeItem(key);
    if (!answer?.ok || !box.hidden) continue;
    box.hidden = false;
    box.querySelector("progress").hidden = true;
    box.querySelector("[role=status]").textContent = box.dataset.unfinished;
  }
}

export function uploadParts() {
  for (const input of document.querySelectorAll("input[type=file][data-upload]")) {
    const begun = `upload ${input.dataset.purpose} `;
    const box = document.querySelector("[data-upload-box]");
    if (!box) continue;
    remind(input, box, begun);
    input.form.addEventListener("submit", (event) => {
      const file = input.files[0];
      // What is too large is refused by the server with the limit, at the field.
      if (!file || file.size <= Number(input.dataset.part)) return;
      event.preventDefault();
      box.querySelector("progress").hidden = false;
      new Sending(input, file).submit();
    });
  }
}
