// A table filled in like a spreadsheet. Enter and the up and down arrows go to the same column of the next row, left and right leave a cell at
// its edge, Escape brings back what was saved, Ctrl+Z takes the last change back, a copied block is read before it is added. Tab stays as it is.
const CELLS = "input:not([type=hidden]), textarea, select";
const FIELDS = `${CELLS}, a[href]`;
const PLACE = "pendopo-cell";

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

function beside(field, step) {
  const fields = [...field.closest("tr").querySelectorAll(CELLS)];
  return fields[fields.indexOf(field) + step] ?? null;
}

function go(event, field) {
  if (!field) return false;
  event.preventDefault();
  field.focus();
  field.select?.();
  return true;
}

// Undo shows the page again: the focus comes back to the cell it was in.
function remember(field) {
  const row = field?.closest("tr");
  if (row?.id) sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, row.id, field.name]));
}

function comeBack() {
  const kept = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (!kept) return;
  const [path, row, name] = JSON.parse(kept);
  if (path === location.pathname) document.getElementById(row)?.querySelector(`[name="${CSS.escape(name)}"]`)?.focus();
}

function undo(event, field) {
  const form = document.querySelector("[data-undo]");
  if (!form || event.shiftKey || field.value !== field.defaultValue) return;
  event.preventDefault();
  remember(field);
  form.requestSubmit();
}

function edge(field, step) {
  if (field.selectionStart !== field.selectionEnd) return false;
  return step < 0 ? field.selectionStart === 0 : field.selectionEnd === field.value.length;
}

function onKey(event) {
  const field = event.target;
  const cell = field.closest?.("[data-grid] .p-cell, [data-grid] th[scope=row]");
  if (!cell || event.isComposing || !field.matches("input, textarea, select, a")) return;
  if (event.key === "z" && (event.ctrlKey || event.metaKey)) return undo(event, field);
  const typed = field.matches("input, textarea");
  if (!typed && !event.key.startsWith("Arrow")) return;
  const isNew = field.closest("[data-newrow]");
  if (event.key === "Escape") { field.value = field.defaultValue; field.select(); return; }
  if (event.key === "Enter" && isNew) { event.preventDefault(); if (field.value.trim()) field.form.requestSubmit(); return; }
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (sideways && typed && edge(field, sideways)) return void go(event, beside(field, sideways));
  const step = { ArrowUp: -1, ArrowDown: 1, Enter: event.shiftKey ? -1 : 1 }[event.key];
  if (!step || field.matches("select") || field.list) return;
  if (!go(event, neighbour(cell, step)) && event.key === "Enter") event.preventDefault();
}

function onPaste(event) {
  const row = event.target.closest?.("[data-grid] tr");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const form = document.getElementById("tempel-blok");
  if (!row || !form || !/\t|\n./.test(text.trim())) return;
  event.preventDefault();
  const own = row.parentElement.querySelector("[data-newrow] input");
  form.elements.account.value = own?.form?.elements.account?.value?.split(" ")[0] ?? "";
  form.elements.table.value = text;
  form.requestSubmit();
}

// What was saved is what Escape brings back; a row that was added leaves its fields empty for the next one.
function onSaved(event) {
  const from = event.detail.elt;
  if (event.detail.xhr?.status !== 200 || !from.closest) return;
  if (from.matches("[data-newrow-form]")) {
    const first = [...from.elements].find((one) => one.name === "component");
    for (const one of from.elements) if (one.closest("[data-newrow]") && one.matches(CELLS)) one.value = one.defaultValue;
    first?.focus();
  } else if (from.closest("[data-grid]")) {
    const sent = event.detail.requestConfig?.parameters;
    for (const one of from.querySelectorAll(CELLS)) if (sent?.get?.(one.name) === one.value) one.defaultValue = one.value;
  }
}

export function gridKeys() {
  document.body.addEventListener("keydown", onKey);
  document.body.addEventListener("paste", onPaste);
  document.body.addEventListener("htmx:afterRequest", onSaved);
  comeBack();
}
