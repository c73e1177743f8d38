import type { Context } from 'hono';

import type { CommonFailure } from '../../actions/context.ts';
import { changeTeamWish } from '../../actions/teams/change-team-wish.ts';
import { createTeam } from '../../actions/teams/create-team.ts';
import { joinTeamByCode } from '../../actions/teams/join-team-by-code.ts';
import { leaveTeam } from '../../actions/teams/leave-team.ts';
import { seeTeamMates } from '../../actions/teams/see-team-mates.ts';
import type { ApplicationSheet } from '../../db/queries/application-sheet.ts';
import type { TeamMate } from '../../db/queries/team-desk.ts';
import type { Result } from '../../domain/result.ts';
import { teamCodeSchema } from '../../domain/team.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import { RadioField, TextField, type FieldFault } from '../parts/form.tsx';
import { Done, Note } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { isEditable, nextTask, taskPath } from './application-tasks.ts';
import { SectionFrame, sheetIn } from './section.tsx';
import { teamWords } from './team-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly sheet: ApplicationSheet;
  readonly mates: readonly TeamMate[];
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly done?: string | undefined;
};

const mayChange = ({ season, state }: ApplicationSheet) => season.state === 'open' && state !== 'withdrawn' && state !== 'rejected';

function teamView(shown: Shown) {
  const { viewer, sheet, faults, done } = shown;
  const words = teamWords[viewer.locale];
  const doneWords: Readonly<Record<string, string>> = words.done;
  const isOpen = mayChange(sheet);
  return (
    <SectionFrame viewer={viewer} sheet={sheet} name="team" title={words.title} lead={words.lead} faults={faults}>
      {done !== undefined && Object.hasOwn(doneWords, done) ? <Done>{doneWords[done] ?? ''}</Done> : null}
      {isOpen ? null : (
        <Note>
          <p>{words.closed}</p>
        </Note>
      )}
      {sheet.team === null ? isOpen ? <Ways {...shown} /> : null : <Own {...shown} isOpen={isOpen} />}
      {isEditable(sheet) ? <GoOn viewer={viewer} sheet={sheet} /> : null}
    </SectionFrame>
  );
}

function GoOn({ viewer, sheet }: Pick<Shown, 'viewer' | 'sheet'>) {
  const next = viewer.path.includes('from=check') ? 'check-answers' : nextTask(sheet, 'team');
  return (
    <p class="actions">
      <a class="button" href={taskPath(sheet.id, next)}>
        {teamWords[viewer.locale].goOn}
      </a>
    </p>
  );
}

function WishField({ viewer, typed, faults, name }: Pick<Shown, 'viewer' | 'typed' | 'faults'> & { name: string }) {
  const words = teamWords[viewer.locale];
  return (
    <RadioField
      name={name}
      label={words.wish}
      typed={typed}
      faults={faults}
      options={[
        { value: 'alone', label: words.alone, hint: words.aloneHint },
        { value: 'together', label: words.onlyTogether, hint: words.onlyTogetherHint },
      ]}
    />
  );
}

const actionOf = (viewer: Viewer, { id }: ApplicationSheet) =>
  `${taskPath(id, 'team')}${viewer.path.includes('from=check') ? '?from=check' : ''}`;

/** Two ways into a team, each a form of its own. */
function Ways({ viewer, sheet, typed, faults }: Shown) {
  const words = teamWords[viewer.locale];
  return (
    <>
      <section class="part">
        <h2>{words.joinTitle}</h2>
        <form method="post" action={actionOf(viewer, sheet)} novalidate>
          <TextField
            name="code"
            label={words.code}
            hint={words.codeHint}
            typed={typed}
            faults={faults}
            size="middle"
            maxlength={40}
            autocomplete="off"
          />
          <WishField viewer={viewer} typed={typed} faults={faults} name="joinWish" />
          <button class="button" name="do" value="join">
            {words.join}
          </button>
        </form>
      </section>
      <section class="part">
        <h2>{words.createTitle}</h2>
        <p>{words.createLead}</p>
        <form method="post" action={actionOf(viewer, sheet)} novalidate>
          <WishField viewer={viewer} typed={typed} faults={faults} name="createWish" />
          <button class="button" name="do" value="create">
            {words.create}
          </button>
        </form>
      </section>
    </>
  );
}

