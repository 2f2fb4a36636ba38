// The seal plan: who holds keys, how many are needed, which envelopes, until when.
import { Refused } from "./bytes.js";
import { digest } from "./canonical.js";
import * as s from "./shapes.js";

export class Plan {
  constructor(message) {
    this.message = message;
    this.hash = digest(message);
    this.groups = message.groups;
    this.seats = message.groups.flatMap(({ role, seats }) =>
      seats.map(({ seat, account, recipient }) => ({ group: role, member: seat, account, recipient })),
    );
  }

  seat(group, member) {
    return this.seats.find((one) => one.group === group && one.member === member);
  }
}

const SEAT = s.object({ seat: s.MEMBER, account: s.LINE, recipient: s.recipient, rehearsed_at: s.moment });
const NUMBER = s.whole(1, 16);
const GROUP = s.object({ role: s.ROLE, k: NUMBER, n: NUMBER, seats: s.each(SEAT, 1, 16) });

export function readPlan(value) {
  s.message(
    value,
    "seal-plan",
    {
      tender_id: s.LINE,
      plan_version: s.whole(1, 999),
      envelopes: s.each(s.ENVELOPE, 1, 2),
      group_threshold: s.exactly(2),
      groups: s.each(GROUP, 2, 2),
      deadline: s.moment,
      grace_minutes: s.whole(0, 10_080),
      opening_at: s.moment,
      pad: s.exactly("padme-64k"),
      log_origin: s.LINE,
      log_vkey: s.LINE,
    },
    { previous_plan_hash: s.HEX256 },
  );
  value.groups.forEach(demandGroup);
  demandWhole(value);
  return new Plan(value);
}

function demandGroup({ k, n, seats }, at) {
  const path = `seal-plan.groups[${at}]`;
  if (seats.length !== n || seats.some((one, number) => one.seat !== number)) {
    throw new Refused(`${path}.seats`, "not one seat for each of n");
  }
  // SLIP-39 has no 1 of several: each would hold the whole secret of the group.
  if (k > n || (k === 1 && n > 1)) throw new Refused(`${path}.k`, "not a threshold of n");
}

function demandWhole({ groups, envelopes, plan_version, previous_plan_hash, opening_at, deadline }) {
  const refuse = (field, reason) => {
    throw new Refused(`seal-plan.${field}`, reason);
  };
  const [committee, inspectorate] = groups;
  if (committee.role !== "committee" || inspectorate.role !== "inspectorate") refuse("groups", "not committee and inspectorate");
  if (committee.k < 2 || committee.n < 3) refuse("groups[0].k", "the committee needs at least 2 of 3");
  for (const name of ["account", "recipient"]) {
    const held = groups.flatMap(({ seats }) => seats.map((seat) => seat[name]));
    if (new Set(held).size !== held.length) refuse(`groups.${name}`, "holds two seats");
  }
  if (!["single", "file1,file2"].includes(envelopes.join())) refuse("envelopes", "neither single nor file1 and file2");
  if ((plan_version === 1) !== (previous_plan_hash === undefined)) {
    refuse("previous_plan_hash", "only the first version has none before it");
  }
  if (opening_at < deadline) refuse("opening_at", "before the deadline");
}
