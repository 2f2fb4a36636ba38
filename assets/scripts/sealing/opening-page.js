// The opening: everybody sees the same steps; the chair leads, trustees open their shares here, a bidder may present its key.
import { presentKey } from "./bid-page.js";
import { loadKey } from "./passphrase-part.js";
import { Told, filled, tag } from "./screen.js";
import { Denied } from "./doors.js";
import { upload } from "./sending.js";

const EVERY = 4000;
const STEPS = { STOPPED: 0, CLOSED: 1, SEATED: 2, RECOVERED: 3, REVEALED: 5, FINISHED: 6, VOID: 6 };
const KINDS = { OPENED: "done", RECOVERED: "done", STORED: "info", UNOPENABLE: "late", INCOMPLETE: "late" };

export class OpeningPage {
  constructor(screen) {
    Object.assign(this, { screen, place: screen.doors.run(`openings/${screen.facts.stage}`), opened: null });
    for (const act of ["closing", "recovery", "reveal", "minutes"]) screen.on(act, () => this.step(act));
    screen.on("seats", () => this.step("seats", { present: this.ticked() }));
    screen.on("open-shares", () => this.openShares());
    screen.on("present-key", () => this.presentKey());
    screen.on("send-copy", () => this.sendCopy());
  }

  async begin() {
    await this.look();
    this.screen.show("opening");
    setInterval(() => document.hidden || this.look().catch(() => {}), EVERY);
  }

  async look() {
    this.draw(await this.screen.doors.get(this.place));
  }

  async step(act, given = {}) {
    this.screen.tell(`doing_${act}`);
    this.draw(await this.screen.doors.post(`${this.place}/${act}`, given));
    this.screen.tell(`done_${act}`);
  }

  ticked() {
    return [...this.screen.at("seats-list").querySelectorAll("input:checked")].map(({ value }) => {
      const [group, member] = value.split("/");
      return { group, member: Number(member) };
    });
  }

  async openShares() {
    const { screen } = this;
    const { recipient } = await loadKey(screen);
    if (recipient !== screen.facts.recipient) throw new Told(screen.say("other_key", { ending: recipient.slice(-8) }));
    const given = await screen.doors.post(`${this.place}/shares`);
    const onStep = (_step, done, all) => screen.tell("opening_shares", { done, all });
    const shares = await screen.crew("openShares", { ...given, stage: screen.facts.stage }, onStep);
    await screen.crew("forget");
    const { accepted, refused } = await screen.doors.post(`${this.place}/mnemonics`, { shares });
    screen.tell(refused.length ? "shares_some" : "shares_all", { accepted, refused: refused.length });
    await this.look();
  }

  async presentKey() {
    const { screen } = this;
    const own = this.found.envelopes.find((one) => one.own && !one.recovered);
    if (!screen.at("bid-key").files[0]) throw new Told(screen.say("choose_key"));
    await presentKey(screen, own.header_hash, screen.at("bid-key"), screen.at("bid-words"));
    screen.tell("key_presented");
    await this.look();
  }

  // The same bytes once more, where every copy of the server was damaged; another file is refused by its hash.
  async sendCopy() {
    const { screen } = this;
    const own = this.found.envelopes.find((one) => one.own && one.damaged);
    const ciphertext = screen.at("copy").files[0];
    if (!ciphertext) throw new Told(screen.say("choose_copy"));
    const { envelope } = await screen.doors.get(screen.doors.run(`envelopes/${own.header_hash}`));
    if (ciphertext.size !== envelope.size) throw new Told(screen.say("other_copy"));
    const onStep = (done, all) => screen.tell("step_send", { percent: Math.floor((done * 100) / all) });
    try {
      await upload(screen.doors, own.header_hash, { shares: [], ciphertext }, { onStep, onCut: () => screen.tell("waiting") });
    } catch (refusal) {
      if (refusal instanceof Denied && refusal.code === "hash") throw new Told(screen.say("other_copy"));
      throw refusal;
    }
    screen.tell("copy_accepted");
    await this.look();
  }

