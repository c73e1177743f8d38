import { z } from 'zod';

import type { Role } from './account.ts';
import { fail, ok, type Result } from './result.ts';

/** Who acts: nobody known, an account with its roles and counties, or the system at its due time. */
export type Actor =
  | { readonly kind: 'public' }
  | {
      readonly kind: 'account';
      readonly accountId: string;
      readonly roles: readonly Role[];
      readonly countyCodes: readonly string[];
      /** What a program's token was made for; all that the account may where it is left out. */
      readonly scopes?: readonly string[] | undefined;
      /** The session of a browser. */
      readonly sessionId?: string | undefined;
    }
  | { readonly kind: 'system'; readonly job: string };

/** Whose a thing is: the volunteer's account, the county's code, or both. */
export type Owner = { readonly accountId?: string; readonly countyCode?: string };

/** `own` of a volunteer is the account; `own` of a county officer is one of the officer's counties. */
type Reach = 'any' | 'own';
/** `account` is anyone signed in, whatever their roles. */
type Grant = Partial<Record<Role | 'public' | 'account' | 'system', Reach>>;

const everyone = { public: 'any', account: 'any' } as const;
const signedIn = { account: 'own' } as const;

/**
 * The one table of who may do what. The code checks it, the API's document prints it.
 * What is not here is refused.
 */
export const permissions = {
  'open-data.read': everyone,
  /** The record without anything kept back. */
  'record.count': { coordinator: 'any' },
  'partnership.change': { coordinator: 'any' },
  'sign-in.use': everyone,
  'me.read': signedIn,
  'me.change': signedIn,
  'me.erase': signedIn,
  'notice.read': signedIn,
  /** Whoever holds the key from a letter turns letters like it off. */
  'unsubscribe.use': everyone,
  'me.consent': signedIn,
  'sign-in.keep': signedIn,
  'text.publish': { admin: 'any' },
  'account.read': { admin: 'any' },
  'account.change': { admin: 'any' },
  'season.change': { coordinator: 'any' },
  'station.change': { county: 'own', coordinator: 'any' },
  /** Which stations of all counties are asleep. */
  'station.oversee': { coordinator: 'any' },
  'training.plan': { coordinator: 'any' },
  /** Who is expected and who came, at stations of one's own. */
  'training.report': { county: 'own', coordinator: 'any' },
  'application.read': { volunteer: 'own', coordinator: 'any' },
  'application.write': { volunteer: 'own' },
  'application.decide': { coordinator: 'any' },
  'request.read': { county: 'own', coordinator: 'any' },
  'request.write': { county: 'own' },
  'request.cancel': { county: 'own', coordinator: 'any' },
  'request.decide': { coordinator: 'any' },
  /** An approved request goes on from another station of its county. */
  'request.move': { county: 'own', coordinator: 'any' },
  'ask-back.read': { volunteer: 'own', county: 'own', coordinator: 'any' },
  'ask-back.invite': { county: 'own' },
  'ask-back.answer': { volunteer: 'own' },
  'conditions.change': { county: 'own', coordinator: 'any' },
  'conditions.read': { volunteer: 'own', coordinator: 'any' },
  'conditions.answer': { volunteer: 'own' },
  'conditions.decide': { coordinator: 'any' },
  'clearance.read': { volunteer: 'own', coordinator: 'any', safeguarding: 'any' },
  'clearance.write': { volunteer: 'own' },
  'clearance.decide': { coordinator: 'any', safeguarding: 'any' },
  'reference.ask': { volunteer: 'own' },
  'reference.answer': everyone,
  'reference.read': { coordinator: 'any', safeguarding: 'any' },
  'query-batch.run': { coordinator: 'any', safeguarding: 'any' },
  'attendance.record': { coordinator: 'any', safeguarding: 'any' },
  'identity.see': { coordinator: 'any', safeguarding: 'any' },
  'health.see': { safeguarding: 'any' },
  'barred-person.change': { safeguarding: 'any' },
  'barred-review.decide': { safeguarding: 'any' },
  'incident.raise': { volunteer: 'own', county: 'own', coordinator: 'any', safeguarding: 'any' },
  'incident.handle': { safeguarding: 'any' },
  'account.freeze': { admin: 'any' },
  'account.merge': { admin: 'any' },
  'retention.read': { admin: 'any' },
  'job.read': { admin: 'any' },
  'job.retry': { admin: 'any' },
  'setting.read': { admin: 'any' },
  'webhook.read': { admin: 'any' },
  'webhook.change': { admin: 'any' },
  'run.read': { coordinator: 'any' },
  'run.change': { coordinator: 'any', system: 'any' },
  'placement.read': { volunteer: 'own', county: 'own', coordinator: 'any' },
  'placement.answer': { volunteer: 'own' },
  'placement.teach': { volunteer: 'own' },
  'placement.host': { county: 'own' },
  /** A volunteer's own first and last day. */
  'placement.set-days': { county: 'own', coordinator: 'any' },
  'placement.decide': { coordinator: 'any', system: 'any' },
  'swap.read': { volunteer: 'own', coordinator: 'any' },
  'swap.make': { volunteer: 'own' },
  'swap.decide': { coordinator: 'any' },
  'dispute.read': { volunteer: 'own', county: 'own', coordinator: 'any' },
  /** The county that disputes something lets it drop as well. */
  'dispute.open': { county: 'own' },
  'dispute.answer': { volunteer: 'own' },
  'dispute.settle': { coordinator: 'any' },
  'feedback.give': { volunteer: 'own', county: 'own' },
  'feedback.read': { volunteer: 'own', county: 'own', coordinator: 'any' },
  /** Averages a county, without names. */
  'feedback.compare': { coordinator: 'any' },
  'certificate.verify': everyone,
  'certificate.read': { volunteer: 'own', coordinator: 'any' },
  'certificate.ask': { volunteer: 'own' },
  'record.read': { volunteer: 'own', coordinator: 'any' },
  'certificate.issue': { coordinator: 'any', system: 'any' },
  'signatory.change': { admin: 'any' },
  'announcement.send': { coordinator: 'any' },
  'letter.preview': { coordinator: 'any', admin: 'any' },
  'calendar.keep': { volunteer: 'own' },
  'county-calendar.keep': { county: 'own' },
  /** Whoever holds the key of a calendar reads it. */
  'calendar.read': everyone,
  /** A squad is its members', and of the county that hosts it. */
  'squad.read': { volunteer: 'own', county: 'own', coordinator: 'any' },
  'squad.report': { volunteer: 'own', coordinator: 'any' },
  /** Whoever leads a squad: its captain and its lead. */
  'squad.lead': { volunteer: 'own', coordinator: 'any' },
  'squad.cover': { volunteer: 'own', county: 'own', coordinator: 'any' },
  'squad.share-contact': { volunteer: 'own' },
  'squad.name-captain': { coordinator: 'any' },
  'emergency-contact.give': { volunteer: 'own' },
  /** Whoever leads the squad, and those who act when something happens. */
  'emergency-contact.see': { volunteer: 'own', coordinator: 'any', safeguarding: 'any' },
  /** Whoever holds the link of a squad reports. */
  'squad.report-by-link': everyone,
  'safety.ask': { coordinator: 'any', safeguarding: 'any' },
  'safety.answer': { volunteer: 'own' },
  /** Whoever holds the letter answers. */
  'safety.answer-by-link': everyone,
  /** Files of earlier records; the things of a file are written by its job. */
  'import.run': { coordinator: 'any', admin: 'any' },
  /** A file of accounts gives roles. */
  'import.accounts': { admin: 'any' },
  'event.read': { coordinator: 'any', admin: 'any' },
  'event.read-own': signedIn,
} as const satisfies Record<string, Grant>;
export type Permission = keyof typeof permissions;

