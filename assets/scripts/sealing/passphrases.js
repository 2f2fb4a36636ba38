// Passphrases of common words, nine bits each: eight words are 72 bits behind scrypt.
import { WORDS } from "./words.js";

export const passphrase = (count) =>
  Array.from(crypto.getRandomValues(new Uint16Array(count)), (number) => WORDS[number % WORDS.length]).join("-");
