// Acts of the browser's client of sealed bids in Node, bundled as for the browser (bundle.mjs): JSON in, JSON out.
import { text } from "node:stream/consumers";
import * as age from "age-encryption";
import Slip39 from "slip39";
import * as bytes from "../../assets/scripts/sealing/bytes.js";
import * as canonical from "../../assets/scripts/sealing/canonical.js";
import * as envelopes from "../../assets/scripts/sealing/envelopes.js";
import * as headers from "../../assets/scripts/sealing/headers.js";
import * as identities from "../../assets/scripts/sealing/identities.js";
import * as keyfiles from "../../assets/scripts/sealing/keyfiles.js";
import * as passphrases from "../../assets/scripts/sealing/passphrases.js";
import * as payload from "../../assets/scripts/sealing/payload.js";
import * as plans from "../../assets/scripts/sealing/plans.js";
import * as receipts from "../../assets/scripts/sealing/receipts.js";
import * as seats from "../../assets/scripts/sealing/seats.js";
import * as slip39 from "../../assets/scripts/sealing/slip39.js";
import { WORDS } from "../../assets/scripts/sealing/words.js";

const { base64, hex, unbase64, unhex } = bytes;
const direct = { split: slip39.split, combine: slip39.combine, placeOf: slip39.placeOf };

// Two ways to lose every bid without an error of the library.
const careless = {
  bytes: (secret, groups) => fromTree(Slip39.fromArray(secret, options(groups, { threshold: 2 })), groups),
  threshold: (secret, groups) => fromTree(Slip39.fromArray([...secret], options(groups, { groupThreshold: 2 })), groups),
};
const options = (groups, more) => ({ groups: groups.map(({ k, n }) => [k, n]), ...more });
const fromTree = (made, groups) =>
  groups.flatMap(({ role, n }, at) =>
    Array.from({ length: n }, (_one, member) => ({ group: role, member, mnemonic: made.fromPath(`r/${at}/${member}`).mnemonics[0] })),
  );

const file = ({ name, type, content }) => Object.assign(new Blob([unbase64(content)], { type }), { name });

const acts = {
  canonical: ({ value }) => ({ bytes: base64(canonical.canonical(value)), digest: canonical.digest(value) }),
  read: (given) => canonical.read(unbase64(given.bytes)),
  padded: ({ lengths }) => lengths.map(payload.paddedSize),
  identity: async ({ secret }) => {
    const identity = identities.identityOf(unhex(secret));
    return { identity, recipient: await identities.recipientOf(identity), secret: hex(identities.secretOf(identity)) };
  },
  combine: ({ sets }) =>
    sets.map((set) => {
      try {
        return hex(slip39.combine(set));
      } catch (problem) {
        return problem.message;
      }
    }),
  split: ({ secret, groups }) => slip39.split(unhex(secret), groups),
  careless: async ({ way, plan }) => {
    const identity = identities.freshIdentity();
    const shares = { ...direct, split: careless[way] };
    return envelopes.checkedParts(identity, await identities.recipientOf(identity), plans.readPlan(plan), shares);
  },
  decrypt: async ({ identity, bytes: ciphertext }) => {
    const opener = new age.Decrypter();
    opener.addIdentity(identity);
    return base64(await opener.decrypt(unbase64(ciphertext)));
  },
  plan: ({ message }) => plans.readPlan(message).hash,
  header: ({ message, plan }) => headers.checkHeader(headers.readHeader(message), plans.readPlan(plan)) ?? canonical.digest(message),
  manifest: ({ message }) => payload.readManifest(message) && true,
  seal: async ({ plan, files, ...more }) => {
    const made = await envelopes.sealEnvelope({ plan: plans.readPlan(plan), files: files.map(file), shares: direct, ...more });
    const shares = made.shares.map((share) => ({ ...share, ciphertext: base64(share.ciphertext) }));
    return { ...made, shares, ciphertext: base64(new Uint8Array(await made.ciphertext.arrayBuffer())) };
  },
  openShare: ({ ciphertext, identity, place, header, plan }) =>
    seats.openShare(unbase64(ciphertext), identity, place, header, plans.readPlan(plan), slip39.placeOf),
  receipt: ({ receipt, key }) => receipts.checkReceipt(receipt, key),
  altered: ({ given, key }) => given.filter((one) => accepted(one, key)).length,
  roots: ({ leaves, index, size, path }) => hex(receipts.rootOf(unhex(leaves[index]), index, size, path.map(unhex))),
  lockKey: async ({ identity, passphrase, ...more }) => {
    const bid = await keyfiles.bidFile(identity, passphrase, 10);
    const own = await keyfiles.trusteeFile({ identity, ...more }, passphrase, 10);
    return { bid: base64(bid), trustee: base64(own) };
  },
  openKey: ({ bytes: file, passphrase }) => keyfiles.openKeyFile(unbase64(file), passphrase),
  passphrase: ({ count }) => ({ said: passphrases.passphrase(count), words: WORDS }),
};

function accepted(receipt, key) {
  try {
    return Boolean(receipts.checkReceipt(receipt, key));
  } catch {
    return false;
  }
}

const answers = [];
for (const { act, ...given } of JSON.parse(await text(process.stdin))) {
  try {
    answers.push({ answer: (await acts[act](given)) ?? null });
  } catch (problem) {
    answers.push({ refused: problem.message, field: problem.field ?? null });
  }
}
process.stdout.write(JSON.stringify(answers));
