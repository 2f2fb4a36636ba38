// Sends what is sealed: header first (bound, with receipt), then shares, then the ciphertext part after part. A line that
// breaks is waited for; what the server has already is not sent again.
import { base64 } from "./bytes.js";
import { Cut, Denied } from "./doors.js";

const PART = 4 * 1024 * 1024;
const WAITS = [1, 2, 4, 8, 15, 30];

const pause = (seconds) =>
  new Promise((done) => {
    const timer = setTimeout(done, seconds * 1000);
    addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
  });

export async function patiently(act, onCut) {
  for (let tries = 0; ; tries++) {
    try {
      return await act();
    } catch (problem) {
      if (!(problem instanceof Cut)) throw problem;
      onCut();
      await pause(WAITS[Math.min(tries, WAITS.length - 1)]);
    }
  }
}

export async function commit(doors, header, participant, onCut) {
  return patiently(() => doors.post(doors.run("envelopes"), { header, participant }), onCut);
}

async function inText({ group, member, ciphertext }) {
  const bytes = ciphertext instanceof Blob ? new Uint8Array(await ciphertext.arrayBuffer()) : ciphertext;
  return { group, member, ciphertext: base64(bytes) };
}

export async function upload(doors, hash, { shares, ciphertext }, { onStep, onCut }) {
  let { envelope } = await patiently(() => doors.get(doors.run(`envelopes/${hash}`)), onCut);
  if (envelope.shares_missing.length) {
    const all = await Promise.all(shares.map(inText));
    envelope = await patiently(() => doors.putShares(hash, all), onCut);
  }
  for (let offset = envelope.offset; offset < ciphertext.size; ) {
    onStep(offset, ciphertext.size);
    const part = await ciphertext.slice(offset, offset + PART).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", part));
    try {
      envelope = await patiently(() => doors.patch(hash, offset, part, digest), onCut);
      offset = envelope.offset;
    } catch (refusal) {
      // Another window was quicker: the server says where to go on. A part damaged on its way is sent again.
      if (!(refusal instanceof Denied) || !["offset", "checksum"].includes(refusal.code)) throw refusal;
      offset = refusal.more.offset ?? offset;
    }
  }
  onStep(ciphertext.size, ciphertext.size);
  return envelope;
}
