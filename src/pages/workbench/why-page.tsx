import type { Context } from 'hono';

import type { AppEnv } from '../../http/context.ts';
import { sentencesOf } from '../../http/reason-words.ts';
import { ReasonSearch } from '../../matching/explain/reason.ts';
import type { SnapshotApplication, SnapshotRequest } from '../../matching/snapshot.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { Summary } from '../parts/lists.tsx';
import { Note } from '../parts/page.tsx';
import { benchWords } from './bench-words.ts';
import { addressOf, draftWith } from './draft.ts';
import { DraftFields } from './draft-fields.tsx';
import { applicationsFound, requestsFound, textAsked } from './finding.ts';
import { listWords } from './list-words.ts';
import { MovesTable } from './moves-table.tsx';
import type { Namer, Place } from './names.ts';
import { PairReason } from './pair-reason.tsx';
import { idAsked, namerFor, type Reading } from './reading.ts';
import { ruleText } from './rule-text.ts';
import { RunHead } from './run-head.tsx';
import { whyOf, type Other } from './selection.ts';

type Pair = { readonly place: Place; readonly why: Other['why'] };
type Asked = {
  readonly application: SnapshotApplication | undefined;
  readonly request: SnapshotRequest | undefined;
  readonly name: string;
  readonly county: string;
  readonly found: readonly string[];
  readonly isUnknown: boolean;
  readonly pairs: readonly Pair[];
  readonly sentences: readonly string[];
};
type WhyProps = { readonly reading: Reading; readonly names: Namer; readonly asked: Asked };

function whyPage({ reading, names, asked }: WhyProps) {
  const { run, viewer, draft } = reading;
  const words = listWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={`${words.whyTitle} · ${benchWords[viewer.locale].match(run.number)}`}>
      <RunHead run={run} viewer={viewer} draft={draft} at="bench" title={words.whyTitle} />
      <p>{words.whyLead}</p>
      {asked.isUnknown ? (
        <Note tone="waiting">
          <p>{words.unknownPair}</p>
        </Note>
      ) : null}
      <Chosen reading={reading} names={names} asked={asked} />
      <Search reading={reading} names={names} asked={asked} />
      {asked.application === undefined || asked.request === undefined ? null : <Pairs reading={reading} names={names} asked={asked} />}
    </Frame>
  );
}

const pathOf = ({ run }: Reading) => `/desk/runs/${run.id}/why`;

function Chosen({ reading, names, asked: { application, request } }: WhyProps) {
  const { viewer, draft } = reading;
  const words = listWords[viewer.locale];
  const rows = [
    ...(application === undefined
      ? []
      : [
          {
            label: words.chosenVolunteer,
            value: <a href={`/desk/applications/${application.id}`}>{names.person(application.id)}</a>,
            change: addressOf(pathOf(reading), draft, { request: request?.id }),
          },
        ]),
    ...(request === undefined
      ? []
      : [
          {
            label: words.chosenRequest,
            value: <a href={`/desk/requests/${request.id}`}>{names.request(request.id)}</a>,
            change: addressOf(pathOf(reading), draft, { application: application?.id }),
          },
        ]),
  ];
  return rows.length === 0 ? null : <Summary rows={rows} viewer={viewer} />;
}

