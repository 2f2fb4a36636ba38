// One seat's part of the bid key: 1,024 bytes for everybody, encrypted to that trustee alone.
import { Decrypter, Encrypter } from "age-encryption";
import { Refused, joined, utf8, text } from "./bytes.js";
import { canonical, hashed, read } from "./canonical.js";
import * as s from "./shapes.js";

// Words differ in length: unpadded, the size of a ciphertext would say something of the secret.
const PADDED = 1024;
const SHARE = {
  tender_id: s.LINE,
  plan_hash: s.HEX256,
  bid_id: s.HEX128,
  envelope: s.ENVELOPE,
  group: s.ROLE,
  member: s.MEMBER,
  mnemonic: s.matching(/^[a-z]+( [a-z]+){32}$/, "33 words"),
};

export async function sealShare(mnemonic, seat, plan, bid) {
  const { group, member } = seat;
  const { tender_id } = plan.message;
  const body = canonical({ ...s.frame("share"), tender_id, plan_hash: plan.hash, ...bid, group, member, mnemonic });
  if (body.length > PADDED) throw new Refused("share", "too long");
  const age = new Encrypter();
  age.addRecipient(seat.recipient);
  return age.encrypt(joined(body, utf8(" ".repeat(PADDED - body.length))));
}

// The mnemonic of a share, after everything that it says was compared.
export async function openShare(ciphertext, identity, place, header, plan, placeOf) {
  const line = header.shares.find((one) => one.group === place.group && one.member === place.member);
  if (!line) throw new Refused("share", "no such seat");
  if (hashed(ciphertext) !== line.ciphertext_sha256) {
    throw new Refused("share.ciphertext_sha256", "another ciphertext than committed");
  }
  const age = new Decrypter();
  age.addIdentity(identity);
  const body = await age.decrypt(ciphertext).catch(() => {
    throw new Refused("share", "this key does not open it");
  });
  if (body.length !== PADDED) throw new Refused("share", "not padded to its one size");
  const found = s.message(read(utf8(text(body).replace(/ +$/, ""))), "share", SHARE);
  for (const name of ["tender_id", "plan_hash", "bid_id", "envelope"]) {
    if (found[name] !== header[name]) throw new Refused(`share.${name}`, "of another envelope or seat");
  }
  for (const name of ["group", "member"]) {
    if (found[name] !== place[name]) throw new Refused(`share.${name}`, "of another envelope or seat");
  }
  if (hashed(utf8(found.mnemonic)) !== line.share_sha256) {
    throw new Refused("share.share_sha256", "another share than committed");
  }
  const seat = await placeOf(found.mnemonic, plan.groups);
  if (seat.group !== place.group || seat.member !== place.member) throw new Refused("share.mnemonic", "of another seat");
  return found.mnemonic;
}
