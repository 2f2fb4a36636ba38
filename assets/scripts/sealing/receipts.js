// A receipt, checked without the server: leaf, inclusion path, and the checkpoint that the log signed.
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { Refused, hex, joined, same, unbase64, unhex, utf8 } from "./bytes.js";
import { canonical, hashed } from "./canonical.js";

const refuse = (field, reason) => {
  throw new Refused(field, reason);
};

export function readKey(written) {
  const [name, number, ...rest] = written.split("+");
  const raw = unbase64(rest.join("+"));
  const id = sha256(joined(utf8(`${name}\n`), raw)).subarray(0, 4);
  if (!name || raw.length !== 33 || raw[0] !== 1 || hex(id) !== number) refuse("log key", "does not fit its own number");
  return { name, id, key: raw.subarray(1) };
}

// Strict: one blank line, the exact dash, a newline at the end. A lax reader would accept altered bytes.
export function openNote(note, written) {
  const { name, id, key } = readKey(written);
  const at = note.lastIndexOf("\n\n");
  if (at < 0 || !note.endsWith("\n") || note.length < at + 3) refuse("checkpoint", "not a signed note");
  const signed = note.slice(0, at + 1);
  const lines = signed.split("\n");
  if (lines.length < 4 || lines[0] !== name || !/^(0|[1-9]\d{0,15})$/.test(lines[1])) refuse("checkpoint", "not of this log");
  for (const line of note.slice(at + 2, -1).split("\n")) {
    const [dash, signer, mark, ...more] = line.split(" ");
    if (dash !== "—" || !signer || !mark || more.length) refuse("checkpoint", "a signature is not well formed");
    const bytes = unbase64(mark);
    if (signer !== name || !same(bytes.subarray(0, 4), id)) continue;
    if (bytes.length !== 68 || !ed25519.verify(bytes.subarray(4), utf8(signed), key, { zip215: false })) {
      refuse("checkpoint", "the signature is wrong");
    }
    return { size: Number(lines[1]), root: unbase64(lines[2]) };
  }
  return refuse("checkpoint", "not signed by this log");
}

// The root that an inclusion path leads to (RFC 9162, 2.1.3.2).
export function rootOf(leaf, index, size, path) {
  if (!(index >= 0 && index < size)) refuse("proof", "the entry lies outside the tree");
  let [place, last, found] = [index, size - 1, leaf];
  const up = () => ([place, last] = [Math.floor(place / 2), Math.floor(last / 2)]);
  for (const step of path) {
    if (last === 0) refuse("proof", "too long");
    if (place % 2 === 1 || place === last) {
      found = sha256(joined([1], step, found));
      while (place && place % 2 === 0) up();
    } else {
      found = sha256(joined([1], found, step));
    }
    up();
  }
  if (last !== 0) refuse("proof", "too short");
  return found;
}

export const leafHash = (data) => sha256(joined([0], data));

function leafData({ entry, salt }) {
  if (salt === null) return utf8(entry);
  return canonical({ c: hashed(joined(unhex(salt), utf8(entry))), v: 1 });
}

// What the entry says, its index and the size of the signed tree. Size and root come from the checkpoint alone: a path may
// fit a neighbouring size too.
export function checkReceipt(receipt, written) {
  if (receipt?.type !== "pendopo-receipt" || receipt.v !== 1 || typeof receipt.proof !== "string") {
    refuse("receipt", "not a receipt");
  }
  const at = receipt.proof.indexOf("\n\n");
  const [title, place, ...path] = receipt.proof.slice(0, at).split("\n");
  if (at < 0 || title !== "c2sp.org/tlog-proof@v1" || !/^index (0|[1-9]\d{0,15})$/.test(place ?? "")) {
    refuse("proof", "not a proof");
  }
  const index = Number(place.slice(6));
  const { size, root } = openNote(receipt.proof.slice(at + 2), written);
  const found = rootOf(leafHash(leafData(receipt)), index, size, path.map(unbase64));
  if (!same(found, root)) refuse("proof", "the entry is not in the signed tree");
  return { entry: JSON.parse(receipt.entry), index, size, root: hex(root) };
}

// That a receipt is for this act, with these data.
export function demandEntry({ entry }, event, data) {
  if (entry.event !== event) refuse("receipt.event", "of another act");
  for (const [name, value] of Object.entries(data)) {
    if (entry.data?.[name] !== value) refuse(`receipt.${name}`, "of something else");
  }
}
