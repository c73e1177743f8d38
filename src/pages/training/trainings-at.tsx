import type { ReceivedTraining } from '../../db/queries/station-requests.ts';
import { Table } from '../parts/table.tsx';
import { daysText } from '../parts/time.tsx';
import { nameIn, numberIn } from '../public/names.ts';
import type { Viewer } from '../viewer.ts';
import { trainingWords } from './training-words.ts';

/** The latest trainings that a station received. */
export function TrainingsAt({ trainings, viewer, none }: { trainings: readonly ReceivedTraining[]; viewer: Viewer; none: string }) {
  const { locale } = viewer;
  const words = trainingWords[locale];
  if (trainings.length === 0) return <p class="quiet">{none}</p>;
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={trainings}
      columns={[
        { title: words.training, cell: ({ id, titleZh, titleEn }) => <a href={`/trainings/${id}`}>{nameIn(locale, titleZh, titleEn)}</a> },
        { title: words.days, cell: ({ startDay, endDay }) => daysText(startDay, endDay, locale) },
        {
          title: words.people,
          isNumber: true,
          cell: ({ people, isReported }) =>
            isReported ? people === null ? words.few : numberIn(locale, people) : <span class="quiet">{words.notReported}</span>,
        },
      ]}
    />
  );
}
