// Keys and ciphertexts: what is secret stays in this worker; the page sees public halves, files and answers.
import { Decrypter } from "age-encryption";
import { Refused, text, unbase64, utf8 } from "./bytes.js";
import { answering, asking } from "./calls.js";
import { digest, hashed } from "./canonical.js";
import { sealEnvelope } from "./envelopes.js";
import { checkHeader, readHeader } from "./headers.js";
import { freshIdentity, recipientOf } from "./identities.js";
import { LIGHT, STRONG, bidFile, openKeyFile, trusteeFile } from "./keyfiles.js";
import { passphrase } from "./passphrases.js";
import { readPlan } from "./plans.js";
import { priceFile } from "./price-file.js";
import { checkReceipt, demandEntry } from "./receipts.js";
import { openShare } from "./seats.js";

let held = null;
let shares = null;

function connect(port) {
  const ask = asking(port);
  shares = {
    split: (secret, groups) => ask("split", { secret, groups }),
    combine: (mnemonics) => ask("combine", { mnemonics }),
    placeOf: (mnemonic, groups) => ask("placeOf", { mnemonic, groups }),
  };
}

// Behind a passphrase of its own; where the memory does not suffice, with less work and a longer passphrase.
async function filed(make, weak) {
  for (const { factor, words } of weak ? [LIGHT] : [STRONG, LIGHT]) {
    const said = passphrase(words);
    try {
      return { file: await make(said, factor), passphrase: said };
    } catch (problem) {
      if (factor === LIGHT.factor) throw problem;
    }
  }
}

async function makeKey({ role, account, made_at, weak }) {
  held = freshIdentity();
  const own = { role, account, identity: held, made_at };
  return { recipient: await recipientOf(held), ...(await filed((said, factor) => trusteeFile(own, said, factor), weak)) };
}

async function loadKey({ file, passphrase: said }) {
  const found = await openKeyFile(file, said);
  held = found.identity;
  return { recipient: found.recipient };
}

async function answer({ ciphertext }) {
  const age = new Decrypter();
  age.addIdentity(held);
  const plain = await age.decrypt(unbase64(ciphertext)).catch(() => {
    throw new Refused("key", "other");
  });
  return { answer: text(plain) };
}

// That the plan is the one in the public log, signed by the log that the plan itself names.
function checkPlan({ message, plan_hash, receipt, log_vkey }) {
  const plan = readPlan(message);
  if (plan.hash !== plan_hash) throw new Refused("plan_hash", "of another plan");
  if (message.log_vkey !== log_vkey) throw new Refused("log_vkey", "of another log");
  const proven = checkReceipt(receipt, log_vkey);
  demandEntry(proven, "procurement.seal_plan.published", { plan_hash, tender: message.tender_id });
  return { plan_hash, index: proven.index, size: proven.size, root: proven.root };
}

function checkCommitment({ receipt, log_vkey, header_hash, tender, event }) {
  const proven = checkReceipt(receipt, log_vkey);
  demandEntry(proven, event ?? "procurement.envelope.committed", { header_hash, tender });
  return { index: proven.index, size: proven.size, root: proven.root };
}

// The hash of this client: name and bytes of each script, as they were served.
async function fingerprint(scripts) {
  const parts = [];
  for (const url of [...scripts].sort()) {
    const name = new URL(url).pathname.split("/").pop();
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
    parts.push(utf8(`${name}\0`), bytes);
  }
  return hashed(await new Blob(parts).arrayBuffer().then((whole) => new Uint8Array(whole)));
}

async function seal({ message, envelope, files, priced, supersedes, version, scripts, weak }, onStep) {
  const client = { name: "pendopo-browser", version, sha256: await fingerprint(scripts) };
  const plan = readPlan(message);
  const own = priced && priceFile(priced, message.tender_id);
  const all = own ? [...files, own.file] : files;
  const given = { plan, envelope, files: all, price: own?.price, supersedes, client, shares, onStep };
  const made = await sealEnvelope(given);
  onStep("key", 0, 1);
  const { identity, ...sent } = made;
  return { ...sent, ...(await filed((said, factor) => bidFile(identity, said, factor), weak)) };
}

// Each own share of an opening: its mnemonic, or what is wrong with it. One bad share does not stop the others.
async function openShares({ plans, shares: given, stage }, onStep) {
  const read = Object.fromEntries(Object.entries(plans).map(([hash, message]) => [hash, knownPlan(hash, message)]));
  const found = [];
  for (const one of given) {
    onStep("open", found.length, given.length);
    try {
      found.push({ header_hash: one.header_hash, mnemonic: await opened(one, read, stage) });
    } catch (problem) {
      found.push({ header_hash: one.header_hash, problem: String(problem.message).slice(0, 200) });
    }
  }
  return found;
}

function knownPlan(hash, message) {
  const plan = readPlan(message);
  if (plan.hash !== hash) throw new Refused("plan_hash", "of another plan");
  return plan;
}

async function opened({ header_hash, header, group, member, ciphertext }, plans, stage) {
  const plan = plans[header.plan_hash];
  if (!plan || digest(readHeader(header)) !== header_hash) throw new Refused("bid-envelope", "of another commitment");
  checkHeader(header, plan);
  if (header.envelope !== stage) throw new Refused("bid-envelope.envelope", "not of this stage");
  return openShare(unbase64(ciphertext), held, { group, member }, header, plan, shares.placeOf);
}

async function openBidKey({ file, passphrase: said }) {
  return openKeyFile(file, said);
}

const forget = () => (held = null);

self.onmessage = ({ data }) => {
  connect(data.shares);
  answering(data.port, {
    makeKey, loadKey, answer, checkPlan, checkCommitment, seal, openShares, openBidKey, forget,
  });
};
