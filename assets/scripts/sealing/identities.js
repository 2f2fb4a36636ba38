// Keys of age as text. The library writes lower case under the checksum and the whole in upper case.
import { bech32 } from "@scure/base";
import { identityToRecipient } from "age-encryption";
import { Refused } from "./bytes.js";

const PREFIX = "age-secret-key-";

export function identityOf(secret) {
  if (secret.length !== 32) throw new Refused("identity", "not 32 bytes");
  return bech32.encodeFromBytes(PREFIX, secret).toUpperCase();
}

export function secretOf(identity) {
  let found;
  try {
    found = bech32.decodeToBytes(identity);
  } catch {
    throw new Refused("identity", "not an identity of age");
  }
  if (found.prefix.toLowerCase() !== PREFIX || identityOf(found.bytes) !== identity) {
    throw new Refused("identity", "not an identity of age");
  }
  return found.bytes;
}

export async function recipientOf(identity) {
  secretOf(identity);
  return identityToRecipient(identity);
}

export const freshIdentity = () => identityOf(crypto.getRandomValues(new Uint8Array(32)));