function Own({ viewer, sheet, mates, typed, faults, isOpen }: Shown & { isOpen: boolean }) {
  const words = teamWords[viewer.locale];
  return (
    <>
      <section class="part">
        <h2>{words.share}</h2>
        <p class="team-code">
          <code translate="no">{sheet.team?.code}</code>
        </p>
        <p class="quiet">{words.shareLead}</p>
      </section>
      <section class="part">
        <Table
          caption={words.members}
          showsCaption
          viewer={viewer}
          rows={mates}
          columns={[
            {
              title: words.member,
              cell: ({ name, applicationId }) => (
                <>
                  {name}
                  {applicationId === sheet.id ? <span class="quiet">{words.you}</span> : null}
                </>
              ),
            },
            { title: words.memberWish, cell: ({ onlyTogether }) => (onlyTogether ? words.onlyTogether : words.alone) },
          ]}
        />
        {mates.length < 2 ? <p class="quiet">{words.waiting}</p> : null}
      </section>
      {isOpen ? (
        <section class="part">
          <form method="post" action={actionOf(viewer, sheet)} novalidate>
            <WishField viewer={viewer} typed={typed} faults={faults} name="wish" />
            <button class="button second" name="do" value="wish">
              {words.save}
            </button>
          </form>
          <form method="post" action={actionOf(viewer, sheet)} class="leave">
            <p class="quiet">{words.leaveLead}</p>
            <button class="quiet-button" name="do" value="leave">
              {words.leave}
            </button>
          </form>
        </section>
      ) : null}
    </>
  );
}

async function show(
  c: Context<AppEnv>,
  sheet: ApplicationSheet,
  told?: { typed: Typed; faults: readonly FieldFault[] },
): Promise<Response> {
  const mates = sheet.team === null ? [] : await seeTeamMates(actionContext(c), sheet.team.id);
  const own = mates.find(({ applicationId }) => applicationId === sheet.id);
  const typed = told?.typed ?? new Typed([['wish', own?.onlyTogether === true ? 'together' : 'alone']]);
  const view = teamView({ viewer: viewerOf(c), sheet, mates, typed, faults: told?.faults ?? [], done: c.req.query('done') });
  return sendPrivate(c, view, told === undefined ? 200 : 422);
}

const wishFields = { join: 'joinWish', create: 'createWish', wish: 'wish' } as const;
type Doing = keyof typeof wishFields | 'leave';
const doneOf = { join: 'joined', create: 'created', wish: 'saved', leave: 'left' } as const;

function doingIn(typed: Typed): Doing {
  const asked = typed.text('do');
  return asked === 'create' || asked === 'wish' || asked === 'leave' ? asked : 'join';
}

/** A code as people pass it on: with spaces, or in capitals. */
const codeIn = (typed: Typed) => typed.text('code').replaceAll(/[\s-]/g, '').toLowerCase();

function faultsIn(typed: Typed, doing: Doing, { locale }: Viewer): FieldFault[] {
  const words = teamWords[locale];
  if (doing === 'leave') return [];
  const wish = typed.text(wishFields[doing]);
  return [
    ...(doing === 'join' && !teamCodeSchema.safeParse(codeIn(typed)).success ? [{ field: 'code', message: words.codeForm }] : []),
    ...(wish === 'together' || wish === 'alone' ? [] : [{ field: wishFields[doing], message: words.wishMissing }]),
  ];
}

async function act(c: Context<AppEnv>, sheet: ApplicationSheet, typed: Typed, doing: Doing): Promise<Result<unknown, CommonFailure>> {
  const context = actionContext(c);
  if (doing === 'leave') return leaveTeam(context, sheet.team?.id ?? sheet.id, sheet.id);
  const wish = { applicationId: sheet.id, onlyTogether: typed.text(wishFields[doing]) === 'together' };
  if (doing === 'create') return createTeam(context, wish);
  return doing === 'wish' ? changeTeamWish(context, wish) : joinTeamByCode(context, { ...wish, code: codeIn(typed) });
}

function faultOf(failure: CommonFailure, doing: Doing, viewer: Viewer): FieldFault {
  const words = teamWords[viewer.locale];
  const field = doing === 'join' ? 'code' : doing === 'leave' ? 'wish' : wishFields[doing];
  if (failure.kind !== 'invalid')
    return { field, message: failure.kind === 'season-forbids' ? words.closed : toldOf(failure, viewer).title };
  const code = failure.faults[0]?.code;
  return { field, message: code === 'in-a-team' ? words.inTeam : code === 'team-full' ? words.full : words.codeWrong };
}

async function send(c: Context<AppEnv>): Promise<Response> {
  const sheet = await sheetIn(c);
  if (sheet === undefined) return c.notFound();
  const viewer = viewerOf(c);
  const typed = await typedIn(c);
  const doing = doingIn(typed);
  // In two windows: they left already, or are in it already.
  if ((doing === 'leave' || doing === 'wish') && sheet.team === null) return seeOther(c, taskPath(sheet.id, 'team'));
  const faults = faultsIn(typed, doing, viewer);
  if (faults.length > 0) return show(c, sheet, { typed, faults });
  const acted = await act(c, sheet, typed, doing);
  if (!acted.ok) return show(c, sheet, { typed, faults: [faultOf(acted.error, doing, viewer)] });
  const from = viewer.path.includes('from=check') ? '&from=check' : '';
  return seeOther(c, `${taskPath(sheet.id, 'team')}?done=${doneOf[doing]}${from}`);
}

export const teamPage = new PageRouter()
  .get('/applications/:id/team', 'application.write', async (c) => {
    const sheet = await sheetIn(c);
    return sheet === undefined ? c.notFound() : show(c, sheet);
  })
  .post('/applications/:id/team', 'application.write', async (c) => send(c));
