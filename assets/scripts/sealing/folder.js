// The folder of `pendopo-bid seal`: header, shares and ciphertext, each compared with the header before it is sent.
import { hex } from "./bytes.js";
import { Told } from "./screen.js";

const sha256 = async (blob) => hex(new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer())));

export async function readFolder(files, plan_hash, screen) {
  const named = (name) => files.find((file) => (file.webkitRelativePath || file.name).endsWith(name));
  const [head, ciphertext] = [named("header.json"), named("ciphertext.age")];
  if (!head || !ciphertext) throw new Told(screen.say("folder_incomplete"));
  const header = JSON.parse(await head.text());
  if (header.plan_hash !== plan_hash || header.envelope !== screen.facts.envelope) throw new Told(screen.say("folder_other"));
  const shares = [];
  for (const { group, member, ciphertext_sha256 } of header.shares) {
    const share = named(`${group}-${member}.age`);
    if (!share || (await sha256(share)) !== ciphertext_sha256) throw new Told(screen.say("folder_incomplete"));
    shares.push({ group, member, ciphertext: share });
  }
  if ((await sha256(ciphertext)) !== header.ciphertext_sha256) throw new Told(screen.say("folder_incomplete"));
  return { header, header_hash: await sha256(head), shares, ciphertext };
}
