import type { ApplicationPatch } from '../../domain/application.ts';
import { applicationFaults } from '../../domain/application.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Connection } from '../../db/client.ts';
import { listUnknownReferences } from '../../db/queries/references.ts';
import type { Season } from '../../db/queries/seasons.ts';
import type { Invalid } from '../context.ts';

/** Holds an application's fields against its season and against what exists: every fault at once. */
export async function checkApplicationFields(
  db: Connection,
  season: Season,
  fields: ApplicationPatch,
): Promise<Result<undefined, Invalid>> {
  const teaching = { startDay: season.teachingStartDay, endDay: season.teachingEndDay };
  const named = [
    ...(fields.subjects ?? []).map(({ subject }, i) => ({ kind: 'subject' as const, code: subject, pointer: `/subjects/${i}/subject` })),
    ...(fields.choices ?? []).flatMap(({ targets }, i) =>
      targets.map((target, j) => ({ ...asReference(target), pointer: `/choices/${i}/targets/${j}` })),
    ),
    ...(fields.never ?? []).map((target, i) => ({ ...asReference(target), pointer: `/never/${i}` })),
  ];
  const unknown = await listUnknownReferences(db, season.id, named);
  const faults = [...applicationFaults(fields, teaching), ...unknown.map(({ pointer }) => ({ pointer, code: 'unknown' }))];
  return faults.length > 0 ? fail({ kind: 'invalid', faults }) : ok(undefined);
}

function asReference(target: NonNullable<ApplicationPatch['never']>[number]) {
  return target.kind === 'request' ? { kind: 'request' as const, code: target.id } : { kind: target.kind, code: target.code };
}