/** Whoever is not chosen yet is looked for by name. */
function Search({ reading, names, asked }: WhyProps) {
  const { viewer, draft } = reading;
  const { application, request, name, county, found } = asked;
  const words = listWords[viewer.locale];
  if (application !== undefined && request !== undefined) return null;
  const requests = request === undefined ? requestsFound(reading, names, county) : [];
  return (
    <>
      <form class="filters" method="get" action={pathOf(reading)} role="search">
        {application === undefined ? null : <input type="hidden" name="application" value={application.id} />}
        {request === undefined ? null : <input type="hidden" name="request" value={request.id} />}
        <DraftFields draft={draft} />
        {application === undefined ? (
          <div class="field">
            <label for="name">{words.pickVolunteer}</label>
            <input id="name" name="name" type="search" value={name} data-search />
          </div>
        ) : null}
        {request === undefined ? (
          <div class="field">
            <label for="county">{words.pickCounty}</label>
            <input id="county" name="county" type="search" value={county} />
          </div>
        ) : null}
        <p class="actions">
          <button class="button second">{words.find}</button>
        </p>
      </form>
      {name + county !== '' && found.length + requests.length === 0 ? <p>{words.nobodyFound}</p> : null}
      {found.length === 0 ? null : (
        <>
          <h2>{words.found}</h2>
          <ul class="plain">
            {found.map((id) => (
              <li>
                <a href={addressOf(pathOf(reading), draft, { application: id, request: request?.id, county })}>{names.person(id)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {requests.length === 0 ? null : (
        <>
          <h2>{words.foundRequests}</h2>
          <ul class="plain">
            {requests.map(({ id }) => (
              <li>
                <a href={addressOf(pathOf(reading), draft, { application: application?.id, request: id, name })}>{names.request(id)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Pairs({ reading, names, asked }: WhyProps) {
  const { viewer } = reading;
  const words = listWords[viewer.locale];
  return (
    <>
      {reading.solved() === undefined ? (
        <Note>
          <p>{benchWords[viewer.locale].noExact}</p>
        </Note>
      ) : null}
      {asked.pairs.map((pair) => (
        <OnePair reading={reading} names={names} asked={asked} pair={pair} />
      ))}
      {asked.sentences.length === 0 ? null : (
        <section>
          <h2>{words.sentences}</h2>
          {asked.sentences.map((sentence) => (
            <p class="measure">{sentence}</p>
          ))}
        </section>
      )}
    </>
  );
}

function OnePair({ reading, names, asked: { application }, pair: { place, why } }: WhyProps & { pair: Pair }) {
  const { viewer, run, draft } = reading;
  const words = listWords[viewer.locale];
  const bench = benchWords[viewer.locale];
  if (application === undefined) return null;
  const pinned = draftWith(draft, { kind: why.kind === 'matched' ? 'forbid' : 'pin', applicationId: application.id, lineId: place.lineId });
  return (
    <section>
      <h2>{names.line(place.lineId)}</h2>
      <p>
        <PairReason why={why} locale={viewer.locale} />
      </p>
      {why.kind === 'ineligible' ? (
        <ul>
          {why.failedRules.map((rule) => (
            <li>{ruleText(rule, application, place, names)}</li>
          ))}
        </ul>
      ) : null}
      {'moves' in why && why.moves.length > 0 ? <MovesTable moves={why.moves} names={names} viewer={viewer} caption={words.moves} /> : null}
      {why.kind === 'ineligible' || why.kind === 'impossible' ? null : (
        <p class="actions">
          <a class="button second" href={addressOf(`/desk/runs/${run.id}/what-if`, pinned)}>
            {why.kind === 'matched' ? bench.notHere : bench.moveHere}
          </a>
          {why.kind === 'matched' ? null : (
            <a href={`/desk/placements/new?application=${application.id}&line=${place.lineId}`}>{bench.byHand}</a>
          )}
        </p>
      )}
    </section>
  );
}

function askedIn(c: Context<AppEnv>, reading: Reading, found: readonly string[]): Asked {
  const { snapshot, places } = reading;
  const [applicationId, requestId] = [idAsked(c, 'application'), idAsked(c, 'request')];
  const application = snapshot.applications.find(({ id }) => id === applicationId);
  const request = snapshot.requests.find(({ id }) => id === requestId);
  const lines = application === undefined ? [] : [...places.values()].filter((place) => place.requestId === request?.id);
  return {
    application,
    request,
    name: textAsked(c, 'name'),
    county: textAsked(c, 'county'),
    found: application === undefined ? found : [],
    isUnknown:
      (c.req.query('application') !== undefined && application === undefined) ||
      (c.req.query('request') !== undefined && request === undefined),
    pairs: lines.map((place) => ({ place, why: whyOf(reading, application?.id ?? '', place) })),
    sentences: [],
  };
}

/** What the volunteer is told needs the names of the places it speaks of. */
function sentencesFor(reading: Reading, { application, request }: Asked, names: Namer): readonly string[] {
  if (application === undefined || request === undefined) return [];
  const reason = new ReasonSearch(reading.snapshot, reading.result, reading.solved()?.search).reasonFor(application.id);
  if (reason === undefined) return [];
  const lineNames = (lineId: string) => {
    const place = names.placeOf(lineId);
    if (place === undefined) return undefined;
    const { countyCode, subject, level, startDay, endDay } = place;
    return { county: names.county(countyCode), subject: names.subject(subject), level, startDay, endDay };
  };
  return sentencesOf(reason, lineNames, reading.viewer.locale);
}

export async function showWhy(c: Context<AppEnv>, reading: Reading): Promise<Response> {
  const asked = askedIn(c, reading, await applicationsFound(c, reading, textAsked(c, 'name')));
  const moved = asked.pairs.flatMap(({ why }) => ('moves' in why ? why.moves : []));
  const { names } = await namerFor(c, reading, {
    countyCodes: reading.snapshot.counties.map(({ code }) => code),
    applicationIds: [
      ...asked.found,
      ...moved.map(({ applicationId }) => applicationId),
      ...(asked.application === undefined ? [] : [asked.application.id]),
    ],
  });
  return sendPrivate(c, whyPage({ reading, names, asked: { ...asked, sentences: sentencesFor(reading, asked, names) } }));
}
