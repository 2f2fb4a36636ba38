// After a swap the focus goes to the error summary or to what the answer marks, and the change is said aloud.
export function swaps() {
  const said = document.querySelector("#p-said");
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const root = event.detail.elt;
    const target = root.querySelector(".govuk-error-summary, [data-focus]");
    if (target) {
      if (!target.matches("a, button, input, select, textarea")) target.tabIndex = -1;
      target.focus();
    }
    const text = root.querySelector("[data-say]")?.dataset.say;
    if (said && text) said.textContent = text;
  });
  // Polling rests while nobody looks.
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (document.hidden && event.detail.requestConfig?.triggeringEvent === undefined) event.preventDefault();
  });
}
