// What is inside an envelope: a manifest, the files, and zeros up to a size that says little.
import { sha256 } from "@noble/hashes/sha2.js";
import { Refused, hex, joined, utf8 } from "./bytes.js";
import { canonical } from "./canonical.js";
import * as s from "./shapes.js";

export const SMALLEST = 65_536;
const MAGIC = utf8("PENDOPO-ENV-1\n");
const FILE = s.object({
  name: s.matching(/^(?!\.)[^\x00-\x1f\x7f/\\]{1,200}$/u, "a file name"),
  media_type: s.matching(/^[a-z0-9.+-]{1,80}\/[a-z0-9.+-]{1,80}$/, "a media type"),
  size: s.SIZE,
  sha256: s.HEX256,
});
const PRICE = s.object({ total_sen: s.whole(0, 2 ** 53 - 1), currency: s.exactly("IDR"), lines_sha256: s.HEX256 });

// Padme: at most 12 % more, so that a size tells only its order; small ones are all alike.
export function paddedSize(length) {
  if (length <= SMALLEST) return SMALLEST;
  const exponent = Math.floor(Math.log2(length));
  const unit = 2 ** (exponent - (Math.floor(Math.log2(exponent)) + 1));
  return Math.ceil(length / unit) * unit;
}

export function readManifest(value) {
  const own = {
    tender_id: s.LINE,
    plan_hash: s.HEX256,
    bid_id: s.HEX128,
    envelope: s.ENVELOPE,
    nonce: s.HEX256,
    files: s.each(FILE, 0, 500),
  };
  s.message(value, "envelope-manifest", own, { price: PRICE });
  if ((value.price !== undefined) !== (value.envelope !== "file1")) {
    throw new Refused("envelope-manifest.price", "a price stands exactly in single and file2");
  }
  if (new Set(value.files.map((file) => file.name)).size !== value.files.length) {
    throw new Refused("envelope-manifest.files", "two files of one name");
  }
  return value;
}

// A file as the manifest lists it; read in pieces, so that a large one does not have to fit into memory.
export async function fileLine(file, onBytes = () => {}) {
  const hash = sha256.create();
  const reader = file.stream().getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    hash.update(step.value);
    onBytes(step.value.length);
  }
  const type = file.type.split(";")[0].trim().toLowerCase();
  const media_type = /^[a-z0-9.+-]{1,80}\/[a-z0-9.+-]{1,80}$/.test(type) ? type : "application/octet-stream";
  return { name: file.name.normalize("NFC"), media_type, size: file.size, sha256: hex(hash.digest()) };
}

// The payload as a Blob: frame, manifest, files in its order, zeros.
export function pack(manifest, files) {
  const head = canonical(readManifest(manifest));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, head.length);
  const body = new Blob([joined(MAGIC, length, head), ...files]);
  return new Blob([body, new Uint8Array(paddedSize(body.size) - body.size)]);
}
