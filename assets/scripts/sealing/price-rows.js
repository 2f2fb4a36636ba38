// The table of price lines: rows added, pasted from a sheet, summed while one types.
import { readRows } from "./prices.js";
import { filled } from "./screen.js";

const FIELDS = ["name", "volume", "unit", "price"];

export class PriceRows {
  constructor(screen) {
    Object.assign(this, { screen, body: screen.at("rows"), template: screen.at("row") });
    if (!this.body) return;
    for (const line of screen.facts.lines ?? []) this.add(line);
    while (this.body.children.length < 3) this.add();
    screen.at("add-row").addEventListener("click", () => this.add().querySelector("input").focus());
    this.body.addEventListener("input", () => this.sum());
    this.body.addEventListener("paste", (event) => this.paste(event));
    this.sum();
  }

  add(values = {}) {
    const row = filled(this.template, {});
    const number = this.body.children.length + 1;
    for (const field of FIELDS) {
      const input = row.querySelector(`[name=${field}]`);
      input.value = values[field] ?? "";
      input.id = `${field}-${number}`;
      input.setAttribute("aria-label", `${input.getAttribute("aria-label")} ${number}`);
    }
    this.body.append(row);
    return row;
  }

  typed() {
    return [...this.body.children].map((row) =>
      Object.fromEntries(FIELDS.map((field) => [field, row.querySelector(`[name=${field}]`).value])),
    );
  }

  paste(event) {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!text.includes("\t")) return;
    event.preventDefault();
    const first = event.target.closest("tr");
    let row = first;
    for (const line of text.split(/\r?\n/)) {
      row ??= this.add();
      line.split("\t").slice(0, 4).forEach((value, at) => (row.querySelector(`[name=${FIELDS[at]}]`).value = value.trim()));
      row = row.nextElementSibling;
    }
    this.sum();
  }

  sum() {
    const rows = [...this.body.children];
    this.typed().forEach((row, at) => {
      const { lines } = readRows([row]);
      rows[at].querySelector("[data-amount]").textContent = lines.length ? this.screen.rupiah(lines[0].amount_sen) : "–";
    });
    this.screen.write("total", this.screen.rupiah(readRows(this.typed()).total_sen));
  }

  // The lines and their total, or null with the first fault in focus.
  read() {
    const found = readRows(this.typed());
    for (const input of this.body.querySelectorAll("input")) input.removeAttribute("aria-invalid");
    for (const [at, field] of found.faults) {
      this.body.children[at].querySelector(`[name=${field}]`).setAttribute("aria-invalid", "true");
    }
    this.body.querySelector("[aria-invalid]")?.focus();
    return found;
  }
}
