// A trustee's own key: made here, kept as a file, registered by its public half with proof that it is held.
import { keepsafe, loadKey } from "./passphrase-part.js";
import { Told } from "./screen.js";

const weak = () => (navigator.deviceMemory ?? 8) < 2;

export function keyPage(screen) {
  let made = null;
  screen.on("make", async () => {
    const role = screen.root.querySelector("[name=role]:checked, [type=hidden][name=role]").value;
    screen.tell("making");
    const made_at = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    made = { role, ...(await screen.crew("makeKey", { role, account: screen.facts.account, made_at, weak: weak() })) };
    screen.tell("");
    screen.write("ending", made.recipient.slice(-8));
    made.forget = keepsafe(screen, { ...made, name: `kunci-pemegang-${made.recipient.slice(-8)}.age` });
    screen.show("keep");
  });
  screen.on("kept", async () => {
    screen.tell("registering");
    const { challenge } = await screen.doors.post("/api/v1/procurement/trustee-keys", { role: made.role, recipient: made.recipient });
    await answer(screen, challenge);
    made.forget();
    screen.tell("");
    screen.show("made");
  });
}

async function answer(screen, { id, ciphertext }) {
  const found = await screen.crew("answer", { ciphertext });
  return screen.doors.post(`/api/v1/procurement/trustee-keys/own/rehearsals/${id}`, found);
}

// The rehearsal: the FILE is opened from disk; then the dummies of the runs that wait for this key.
export function rehearsalPage(screen) {
  screen.on("rehearse", async () => {
    const { recipient } = await loadKey(screen);
    if (recipient !== screen.facts.recipient) throw new Told(screen.say("other_key", { ending: recipient.slice(-8) }));
    screen.tell("answering");
    const trustee = await answer(screen, await screen.doors.post("/api/v1/procurement/trustee-keys/own/rehearsals"));
    screen.write("valid-until", screen.moment(trustee.valid_until));
    const list = screen.at("dummies");
    for (const seat of trustee.seats.filter((one) => one.rehearsal !== null)) {
      const item = document.createElement("li");
      item.textContent = `${seat.title}: ${await dummy(screen, seat)}`;
      list.append(item);
    }
    screen.tell("");
    screen.show("done");
  });
}

async function dummy(screen, { tender, rehearsal }) {
  const path = `/api/v1/procurement/tenders/${tender}/group-rehearsals/${rehearsal}`;
  const { plan, ...share } = await screen.doors.post(`${path}/share`);
  const plans = { [share.header.plan_hash]: plan };
  const [opened] = await screen.crew("openShares", { plans, shares: [share], stage: share.header.envelope });
  if (opened.problem) return screen.say("dummy_bad", { problem: opened.problem });
  const found = await screen.doors.post(`${path}/mnemonic`, { mnemonic: opened.mnemonic });
  return screen.say(found.succeeded_at ? "dummy_opened" : "dummy_answered", { n: found.answered.length });
}
