// SLIP-39 alone: the library adds to the prototypes of Array and String, so it lives where nothing else runs.
import { answering } from "./calls.js";
import { combine, placeOf, split } from "./slip39.js";

const acts = {
  split: ({ secret, groups }) => split(secret, groups),
  combine: ({ mnemonics }) => combine(mnemonics),
  placeOf: ({ mnemonic, groups }) => placeOf(mnemonic, groups),
};

self.onmessage = ({ data }) => answering(data.port, acts);
