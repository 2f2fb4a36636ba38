// The menu link opens the navigation in place. Without script it jumps to it, and :target shows it.
export function menu() {
  const link = document.querySelector(".p-menu");
  const nav = link && document.querySelector(link.getAttribute("href"));
  if (!nav) return;
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  const toggle = (event) => {
    event.preventDefault();
    const open = nav.classList.toggle("is-open");
    link.setAttribute("aria-expanded", String(open));
  };
  link.addEventListener("click", toggle);
  link.addEventListener("keydown", (event) => event.key === " " && toggle(event));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !nav.classList.contains("is-open")) return;
    nav.classList.remove("is-open");
    link.setAttribute("aria-expanded", "false");
    link.focus();
  });
}
