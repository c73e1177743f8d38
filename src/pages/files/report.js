/* The report of a day: where there is no network it stays on this device, and goes out once there is one. Its key makes it count once. */
const place = 'zhijiao.reports';
const keptReports = () => JSON.parse(localStorage.getItem(place) ?? '[]');
const keep = (reports) => {
  if (reports.length === 0) localStorage.removeItem(place);
  else localStorage.setItem(place, JSON.stringify(reports));
};

/* Sent, refused for good, or still waiting: the network's own page of a hotel, or a sign-in, is no answer of ours. */
async function post({ action, body }) {
  try {
    const answer = await fetch(action, { method: 'POST', body: new URLSearchParams(body), headers: { Accept: 'text/html' } });
    if (answer.redirected && new URL(answer.url).searchParams.has('done')) return { is: 'sent', url: answer.url };
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
    const { is } = await post(report);
    if (is === 'waiting') continue;
    keep(keptReports().filter(({ key }) => key !== report.key));
    if (is === 'refused') refused.push(report);
  }
  isSending = false;
  tell(refused);
}

function tell(refused = []) {
  const notice = document.querySelector('[data-kept]');
  if (!notice) return;
  const said = notice.querySelector('p');
  const waiting = keptReports().length;
  notice.hidden = waiting === 0 && refused.length === 0;
  const days = refused.map(({ body }) => new URLSearchParams(body).get('day')).join(', ');
  said.textContent = refused.length > 0 ? `${said.dataset.refused} ${days}` : `${said.dataset.said} (${waiting} ${said.dataset.count})`;
}

for (const form of document.querySelectorAll('[data-report]')) {
  const { key, day } = form.elements;
  if (!day.value) day.value = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!key.value) key.value = crypto.randomUUID();
    const report = {
      key: key.value,
      action: form.getAttribute('action') ?? location.pathname,
      body: new URLSearchParams(new FormData(form)).toString(),
    };
    const { is, url } = await post(report);
    if (is === 'sent') location.assign(url);
    /* What is refused is sent once more as a form, so that its page says why; nothing was written. */
    if (is === 'refused') form.submit();
    if (is !== 'waiting') return;
    keep([...keptReports().filter((kept) => kept.key !== report.key), report]);
    form.reset();
    key.value = '';
    tell();
    document.querySelector('[data-kept]')?.scrollIntoView();
  });
}

addEventListener('online', sendKept);
setInterval(() => keptReports().length > 0 && sendKept(), 30_000);
void sendKept();
