import { asConsequence } from '../../db/acting.ts';
import type { Locale } from '../../domain/account.ts';
import { retentionRules, type RetentionKind, type RetentionRule } from '../../domain/retention.ts';
import { listDue } from '../../jobs/clean-up.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Title } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { retentionWords } from './retention-words.ts';

type Shown = { readonly viewer: Viewer; readonly dueByKind: ReadonlyMap<RetentionKind, number> };

/** The table of periods, with how much of each kind is due now. */
function retentionPage({ viewer, dueByKind }: Shown) {
  const words = retentionWords[viewer.locale];
  const numbers = new Intl.NumberFormat(viewer.locale === 'en' ? 'en' : 'zh-CN');
  const inAll = [...dueByKind.values()].reduce((sum, due) => sum + due, 0);
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <p>{inAll === 0 ? words.nothingDue : words.dueInAll(numbers.format(inAll))}</p>
      <Table
        caption={words.title}
        viewer={viewer}
        rows={retentionRules}
        columns={[
          { title: words.kind, cell: ({ kind }) => words.kinds[kind] },
          { title: words.keptFor, cell: (rule) => periodText(rule, viewer.locale) },
          { title: words.from, cell: ({ from }) => from[viewer.locale] },
          { title: words.becomes, cell: ({ becomes }) => words.ways[becomes] },
          { title: words.due, cell: ({ kind }) => numbers.format(dueByKind.get(kind) ?? 0), isNumber: true },
        ]}
      />
    </Frame>
  );
}

function periodText({ keptFor }: RetentionRule, locale: Locale): string {
  const words = retentionWords[locale];
  if ('days' in keptFor) return words.days(String(keptFor.days));
  return keptFor.months % 12 === 0 && keptFor.months >= 24
    ? words.years(String(keptFor.months / 12))
    : words.months(String(keptFor.months));
}

export const retentionPages = new PageRouter().get('/admin/retention', 'retention.read', async (c) => {
  const { actor, db, now } = c.var;
  const due = await asConsequence(db, actor, async () => listDue(db, now));
  return sendPrivate(c, retentionPage({ viewer: viewerOf(c), dueByKind: new Map(due.map((line) => [line.kind, line.due])) }));
});
