// Sealing a whole envelope as a bidder: a fresh key, one ciphertext, one share for each seat, checked before anything is sent.
import { sha256 } from "@noble/hashes/sha2.js";
import { Encrypter } from "age-encryption";
import { Refused, hex, same, utf8 } from "./bytes.js";
import { digest, hashed } from "./canonical.js";
import { checkHeader, readHeader } from "./headers.js";
import { freshIdentity, identityOf, recipientOf, secretOf } from "./identities.js";
import { fileLine, pack } from "./payload.js";
import { sealShare } from "./seats.js";
import { frame } from "./shapes.js";

const random = (bytes) => hex(crypto.getRandomValues(new Uint8Array(bytes)));
const GATHERED = 4 * 1024 * 1024;

// `shares` splits and combines (slip39.js, in its own worker); `onStep(name, done, all)` tells how far it is.
export async function sealEnvelope({ plan, envelope, files, price, supersedes, client, shares, onStep = () => {} }) {
  const bid = { bid_id: random(16), envelope };
  const identity = freshIdentity();
  const recipient = await recipientOf(identity);
  const { tender_id } = plan.message;
  const lines = await listed(files, onStep);
  const own = { tender_id, plan_hash: plan.hash, ...bid, nonce: random(32), files: lines, ...(price ? { price } : {}) };
  const payload = pack({ ...frame("envelope-manifest"), ...own }, files);
  const { ciphertext, ciphertext_sha256 } = await encrypted(payload, recipient, onStep);
  onStep("split", 0, 1);
  const parts = await checkedParts(identity, recipient, plan, shares);
  const sealed = await Promise.all(parts.map((part) => seated(part, plan, bid)));
  const header = {
    ...frame("bid-envelope"),
    ...(supersedes ? { supersedes } : {}),
    tender_id,
    plan_hash: plan.hash,
    ...bid,
    recipient,
    ciphertext_sha256,
    ciphertext_size: ciphertext.size,
    shares: sealed.map(({ line }) => line),
    client,
  };
  checkHeader(readHeader(header), plan);
  return { header, header_hash: digest(header), shares: sealed.map(({ share }) => share), ciphertext, identity };
}

async function listed(files, onStep) {
  const all = files.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  const lines = [];
  for (const file of files) lines.push(await fileLine(file, (bytes) => onStep("read", (done += bytes), all)));
  return lines;
}

async function encrypted(payload, recipient, onStep) {
  const age = new Encrypter();
  age.addRecipient(recipient);
  const hash = sha256.create();
  const [blobs, waiting] = [[], []];
  let [done, held] = [0, 0];
  const reader = (await age.encrypt(payload.stream())).getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    hash.update(step.value);
    waiting.push(step.value);
    held += step.value.length;
    onStep("encrypt", (done += step.value.length), payload.size);
    // A Blob may lie on disk where a list of arrays would fill the memory.
    if (held >= GATHERED) [held] = [0, blobs.push(new Blob(waiting.splice(0)))];
  }
  return { ciphertext: new Blob([...blobs, ...waiting]), ciphertext_sha256: hex(hash.digest()) };
}

// Self-check: each part is of its seat, one quorum gives the key again, and less than both groups does not.
export async function checkedParts(identity, recipient, plan, shares) {
  const parts = await shares.split(secretOf(identity), plan.groups);
  for (const part of parts) {
    const seat = await shares.placeOf(part.mnemonic, plan.groups);
    if (seat.group !== part.group || seat.member !== part.member) throw new Refused("self-check", "a share is of another seat");
  }
  if (parts.length !== plan.seats.length) throw new Refused("self-check", "not one share for each seat");
  const quorum = plan.groups.flatMap(({ role, k }) => parts.filter((one) => one.group === role).slice(-k));
  const found = await shares.combine(quorum.map((one) => one.mnemonic));
  if (!same(found, secretOf(identity)) || (await recipientOf(identityOf(found))) !== recipient) {
    throw new Refused("self-check", "the shares do not give the key");
  }
  const alone = parts.filter((one) => one.group === plan.groups[0].role).slice(0, plan.groups[0].k);
  const opened = await gives(shares, alone);
  if (opened) throw new Refused("self-check", "one group alone gives a key");
  return parts;
}

async function gives(shares, parts) {
  try {
    return await shares.combine(parts.map((one) => one.mnemonic));
  } catch {
    return null;
  }
}

async function seated({ group, member, mnemonic }, plan, bid) {
  const ciphertext = await sealShare(mnemonic, plan.seat(group, member), plan, bid);
  const line = { group, member, share_sha256: hashed(utf8(mnemonic)), ciphertext_sha256: hashed(ciphertext) };
  return { line, share: { group, member, ciphertext } };
}
