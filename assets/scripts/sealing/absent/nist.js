// Recipients on hardware tokens are no part of the suite pendopo-seal-1: left out, they cost no weight.
export const p256 = undefined;
