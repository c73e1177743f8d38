import type { Context } from 'hono';
import { z } from 'zod';

import { beginRequest } from '../../actions/requests/begin-request.ts';
import { copyRequest } from '../../actions/requests/copy-request.ts';
import { listOwnCounties, listRequestSeasons, type OwnCounty, type RequestSeason } from '../../db/queries/county-desk.ts';
import { listEarlierRequests, type EarlierRequest } from '../../db/queries/county-requests.ts';
import { requestKinds } from '../../domain/teaching.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, RadioField, SelectField, TextField, type FieldFault } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { dayText, shortDayText } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { faultsIn, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { inLocale, nameOf, ownCodes, todayOf } from './own.ts';
import { requestsWords } from './requests-words.ts';

type Choices = {
  readonly counties: readonly OwnCounty[];
  readonly seasons: readonly RequestSeason[];
  readonly earlier: readonly EarlierRequest[];
};
type Shown = Choices & { readonly viewer: Viewer; readonly typed: Typed; readonly faults?: readonly FieldFault[] };

const blank = 'blank';

/** Where a request begins: a season, a county, and nothing or what was asked before. */
function viewOf({ viewer, typed, counties, seasons, earlier, faults = [] }: Shown) {
  const { locale } = viewer;
  const words = requestsWords[locale];
  const above = { href: '/county/requests', name: words.title };
  const none = counties.length === 0 ? words.noPartner : seasons.length === 0 ? words.noOpenSeason : undefined;
  return (
    <Frame viewer={viewer} title={words.newTitle} width="reading">
      <Title title={words.newTitle} above={above} lead={none === undefined ? words.newLead : undefined} />
      {none === undefined ? <FaultSummary faults={faults} viewer={viewer} /> : <Empty>{none}</Empty>}
      {none === undefined ? (
        <form method="post" action="/county/requests/new" novalidate>
          <RadioField name="season" label={words.whichSeason} typed={typed} faults={faults} options={seasonOptions(seasons, viewer)} />
          <SelectField
            name="county"
            label={words.county}
            typed={typed}
            faults={faults}
            none={counties.length === 1 ? undefined : words.choose}
            options={counties.map((county) => ({ value: county.code, label: nameOf(county, locale) }))}
          />
          <RadioField
            name="from"
            label={words.from}
            hint={earlier.length === 0 ? undefined : words.fromHint}
            typed={typed}
            faults={faults}
            options={originOptions(earlier, viewer)}
          />
          <TextField
            name="place"
            label={words.place}
            hint={words.placeHint}
            typed={typed}
            faults={faults}
            maxlength={200}
            autocomplete="off"
          />
          <SelectField
            name="kind"
            label={words.kindOf}
            typed={typed}
            faults={faults}
            none={words.choose}
            options={requestKinds.map((value) => ({ value, label: terms[locale].requestKinds[value] }))}
          />
          <button class="button">{words.begin}</button>
        </form>
      ) : null}
    </Frame>
  );
}

function seasonOptions(seasons: readonly RequestSeason[], { locale }: Viewer) {
  const words = requestsWords[locale];
  return seasons.map((season) => ({
    value: season.id,
    label: nameOf(season, locale),
    hint: words.seasonHint(
      dayText(season.requestsCloseDay, locale),
      shortDayText(season.teachingStartDay, locale),
      shortDayText(season.teachingEndDay, locale),
    ),
  }));
}

function originOptions(earlier: readonly EarlierRequest[], { locale }: Viewer) {
  const words = requestsWords[locale];
  return [
    { value: blank, label: words.blank, hint: words.blankHint },
    ...earlier.map((request) => ({
      value: request.id,
      label: words.copied(request.place, terms[locale].requestKinds[request.kind]),
      hint: words.copiedHint(inLocale(locale, request.seasonNameZh, request.seasonNameEn), request.ideal),
    })),
  ];
}

