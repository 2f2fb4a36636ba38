// The server's clock and what is left to a deadline, to the second. Without script the page links to the clock's own page.
const RENEW = 60000;

const pad = (number) => String(number).padStart(2, "0");

const span = (seconds, days) => {
  const whole = Math.floor(seconds / 86400);
  const rest = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(pad).join(".");
  return whole ? `${whole} ${days} ${rest}` : rest;
};

// The server's moment against ours, and its zone: the answer was on its way for half of the time that asking took.
async function told(url) {
  const sent = Date.now();
  const answer = await fetch(`${url}?bagian=1`, { cache: "no-store", credentials: "omit" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const { dateTime, dataset } = page.querySelector("time");
  return { ahead: Date.parse(dateTime) - (sent + Date.now()) / 2, zone: Number(dataset.offset) * 1000, name: dataset.zone };
}

function run(box) {
  const { clock, until, left, over, days } = box.dataset;
  const [shown, now] = [box.querySelector("[data-clock-left]"), box.querySelector("[data-clock-now]")];
  let known = null;
  const renew = async () => {
    known = await told(clock).catch(() => known);
  };
  const tick = () => {
    if (!known) return;
    const moment = Date.now() + known.ahead;
    const seconds = Math.ceil((Date.parse(until) - moment) / 1000);
    shown.textContent = seconds > 0 ? left.replace("{time}", span(seconds, days)) : over;
    now.textContent = `${new Date(moment + known.zone).toISOString().slice(11, 19).replaceAll(":", ".")} ${known.name}`;
  };
  renew().then(tick);
  setInterval(tick, 1000);
  setInterval(() => document.hidden || renew(), RENEW);
  document.addEventListener("visibilitychange", () => document.hidden || renew());
}

export function serverClock() {
  for (const box of document.querySelectorAll("[data-clock]")) run(box);
}
