"""What the browser is asked: where the focus stops, what still moves, what goes to paper."""

from playwright.sync_api import Page

LONGEST = 250

# The look of the element in focus against its look without it; its place; a name for the report.
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const look = one => { const s = getComputedStyle(one);
    return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.backgroundColor, s.borderColor, s.color].join() };
  const parts = [element, element.parentElement, element.nextElementSibling].filter(Boolean);
  const focused = parts.map(look), box = element.getBoundingClientRect();
  element.dataset.stop ??= String(document.querySelectorAll('[data-stop]').length);
  const stop = Number(element.dataset.stop);
  const outlined = parts.some(one => { const s = getComputedStyle(one);
    return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 });
  element.blur(); const plain = parts.map(look); element.focus({preventScroll: true});
  return {stop, name: element.outerHTML.slice(0, 90), changed: String(focused) !== String(plain), outlined,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    forced: matchMedia('(forced-colors: active)').matches};
}"""

STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true})
    && one.type !== 'hidden').length"""

STILL = """() => [...document.querySelectorAll('*')].filter(one => { const s = getComputedStyle(one);
  const longest = text => Math.max(...text.split(',').map(parseFloat));
  return longest(s.transitionDuration) > 0.01 || (s.animationName !== 'none' && longest(s.animationDuration) > 0.01)
}).map(one => one.outerHTML.slice(0, 90))"""

PRINTED = """() => [...document.querySelectorAll('header nav, footer, button, .p-skip, .govuk-skip-link')]
  .filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 90))"""


def stops(page: Page) -> list[str]:
    """Faults of a walk with Tab from the top to the end: unseen focus, a trap, something that is never reached."""
    found, reached = [], set()
    for _step in range(LONGEST):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or (stop["stop"] in reached and stop["stop"] == 0):
            break
        if stop["stop"] in reached:
            return [*found, f"the focus is caught at {stop['name']}"]
        reached.add(stop["stop"])
        visible = stop["outlined"] if stop["forced"] else stop["changed"]
        found += [] if visible else [f"no sign of focus: {stop['name']}"]
        found += [] if stop["seen"] else [f"out of sight: {stop['name']}"]
    expected = page.evaluate(STOPS)
    return found + ([f"{len(reached)} of {expected} reached"] if len(reached) < expected else [])
