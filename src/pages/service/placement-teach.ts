import type { Context } from 'hono';
import { DateTime } from 'luxon';
import { z } from 'zod';

import { recordLesson } from '../../actions/placements/record-lesson.ts';
import { writeReport } from '../../actions/placements/write-report.ts';
import { listSubjects } from '../../db/queries/counties.ts';
import { listLatestLessons, type OwnLesson, type OwnPlacementInFull } from '../../db/queries/own-placements.ts';
import type { Page, PageWanted } from '../../db/queries/page.ts';
import { lessonInputSchema, reportInputSchema } from '../../domain/completion.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import type { FieldFault } from '../parts/form.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { lessonsPage } from './lessons-page.tsx';
import { ownPlacementOf, toldKindly } from './own-placement.ts';
import { placementWords } from './placement-words.ts';
import { reportPage } from './report-page.tsx';

type Call = Context<AppEnv, '/placements/:id'>;

const lessonsAPage = 30;
const afterSchema = z.iso.datetime();

function pageWantedIn(c: Call): PageWanted {
  const after = afterSchema.safeParse(c.req.query('after'));
  return { limit: lessonsAPage, after: after.success ? after.data : undefined };
}

type Tried = { readonly typed: Typed; readonly faults: readonly FieldFault[] };

async function sendLessons(c: Call, placement: OwnPlacementInFull, tried?: Tried) {
  const viewer = viewerOf(c);
  const page = await listLatestLessons(c.var.db, placement.id, pageWantedIn(c));
  const subjects = await listSubjects(c.var.db);
  const shown = {
    viewer,
    placement,
    page,
    subjects: subjects.map(({ code, nameZh, nameEn }) => ({ value: code, label: viewer.locale === 'zh' ? nameZh : nameEn })),
    done: tried === undefined ? c.req.query('done') : undefined,
    typed: tried?.typed ?? nextLesson(placement, page, subjects, viewer.now),
    faults: tried?.faults ?? [],
  };
  return sendPrivate(c, lessonsPage(shown), tried === undefined ? 200 : 422);
}

/** The form as it most likely will be: today, like the last lesson, and on the same day where that one ended. */
function nextLesson(
  placement: OwnPlacementInFull,
  { items: [last] }: Page<OwnLesson>,
  subjects: readonly { readonly code: string; readonly nameZh: string }[],
  now: DateTime,
): Typed {
  const today = now.setZone(placement.timeZone).toISODate() ?? '';
  const day = today < placement.startDay ? placement.startDay : today > placement.endDay ? placement.endDay : today;
  const own = subjects.find(({ nameZh }) => nameZh === placement.subjectZh)?.code ?? '';
  if (last === undefined) return Typed.of({ day, subject: own, minutes: 45 });
  const began = DateTime.fromISO(last.startsAt).setZone(placement.timeZone);
  const start = began.toISODate() === day ? began.plus({ minutes: last.minutes }) : began;
  return Typed.of({
    day,
    time: start.toFormat('HH:mm'),
    subject: last.subject,
    minutes: last.minutes,
    learners: last.learners,
    className: last.className,
    mode: last.mode,
    adultPresent: last.adultPresent,
  });
}

/** The lesson as it was typed; a day and a time that are none are no instant. */
function lessonOf(typed: Typed, placement: OwnPlacementInFull) {
  const startsAt = DateTime.fromISO(`${typed.text('day')}T${typed.text('time')}`, { zone: placement.timeZone });
  return lessonInputSchema.safeParse({
    startsAt: startsAt.isValid ? startsAt.toISO({ suppressMilliseconds: true }) : '',
    minutes: typed.number('minutes'),
    subject: typed.text('subject'),
    learners: typed.number('learners'),
    note: typed.text('note'),
    className: typed.text('className'),
    mode: typed.optional('mode'),
    adultPresent: typed.text('adultPresent'),
  });
}

/** The action knows one instant; the form has it in two fields. */
function lessonFaults(failure: KnownFailure, viewer: Viewer): FieldFault[] {
  const words = placementWords[viewer.locale];
  if (failure.kind === 'lesson-overlaps') return [{ field: 'time', message: words.overlaps }];
  if (failure.kind !== 'invalid') return [{ field: 'day', message: toldKindly(failure, viewer).title }];
  return labelled(fieldFaults(failure.faults, viewer.locale), viewer);
}

