// Bytes as text and back. Base64 only in its one canonical form: a lax reader would accept altered proofs.
export const utf8 = (text) => new TextEncoder().encode(text);
export const text = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function unhex(digits) {
  if (!/^([0-9a-f]{2})*$/.test(digits)) throw new Refused("hex", "not lower-case hex");
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function base64(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

export function unbase64(written) {
  let binary;
  try {
    binary = atob(written);
  } catch {
    throw new Refused("base64", "not base64");
  }
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  if (base64(bytes) !== written) throw new Refused("base64", "not canonical");
  return bytes;
}

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}

export const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

// A message, share, key or proof is not what it must be: `field` says where, `reason` why.
export class Refused extends Error {
  constructor(field, reason) {
    super(`${field}: ${reason}`);
    Object.assign(this, { name: "Refused", field, reason });
  }
}
