import { setTimeout as pause } from 'node:timers/promises';

import type { ClearanceKind } from '../../src/domain/clearance.ts';
import { steady, storm, type Body, type Send } from './caller.ts';
import type { Cast } from './cast.ts';
import type { Person } from './people.ts';
import type { Asked, Days } from './season-plan.ts';

/** How somebody answers an offer. */
const manners = [
  ['accepts', 10],
  ['accepts twice at once', 4],
  ['accepts late', 2],
  ['declines', 3],
  ['says nothing', 4],
  ['accepts and steps back', 4],
  ['accepts and steps back at once', 2],
] as const;
type Manner = (typeof manners)[number][0];

/** Whether people still look what has come for them. */
export type Watch = { isOver: boolean };

/** Applies, is checked and approved; gives the application. */
export async function apply(cast: Cast, volunteer: Person, { seasonId, campIds, classIds }: Asked, days: Days): Promise<string> {
  const send = cast.sendAs(volunteer, steady);
  const chance = cast.branch();
  const ranked = [...campIds, ...classIds].toSorted(() => chance.next() - 0.5).slice(0, 4);
  const windows = [
    { startDay: days.today, endDay: days.today, weeklyHours: 30 },
    { startDay: days.laterStart, endDay: days.laterEnd, weeklyHours: 30 },
  ];
  const application = {
    seasonId,
    subjects: [{ subject: 'english', level: 2 }],
    deliveries: ['on_site', 'distance'],
    windows,
    choices: ranked.map((id, i) => ({ rank: i + 1, targets: [{ kind: 'request', id }] })),
    scope: 'anywhere_after',
    statement: 'I teach English.',
  };
  await consent(send);
  const { body, status } = await send('POST', '/applications', { body: application, begins: 'application.begun' });
  if (status !== 201) throw new Error(`an application was refused: ${JSON.stringify(body)}`);
  const id = String(body['id']);
  await clear(cast, send, { kind: 'health', validThroughDay: days.laterEnd });
  // One that no season asks for, and that ends while the clock is ahead.
  if (chance.happens(0.3)) await clear(cast, send, { kind: 'teaching_permit', validThroughDay: days.today });
  const submitted = await send('POST', `/applications/${id}/submit`, { event: 'application.submitted' });
  if (!submitted.isOk) throw new Error(`an application was not taken: ${JSON.stringify(submitted.body)}`);
  await cast.decidedOnce(`/applications/${id}/approve`, 'application.approved');
  return id;
}

async function consent(send: Send): Promise<void> {
  const { body } = await send('GET', '/texts');
  for (const { kind, version } of body['items'] as Body[]) {
    if (kind !== 'agreement' && kind !== 'transfer_abroad') await send('POST', '/me/consents', { body: { kind, version } });
  }
}

type Check = { readonly kind: ClearanceKind; readonly validThroughDay: string };

async function clear(cast: Cast, send: Send, { kind, validThroughDay }: Check): Promise<void> {
  const { body } = await send('POST', '/clearances', { body: { kind }, begins: 'clearance.requested' });
  const path = `/clearances/${String(body['id'])}`;
  await send('POST', `${path}/submit`, { event: 'clearance.submitted' });
  await cast.decidedOnce(`${path}/clear`, 'clearance.cleared', { validThroughDay });
}

/** Looks for offers, and answers each in a manner of its own, until the season's replies are over. */
export async function answerOffers(cast: Cast, volunteer: Person, seasonId: string, watch: Watch): Promise<void> {
  const send = cast.sendAs(volunteer, storm);
  const chance = cast.branch();
  const seen = new Set<string>();
  while (!watch.isOver) {
    const { body } = await send('GET', `/placements?seasonId=${seasonId}`);
    for (const { id, state } of (body['items'] ?? []) as Body[]) {
      if (state !== 'offered' || seen.has(String(id))) continue;
      seen.add(String(id));
      await answer(send, String(id), chance.ofWeighted(manners), async () => pause(chance.between(50, 1500)));
    }
    await pause(chance.between(200, 700));
  }
}

async function answer(send: Send, id: string, manner: Manner, think: () => Promise<void>): Promise<void> {
  const path = `/placements/${id}`;
  const accept = async () => send('POST', `${path}/accept`, { event: 'placement.accepted' });
  const stepBack = async () => send('POST', `${path}/withdraw`, { event: 'placement.withdrawn', body: { reason: 'ill' } });
  await think();
  switch (manner) {
    case 'says nothing':
      return;
    case 'declines':
      await send('POST', `${path}/decline`, { event: 'placement.declined', body: { reason: 'dates' } });
      return;
    case 'accepts twice at once':
      await Promise.all([accept(), accept()]);
      return;
    case 'accepts late':
      await send('POST', `${path}/extend`, { event: 'placement.extended' });
      await think();
      await accept();
      return;
    case 'accepts and steps back at once':
      await Promise.all([accept(), stepBack()]);
      return;
    case 'accepts':
    case 'accepts and steps back':
      await accept();
      if (manner === 'accepts') return;
      await think();
      await stepBack();
  }
}
