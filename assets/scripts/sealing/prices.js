// The price lines of a bid: as they are typed, summed in whole sen by whole-number arithmetic.
// A number as it is written in Indonesia (1.250.000,50) or by machines (1250000.50), as ten-thousandths; null when it is none.
export function tenThousandths(typed) {
  const bare = typed.replace(/rp|\s/gi, "");
  const plain = /^\d{1,3}(\.\d{3})+(,\d+)?$/.test(bare) || bare.includes(",") ? bare.replaceAll(".", "").replace(",", ".") : bare;
  const found = /^(\d{1,13})(?:\.(\d{1,4}))?$/.exec(plain);
  return found ? BigInt(found[1]) * 10_000n + BigInt((found[2] ?? "").padEnd(4, "0")) : null;
}

// Volume times unit price in sen, half a sen upwards.
export function amount(volume, price) {
  return (volume * price + 500_000n) / 1_000_000n;
}

const written = (value) => {
  const rest = String(value % 10_000n).padStart(4, "0").replace(/0+$/, "");
  return rest ? `${value / 10_000n}.${rest}` : String(value / 10_000n);
};

// Rows of {name, volume, unit, price} as typed: the lines, their total, and the faults by row and field.
export function readRows(rows) {
  const lines = [];
  const faults = [];
  rows.forEach((row, at) => {
    if (![row.name, row.volume, row.price].some((value) => value.trim())) return;
    const [volume, price] = [tenThousandths(row.volume), tenThousandths(row.price)];
    if (!row.name.trim()) faults.push([at, "name"]);
    if (!volume) faults.push([at, "volume"]);
    if (price === null || price % 100n) faults.push([at, "price"]);
    if (!row.name.trim() || !volume || price === null || price % 100n) return;
    const own = { number: lines.length + 1, name: row.name.trim(), unit: row.unit.trim(), volume: written(volume) };
    lines.push({ ...own, price_sen: Number(price / 100n), amount_sen: Number(amount(volume, price)) });
  });
  const total_sen = lines.reduce((sum, line) => sum + line.amount_sen, 0);
  return { lines, total_sen, faults };
}
