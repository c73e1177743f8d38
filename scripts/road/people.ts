import type { DateTime } from 'luxon';

import type { Client } from './client.ts';

/** Who walks: each with a client of their own. */
export type People = Readonly<Record<'admin' | 'coordinator' | 'officer' | 'volunteer' | 'silent' | 'next' | 'leaver' | 'anyone', Client>>;

/** Three volunteers besides the demonstration's own: who says nothing, who comes next, and who steps back. */
export const roadVolunteers = ['second-volunteer@example.org', 'third-volunteer@example.org', 'fourth-volunteer@example.org'] as const;

/** Signs everybody in, one way or another. */
export async function everybody(as: (email: string) => Promise<Client>, anyone: Client): Promise<People> {
  const [silent, next, leaver] = roadVolunteers;
  return {
    admin: await as('admin@example.org'),
    coordinator: await as('coordinator@example.org'),
    officer: await as('county@example.org'),
    volunteer: await as('volunteer@example.org'),
    silent: await as(silent),
    next: await as(next),
    leaver: await as(leaver),
    anyone,
  };
}

/** Has the jobs do what is due at an instant, which may lie ahead. */
export type WakeAt = (instant: DateTime) => Promise<void>;

export type Say = (line: string) => void;
