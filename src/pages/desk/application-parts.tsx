import { DateTime } from 'luxon';

import type { Fit } from '../../actions/applications/weigh-needs.ts';
import type { ApplicationInWhole } from '../../db/queries/desk-applications.ts';
import type { RuleCode } from '../../domain/eligibility/rule.ts';
import { Summary } from '../parts/lists.tsx';
import { State } from '../parts/pill.tsx';
import { Table, TableSection } from '../parts/table.tsx';
import { Day, dayText, daysText } from '../parts/time.tsx';
import { EarlyEndNote } from './early-end-parts.tsx';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { applicationWords } from './application-words.ts';
import { deskWords } from './desk-words.ts';
import { nameIn, subjectsText, whereText } from './named.ts';

type Part = { readonly viewer: Viewer; readonly application: ApplicationInWhole };

export function AboutPerson({ viewer, application: { accountId, name, email, profile, firstDay } }: Part) {
  const words = applicationWords[viewer.locale];
  const said = terms[viewer.locale];
  const age = profile === null ? 0 : Math.floor(DateTime.fromISO(firstDay).diff(DateTime.fromISO(profile.bornDay), 'years').years);
  return (
    <section aria-labelledby="person">
      <h2 id="person">{words.person}</h2>
      {profile === null ? <p class="quiet">{words.profileMissing}</p> : null}
      <Summary
        viewer={viewer}
        rows={[
          { label: deskWords[viewer.locale].name, value: <a href={`/desk/people/${accountId}`}>{name}</a> },
          ...(profile === null
            ? []
            : [
                { label: words.kind, value: said.volunteerKinds[profile.kind] },
                { label: words.institution, value: profile.institution },
                { label: words.region, value: said.homeRegions[profile.homeRegion] },
                { label: words.born, value: words.ageOn(dayText(profile.bornDay, viewer.locale), age) },
                { label: words.languages, value: languagesText(profile.languages, viewer) },
              ]),
          { label: words.email, value: <a href={`mailto:${email}`}>{email}</a> },
        ]}
      />
    </section>
  );
}

/** Languages by their names in the reader's own. */
export function languagesText(tags: readonly string[], viewer: Viewer): string {
  const names = new Intl.DisplayNames([viewer.locale === 'zh' ? 'zh-CN' : 'en'], { type: 'language' });
  return deskWords[viewer.locale].joined(tags.map((tag) => names.of(tag) ?? tag));
}

export function AboutApplication({ viewer, application }: Part) {
  const words = applicationWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const said = terms[viewer.locale];
  const { subjects, deliveries, windows, scope, mostPlacements, statement, team } = application;
  return (
    <section aria-labelledby="about">
      <h2 id="about">{words.about}</h2>
      <Summary
        viewer={viewer}
        rows={[
          { label: words.subjects, value: subjectsText(subjects, viewer) || desk.noValue },
          { label: words.deliveries, value: desk.joined(deliveries.map((delivery) => said.deliveries[delivery])) || desk.noValue },
          {
            label: words.windows,
            value:
              windows.length === 0
                ? desk.noValue
                : windows.map(({ startDay, endDay, weeklyHours }) => (
                    <span class="item">{words.hours(daysText(startDay, endDay, viewer.locale), weeklyHours)}</span>
                  )),
          },
          { label: words.choices, value: <Choices viewer={viewer} application={application} /> },
          ...(mostPlacements === 1 ? [] : [{ label: words.mostLabel, value: words.most(mostPlacements) }]),
          ...(team.length === 0
            ? []
            : [
                {
                  label: words.members,
                  value: team.map(({ applicationId, name, state, onlyTogether }) => (
                    <span class="item">
                      <a href={`/desk/applications/${applicationId}`}>{name}</a>{' '}
                      <State of="application" state={state} locale={viewer.locale} />{' '}
                      <span class="quiet small">{onlyTogether ? words.onlyTogether : words.aloneIsFine}</span>
                    </span>
                  )),
                },
              ]),
          { label: words.statement, value: statement === '' ? desk.noValue : statement },
        ]}
      />
      <p class="quiet small">{words.scope[scope]}</p>
    </section>
  );
}