  draw(found) {
    const { screen } = this;
    // A list that did not change stays as it is: focus and ticks are not lost.
    const { server_now, ...rest } = found;
    screen.write("clock", screen.moment(server_now));
    if (JSON.stringify(rest) === this.drawn) return;
    this.drawn = JSON.stringify(rest);
    this.found = found;
    this.drawSteps(found);
    this.drawSeats(found);
    this.drawEnvelopes(found);
    this.drawEnd(found);
    for (const act of ["closing", "seats", "recovery", "reveal", "minutes"]) screen.at(`may-${act}`).hidden = !found.acts.includes(act);
    // Once enough are here, calling others is the second thing to do.
    screen.at("seats").classList.toggle("p-button--second", found.status !== "CLOSED");
    screen.at("may-shares").hidden = !found.acts.includes("shares");
    const own = found.envelopes.some((one) => one.own && !one.recovered && one.status === "STORED");
    screen.at("may-key").hidden = !(own && found.status === "RECOVERED" && found.fallback_until);
    const lacking = found.envelopes.some((one) => one.damaged || one.status === "STORED");
    screen.at("own-time").hidden = !(lacking && found.status === "RECOVERED" && found.fallback_until);
    const damaged = found.envelopes.find((one) => one.own && one.damaged);
    screen.at("may-copy").hidden = !(damaged && found.status === "RECOVERED" && found.fallback_until);
    screen.write("damaged-hash", damaged ? damaged.header_hash.slice(0, 16) : "");
    screen.write("fallback", found.fallback_until ? screen.moment(found.fallback_until) : "");
  }

  drawSteps({ status, fallback_until }) {
    const now = status === "RECOVERED" && !fallback_until ? 4 : (STEPS[status] ?? -1);
    this.screen.all("step-line").forEach((item, at) => {
      item.className = at < now + 1 && !(status === "STOPPED") ? "is-done" : at === now + 1 || status === "STOPPED" ? "is-now" : "is-next";
    });
    this.screen.write("status", this.screen.say(`status_${status ?? "NONE"}`));
  }

  drawSeats({ seats, groups, acts }) {
    const { screen } = this;
    const list = screen.at("seats-list");
    list.replaceChildren(
      ...seats.map((seat) => {
        const { group, member, name, present, revoked, answered, problems } = seat;
        const row = filled(screen.at("seat"), { name, seat: screen.say(`side_${group}`, { n: member + 1 }) });
        const tick = row.querySelector("input");
        tick.value = `${group}/${member}`;
        tick.checked = present;
        tick.disabled = revoked || !acts.includes("seats");
        tick.id = `kursi-${group}-${member}`;
        row.querySelector("label").htmlFor = tick.id;
        const state = revoked ? ["late", "revoked"] : answered ? ["done", "answered"] : present ? ["info", "present"] : ["closed", "absent"];
        row.querySelector("[data-state]").append(tag(state[0], screen.say(`seat_${state[1]}`, { n: answered })));
        if (problems) row.querySelector("[data-state]").append(" ", tag("late", screen.say("seat_problems", { n: problems })));
        return row;
      }),
    );
    const need = groups.map(({ role, k, n }) => screen.say(`need_${role}`, { k, n }));
    screen.write("need", need.join(" "));
  }

  drawEnvelopes({ envelopes, status }) {
    const { screen } = this;
    screen.at("envelopes").hidden = !envelopes.length;
    screen.at("no-envelopes").hidden = envelopes.length > 0 || !status;
    screen.at("envelope-rows").replaceChildren(
      ...envelopes.map((one, at) => {
        const price = one.price_total_sen === null ? "–" : screen.rupiah(one.price_total_sen);
        const name = one.supplier ?? screen.say("envelope_n", { n: at + 1 });
        const row = filled(screen.at("envelope"), { name, hash: one.header_hash.slice(0, 16), price });
        const state = row.querySelector("[data-state]");
        state.append(tag(KINDS[one.status] ?? "closed", screen.say(`envelope_${one.status}`)));
        if (one.damaged) state.append(" ", tag("late", screen.say("damaged")));
        if (one.reason) state.append(" ", screen.say(`reason_${one.reason}`));
        const links = one.files.map(({ id, name: file }) => {
          const link = Object.assign(document.createElement("a"), { href: screen.doors.run(`bid-files/${id}`), textContent: file });
          const item = document.createElement("span");
          item.append(link);
          return item;
        });
        if (screen.facts.reads) row.querySelector("[data-files]").append(...links);
        return row;
      }),
    );
  }

  drawEnd({ counts, log_before, log_after }) {
    const { screen } = this;
    const sorted = Object.entries(counts).sort(([one], [other]) => (other === "committed") - (one === "committed"));
    const named = sorted.map(([name, n]) => `${screen.say(`count_${name}`)} ${n}`);
    screen.write("counts", named.join(" · "));
    for (const [name, tree] of [["before", log_before], ["after", log_after]]) {
      screen.write(`log-${name}`, tree.size ? screen.say("log_at", { size: tree.size, root: tree.root }) : "–");
    }
  }
}
