import type { CalendarAddress } from '../../db/queries/calendars.ts';
import { Summary } from '../parts/lists.tsx';
import { madeLinkPage } from '../parts/made-link.tsx';
import { Instant } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { calendarWords } from './calendar-words.ts';

type AddressProps = {
  readonly viewer: Viewer;
  readonly address: CalendarAddress | undefined;
  /** Where the forms go. */
  readonly action: string;
  readonly countyCode?: string;
};

/** Whether there is an address, since when, whether anything reads it; and the ways to make a new one or to end it. */
export function Address({ viewer, address, action, countyCode }: AddressProps) {
  const words = calendarWords[viewer.locale];
  const county = countyCode === undefined ? null : <input type="hidden" name="county" value={countyCode} />;
  if (address === undefined) {
    return (
      <>
        <p class="quiet">{words.none}</p>
        <form method="post" action={action}>
          {county}
          <button class="button">{words.make}</button>
        </form>
      </>
    );
  }
  const { createdAt, lastReadAt } = address;
  return (
    <>
      <Summary
        viewer={viewer}
        rows={[
          { label: words.madeAt, value: <Instant at={createdAt} viewer={viewer} /> },
          { label: words.lastReadAt, value: lastReadAt === null ? words.never : <Instant at={lastReadAt} viewer={viewer} /> },
        ]}
      />
      <p class="measure">{words.renewHint}</p>
      <form method="post" action={action} class="actions">
        {county}
        <button class="button">{words.renew}</button>
        <button class="button second" formaction={`${action}/end`}>
          {words.end}
        </button>
      </form>
    </>
  );
}

/** What the calendar tells. */
export function Contents({ viewer, contents }: { viewer: Viewer; contents: readonly string[] }) {
  return (
    <section class="part" aria-labelledby="contents">
      <h2 id="contents">{calendarWords[viewer.locale].whatIsIn}</h2>
      <ul>
        {contents.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </section>
  );
}

type Made = { readonly viewer: Viewer; readonly url: string; readonly back: string; readonly title: string; readonly beside?: string };

/** The address, shown this once: to open it where it is read, or to copy it. */
export function madePage({ viewer, url, back, title, beside }: Made) {
  const words = calendarWords[viewer.locale];
  const step = (
    <p>
      <a class="button" href={url.replace(/^https?:/, 'webcal:')}>
        {words.subscribe}
      </a>
    </p>
  );
  const { madeTitle, madeLead: lead, address, back: backTo } = words;
  return madeLinkPage({
    viewer,
    url,
    back: { href: back, name: title },
    beside,
    step,
    words: { title: madeTitle, lead, address, back: backTo },
  });
}
