// The bid key in parts by SLIP-39. The library takes plain arrays of numbers only: a Uint8Array is accepted silently and
// gives shares of another secret, so it is turned into an array here and every split is put together again (envelopes.js).
import Slip39 from "slip39";
import { WORD_LIST } from "slip39/src/slip39_helper.js";
import { Refused } from "./bytes.js";

export function split(secret, groups) {
  const made = Slip39.fromArray(Array.from(secret), {
    threshold: 2,
    groups: groups.map(({ k, n }) => [k, n]),
    iterationExponent: 0,
    extendableBackupFlag: 1,
  });
  return groups.flatMap(({ role, n }, at) =>
    Array.from({ length: n }, (_one, member) => {
      const mnemonic = made.fromPath(`r/${at}/${member}`).mnemonics[0];
      return { group: role, member, mnemonic };
    }),
  );
}

export function combine(mnemonics) {
  try {
    return Uint8Array.from(Slip39.recoverSecret([...mnemonics], ""));
  } catch {
    throw new Refused("shares", "do not go together");
  }
}

// The seat that a mnemonic says it is for, with the plan's thresholds: read from its own words 2 to 4.
export function placeOf(mnemonic, groups) {
  if (!Slip39.validateMnemonic(mnemonic)) throw new Refused("share.mnemonic", "not a share");
  const [, second, third, fourth] = mnemonic.split(" ").map((word) => WORD_LIST.indexOf(word));
  const exponent = second & 15;
  const bits = (third << 10) | fourth;
  const [at, threshold, count, member, needed] = [16, 12, 8, 4, 0].map((shift) => (bits >> shift) & 15);
  if (exponent !== 0 || threshold + 1 !== 2 || count + 1 !== 2) {
    throw new Refused("share.mnemonic", "not split in two groups that are both needed");
  }
  const group = groups[at];
  if (!group || needed + 1 !== group.k || member >= group.n) throw new Refused("share.mnemonic", "not split by this plan");
  return { group: group.role, member };
}
