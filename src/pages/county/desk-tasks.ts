import type { RequestSeason, Squad, UnfinishedRequest } from '../../db/queries/county-desk.ts';
import type { WaitingTraining } from '../../db/queries/county-trainings.ts';
import type { Locale } from '../../domain/account.ts';
import { dayText } from '../parts/time.tsx';
import type { Task } from '../parts/lists.tsx';
import { terms } from '../words/terms.ts';
import { deskWords, type DeskWords } from './desk-words.ts';

type DueTask = Task & { readonly dueDay: string };

type Situation = {
  readonly unfinished: readonly UnfinishedRequest[];
  readonly squads: readonly Squad[];
  readonly seasons: readonly RequestSeason[];
  readonly trainings: readonly WaitingTraining[];
  readonly today: string;
  readonly locale: Locale;
};

/** What the county has to do now, by the day on which it is due. */
export function tasksNow({ unfinished, squads, seasons, trainings, today, locale }: Situation): Task[] {
  const seasonsById = new Map(seasons.map((season) => [season.id, season]));
  const ofRequests = unfinished.flatMap((request) => {
    const season = seasonsById.get(request.seasonId);
    return season === undefined ? [] : [requestTask(request, season, today, locale)];
  });
  const ofTrainings = trainings.map((training) => trainingTask(training, today, locale));
  return [...ofRequests, ...squads.flatMap((squad) => squadTasks(squad, today, locale)), ...ofTrainings].toSorted((a, b) =>
    a.dueDay === b.dueDay ? 0 : a.dueDay < b.dueDay ? -1 : 1,
  );
}

function requestTask(request: UnfinishedRequest, season: RequestSeason, today: string, locale: Locale): DueTask {
  const words = deskWords[locale];
  const isReturned = request.state === 'returned';
  const href = `/county/requests/${request.id}`;
  const label = isReturned ? words.returned(request.place) : words.draft(request.place);
  const kind = terms[locale].requestKinds[request.kind];
  const closes = dayText(season.requestsCloseDay, locale);
  const isOver = season.requestsCloseDay < today && !isReturned;
  const isBefore = today < season.requestsOpenDay;
  const word = isOver ? words.windowClosed : isBefore ? words.opens(dayText(season.requestsOpenDay, locale)) : words.by(closes);
  const hint = isReturned && request.decisionReason !== null ? words.reason(request.decisionReason) : lackOf(request, words);
  const state = { word, tone: isOver ? ('refused' as const) : ('waiting' as const) };
  return { dueDay: season.requestsCloseDay, label, href, hint: `${kind} · ${hint}`, state };
}

/** Whom a station expects is said before a training begins, who came once it is over. */
function trainingTask(training: WaitingTraining, today: string, locale: Locale): DueTask {
  const words = deskWords[locale];
  const { receptionId, startDay, endDay } = training;
  const isOver = endDay <= today;
  const [title, station] = locale === 'zh' ? [training.titleZh, training.stationNameZh] : [training.titleEn, training.stationNameEn];
  return {
    dueDay: isOver ? endDay : startDay,
    label: isOver ? words.reportTraining(title) : words.enrolTraining(title),
    href: `/county/trainings/${receptionId}`,
    hint: station,
    state: { word: isOver ? words.since(dayText(endDay, locale)) : words.by(dayText(startDay, locale)), tone: 'waiting' },
  };
}

function lackOf({ lines, hasConditions }: UnfinishedRequest, words: DeskWords): string {
  const lacking = [...(lines === 0 ? [words.noLines] : []), ...(hasConditions ? [] : [words.unsigned])];
  return lacking.length === 0 ? words.wholeDraft : lacking.join(' · ');
}

function squadTasks(squad: Squad, today: string, locale: Locale): DueTask[] {
  const words = deskWords[locale];
  const { requestId, place, accepted, startDay, endDay, toCountersign } = squad;
  const tasks: DueTask[] = [];
  if (accepted > 0 && startDay <= today) {
    const state = { word: words.arrivalsWord(accepted), tone: 'waiting' as const };
    const hint = words.since(dayText(startDay, locale));
    tasks.push({ dueDay: startDay, label: words.arrivals(place), href: `/county/requests/${requestId}/arrival`, hint, state });
  }
  if (toCountersign > 0) {
    const state = { word: words.countersignWord(toCountersign), tone: 'waiting' as const };
    const href = `/county/placements?request=${requestId}&due=yes`;
    tasks.push({ dueDay: endDay, label: words.countersign(place), href, hint: words.until(dayText(endDay, locale)), state });
  }
  return tasks;
}

/** Squads on their way, the next first. */
export function tasksSoon({ squads, today, locale }: Pick<Situation, 'squads' | 'today' | 'locale'>): Task[] {
  const words = deskWords[locale];
  return squads.flatMap(({ requestId, place, accepted, offered, startDay }) => {
    if (startDay <= today || accepted + offered === 0) return [];
    const hints = [words.on(dayText(startDay, locale)), ...(offered === 0 || accepted === 0 ? [] : [words.offeredToo(offered)])];
    const state =
      accepted === 0
        ? { word: words.offeredOnly(offered), tone: 'waiting' as const }
        : { word: words.comingWord(accepted), tone: 'done' as const };
    return [
      {
        label: words.coming(place),
        href: `/county/requests/${requestId}/squad`,
        hint: hints.join(' · '),
        state,
      },
    ];
  });
}

export type BedUse = { readonly countyCode: string; readonly used: number; readonly startDay: string; readonly endDay: string };

/** The fullest time of each county: a bed that falls free within a chain of overlapping terms is not given again (decision 0001). */
export function bedUse(squads: readonly Squad[]): ReadonlyMap<string, BedUse> {
  const fullest = new Map<string, BedUse>();
  const open = new Map<string, BedUse>();
  const staying = squads.filter(({ delivery }) => delivery !== 'distance').toSorted((a, b) => (a.startDay < b.startDay ? -1 : 1));
  for (const { countyCode, startDay, endDay, offered, accepted, started } of staying) {
    const people = offered + accepted + started;
    const last = open.get(countyCode);
    const isLinked = last !== undefined && startDay <= last.endDay;
    const chain = isLinked
      ? { ...last, used: last.used + people, endDay: last.endDay > endDay ? last.endDay : endDay }
      : { countyCode, used: people, startDay, endDay };
    open.set(countyCode, chain);
    if (chain.used > (fullest.get(countyCode)?.used ?? 0)) fullest.set(countyCode, chain);
  }
  return fullest;
}
