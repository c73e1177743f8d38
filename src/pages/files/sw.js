/* Keeps two pages for when there is no network, the form of the day's report among them; everything else is asked of the site each time. */
const kept = 'offline-3';
const files = ['/offline', '/report-offline', '/style.css', '/site.js', '/report.js'];
const isReport = (path) => /^\/(report\/[^/]+|squads\/[^/]+\/report)$/.test(path);

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll(files)));
  self.skipWaiting();
});
self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== kept).map((name) => caches.delete(name)))));
});
self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.mode === 'navigate') {
    if (event.request.method !== 'GET' && isReport(pathname)) return;
    event.respondWith(fetch(event.request).catch(() => caches.match(isReport(pathname) ? '/report-offline' : '/offline')));
  } else if (origin === location.origin && files.includes(pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(pathname)));
  }
});
