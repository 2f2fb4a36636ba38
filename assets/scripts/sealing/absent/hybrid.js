// Post-quantum recipients are no part of the suite pendopo-seal-1: left out, they cost no weight.
export const MLKEM768X25519 = undefined;
export const MLKEM768P256 = undefined;
