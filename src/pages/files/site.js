/* What every page gains where scripts run; each works without. */
const nothing = () => undefined;

/* Offline, the browser answers with a page of ours. */
navigator.serviceWorker?.register('/sw.js').catch(nothing);

/*
 * In a table, arrows move from row to row, Enter opens, and / goes to the search. Only there: a key that does something wherever one is
 * would be in the way of whoever speaks to their computer (WCAG 2.2, 2.1.4).
 */
document.addEventListener('keydown', (event) => {
  const at = event.target;
  const rows = at.closest('[data-rows]');
  if (!rows || event.ctrlKey || event.metaKey || event.altKey || at.closest('input, textarea, select')) return;
  const next = event.key === '/' ? document.querySelector('[data-search], .filters input[type="search"]') : rowBeside(at, rows, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
});
function rowBeside(at, rows, key) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step === undefined) return undefined;
  const links = [...rows.querySelectorAll('tbody tr, li')].map((row) => row.querySelector('a[href], button')).filter(Boolean);
  const own = at.closest('tr, li')?.querySelector('a[href], button');
  return links[links.indexOf(own) + step];
}

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

/* Whoever signs out here writes no more reports here. */
document.querySelector('form[action="/sign-out"]')?.addEventListener('submit', () => localStorage.removeItem('zhijiao.reporter'));

/* A day's report that waits for the network goes out from any page. */
if (localStorage.getItem('zhijiao.reports') && !document.querySelector('script[src="/report.js"]'))
  void import(new URL('/report.js', location.href));
