// The header of an envelope: everything about it that may be known; its hash is the commitment.
import { Refused } from "./bytes.js";
import { SMALLEST } from "./payload.js";
import * as s from "./shapes.js";

const LINE = s.object({ group: s.ROLE, member: s.MEMBER, share_sha256: s.HEX256, ciphertext_sha256: s.HEX256 });

export const readHeader = (value) =>
  s.message(
    value,
    "bid-envelope",
    {
      tender_id: s.LINE,
      plan_hash: s.HEX256,
      bid_id: s.HEX128,
      envelope: s.ENVELOPE,
      recipient: s.recipient,
      ciphertext_sha256: s.HEX256,
      ciphertext_size: s.whole(SMALLEST + 1, 2 ** 40),
      shares: s.each(LINE, 4, 32),
      client: s.object({ name: s.LINE, version: s.LINE, sha256: s.HEX256 }),
    },
    { supersedes: s.HEX256 },
  );

export function checkHeader(header, plan) {
  const refuse = (field, reason) => {
    throw new Refused(`bid-envelope.${field}`, reason);
  };
  if (header.tender_id !== plan.message.tender_id) refuse("tender_id", "not of this plan");
  if (header.plan_hash !== plan.hash) refuse("plan_hash", "not of this plan");
  if (!plan.message.envelopes.includes(header.envelope)) refuse("envelope", "not of this plan");
  const place = ({ group, member }) => `${group}/${member}`;
  if (header.shares.map(place).join() !== plan.seats.map(place).join()) {
    refuse("shares", "not exactly one for each seat, in order");
  }
  if (plan.seats.some((seat) => seat.recipient === header.recipient)) refuse("recipient", "a trustee's, not a fresh one");
}
