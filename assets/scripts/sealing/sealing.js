// The pages of sealed bids. Without this script, or in a browser that cannot, the page says what is needed instead.
import { BidPage } from "./bid-page.js";
import { keyPage, rehearsalPage } from "./key-page.js";
import { OpeningPage } from "./opening-page.js";
import { planPage } from "./plan-page.js";
import { Screen } from "./screen.js";

const pages = {
  key: (screen) => (keyPage(screen), screen.show("make")),
  rehearsal: (screen) => (rehearsalPage(screen), screen.show("load")),
  plan: planPage,
  bid: (screen) => new BidPage(screen).begin(),
  opening: (screen) => new OpeningPage(screen).begin(),
};

async function begin(root) {
  // Over plain http browsers have no subtle crypto: the page keeps its first words.
  if (!globalThis.crypto?.subtle || !globalThis.Worker || !globalThis.ReadableStream) return;
  const screen = new Screen(root);
  root.querySelector("[data-unable]").hidden = true;
  root.querySelector("[data-able]").hidden = false;
  try {
    await pages[root.dataset.sealing](screen);
  } catch (problem) {
    screen.fail(problem);
  }
}

for (const root of document.querySelectorAll("[data-sealing]")) if (pages[root.dataset.sealing]) begin(root);
