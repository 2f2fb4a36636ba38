// What slip39 wants of Node, from Web Crypto and noble. Buffers become plain byte arrays.
import { hmac } from "@noble/hashes/hmac.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";

export const Buffer = { from: (values) => Uint8Array.from(values) };
export const randomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));
export const pbkdf2Sync = (password, salt, c, dkLen) => pbkdf2(sha256, password, salt, { c, dkLen });

export function createHmac(_name, key) {
  const mac = hmac.create(sha256, key);
  return { update: (data) => mac.update(data), digest: () => mac.digest() };
}
