// Strict reading of messages: every field named, none unknown, each of one kind. The twin of shapes.py.
import { Encrypter } from "age-encryption";
import { Refused } from "./bytes.js";

export const frame = (type) => ({ v: 1, suite: "pendopo-seal-1", type });

export function fields(value, path, wanted, maybe = {}) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Refused(path, "not an object");
  const checks = { ...wanted, ...maybe };
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(checks, name)) throw new Refused(`${path}.${name}`, "unknown field");
    checks[name](value[name], `${path}.${name}`);
  }
  const missing = Object.keys(wanted).find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) throw new Refused(`${path}.${missing}`, "missing");
  return value;
}

export const message = (value, type, wanted, maybe) =>
  fields(value, type, { v: exactly(1), suite: exactly("pendopo-seal-1"), type: exactly(type), ...wanted }, maybe);

const demand = (holds, reason) => (value, path) => {
  if (!holds(value)) throw new Refused(path, reason);
};

export const exactly = (...wanted) => demand((value) => wanted.includes(value), `not ${wanted.join(" or ")}`);
export const whole = (least, most) =>
  demand((value) => Number.isSafeInteger(value) && least <= value && value <= most, `not from ${least} to ${most}`);
export const matching = (form, says) => demand((value) => typeof value === "string" && form.test(value), `not ${says}`);
export const object = (wanted, maybe) => (value, path) => fields(value, path, wanted, maybe);

export const each = (check, least, most) => (value, path) => {
  if (!Array.isArray(value) || value.length < least || value.length > most) {
    throw new Refused(path, `not a list of ${least} to ${most}`);
  }
  value.forEach((inner, at) => check(inner, `${path}[${at}]`));
};

// Only X25519: `age1` and 58 letters with the right checksum.
export const recipient = demand((value) => {
  if (typeof value !== "string" || !/^age1[02-9ac-hj-np-z]{58}$/.test(value)) return false;
  try {
    new Encrypter().addRecipient(value);
    return true;
  } catch {
    return false;
  }
}, "not a recipient");

export const moment = demand((value) => {
  const at = typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) ? new Date(value) : null;
  return at !== null && !Number.isNaN(at.valueOf()) && at.toISOString().replace(".000Z", "Z") === value;
}, "not a time");

export const LINE = matching(/^[^\x00-\x1f\x7f]{1,200}$/u, "one line of text");
export const HEX256 = matching(/^[0-9a-f]{64}$/, "a SHA-256 in lower-case hex");
export const HEX128 = matching(/^[0-9a-f]{32}$/, "128 bits in lower-case hex");
export const SIZE = whole(0, 2 ** 40);
export const ENVELOPE = exactly("single", "file1", "file2");
export const ROLE = exactly("committee", "inspectorate");
export const MEMBER = whole(0, 15);
