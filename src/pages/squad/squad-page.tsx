import { todayIn } from '../../actions/context.ts';
import type { Contact } from '../../actions/squads/share-contact.ts';
import type { ReportVersion } from '../../db/queries/day-reports.ts';
import type { Member, Squad } from '../../db/queries/squads.ts';
import { lastReportDay } from '../../domain/squad.ts';
import { nameIn } from '../desk/named.ts';
import { Frame } from '../frame.tsx';
import { CheckField, FaultSummary, SelectField, TextField, type FieldFault } from '../parts/form.tsx';
import { Done, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { dayText, daysText, Instant } from '../parts/time.tsx';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { reportWords } from './report-words.ts';
import { EmergencyPart } from './emergency-part.tsx';
import { LinkPart } from './link-part.tsx';
import { KeptNotice, reportHead } from './report-form.tsx';
import { DayPill } from './day-pill.tsx';
import { squadWords } from './squad-words.ts';

export type SquadShown = {
  readonly viewer: Viewer;
  readonly squad: Squad;
  readonly contacts: readonly Contact[];
  readonly reports: readonly ReportVersion[];
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly done: string | undefined;
  /** Stands for whoever reads, on a device that may keep reports of theirs. */
  readonly by: string;
  /** What the reader may do here besides reading. */
  readonly may: {
    readonly report: boolean;
    readonly lead: boolean;
    readonly cover: boolean;
    readonly nameCaptain: boolean;
    readonly seeEmergency: boolean;
  };
};

/** A squad for its members, its county and the desk: each sees of it what is for them. */
export function squadPage(shown: SquadShown) {
  const { viewer, squad, faults, done, by, may } = shown;
  const words = squadWords[viewer.locale];
  const isOwn = squad.members.some((member) => member.isOwn);
  const title = words.title(squad.place);
  return (
    <Frame viewer={viewer} title={title} {...(may.report ? { head: reportHead } : {})}>
      {may.report ? <KeptNotice viewer={viewer} by={by} /> : null}
      <Told viewer={viewer} done={done} />
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={title}
        above={aboveOf(shown)}
        beside={`${nameIn(squad.county, viewer)} · ${nameIn(squad.season, viewer)} · ${daysText(squad.startDay, squad.endDay, viewer.locale)}`}
      />
      <Ways {...shown} />
      <Members {...shown} isOwn={isOwn} />
      <Reports {...shown} />
      <EmergencyPart viewer={viewer} squadId={squad.id} isOwn={isOwn} maySee={may.seeEmergency} />
      {isOwn ? <Sharing {...shown} /> : null}
      {may.lead ? <LinkPart viewer={viewer} squad={squad} /> : null}
      {may.nameCaptain && !squad.members.some(({ role }) => role === 'captain') ? <Naming {...shown} /> : null}
    </Frame>
  );
}

/** What was just done here. */
function Told({ viewer, done }: Pick<SquadShown, 'viewer' | 'done'>) {
  const words = squadWords[viewer.locale];
  const told: Readonly<Record<string, string>> = {
    reported: words.reported,
    shared: words.shared,
    withdrawn: words.withdrawn,
    named: words.named,
    ended: words.linkEnded,
  };
  return done === undefined || told[done] === undefined ? null : <Done>{told[done]}</Done>;
}

/** To the day's report, while days can be reported, and to what is printed. */
function Ways({ viewer, squad, may }: SquadShown) {
  const words = squadWords[viewer.locale];
  const today = todayIn(squad, viewer.now);
  return (
    <p class="actions no-print">
      {may.report && squad.startDay <= today && today <= lastReportDay(squad) ? (
        <a class="button" href={`/squads/${squad.id}/report`}>
          {words.reportToday}
        </a>
      ) : null}
      {may.cover ? <a href={`/squads/${squad.id}/cover`}>{words.cover}</a> : null}
    </p>
  );
}

/** The page that it lies under, for whoever reads. */
function aboveOf({ viewer, squad }: SquadShown) {
  const words = squadWords[viewer.locale];
  const own = squad.members.find(({ isOwn }) => isOwn);
  if (own !== undefined) return { href: `/placements/${own.placementId}`, name: words.placements };
  if (viewer.roles.includes('coordinator')) return { href: '/desk/reports', name: reportWords[viewer.locale].boardTitle };
  return { href: '/county/reports', name: reportWords[viewer.locale].boardTitle };
}

function Members({ viewer, squad, contacts, isOwn }: SquadShown & { isOwn: boolean }) {
  const words = squadWords[viewer.locale];
  const byPlacementId = new Map(contacts.map((contact) => [contact.placementId, contact]));
  return (
    <section class="part" aria-labelledby="members">
      <h2 id="members">{words.members}</h2>
      {isOwn ? <p class="quiet">{words.contactHint}</p> : null}
      {squad.members.some(({ isCaptain }) => isCaptain) ? null : <p class="quiet">{words.noCaptain}</p>}
      <Table
        caption={words.members}
        viewer={viewer}
        rows={squad.members}
        columns={[
          { title: words.member, cell: (member) => <Name viewer={viewer} member={member} /> },
          { title: words.role, cell: ({ role }) => terms[viewer.locale].lineRoles[role] },
          ...(isOwn
            ? [
                {
                  title: words.contact,
                  cell: ({ placementId }: Member) => <Reach contact={byPlacementId.get(placementId)} none={words.notShared} />,
                },
              ]
            : []),
        ]}
      />
    </section>
  );
}

function Name({ viewer, member }: { viewer: Viewer; member: Member }) {
  const words = squadWords[viewer.locale];
  return (
    <>
      {member.name} {member.isOwn ? <span class="quiet">({words.you}) </span> : null}
      {member.isCaptain ? <Pill tone="done">{words.captain}</Pill> : null}
    </>
  );
}

function Reach({ contact, none }: { contact: Contact | undefined; none: string }) {
  if (contact === undefined) return <span class="quiet">{none}</span>;
  const { email, phone, wechatId } = contact;
  return (
    <>
      {phone === null ? null : (
        <span class="under">
          <a href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>{phone}</a>
        </span>
      )}
      {email === null ? null : (
        <span class="under">
          <a href={`mailto:${email}`}>{email}</a>
        </span>
      )}
      {wechatId === null ? null : <span class="under">WeChat {wechatId}</span>}
    </>
  );
}

function Reports({ viewer, reports }: SquadShown) {
  const words = squadWords[viewer.locale];
  const said = reportWords[viewer.locale];
  const holding = reports.filter(({ day }, i) => reports[i - 1]?.day !== day);
  const earlier = reports.filter((report) => !holding.includes(report));
  const columns = [
    { title: said.day, isKept: true, cell: ({ day }: ReportVersion) => dayText(day, viewer.locale) },
    {
      title: said.state,
      cell: (report: ReportVersion) => (
        <>
          <DayPill viewer={viewer} report={report} />
          {report.note === '' ? null : <span class="under small">{report.note}</span>}
        </>
      ),
    },
    { title: said.learnersShort, isNumber: true, cell: ({ learners }: ReportVersion) => learners },
    {
      title: said.reported,
      cell: ({ reportedAt, reporter, version }: ReportVersion) => (
        <>
          <Instant at={reportedAt} viewer={viewer} />
          <span class="under small">
            {reporter ?? said.byLink}
            {version > 1 ? ` · ${said.corrected(version - 1)}` : ''}
          </span>
        </>
      ),
    },
  ];
  return (
    <section class="part" aria-labelledby="reports">
      <h2 id="reports">{words.reports}</h2>
      {reports.length === 0 ? <p class="quiet">{words.noReports}</p> : null}
      {reports.length === 0 ? null : <Table caption={words.reports} viewer={viewer} rows={holding} columns={columns} />}
      {earlier.length === 0 ? null : (
        <details>
          <summary>{said.earlier}</summary>
          <Table caption={said.earlier} viewer={viewer} rows={earlier} columns={columns} />
        </details>
      )}
    </section>
  );
}

/** What the others may reach oneself by: nothing unless it is said. */
function Sharing({ viewer, squad, contacts, typed, faults }: SquadShown) {
  const words = squadWords[viewer.locale];
  const own = squad.members.find(({ isOwn }) => isOwn);
  const isShared = contacts.some(({ placementId }) => placementId === own?.placementId);
  const at = `/squads/${squad.id}/contact`;
  return (
    <section class="part no-print" aria-labelledby="share">
      <h2 id="share">{words.share}</h2>
      <p class="measure">{words.shareLead}</p>
      <form method="post" action={at} class="measure" novalidate>
        <CheckField name="email" label={words.shareEmail} typed={typed} faults={faults} />
        <TextField
          name="phone"
          label={words.phone}
          hint={words.phoneHint}
          typed={typed}
          faults={faults}
          autocomplete="tel"
          maxlength={25}
        />
        <TextField
          name="wechatId"
          label={words.wechat}
          hint={words.wechatHint}
          typed={typed}
          faults={faults}
          autocomplete="off"
          maxlength={20}
        />
        <p class="actions">
          <button class="button">{words.saveShare}</button>
          {isShared ? (
            <button class="button second" formaction={`${at}/withdraw`}>
              {words.withdraw}
            </button>
          ) : null}
        </p>
      </form>
    </section>
  );
}

function Naming({ viewer, squad, typed, faults }: SquadShown) {
  const words = squadWords[viewer.locale];
  return (
    <section class="part no-print" aria-labelledby="naming">
      <h2 id="naming">{words.name}</h2>
      <p class="measure">{words.nameLead}</p>
      <form method="post" action={`/squads/${squad.id}/captain`} class="measure">
        <SelectField
          name="placementId"
          label={words.captain}
          none={words.choose}
          typed={typed}
          faults={faults}
          options={squad.members.map(({ placementId, name }) => ({ value: placementId, label: name }))}
        />
        <button class="button second">{words.name}</button>
      </form>
    </section>
  );
}
