// The one way to write a message: sorted keys, no spaces, only whole numbers. The same bytes as canonical.py.
import { sha256 } from "@noble/hashes/sha2.js";
import { Refused, hex, text, utf8 } from "./bytes.js";

export const hashed = (bytes) => hex(sha256(bytes));
export const digest = (value) => hashed(canonical(value));

export function canonical(value) {
  return utf8(written(value, ""));
}

export function read(bytes) {
  let value;
  try {
    value = JSON.parse(text(bytes));
  } catch {
    throw new Refused("", "not JSON");
  }
  // A field that stands twice, a space or 1.0 for 1 is found here: written again it would be other bytes.
  if (written(value, "") !== text(bytes)) throw new Refused("", "not canonical");
  return value;
}

function written(value, path) {
  if (typeof value === "string") return line(value, path);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map((inner, at) => written(inner, `${path}[${at}]`)).join(",")}]`;
  if (value === null || typeof value !== "object") throw new Refused(path, "neither text, whole number, list nor object");
  const names = Object.keys(value).sort();
  if (names.some((name) => /[^\x00-\x7f]/.test(name))) throw new Refused(path, "a field name is not ASCII");
  return `{${names.map((name) => `${JSON.stringify(name)}:${written(value[name], path ? `${path}.${name}` : name)}`).join(",")}}`;
}

function line(value, path) {
  if (/\p{Surrogate}/u.test(value)) throw new Refused(path, "half a character");
  return JSON.stringify(value);
}
