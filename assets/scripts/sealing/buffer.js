// slip39 makes Buffers; plain byte arrays do.
export { Buffer } from "./node-crypto.js";
