// A bidder seals one envelope on this device, binds it, sends it; after a cut it goes on where it stopped.
import { readFolder } from "./folder.js";
import { keepsafe } from "./passphrase-part.js";
import { PriceRows } from "./price-rows.js";
import { Told, download } from "./screen.js";
import { commit, upload } from "./sending.js";
import { drop, keep, kept } from "./store.js";

const PRICES = "rincian-harga.json";

export class BidPage {
  constructor(screen) {
    Object.assign(this, { screen, name: `${screen.facts.code}/${screen.facts.participant}/${screen.facts.envelope}` });
    this.rows = new PriceRows(screen);
    screen.on("seal", () => this.seal());
    screen.on("kept", () => this.send());
    screen.on("go-on", () => this.send());
    screen.on("folder", (event) => this.folder(event.target.files), "change");
    screen.on("save-receipt", () => this.saveReceipt());
    screen.on("save-envelope", () => download(`sampul-${this.hash.slice(0, 8)}.age`, this.sealed.ciphertext));
  }

  async begin() {
    const { screen } = this;
    this.plan = await screen.doors.get(screen.doors.run("seal-plan"));
    const proven = await screen.crew("checkPlan", this.plan);
    screen.write("plan-proven", screen.say("plan_proven", { index: proven.index, size: proven.size }));
    this.sealed = await kept(this.name);
    const { live } = screen.facts;
    const own = this.sealed?.header_hash;
    if (own && live?.header_hash === own && live.status === "COMMITTED") return screen.show("resume");
    if (own && live?.header_hash !== own) await drop(this.name);
    return screen.show("fill");
  }

  async seal() {
    const { screen } = this;
    const files = [...screen.at("files").files];
    const priced = this.lines(files);
    if (!files.length) throw new Told(screen.say("choose_files"));
    screen.show("sealing");
    const { message } = this.plan;
    const given = {
      message,
      envelope: screen.facts.envelope,
      files,
      priced,
      supersedes: screen.facts.live?.header_hash,
      version: screen.facts.version,
      scripts: screen.scripts,
      weak: (navigator.deviceMemory ?? 8) < 2,
    };
    try {
      this.sealed = await screen.crew("seal", given, (step, done, all) => screen.bar(done, all, `step_${step}`));
    } catch (problem) {
      screen.show("fill");
      throw problem;
    }
    const { passphrase, file, ...sealed } = this.sealed;
    this.sealed = sealed;
    screen.write("commitment", sealed.header_hash);
    this.forget = keepsafe(screen, { passphrase, file, name: `kunci-sampul-${sealed.header_hash.slice(0, 8)}.age` });
    screen.show("keep");
  }

  // The lines with their total; the worker writes them as a file of the envelope.
  lines(files) {
    const { screen, rows } = this;
    if (!rows.body) return undefined;
    const found = rows.read();
    if (found.faults.length) throw new Told(screen.say("line_faults"));
    if (!found.lines.length) throw new Told(screen.say("no_lines"));
    if (files.some((file) => file.name === PRICES)) throw new Told(screen.say("same_name", { name: PRICES }));
    return { lines: found.lines, total_sen: found.total_sen };
  }

  async send() {
    const { screen, sealed } = this;
    this.forget?.();
    screen.show("sending");
    const onCut = () => screen.tell("waiting");
    this.hash = sealed.header_hash;
    await keep(this.name, sealed);
    const { receipt } = await commit(screen.doors, sealed.header, screen.facts.participant, onCut);
    await this.demandReceipt(receipt);
    screen.tell("bound");
    const onStep = (done, all) => (screen.tell("sending"), screen.bar(done, all, "step_send"));
    const envelope = await upload(screen.doors, this.hash, sealed, { onStep, onCut });
    if (envelope.status !== "STORED") throw new Told(screen.say("not_stored"));
    await drop(this.name);
    screen.tell("");
    screen.write("commitment", this.hash);
    screen.show("stored");
  }

  async demandReceipt(receipt) {
    const { screen } = this;
    const given = { receipt, log_vkey: this.plan.log_vkey, header_hash: this.hash, tender: screen.facts.code };
    const { index, size } = await screen.crew("checkCommitment", given);
    this.receipt = receipt;
    screen.write("receipt-proven", screen.say("receipt_proven", { index, size }));
  }

  saveReceipt() {
    download(`tanda-terima-${this.hash.slice(0, 8)}.json`, `${JSON.stringify(this.receipt, null, 1)}\n`, "application/json");
  }

  // What `pendopo-bid seal` wrote on another machine: this page sees ciphertext alone.
  async folder(files) {
    this.sealed = await readFolder([...files], this.plan.plan_hash, this.screen);
    await this.send();
  }
}

export async function presentKey(screen, hash, input, words) {
  const file = new Uint8Array(await input.files[0].arrayBuffer());
  const { identity } = await screen.crew("openBidKey", { file, passphrase: words.value });
  words.value = "";
  return screen.doors.post(screen.doors.run(`envelopes/${hash}/bid-key`), { identity });
}
