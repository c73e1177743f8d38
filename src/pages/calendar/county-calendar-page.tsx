import type { Context } from 'hono';

import { endCalendarAddress } from '../../actions/calendars/end-address.ts';
import { makeCalendarAddress } from '../../actions/calendars/make-address.ts';
import { accountIdOf } from '../../actions/context.ts';
import { listCalendarAddresses, type CalendarAddress } from '../../db/queries/calendars.ts';
import { listOwnCounties, type OwnCounty } from '../../db/queries/county-desk.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { nameOf, ownCodes } from '../county/own.ts';
import { guestsWords } from '../county/guests-words.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Done, Title } from '../parts/page.tsx';
import { typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { Address, Contents, madePage } from './calendar-parts.tsx';
import { calendarWords } from './calendar-words.ts';

const path = '/county/calendar';

type Shown = {
  readonly viewer: Viewer;
  readonly counties: readonly OwnCounty[];
  readonly addresses: readonly CalendarAddress[];
  readonly done: string | undefined;
};

/** Where an officer's calendar program reads who comes to each of their counties. */
function countyCalendarPage({ viewer, counties, addresses, done }: Shown) {
  const { locale } = viewer;
  const words = calendarWords[locale];
  return (
    <Frame viewer={viewer} title={words.countyTitle} width="reading">
      {done === 'ended' ? <Done>{words.ended}</Done> : null}
      <Title title={words.countyTitle} above={{ href: '/county/placements', name: guestsWords[locale].title }} lead={words.countyLead} />
      {counties.map((county) => (
        <section class="part" aria-labelledby={`county-${county.code}`}>
          <h2 id={`county-${county.code}`}>{nameOf(county, locale)}</h2>
          <Address
            viewer={viewer}
            address={addresses.find(({ countyCode }) => countyCode === county.code)}
            action={path}
            countyCode={county.code}
          />
        </section>
      ))}
      <Contents viewer={viewer} contents={words.countyContents} />
    </Frame>
  );
}

/** The county that the form is about. */
async function countyIn(c: Context<AppEnv>): Promise<string> {
  return (await typedIn(c)).text('county');
}

export const countyCalendarPages = new PageRouter()
  .get(path, 'county-calendar.keep', async (c) => {
    const { actor, db } = c.var;
    const counties = await listOwnCounties(db, ownCodes(c));
    const addresses = await listCalendarAddresses(db, accountIdOf(actor) ?? '');
    return sendPrivate(c, countyCalendarPage({ viewer: viewerOf(c), counties, addresses, done: c.req.query('done') }));
  })
  .post(path, 'county-calendar.keep', async (c) => {
    const viewer = viewerOf(c);
    const { url } = valueOf(await makeCalendarAddress(actionContext(c), await countyIn(c)));
    return sendPrivate(c, madePage({ viewer, url, back: path, title: calendarWords[viewer.locale].countyTitle }));
  })
  .post(`${path}/end`, 'county-calendar.keep', async (c) => {
    valueOf(await endCalendarAddress(actionContext(c), await countyIn(c)));
    return seeOther(c, `${path}?done=ended`);
  });
