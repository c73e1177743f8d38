import { memberStates } from '../../domain/squad.ts';
import { Contact } from '../parts/contact.tsx';
import { hostConditionRows } from '../parts/host-conditions.ts';
import { Summary } from '../parts/lists.tsx';
import { Day } from '../parts/time.tsx';
import { Table } from '../parts/table.tsx';
import { Pill } from '../parts/pill.tsx';
import { terms } from '../words/terms.ts';
import type { PlacementPart } from './placement-part.ts';
import { subjectOf } from './placement-names.ts';

/** What awaits the volunteer, in full, as the county signed it. */
export function HostPart({ viewer, words, placement: { host } }: PlacementPart) {
  if (host === null) {
    return (
      <section class="part" aria-labelledby="host">
        <h2 id="host">{words.host}</h2>
        <p class="quiet">{words.noHost}</p>
      </section>
    );
  }
  const { conditions } = host;
  return (
    <section class="part" aria-labelledby="host">
      <h2 id="host">{words.host}</h2>
      <p class="quiet">
        {words.hostLead(conditions.signedBy)}
        <Day day={conditions.signedDay} viewer={viewer} />
      </p>
      <Summary
        viewer={viewer}
        rows={[
          ...hostConditionRows(conditions, viewer.locale),
          {
            label: words.contact,
            value: (
              <>
                {conditions.signedBy}
                <span class="under">{words.contactHint}</span>
                <Contact viewer={viewer} />
              </>
            ),
          },
        ]}
      />
    </section>
  );
}

/** How many go together, line by line; and who, once the volunteer and they have accepted. */
export function SquadPart({ viewer, words, placement: { requestId, state, squad, mates, squadMaximum } }: PlacementPart) {
  const taken = squad.reduce((total, line) => total + line.taken, 0);
  const whole = [words.squadTotal(taken), ...(squadMaximum === null ? [] : [words.squadMaximum(squadMaximum)])];
  return (
    <section class="part" aria-labelledby="squad">
      <h2 id="squad">{words.squad}</h2>
      <p class="measure">{state === 'offered' ? words.squadLeadBefore : words.squadLead}</p>
      <p class="strong">{whole.join(viewer.locale === 'zh' ? '，' : ', ')}</p>
      <Table
        caption={words.squad}
        viewer={viewer}
        rows={squad}
        columns={[
          {
            title: words.subject,
            cell: (line) => (
              <>
                {subjectOf(line, viewer.locale)} {line.isOwn ? <Pill tone="done">{words.yourLine}</Pill> : null}
              </>
            ),
          },
          { title: words.role, cell: (line) => terms[viewer.locale].lineRoles[line.role] },
          { title: words.squad, cell: (line) => words.squadSeats(line.taken, line.ideal) },
        ]}
      />
      {memberStates.some((member) => member === state) ? (
        <p class="actions">
          <a class="button second" href={`/squads/${requestId}`}>
            {words.toSquad}
          </a>
        </p>
      ) : null}
      {mates.length === 0 ? null : (
        <>
          <h3>{words.mates}</h3>
          <ul>
            {mates.map(({ name, role }) => (
              <li>{words.mate(name, terms[viewer.locale].lineRoles[role])}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
