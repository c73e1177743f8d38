/* What every page gains where scripts run; each works without. */
const nothing = () => undefined;

/* Offline, the browser answers with a page of ours. */
navigator.serviceWorker?.register('/sw.js').catch(nothing);

/* Arrows move from row to row of a table, Enter opens; / goes to the search. */
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target;
  if (event.key === '/' && !at.closest('input, textarea, select')) {
    const search = document.querySelector('[data-search], .filters input[type="search"]');
    if (search) {
      event.preventDefault();
      search.focus();
    }
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const rows = at.closest('[data-rows]');
  if (step === undefined || !rows || at.closest('input, textarea, select')) return;
  const links = [...rows.querySelectorAll('tbody tr, li')].map((row) => row.querySelector('a[href], button')).filter(Boolean);
  const own = at.closest('tr, li')?.querySelector('a[href], button');
  const next = links[links.indexOf(own) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

/* A part that changes by itself is fetched again until it says no more; what has the focus in it is left alone. */
async function refresh(part) {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(part.id);
  if (!fresh) return location.reload();
  if (part.contains(document.activeElement)) return waitFor(part);
  part.replaceWith(fresh);
  waitFor(fresh);
}
function waitFor(part) {
  const seconds = Number(part.dataset.refresh);
  if (seconds > 0) setTimeout(() => refresh(part).catch(() => waitFor(part)), seconds * 1000);
}
document.querySelectorAll('[data-refresh][id]').forEach(waitFor);

/* Print, where a page is made for paper. */
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
