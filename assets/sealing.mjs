// How the client of sealed bids is bundled, here and in its tests: a page script and two workers.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const assets = dirname(fileURLToPath(import.meta.url));
const own = join(assets, "scripts/sealing");
const modules = join(dirname(assets), "node_modules");

// slip39 asks for Node's crypto; age brings suites that are no part of ours; every library shares one copy of the hashes.
const instead = {
  name: "instead",
  setup(build) {
    build.onResolve({ filter: /^crypto$/ }, () => ({ path: join(own, "node-crypto.js") }));
    build.onResolve({ filter: /^@noble\/post-quantum\/hybrid\.js$/ }, () => ({ path: join(own, "absent/hybrid.js") }));
    build.onResolve({ filter: /^@noble\/curves\/nist\.js$/ }, () => ({ path: join(own, "absent/nist.js") }));
  },
};

const entries = { sealing: "sealing", "sealing-worker": "worker", "sealing-shares": "shares-worker" };

export const sealing = {
  entryPoints: Object.fromEntries(
    Object.entries(entries)
      .map(([name, file]) => [name, join(own, `${file}.js`)])
      .filter(([, path]) => existsSync(path)),
  ),
  bundle: true,
  format: "esm",
  inject: [join(own, "buffer.js")],
  legalComments: "none",
  nodePaths: [modules],
  plugins: [instead],
  target: "es2020",
};
