import { importModes, rowVerdicts } from '../../domain/import/import.ts';
import { fieldsOf } from '../../domain/import/kinds.ts';
import { unmappedFields } from '../../domain/import/mapping.ts';
import { faultMessage } from '../../http/failure/fault-words.ts';
import type { FaultyRow } from '../../db/queries/import-rows.ts';
import { CheckField, RadioField } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Note } from '../parts/page.tsx';
import { Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import type { ShownImport } from './import-page.tsx';
import { importWords } from './import-words.ts';

const figure = (count: number) => count.toLocaleString('en');

/** How far the job is, read again every other second, and the way to stop it. */
export function Progress({ viewer, held }: ShownImport) {
  const words = importWords[viewer.locale];
  const percent = Math.round(100 * held.progress);
  const phase = held.heartbeatAt === null ? words.waiting : held.state === 'checking' ? words.checkingNow : words.applyingNow;
  return (
    <>
      <div id="progress" data-refresh="2">
        <p role="status">{held.stopRequestedAt === null ? phase : words.stopping}</p>
        <progress max="100" value={percent} aria-label={words.progress}>
          {percent} %
        </progress>
        <p class="quiet small">{percent} %</p>
      </div>
      {held.stopRequestedAt === null ? (
        <form method="post" action={`/desk/imports/${held.id}/stop`}>
          <p class="actions">
            <button class="button second">{words.stop}</button>
            <span class="quiet">{words.leave}</span>
          </p>
        </form>
      ) : null}
    </>
  );
}

/** The columns of the file with what stands in them, and what each fills. */
export function MappingForm({ viewer, held, samples, typed, faults }: ShownImport) {
  const { locale } = viewer;
  const words = importWords[locale];
  const fields = fieldsOf(held.kind);
  const open = unmappedFields(fields, held.mapping);
  const names = open.map((name) => fields[name]?.[locale] ?? name).join(locale === 'zh' ? '、' : ', ');
  const columns = held.headers.map((header, index) => ({ index, header: header === '' ? words.noHeader(index) : header }));
  return (
    <form class="part" method="post" action={`/desk/imports/${held.id}/columns`} novalidate>
      <h2>{words.mapping}</h2>
      {open.length === 0 ? null : <Note tone="waiting">{<p>{words.missingFields(names)}</p>}</Note>}
      <p class="measure">{words.mappingLead}</p>
      <Table
        caption={words.mapping}
        viewer={viewer}
        rows={columns}
        columns={[
          { title: words.column, cell: ({ header }) => <span lang="">{header}</span> },
          {
            title: words.samples,
            cell: ({ index }) => (
              <span class="quiet" lang="">
                {samples
                  .map(({ cells }) => cells[index] ?? '')
                  .filter((cell) => cell !== '')
                  .join(' · ')
                  .slice(0, 80)}
              </span>
            ),
          },
          {
            title: words.field,
            cell: ({ index, header }) => {
              const name = `column.${index}`;
              const fault = faults.find(({ field }) => field === name);
              return (
                <>
                  {fault === undefined ? null : (
                    <p class="fault" id={`${name}-fault`}>
                      {fault.message}
                    </p>
                  )}
                  <select
                    id={name}
                    name={name}
                    aria-label={words.columnOf(header)}
                    {...(fault === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': `${name}-fault` })}
                  >
                    <option value="">{words.unused}</option>
                    {Object.entries(fields).map(([field, said]) => (
                      <option value={field} selected={typed.text(name) === field}>
                        {said[locale]}
                        {said.required ? ' *' : ''}
                      </option>
                    ))}
                  </select>
                </>
              );
            },
          },
        ]}
      />
      <p class="actions">
        <button class="button">{words.saveMapping}</button>
      </p>
    </form>
  );
}

/** How many rows are new, change something, are on record already, or have faults. */
export function Result({ viewer, held }: ShownImport) {
  const words = importWords[viewer.locale];
  const isDone = held.state === 'done';
  const counts = { new: held.newRows, changed: held.changedRows, same: held.sameRows, faulty: held.faultyRows };
  return (
    <section class="part" aria-labelledby="result">
      <h2 id="result">{words.result}</h2>
      {held.state === 'checked' ? <p>{words.dryRun}</p> : null}
      <dl class="summary">
        {rowVerdicts.map((verdict) => (
          <div>
            <dt>{isDone ? words.was[verdict] : words.willBe[verdict]}</dt>
            <dd class="tabular">{figure(counts[verdict] ?? 0)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** All or nothing, or row by row; then the one button that writes. */
export function Apply({ viewer, held, typed, faults }: ShownImport) {
  const words = importWords[viewer.locale];
  const [wanted, faulty] = [(held.newRows ?? 0) + (held.changedRows ?? 0), held.faultyRows ?? 0];
  if (wanted === 0) return <p class="quiet">{faulty === 0 ? words.nothingToDo : null}</p>;
  const modes = faulty === 0 ? importModes : importModes.filter((mode) => mode === 'rows');
  return (
    <form class="part" method="post" action={`/desk/imports/${held.id}/apply`} novalidate>
      <h2>{words.apply}</h2>
      <RadioField
        name="mode"
        label={words.mode}
        hint={faulty === 0 ? undefined : words.modeNeedsAll(figure(faulty))}
        typed={typed}
        faults={faults}
        options={modes.map((mode) => ({ value: mode, label: words.modes[mode] }))}
      />
      {held.kind === 'requests' ? <CheckField name="submits" label={words.submits} typed={typed} faults={faults} /> : null}
      <p class="actions">
        <button class="button">{words.applyButton(figure(wanted))}</button>
      </p>
    </form>
  );
}

/** Every faulty row at its line with its reasons, and the file of them to mend. */
export function FaultyRows({ viewer, held, faulty }: ShownImport) {
  if ((held.faultyRows ?? 0) === 0 || held.clearedAt !== null) return null;
  const words = importWords[viewer.locale];
  const at = `/desk/imports/${held.id}`;
  return (
    <section class="part" aria-labelledby="faulty">
      <h2 id="faulty">{words.faults}</h2>
      <p class="measure">{words.faultsLead}</p>
      <p class="actions">
        <a href={`${at}/faults.csv`}>{words.downloadCsv}</a> <a href={`${at}/faults.xlsx`}>{words.downloadXlsx}</a>
      </p>
      <Table
        caption={words.faults}
        viewer={viewer}
        rows={faulty.items}
        isDense
        columns={[
          { title: words.line, isNumber: true, cell: ({ line }) => line },
          { title: words.reasons, cell: (row) => <Reasons row={row} shown={{ viewer, held }} /> },
          {
            title: words.content,
            cell: ({ cells }) => (
              <span class="quiet small" lang="">
                {cells
                  .filter((cell) => cell !== '')
                  .join(' · ')
                  .slice(0, 160)}
              </span>
            ),
          },
        ]}
      />
      <Paging nextAfter={faulty.nextAfter} viewer={viewer} />
    </section>
  );
}

function Reasons({ row, shown: { viewer, held } }: { row: FaultyRow; shown: Pick<ShownImport, 'viewer' | 'held'> }) {
  const words = importWords[viewer.locale];
  const fields = fieldsOf(held.kind);
  return (
    <ul class="bare">
      {row.faults.map(({ field, code, line }) => {
        const column = held.headers[held.mapping[field] ?? -1] ?? fields[field]?.[viewer.locale] ?? field;
        const message = faultMessage(code, viewer.locale);
        return (
          <li>
            <strong>{column}</strong> {line === undefined ? message : words.atLine(message, line)}
          </li>
        );
      })}
    </ul>
  );
}

/** Which file it was, by whom and when. */
export function Facts({ viewer, held }: ShownImport) {
  const words = importWords[viewer.locale];
  const { fileFormat, encoding } = held;
  return (
    <section class="part" aria-labelledby="file-facts">
      <h2 id="file-facts">{words.facts}</h2>
      <Summary
        viewer={viewer}
        rows={[
          { label: words.sentAt, value: <Instant at={held.createdAt} viewer={viewer} /> },
          { label: words.sentBy, value: held.requestedByName },
          { label: words.rows, value: figure(held.rows) },
          { label: words.size, value: words.bytes(figure(held.fileBytes)) },
          ...(encoding === null ? [] : [{ label: words.encoding, value: words.encodings[encoding] }]),
          { label: words.headerLine, value: String(held.headerLine) },
          { label: words.fingerprint, value: <span class="small">{held.fileSha256.slice(0, 16)}…</span> },
        ]}
      />
      {fileFormat === 'csv' && held.state !== 'done' ? (
        <p class="small">
          <a href={`/desk/imports?kind=${held.kind}`}>{words.readWrongly}</a>
        </p>
      ) : null}
    </section>
  );
}
