// Bundles client.mjs as the browser's client is bundled: `node bundle.mjs OUT`.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { sealing } from "../../assets/sealing.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const external = ["node:stream/consumers"];
await build({ ...sealing, entryPoints: [join(here, "client.mjs")], external, outfile: process.argv[2], target: "node20" });
