// Key files: a private key behind a passphrase, as an age file that any age program opens too.
import { Decrypter, Encrypter } from "age-encryption";
import { Refused, text, utf8 } from "./bytes.js";
import { canonical, read } from "./canonical.js";
import { recipientOf } from "./identities.js";
import * as s from "./shapes.js";

// 2^18 needs 270 MB for a moment; a weak phone takes 2^15 and two words more.
export const STRONG = { factor: 18, words: 8 };
export const LIGHT = { factor: 15, words: 10 };

// As people type it: any case, spaces or dashes.
export const tidy = (typed) => typed.trim().toLowerCase().split(/[\s-]+/).join("-");

async function locked(plain, passphrase, factor) {
  const age = new Encrypter();
  age.setScryptWorkFactor(factor);
  age.setPassphrase(passphrase);
  return age.encrypt(plain);
}

export async function trusteeFile({ role, account, identity, made_at }, passphrase, factor) {
  const recipient = await recipientOf(identity);
  const key = { ...s.frame("trustee-key"), role, account, identity, recipient, made_at };
  return locked(canonical(key), passphrase, factor);
}

export const bidFile = (identity, passphrase, factor) => locked(utf8(`${identity}\n`), passphrase, factor);

// The identity of a key file: ours, a bidder's, or one of `age-keygen` behind a passphrase.
export async function openKeyFile(file, passphrase) {
  const age = new Decrypter();
  age.addPassphrase(tidy(passphrase));
  let plain;
  try {
    plain = text(await age.decrypt(file));
  } catch (problem) {
    const said = String(problem?.message);
    if (/work factor|memory|allocation/i.test(said) || problem instanceof RangeError) throw new Refused("key file", "memory");
    throw new Refused("key file", /header|version|scrypt|stanza/i.test(said) ? "file" : "passphrase");
  }
  const identity = plain.startsWith("{") ? fromMessage(plain) : plain.split("\n").find((line) => line.startsWith("AGE-SECRET-KEY-1"));
  if (!identity) throw new Refused("key file", "file");
  return { identity: identity.trim(), recipient: await recipientOf(identity.trim()) };
}

function fromMessage(plain) {
  const own = { role: s.ROLE, account: s.LINE, identity: s.LINE, recipient: s.recipient, made_at: s.moment };
  return s.message(read(utf8(plain)), "trustee-key", own).identity;
}
