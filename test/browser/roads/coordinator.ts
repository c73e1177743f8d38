import type { Locale } from '../../../src/domain/account.ts';
import { clearanceWords } from '../../../src/pages/desk/clearance-words.ts';
import { deskWords } from '../../../src/pages/desk/desk-words.ts';
import { placementWords } from '../../../src/pages/desk/placement-words.ts';
import { seasonWords } from '../../../src/pages/desk/season-words.ts';
import { benchWords } from '../../../src/pages/workbench/bench-words.ts';
import { runWords } from '../../../src/pages/workbench/run-words.ts';
import { terms } from '../../../src/pages/words/terms.ts';
import { wordsIn } from '../../../src/pages/words/words.ts';
import type { SeasonState } from '../../../src/domain/season.ts';
import type { Person } from './person.ts';
import type { Told } from './told.ts';

/** A season of one day, so that the whole road can be walked today. Whoever travels has their identity checked and agrees to the code of conduct. */
export async function planSeason(coordinator: Person, { season, today }: Told): Promise<void> {
  const { locale } = coordinator.way;
  const words = seasonWords[locale];
  await coordinator.go(wordsIn(locale).places.seasons);
  await coordinator.follow(words.plan);
  await coordinator.write(words.nameZh, season);
  await coordinator.write(words.nameEn, season);
  for (const day of ['applicationsOpenDay', 'applicationsCloseDay', 'requestsOpenDay', 'requestsCloseDay'] as const)
    await coordinator.date(words[day], today);
  for (const day of ['matchDay', 'teachingStartDay', 'teachingEndDay'] as const) await coordinator.date(words[day], today);
  for (const kind of ['identity', 'code_of_conduct'] as const) await coordinator.mark(checkOf(kind, locale));
  await coordinator.press(words.create);
  await coordinator.reads(deskWords[locale].done.created);
}

function checkOf(kind: 'identity' | 'code_of_conduct', locale: Locale): string {
  const said = terms[locale];
  return seasonWords[locale].checkOf(said.deliveries.on_site, said.clearances[kind]);
}

export async function advance(coordinator: Person, { season }: Told, to: SeasonState): Promise<void> {
  const { locale } = coordinator.way;
  const words = seasonWords[locale];
  const button = words.advanceTo(terms[locale].states.season[to]);
  await coordinator.go(wordsIn(locale).places.seasons);
  await coordinator.openLine(season);
  await coordinator.follow(button);
  await coordinator.press(button);
  await coordinator.reads(deskWords[locale].done.moved);
}

export async function approveRequest(coordinator: Person, { place }: Told): Promise<void> {
  const { locale } = coordinator.way;
  const words = deskWords[locale];
  await coordinator.go(wordsIn(locale).places.requestQueue);
  await coordinator.openLine(place);
  await coordinator.press(words.approveNext);
  await coordinator.reads(words.done.approved);
}

export async function approveApplication(coordinator: Person, { volunteer }: Told): Promise<void> {
  const { locale } = coordinator.way;
  const words = deskWords[locale];
  await coordinator.go(wordsIn(locale).places.applicationQueue);
  await coordinator.openLine(volunteer);
  await coordinator.press(words.approveNext);
  await coordinator.reads(words.done.approved);
}

/** Looks at the document, with a reason that the volunteer will read, and says until when the check holds. */
export async function clearIdentity(coordinator: Person, { volunteer, today, identityNumber }: Told): Promise<void> {
  const { locale } = coordinator.way;
  const words = clearanceWords[locale];
  await coordinator.go(wordsIn(locale).places.clearanceQueue);
  await coordinator.openLine(volunteer);
  await coordinator.write(words.identityReason, '核对身份');
  await coordinator.press(words.seeIdentity);
  await coordinator.reads(identityNumber);
  await coordinator.date(words.validThrough, today);
  await coordinator.press(words.clearNext);
  await coordinator.reads(deskWords[locale].done.cleared);
}

/** Starts a match, waits until it is proven, publishes it and sends the offers. */
export async function matchAndRelease(coordinator: Person, told: Told): Promise<void> {
  const { locale } = coordinator.way;
  const [words, bench] = [runWords[locale], benchWords[locale]];
  await coordinator.go(wordsIn(locale).places.seasons);
  await coordinator.openLine(told.season);
  await coordinator.follow(seasonWords[locale].toRuns);
  await coordinator.press(words.start);
  await coordinator.untilReads(bench.publish);
  await coordinator.follow(bench.publish);
  await coordinator.press(words.publishButton(1));
  await coordinator.reads(words.donePublished);
  await advance(coordinator, told, 'placing');
  await coordinator.follow(seasonWords[locale].toRuns);
  await coordinator.follow(words.toRelease(1));
  await coordinator.reads(told.volunteer);
  await coordinator.press(words.releaseButton(1));
  await coordinator.reads(words.doneReleased);
}

/** Looks at what both sides say, and completes it. */
export async function complete(coordinator: Person, { volunteer }: Told): Promise<void> {
  const { locale } = coordinator.way;
  const words = placementWords[locale];
  await coordinator.go(wordsIn(locale).places.placementBoard);
  await coordinator.follow(words.completions);
  await coordinator.openLine(volunteer);
  await coordinator.press(words.completeButton);
  await coordinator.reads(deskWords[locale].done.completed);
}