/** What can be chosen: own counties that take part, and seasons that take requests still. */
async function choicesFor(c: Context<AppEnv>, viewer: Viewer): Promise<Choices> {
  const { db } = c.var;
  const today = todayOf(viewer);
  const counties = (await listOwnCounties(db, ownCodes(c))).filter(({ tier }) => tier !== null);
  const seasons = (await listRequestSeasons(db, 'current')).filter(
    ({ state, requestsCloseDay }) => (state === 'open' || state === 'planned') && today <= requestsCloseDay,
  );
  const earlier = await listEarlierRequests(
    db,
    counties.map(({ code }) => code),
  );
  return { counties, seasons, earlier };
}

const begunSchema = z.object({
  season: z.uuid(),
  from: z.literal(blank),
  county: z.string().min(1),
  place: z.string().trim().min(1).max(200),
  kind: z.enum(requestKinds),
});
const copiedSchema = z.object({ season: z.uuid(), from: z.uuid() });
const fieldsOfPointers: Readonly<Record<string, string>> = { seasonId: 'season', countyCode: 'county' };

/** Begins what was chosen; what is wrong comes back as faults. */
async function begin(c: Context<AppEnv>, typed: Typed, viewer: Viewer, { seasons }: Choices): Promise<string | FieldFault[]> {
  const words = requestsWords[viewer.locale];
  const messages: Readonly<Record<string, string>> = {
    season: words.chooseSeason,
    county: words.chooseCounty,
    place: words.givePlace,
    kind: words.chooseKind,
    from: words.choose,
  };
  const given = Object.fromEntries(['season', 'from', 'county', 'place', 'kind'].map((name) => [name, typed.text(name)]));
  const season = seasons.find(({ id }) => id === given['season']);
  const faultsFor = ({ issues }: z.ZodError) =>
    issues.map(({ path }) => ({ field: String(path[0]), message: messages[String(path[0])] ?? words.choose }));
  const fresh = begunSchema.safeParse(given);
  const copied = copiedSchema.safeParse(given);
  const wrong = given['from'] === blank ? fresh.error : copied.error;
  if (wrong !== undefined) return faultsFor(wrong);
  if (season === undefined) return [{ field: 'season', message: words.chooseSeason }];
  const context = actionContext(c);
  const begun = fresh.success
    ? await beginRequest(context, { ...startOf(fresh.data, season), seasonId: season.id, countyCode: fresh.data.county })
    : await copyRequest(context, { requestId: given['from'] ?? '', seasonId: season.id });
  if (begun.ok) return begun.value.id;
  const faults = faultsIn(begun.error, viewer.locale)?.map(({ field, message }) => ({ field: fieldsOfPointers[field] ?? 'from', message }));
  return faults ?? [{ field: fresh.success ? 'county' : 'from', message: toldOf(begun.error, viewer).title }];
}

/** A request of which only place and kind are known: the whole teaching window, to be narrowed on the next page. */
function startOf({ kind, place }: z.infer<typeof begunSchema>, { teachingStartDay, teachingEndDay }: RequestSeason) {
  return {
    kind,
    place,
    delivery: kind === 'distance' ? ('distance' as const) : ('on_site' as const),
    startDay: teachingStartDay,
    endDay: teachingEndDay,
    weeklyHours: 20,
    stationId: null,
    squadMaximum: null,
    asksForReturners: false,
    belowMinimum: 'goes_ahead' as const,
    hostConditions: null,
    lines: [],
  };
}

export const newRequestPage = new PageRouter()
  .get('/county/requests/new', 'request.write', async (c) => {
    const viewer = viewerOf(c);
    const choices = await choicesFor(c, viewer);
    const [only] = choices.seasons;
    const typed = Typed.of({ from: blank, ...(only !== undefined && choices.seasons.length === 1 ? { season: only.id } : {}) });
    return sendPrivate(c, viewOf({ viewer, typed, ...choices }));
  })
  .post('/county/requests/new', 'request.write', async (c) => {
    const viewer = viewerOf(c);
    const choices = await choicesFor(c, viewer);
    const typed = await typedIn(c);
    const begun = await begin(c, typed, viewer, choices);
    if (typeof begun === 'string') return seeOther(c, `/county/requests/${begun}?done=begun`);
    return sendPrivate(c, viewOf({ viewer, typed, faults: begun, ...choices }), 422);
  });
