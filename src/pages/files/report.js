/* The report of a day: where there is no network it stays on this device, and goes out once there is one. Its key makes it count once. */
const place = 'zhijiao.reports';
const keptReports = () => JSON.parse(localStorage.getItem(place) ?? '[]');
const keep = (reports) => {
  if (reports.length === 0) localStorage.removeItem(place);
  else localStorage.setItem(place, JSON.stringify(reports));
};

/* Who was signed in here last: a report without a link is theirs, and goes out as theirs or not at all. */
const reporterPlace = 'zhijiao.reporter';
const notice = document.querySelector('[data-kept]');
if (notice?.dataset.by) localStorage.setItem(reporterPlace, JSON.stringify({ by: notice.dataset.by, name: notice.dataset.name }));
const reporter = () => JSON.parse(localStorage.getItem(reporterPlace) ?? 'null');

/* Sent, refused for good, or still waiting: the network's own page of a hotel, a sign-in, or that it is another's, is no answer of ours. */
async function post({ action, body, by }) {
  try {
    const answer = await fetch(action, { method: 'POST', body: new URLSearchParams(body), headers: { Accept: 'text/html' } });
    if (answer.redirected && new URL(answer.url).searchParams.has('done')) return { is: 'sent', url: answer.url };
    /* Whoever reports nowhere is not asked whose it is. */
    if (answer.status === 409 || (by && answer.status === 403)) return { is: 'not-theirs' };
    return [403, 404, 422].includes(answer.status) ? { is: 'refused' } : { is: 'waiting' };
  } catch {
    return { is: 'waiting' };
  }
}

let isSending = false;
async function sendKept() {
  if (isSending) return;
  isSending = true;
  const refused = [];
  for (const report of keptReports()) {
    if (report.by && notice?.dataset.by && report.by !== notice.dataset.by) continue;
    const { is } = await post(report);
    if (is === 'waiting' || is === 'not-theirs') continue;
    keep(keptReports().filter(({ key }) => key !== report.key));
    if (is === 'refused') refused.push(report);
  }
  isSending = false;
  tell(refused);
}

function tell(refused = []) {
  if (!notice) return;
  const [said, whose] = notice.querySelectorAll('p');
  const waiting = keptReports();
  notice.hidden = waiting.length === 0 && refused.length === 0;
  const days = refused.map(({ body }) => new URLSearchParams(body).get('day')).join(', ');
  said.textContent =
    refused.length > 0 ? `${said.dataset.refused} ${days}` : `${said.dataset.said} (${waiting.length} ${said.dataset.count})`;
  const names = [...new Set(waiting.map(({ name }) => name).filter(Boolean))];
  whose.hidden = names.length === 0;
  whose.textContent = `${whose.dataset.whose} ${names.join(', ')}`;
}

for (const form of document.querySelectorAll('[data-report]')) {
  const { key, day, by } = form.elements;
  if (!day.value) day.value = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const action = form.getAttribute('action') ?? location.pathname;
  const isByLink = action.startsWith('/report/');
  const as = form.querySelector('[data-as]');
  /* The form that was kept for when there is no network knows neither squad nor person. */
  if (by && !by.value && !isByLink) {
    by.value = reporter()?.by ?? '';
    as.textContent = by.value ? `${as.dataset.as} ${reporter().name}` : as.dataset.nobody;
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!key.value) key.value = crypto.randomUUID();
    const report = { key: key.value, action, body: new URLSearchParams(new FormData(form)).toString() };
    if (!isByLink) Object.assign(report, { by: by.value, name: reporter()?.name });
    const { is, url } = await post(report);
    if (is === 'sent') location.assign(url);
    /* What is refused is sent once more as a form, so that its page says why; nothing was written. */
    if (is === 'refused' || is === 'not-theirs') form.submit();
    if (is !== 'waiting') return;
    /* A report of nobody would go out as anybody's: it stays in the form. */
    if (!isByLink && !by.value) return as.scrollIntoView();
    keep([...keptReports().filter((kept) => kept.key !== report.key), report]);
    form.reset();
    key.value = '';
    tell();
    notice?.scrollIntoView();
  });
}

addEventListener('online', sendKept);
setInterval(() => keptReports().length > 0 && sendKept(), 30_000);
void sendKept();
