// The server's doors for sealed bids. A refusal is an error with `status`, `code` and the server's sentence.
import { base64 } from "./bytes.js";

export class Denied extends Error {
  constructor(status, { detail = "", code = "", ...more } = {}) {
    super(typeof detail === "string" ? detail : "");
    Object.assign(this, { name: "Denied", status, code, more });
  }
}

// No answer at all, or a server that is being started again: asked again later.
export class Cut extends Error {}

export class Doors {
  constructor({ base, code, token }) {
    Object.assign(this, { base, code, token });
  }

  run(path) {
    return `${this.base}/tenders/${this.code}/${path}`;
  }

  async ask(method, path, { json, body, headers = {} } = {}) {
    const more = json === undefined ? {} : { "Content-Type": "application/json" };
    const own = method === "GET" ? {} : { "X-CSRFToken": this.token };
    const content = json === undefined ? body : JSON.stringify(json);
    let answer;
    try {
      answer = await fetch(path, { method, headers: { ...own, ...more, ...headers }, body: content, redirect: "manual" });
    } catch {
      throw new Cut();
    }
    if (answer.status >= 500 || answer.status === 429) throw new Cut();
    const found = (answer.headers.get("Content-Type") ?? "").includes("json") ? await answer.json() : {};
    if (!answer.ok) throw new Denied(answer.status, found);
    return found;
  }

  get = (path) => this.ask("GET", path);
  post = (path, json = {}) => this.ask("POST", path, { json });
  putShares = (hash, shares) => this.ask("PUT", this.run(`envelopes/${hash}/shares`), { json: { shares } });

  async patch(hash, offset, part, digest) {
    return this.ask("PATCH", this.run(`envelopes/${hash}/ciphertext`), {
      body: part,
      headers: {
        "Content-Type": "application/octet-stream",
        "Upload-Offset": String(offset),
        "Upload-Checksum": `sha256 ${base64(digest)}`,
      },
    });
  }
}
