import type { Context } from 'hono';
import { z } from 'zod';

import { endReportLink, makeReportLink } from '../../actions/squads/keep-report-link.ts';
import { nameCaptain } from '../../actions/squads/name-captain.ts';
import { reporterMark } from '../../actions/squads/reporter-mark.ts';
import { contactsOf, shareContact, withdrawContact } from '../../actions/squads/share-contact.ts';
import { squadFor } from '../../actions/squads/squad-for.ts';
import { listReportVersions } from '../../db/queries/day-reports.ts';
import type { Squad } from '../../db/queries/squads.ts';
import { authorise, reaches, type Permission } from '../../domain/actor.ts';
import { nameCaptainSchema, sharedContactSchema } from '../../domain/squad.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { idIn } from '../desk/asked.ts';
import { PageRouter } from '../page-router.ts';
import type { FieldFault } from '../parts/form.tsx';
import { madeLinkPage } from '../parts/made-link.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { squadPage } from './squad-page.tsx';
import { squadWords } from './squad-words.ts';

async function squadIn(c: Context<AppEnv>, permission: Permission): Promise<Squad | undefined> {
  const id = idIn(c);
  const squad = id === undefined ? undefined : await squadFor(actionContext(c), permission, id);
  return squad?.ok === true ? squad.value : undefined;
}

/** What somebody shares already, as the form shows it. */
function sharedSoFar(squad: Squad, contacts: Awaited<ReturnType<typeof contactsOf>>): Typed {
  const own = contacts.find(({ placementId }) => squad.members.some((member) => member.isOwn && member.placementId === placementId));
  return Typed.of({ email: own !== undefined && own.email !== null, phone: own?.phone, wechatId: own?.wechatId });
}

/** The page, with what could not be taken where something was tried. */
async function sendSquad(c: Context<AppEnv>, squad: Squad, tried?: { readonly typed: Typed; readonly faults: readonly FieldFault[] }) {
  const { actor, db } = c.var;
  const viewer = viewerOf(c);
  const isOwn = squad.members.some((member) => member.isOwn);
  const contacts = isOwn ? await contactsOf(actionContext(c), squad) : [];
  const isForAll = authorise(actor, 'placement.decide').ok;
  const hosts = reaches(actor, 'placement.host', { countyCode: squad.countyCode });
  const shown = {
    viewer,
    squad,
    contacts,
    reports: await listReportVersions(db, squad.id),
    typed: tried?.typed ?? sharedSoFar(squad, contacts),
    faults: tried?.faults ?? [],
    done: c.req.query('done'),
    by: await reporterMark(c.var.settings.keys, actor),
    may: {
      report: isOwn || isForAll,
      lead: squad.leads || isForAll,
      cover: squad.leads || isForAll || hosts,
      nameCaptain: isForAll,
      seeEmergency: squad.leads || isForAll,
    },
  };
  return sendPrivate(c, squadPage(shown), tried === undefined ? 200 : 422);
}

/** The link, shown this once. */
function linkMadePage(viewer: Viewer, squad: Squad, url: string) {
  const { linkMade: title, linkMadeLead: lead, address, back, title: squadTitle } = squadWords[viewer.locale];
  return madeLinkPage({
    viewer,
    url,
    back: { href: `/squads/${squad.id}`, name: squadTitle(squad.place) },
    words: { title, lead, address, back },
  });
}

/** What somebody shares, or why it cannot be taken. */
function sharedIn(typed: Typed, viewer: Viewer) {
  const words = squadWords[viewer.locale];
  const parsed = sharedContactSchema.safeParse({
    email: typed.text('email') === 'yes',
    phone: typed.optional('phone'),
    wechatId: typed.optional('wechatId'),
  });
  const messages: Readonly<Record<string, string>> = { phone: words.phoneFault, wechatId: words.wechatFault };
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map(({ path: [field] }) => String(field)))];
    return { faults: fields.map((field) => ({ field, message: messages[field] ?? words.nothingFault })) };
  }
  const { email, phone, wechatId } = parsed.data;
  const isNothing = !email && phone === undefined && wechatId === undefined;
  return isNothing ? { faults: [{ field: 'email', message: words.nothingFault }] } : { contact: parsed.data };
}

export const squadPages = new PageRouter()
  .get('/squads/:id', 'squad.read', async (c) => {
    const squad = await squadIn(c, 'squad.read');
    return squad === undefined ? c.notFound() : sendSquad(c, squad);
  })
  .post('/squads/:id/contact', 'squad.share-contact', async (c) => {
    const squad = await squadIn(c, 'squad.share-contact');
    if (squad === undefined) return c.notFound();
    const typed = await typedIn(c);
    const { contact, faults = [] } = sharedIn(typed, viewerOf(c));
    if (contact === undefined) return sendSquad(c, squad, { typed, faults });
    valueOf(await shareContact(actionContext(c), squad.id, contact));
    return seeOther(c, `/squads/${squad.id}?done=shared`);
  })
  .post('/squads/:id/contact/withdraw', 'squad.share-contact', async (c) => {
    const squad = await squadIn(c, 'squad.share-contact');
    if (squad === undefined) return c.notFound();
    await withdrawContact(actionContext(c), squad.id);
    return seeOther(c, `/squads/${squad.id}?done=withdrawn`);
  })
  .post('/squads/:id/link', 'squad.lead', async (c) => {
    const squad = await squadIn(c, 'squad.lead');
    if (squad === undefined) return c.notFound();
    const { url } = valueOf(await makeReportLink(actionContext(c), squad.id));
    return sendPrivate(c, linkMadePage(viewerOf(c), squad, url));
  })
  .post('/squads/:id/link/end', 'squad.lead', async (c) => {
    const squad = await squadIn(c, 'squad.lead');
    if (squad === undefined) return c.notFound();
    await endReportLink(actionContext(c), squad.id);
    return seeOther(c, `/squads/${squad.id}?done=ended`);
  })
  .post('/squads/:id/captain', 'squad.name-captain', async (c) => {
    const squad = await squadIn(c, 'squad.name-captain');
    if (squad === undefined) return c.notFound();
    const typed = await typedIn(c);
    const parsed = nameCaptainSchema.safeParse({ placementId: typed.text('placementId') });
    const faults = [{ field: 'placementId', message: squadWords[viewerOf(c).locale].captainFault }];
    if (!parsed.success || !isMember(squad, parsed.data.placementId)) return sendSquad(c, squad, { typed, faults });
    valueOf(await nameCaptain(actionContext(c), squad.id, parsed.data.placementId));
    return seeOther(c, `/squads/${squad.id}?done=named`);
  });

function isMember({ members }: Squad, id: string): boolean {
  return z.uuid().safeParse(id).success && members.some(({ placementId }) => placementId === id);
}
