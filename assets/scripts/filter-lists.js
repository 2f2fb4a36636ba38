// An input marked data-filter="#list" hides the items of a long list that do not hold what was typed.
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

export function filterLists() {
  for (const input of document.querySelectorAll("[data-filter]")) {
    const list = document.querySelector(input.dataset.filter);
    if (!list) continue;
    const box = input.closest("[hidden]");
    if (box) box.hidden = false;
    const items = [...list.querySelectorAll("[data-filter-item], :scope > li")];
    const status = document.querySelector(input.dataset.filterStatus ?? "#_");
    input.addEventListener("input", () => {
      const words = plain(input.value).split(/\s+/);
      let shown = 0;
      for (const item of items) {
        const text = plain(item.textContent);
        item.hidden = !words.every((word) => text.includes(word));
        shown += item.hidden ? 0 : 1;
      }
      if (status) status.textContent = status.dataset.text.replace("%{count}", String(shown));
    });
  }
}