function labelled(faults: readonly FieldFault[], { locale }: Viewer): FieldFault[] {
  const words = placementWords[locale];
  const labels: Readonly<Record<string, string>> = {
    day: words.day,
    minutes: words.minutes,
    subject: words.subject,
    learners: words.learnersCount,
    note: words.note,
    className: words.className,
    mode: words.mode,
    adultPresent: words.adultPresent,
  };
  return faults.map(({ field, message }) => {
    const at = field === 'startsAt' ? 'day' : field;
    return { field: at, message, label: labels[at] };
  });
}

function typedFaults(error: z.ZodError, viewer: Viewer): FieldFault[] {
  const words: Readonly<Record<string, string>> = placementWords[viewer.locale].lessonWrong;
  return labelled(fieldFaults(faultsOf(error), viewer.locale), viewer).map((fault) => {
    const message = words[fault.field];
    return message === undefined ? fault : { field: fault.field, message };
  });
}

function sendReport(c: Call, placement: OwnPlacementInFull, tried?: Tried) {
  const { report } = placement;
  const typed = tried?.typed ?? Typed.of(report === null ? {} : { daysServed: report.daysServed, text: report.text });
  const page = reportPage({ viewer: viewerOf(c), placement, typed, faults: tried?.faults ?? [] });
  return sendPrivate(c, page, tried === undefined ? 200 : 422);
}

function reportFaults(failure: KnownFailure, viewer: Viewer): FieldFault[] {
  if (failure.kind !== 'invalid') return [{ field: 'text', message: toldKindly(failure, viewer).title }];
  return reportLabels(fieldFaults(failure.faults, viewer.locale), viewer);
}

function reportLabels(faults: readonly FieldFault[], { locale }: Viewer): FieldFault[] {
  const words = placementWords[locale];
  return faults.map((fault) => ({ ...fault, label: fault.field === 'daysServed' ? words.reportedDays : words.reportText }));
}

export const placementTeaching = new PageRouter()
  .get('/placements/:id/sessions', 'placement.teach', async (c) => {
    const placement = await ownPlacementOf(c);
    return placement === undefined ? c.notFound() : sendLessons(c, placement);
  })
  .post('/placements/:id/sessions', 'placement.teach', async (c) => {
    const placement = await ownPlacementOf(c);
    if (placement === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = lessonOf(typed, placement);
    if (!parsed.success) return sendLessons(c, placement, { typed, faults: typedFaults(parsed.error, viewer) });
    const recorded = await recordLesson(actionContext(c), placement.id, parsed.data);
    if (!recorded.ok) return sendLessons(c, placement, { typed, faults: lessonFaults(recorded.error, viewer) });
    return seeOther(c, `/placements/${placement.id}/sessions?done=lesson`);
  })
  .get('/placements/:id/report', 'placement.teach', async (c) => {
    const placement = await ownPlacementOf(c);
    if (placement === undefined) return c.notFound();
    return placement.state === 'started' ? sendReport(c, placement) : seeOther(c, `/placements/${placement.id}`);
  })
  .post('/placements/:id/report', 'placement.teach', async (c) => {
    const placement = await ownPlacementOf(c);
    if (placement === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = reportInputSchema.safeParse({ daysServed: typed.number('daysServed'), text: typed.text('text') });
    if (!parsed.success) {
      const words: Readonly<Record<string, string>> = placementWords[viewer.locale].reportWrong;
      const faults = fieldFaults(faultsOf(parsed.error), viewer.locale);
      return sendReport(c, placement, { typed, faults: faults.map(({ field, message }) => ({ field, message: words[field] ?? message })) });
    }
    const written = await writeReport(actionContext(c), placement.id, parsed.data);
    if (!written.ok) return sendReport(c, placement, { typed, faults: reportFaults(written.error, viewer) });
    return seeOther(c, `/placements/${placement.id}?done=report`);
  });
