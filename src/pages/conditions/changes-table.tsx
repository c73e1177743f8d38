import type { ChangedPart } from '../../domain/host-conditions.ts';
import { conditionName, conditionValue } from '../../mail/condition-text.ts';
import { Table } from '../parts/table.tsx';
import type { Viewer } from '../viewer.ts';
import { conditionsWords } from './conditions-words.ts';

/** What was said and what is said now, part by part, side by side. */
export function ChangesTable({ changed, viewer }: { changed: readonly ChangedPart[]; viewer: Viewer }) {
  const { locale } = viewer;
  const words = conditionsWords[locale];
  return (
    <Table
      caption={words.changes}
      viewer={viewer}
      rows={changed}
      columns={[
        { title: words.part, isKept: true, cell: ({ part }) => conditionName(part, locale) },
        {
          title: words.before,
          cell: ({ part, before }) =>
            before === null ? (
              <span class="quiet">{words.notSaid}</span>
            ) : (
              <del class="said-before">{conditionValue(part, before, locale)}</del>
            ),
        },
        { title: words.after, cell: ({ part, after }) => <ins class="said-now">{conditionValue(part, after, locale)}</ins> },
      ]}
    />
  );
}
