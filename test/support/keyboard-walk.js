/* What of this page Tab should reach, and where the focus is: read in the page itself. */
function isShown(element) {
  return element.checkVisibility({ visibilityProperty: true }) && element.closest('[inert], [aria-hidden="true"]') === null;
}

function nameOf(element) {
  return element.outerHTML.slice(0, 120);
}

/* Where Tab stops in this part of the page, in order. */
function stopsIn(part) {
  const wanted = [...part.querySelectorAll('a[href], button, input:not([type="hidden"]), select, textarea, summary')].filter(
    (element) => isShown(element) && !element.matches(':disabled') && element.tabIndex >= 0,
  );
  /* One of few is one stop: the one that is chosen, or the first. */
  const isStop = (element) => {
    if (element.type !== 'radio') return true;
    const group = wanted.filter(({ type, name, form }) => type === 'radio' && name === element.name && form === element.form);
    return element === (group.find(({ checked }) => checked) ?? group[0]);
  };
  return wanted.filter(isStop);
}

/* The focus is on something: that it can be seen there, and that it is marked. */
globalThis.focusFaults = () => {
  const on = document.activeElement;
  if (on === null || on === document.body) return [];
  const [box = on.getBoundingClientRect()] = on.getClientRects();
  const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
  const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
  const there = document.elementFromPoint(x, y);
  const isSeen = there !== null && (on.contains(there) || there.closest('label')?.htmlFor === on.id);
  const { outlineStyle, outlineWidth } = getComputedStyle(on);
  const isMarked = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  return [...(isSeen ? [] : [`hidden: ${nameOf(on)}`]), ...(isMarked ? [] : [`not marked: ${nameOf(on)}`])];
};

/* How many stops lie from where the focus is to there; none where that is not known. A date has more stops than are counted. */
globalThis.stopsUntil = (element) => {
  const on = document.activeElement;
  if (on === null || on === document.body) return 0;
  const stops = stopsIn(document.body);
  const [from, to] = [stops.indexOf(on), stops.indexOf(element)];
  return from >= 0 && to > from ? to - from : 0;
};

/* Gives how many stops there are in what is walked through; a walk through a part begins there. */
globalThis.beginKeyboardWalk = (within) => {
  const part = document.querySelector(within);
  if (within !== 'body') part.focus();
  const stops = stopsIn(part);
  const reached = new Set();
  const faults = [];
  /* When Tab is let go, the focus is where it went, and that is in view. */
  document.addEventListener(
    'keyup',
    () => {
      reached.add(document.activeElement);
      faults.push(...focusFaults());
    },
    true,
  );
  globalThis.keyboardWalk = {
    isDone: () => stops.every((element) => reached.has(element)),
    faults: () => [...faults, ...stops.filter((element) => !reached.has(element)).map((element) => `not reached: ${nameOf(element)}`)],
  };
  return stops.length;
};
