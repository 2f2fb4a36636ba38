// The two workers of the client, started when first needed: SLIP-39 alone, and everything else that touches a key.
import { asking } from "./calls.js";

export function crew({ worker, shares }) {
  let ask = null;
  const start = () => {
    const [between, page] = [new MessageChannel(), new MessageChannel()];
    new Worker(shares, { type: "module" }).postMessage({ port: between.port2 }, [between.port2]);
    const main = new Worker(worker, { type: "module" });
    main.postMessage({ port: page.port2, shares: between.port1 }, [page.port2, between.port1]);
    return asking(page.port1);
  };
  return (act, given, onStep) => (ask ??= start())(act, given, onStep);
}
