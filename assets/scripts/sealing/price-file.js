// The file of the price lines, which lies in the envelope; its hash goes with the total.
import { canonical, hashed } from "./canonical.js";
import * as s from "./shapes.js";

export const PRICES = "rincian-harga.json";

export function priceFile({ lines, total_sen }, tender_id) {
  const bytes = canonical({ ...s.frame("price-lines"), tender_id, currency: "IDR", lines, total_sen });
  const file = Object.assign(new Blob([bytes], { type: "application/json" }), { name: PRICES });
  return { file, price: { total_sen, currency: "IDR", lines_sha256: hashed(bytes) } };
}
