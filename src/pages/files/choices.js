/* Ranks are changed by dragging, or by the arrows on a handle. It reorders the form that stands in the page and saves through it: every button works without. */
const form = document.querySelector('[data-section="choices"]');
const told = () => document.getElementById('ranking-told');
const list = () => document.querySelector('[data-ranking]');
const rows = () => [...list().children];

/* One save at a time, each from the version that the one before gave. */
let timer;
let saving;
let isDirty = false;

function prepare() {
  for (const part of document.querySelectorAll('[data-needs-script], [data-handle]')) part.hidden = false;
}

const rankOf = (row) => row.querySelector('[data-rank-of]');

/* The row alone at its place; what was tied stays tied where it still stands together. */
function renumber(movedRow) {
  let rank = 0;
  let before;
  for (const row of rows()) {
    const old = rankOf(row).value;
    if (row === movedRow || before === undefined || old !== before) rank += 1;
    before = row === movedRow ? undefined : old;
    rankOf(row).dataset.next = rank;
  }
  const counts = {};
  for (const row of rows()) {
    const input = rankOf(row);
    input.value = input.dataset.next;
    counts[input.value] = (counts[input.value] ?? 0) + 1;
  }
  const { rank: words, tied } = list().dataset;
  for (const row of rows()) {
    const { value } = rankOf(row);
    row.querySelector('[data-rank-text]').textContent = words.replace('{rank}', value) + (counts[value] > 1 ? ` · ${tied}` : '');
  }
}

function tell(row) {
  const words = list().dataset.told;
  told().textContent = words.replace('{name}', row.dataset.name).replace('{rank}', rankOf(row).value).replace('{count}', rows().length);
}

async function save() {
  clearTimeout(timer);
  if (saving) return saving;
  saving = (async () => {
    while (isDirty) {
      isDirty = false;
      const body = new URLSearchParams(new FormData(form));
      body.set('move', 'keep');
      const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } });
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const version = fresh.querySelector('[data-section="choices"] [name="version"]');
      if (!answer.ok || !version) return show(fresh);
      form.elements.version.value = version.value;
      if (!isDirty) renew(fresh);
    }
    told().textContent += ` ${list().dataset.saved}`;
  })()
    .catch(() => {
      isDirty = true;
      told().textContent = list().dataset.notSaved;
    })
    .finally(() => {
      saving = undefined;
    });
  return saving;
}

/* The site's own answer stands in the page; whoever is on a handle stays on it. */
function renew(fresh) {
  const here = document.activeElement?.closest('[data-ranking] > li')?.id;
  const next = fresh.querySelector('[data-ranking]');
  if (!next) return;
  list().replaceWith(next);
  prepare();
  if (here) document.getElementById(here)?.querySelector('[data-handle]')?.focus();
}

/* It was not saved: what the site says to that takes the place of the page. */
function show(fresh) {
  const main = fresh.querySelector('main');
  if (!main) return location.reload();
  document.querySelector('main').replaceWith(main);
  prepare();
  main.querySelector('.faults, .note')?.scrollIntoView();
}

function changed(row) {
  renumber(row);
  tell(row);
  isDirty = true;
  clearTimeout(timer);
  timer = setTimeout(save, 500);
}

document.addEventListener('keydown', (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const handle = event.target.closest?.('[data-handle]');
  if (!handle || step === undefined) return;
  event.preventDefault();
  const row = handle.closest('li');
  const other = rows()[rows().indexOf(row) + step];
  if (!other) return tell(row);
  if (step < 0) other.before(row);
  else other.after(row);
  changed(row);
  handle.focus();
});

document.addEventListener('pointerdown', (event) => {
  const handle = event.target.closest?.('[data-handle]');
  if (!handle || event.button !== 0) return;
  const row = handle.closest('li');
  const began = rows().indexOf(row);
  handle.setPointerCapture(event.pointerId);
  row.classList.add('held');
  // The others step over the row that is held: what leaves its place in the page loses the pointer.
  const move = ({ clientY }) => {
    const all = rows();
    const at = all.indexOf(row);
    const above = all.slice(0, at).filter((other) => clientY < middleOf(other));
    const below = all.slice(at + 1).filter((other) => clientY > middleOf(other));
    for (const other of above.toReversed()) row.after(other);
    for (const other of below) row.before(other);
  };
  const end = () => {
    handle.removeEventListener('pointermove', move);
    row.classList.remove('held');
    if (rows().indexOf(row) !== began) changed(row);
  };
  handle.addEventListener('pointermove', move);
  handle.addEventListener('lostpointercapture', end, { once: true });
});

function middleOf(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

/* A button waits for what is being saved: it sends the version that came of it. */
document.addEventListener('submit', (event) => {
  if (!isDirty && !saving) return;
  event.preventDefault();
  const { target, submitter } = event;
  void save().then(() => target.isConnected && target.requestSubmit(submitter));
});

if (form) prepare();