export const permissionSchema = z.enum(Object.fromEntries(Object.keys(permissions).map((name) => [name, name])));

export type NotSignedIn = { readonly kind: 'not-signed-in' };
export type Forbidden = { readonly kind: 'forbidden'; readonly permission: Permission; readonly roles: readonly string[] };
export type Refusal = NotSignedIn | Forbidden;

/** May this actor do this at all, to something of their own or of anyone's? The first question of every action. */
export function authorise(actor: Actor, permission: Permission): Result<Reach, Refusal> {
  const granted = reachesOf(actor, permission);
  if (granted.includes('any')) return ok('any');
  if (granted.includes('own')) return ok('own');
  if (actor.kind === 'public') return fail({ kind: 'not-signed-in' });
  return fail(forbidden(permission));
}

export function forbidden(permission: Permission): Forbidden {
  return { kind: 'forbidden', permission, roles: Object.keys(permissions[permission]) };
}

/** May this actor do this to a thing of this owner? A thing that is out of reach is answered as if it were not there. */
export function reaches(actor: Actor, permission: Permission, owner: Owner): boolean {
  const grant: Grant = permissions[permission];
  if (actor.kind !== 'account') return reachesOf(actor, permission).includes('any');
  if (!isInScope(actor, permission)) return false;
  return namesOf(actor).some((name) => grant[name] === 'any' || (grant[name] === 'own' && owns(actor, name, owner)));
}

function owns(actor: Extract<Actor, { kind: 'account' }>, name: keyof Grant, owner: Owner): boolean {
  if (name === 'county' && owner.countyCode !== undefined) return actor.countyCodes.includes(owner.countyCode);
  return owner.accountId === actor.accountId;
}

function reachesOf(actor: Actor, permission: Permission): Reach[] {
  if (!isInScope(actor, permission)) return [];
  const grant: Grant = permissions[permission];
  return namesOf(actor).flatMap((name) => grant[name] ?? []);
}

/** A token made for less than its owner may do opens no more than that; what is open to everybody needs none. */
function isInScope(actor: Actor, permission: Permission): boolean {
  if (actor.kind !== 'account' || actor.scopes === undefined) return true;
  return actor.scopes.includes(permission) || 'public' in permissions[permission];
}

/** The names under which the table may grant something to this actor. */
function namesOf(actor: Actor): (keyof Grant)[] {
  return actor.kind === 'account' ? ['account', ...actor.roles] : [actor.kind];
}