function Choices({ viewer, application: { choices } }: Part) {
  const words = applicationWords[viewer.locale];
  if (choices.length === 0) return <>{deskWords[viewer.locale].noValue}</>;
  const inOrder = [...choices.filter(({ rank }) => rank > 0), ...choices.filter(({ rank }) => rank === 0)];
  return (
    <>
      {inOrder.map((choice) => (
        <span class="item">
          <span class="quiet small">{choice.rank === 0 ? words.never : words.rank(choice.rank)}</span>{' '}
          <Target viewer={viewer} choice={choice} />
        </span>
      ))}
    </>
  );
}

function Target({
  viewer,
  choice: { requestId, place, county, province },
}: {
  viewer: Viewer;
  choice: ApplicationInWhole['choices'][number];
}) {
  const where = whereText([province, county], viewer);
  if (requestId === null) return <>{where}</>;
  return (
    <a href={`/desk/requests/${requestId}`}>
      {where} {place}
    </a>
  );
}

/** How much of the season they fit, and what stands in the way of the rest. */
export function Fits({ viewer, fits, codes }: { viewer: Viewer; fits: readonly Fit[] | undefined; codes: readonly RuleCode[] }) {
  const words = applicationWords[viewer.locale];
  if (fits === undefined) return null;
  const rows = codes
    .map((code) => ({ code, count: fits.filter(({ failed }) => failed.includes(code)).length }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  return (
    <section aria-labelledby="fits">
      <h2 id="fits">{words.fits}</h2>
      <p>{fits.length === 0 ? words.noOpenings : words.fitsOf(fits.filter(({ failed }) => failed.length === 0).length, fits.length)}</p>
      {rows.length === 0 ? null : (
        <details>
          <summary>{words.standsInTheWay}</summary>
          <Table
            caption={words.standsInTheWay}
            viewer={viewer}
            rows={rows}
            isDense
            columns={[
              { title: words.rule, cell: ({ code }) => terms[viewer.locale].rules[code] },
              { title: words.lines, cell: ({ count }) => count, isNumber: true },
            ]}
          />
        </details>
      )}
    </section>
  );
}

/** Every check the season asks of them, and how far it is. */
export function Checks({ viewer, application: { asked, clearances } }: Part) {
  const words = applicationWords[viewer.locale];
  const rows = asked.map((kind) => ({ kind, last: clearances.findLast((clearance) => clearance.kind === kind) }));
  return (
    <section aria-labelledby="checks">
      <h2 id="checks">{words.checks}</h2>
      <p class="quiet small">{words.checksAsked}</p>
      <Table
        caption={words.checks}
        viewer={viewer}
        rows={rows}
        isDense
        columns={[
          {
            title: words.check,
            cell: ({ kind, last }) => {
              const name = terms[viewer.locale].clearances[kind];
              return last === undefined ? name : <a href={`/desk/clearances/${last.id}`}>{name}</a>;
            },
          },
          {
            title: deskWords[viewer.locale].state,
            cell: ({ last }) =>
              last === undefined ? (
                <span class="quiet">{words.checkMissing}</span>
              ) : (
                <>
                  <State of="clearance" state={last.state} locale={viewer.locale} />{' '}
                  <span class="quiet small">
                    {last.validThroughDay === null ? '' : words.validThrough(dayText(last.validThroughDay, viewer.locale))}
                  </span>
                </>
              ),
          },
        ]}
      />
    </section>
  );
}

export function Before({ viewer, application: { placements } }: Part) {
  const words = applicationWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  return (
    <TableSection
      id="before"
      title={words.before}
      none={words.noneBefore}
      viewer={viewer}
      rows={placements}
      isDense
      columns={[
        { title: desk.county, cell: ({ id, county }) => <a href={`/desk/placements/${id}`}>{nameIn(county, viewer)}</a> },
        { title: desk.season, cell: ({ season }) => nameIn(season, viewer) },
        { title: words.windows, cell: ({ startDay }) => <Day day={startDay} viewer={viewer} /> },
        {
          title: desk.state,
          cell: ({ state, endKind, earlyEnd }) => (
            <>
              <State of="placement" state={state} locale={viewer.locale} />
              <EarlyEndNote viewer={viewer} endKind={endKind} earlyEnd={earlyEnd} />
            </>
          ),
        },
      ]}
    />
  );
}
