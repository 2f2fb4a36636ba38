// The part of a page that shows a passphrase once and gives out its key file; going on needs both boxes ticked.
import { Told, download } from "./screen.js";

export function keepsafe(screen, { passphrase, file, name }) {
  const list = screen.at("words");
  list.replaceChildren(
    ...passphrase.split("-").map((word) => {
      const item = document.createElement("li");
      item.textContent = word;
      return item;
    }),
  );
  const save = screen.at("save-key");
  const written = screen.at("written");
  const next = screen.at("kept");
  let saved = false;
  const look = () => (next.disabled = !(saved && written.checked));
  save.onclick = () => {
    download(name, file);
    saved = true;
    screen.write("saved", screen.say("saved", { name }));
    look();
  };
  written.checked = false;
  written.onchange = look;
  look();
  // What was shown once is gone when the page is left.
  return () => list.replaceChildren();
}

// Key file and passphrase from their two fields, opened in the worker.
export async function loadKey(screen) {
  const input = screen.at("key-file");
  const words = screen.at("passphrase");
  const file = input.files[0];
  if (!file) throw new Told(screen.say("choose_key"));
  if (!words.value.trim()) throw new Told(screen.say("type_passphrase"));
  screen.tell("opening_key");
  const found = await screen.crew("loadKey", { file: new Uint8Array(await file.arrayBuffer()), passphrase: words.value });
  words.value = "";
  return found;
}
