import { endCalendarAddress } from '../../actions/calendars/end-address.ts';
import { makeCalendarAddress } from '../../actions/calendars/make-address.ts';
import { accountIdOf } from '../../actions/context.ts';
import { listCalendarAddresses, type CalendarAddress } from '../../db/queries/calendars.ts';
import { actionContext } from '../../http/context.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Done, Title } from '../parts/page.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { Address, Contents, madePage } from './calendar-parts.tsx';
import { calendarWords } from './calendar-words.ts';
import { accountWords } from '../account/account-words.ts';

const path = '/me/calendar';

/** Where a volunteer's calendar program reads their dates. */
function ownCalendarPage(viewer: Viewer, address: CalendarAddress | undefined, done: string | undefined) {
  const words = calendarWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title} width="reading">
      {done === 'ended' ? <Done>{words.ended}</Done> : null}
      <Title title={words.title} above={{ href: '/me', name: accountWords[viewer.locale].title }} lead={words.ownLead} />
      <section aria-labelledby="standing">
        <h2 id="standing">{words.standing}</h2>
        <Address viewer={viewer} address={address} action={path} />
      </section>
      <Contents viewer={viewer} contents={words.ownContents} />
    </Frame>
  );
}

export const ownCalendarPages = new PageRouter()
  .get(path, 'calendar.keep', async (c) => {
    const addresses = await listCalendarAddresses(c.var.db, accountIdOf(c.var.actor) ?? '');
    const own = addresses.find(({ countyCode }) => countyCode === null);
    return sendPrivate(c, ownCalendarPage(viewerOf(c), own, c.req.query('done')));
  })
  .post(path, 'calendar.keep', async (c) => {
    const viewer = viewerOf(c);
    const { url } = valueOf(await makeCalendarAddress(actionContext(c), null));
    return sendPrivate(c, madePage({ viewer, url, back: path, title: calendarWords[viewer.locale].title }));
  })
  .post(`${path}/end`, 'calendar.keep', async (c) => {
    valueOf(await endCalendarAddress(actionContext(c), null));
    return seeOther(c, `${path}?done=ended`);
  });
