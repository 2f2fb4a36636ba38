// In a grid Enter and the up and down arrows go to the same column of the next row, as in a spreadsheet. Tab stays as it is.
const FIELDS = "input, select, a[href]";

function neighbour(cell, step) {
  let row = cell.parentElement;
  const place = [...row.children].indexOf(cell);
  const rows = [...row.closest("table").tBodies].flatMap((body) => [...body.rows]);
  for (let at = rows.indexOf(row) + step; rows[at]; at += step) {
    const field = rows[at].children[place]?.querySelector(FIELDS);
    if (field && rows[at].children.length === row.children.length) return field;
  }
  return null;
}

export function gridKeys() {
  document.body.addEventListener("keydown", (event) => {
    const cell = event.target.closest?.("[data-grid] .p-cell");
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && !event.target.matches?.("textarea") && event.target.value === event.target.defaultValue) {
      const undo = document.querySelector("[data-undo]");
      if (undo && event.target.closest?.("[data-grid]")) { event.preventDefault(); undo.requestSubmit(); return; }
    }
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: event.target.matches?.("input") ? (event.shiftKey ? -1 : 1) : 0 }[event.key];
    if (!cell || !step || event.target.matches("select") || event.isComposing) return;
    const next = neighbour(cell, step);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select?.();
  });
}
