import { guestsWords } from '../../../src/pages/county/guests-words.ts';
import { requestWords } from '../../../src/pages/county/request-words.ts';
import { requestsWords } from '../../../src/pages/county/requests-words.ts';
import { hostConditionWords } from '../../../src/pages/words/host-condition-words.ts';
import { terms } from '../../../src/pages/words/terms.ts';
import { wordsIn } from '../../../src/pages/words/words.ts';
import type { Person } from './person.ts';
import type { Told } from './told.ts';

/** A county asks for a teacher of English: it saves a draft, forgets something, is told what, and hands it in. */
export async function askForTeachers(officer: Person, { season, place, today, subject }: Told): Promise<void> {
  const { locale } = officer.way;
  const [list, words] = [requestsWords[locale], requestWords[locale]];
  await officer.go(wordsIn(locale).places.requests);
  await officer.follow(list.newRequest);
  await officer.mark(new RegExp(`^${season}`));
  await officer.mark(new RegExp(`^${list.blank}`));
  await officer.write(list.place, place);
  await officer.choose(list.kindOf, terms[locale].requestKinds.camp);
  await officer.press(list.begin);
  await officer.reads(words.done.begun);
  await officer.choose(words.lineFields.subject, subject);
  await officer.write(words.lineFields.minimum, '1');
  await officer.write(words.lineFields.ideal, '1');
  await officer.write(words.lineFields.maximum, '2');
  await signConditions(officer, today);
  await officer.write(hostConditionWords[locale].asked.lodging, '');
  await officer.press(words.submit);
  await officer.expectFaults();
  await officer.write(hostConditionWords[locale].asked.lodging, '校内宿舍');
  await officer.press(words.submit);
  await officer.reads(words.done.submitted);
}

async function signConditions(officer: Person, today: string): Promise<void> {
  const { asked } = hostConditionWords[officer.way.locale];
  await officer.write(asked.waterAndPower, '全天');
  await officer.write(asked.altitudeMetres, '1400');
  await officer.write(asked.bandwidthMbps, '50');
  await officer.write(asked.largestClass, '45');
  await officer.write(asked.nearestHospital, '县医院，2 公里');
  await officer.write(asked.knownRisks, '雨季山路');
  await officer.write(asked.signedBy, '演示联络员');
  await officer.date(asked.signedDay, today);
}

export async function confirmArrival(officer: Person, { volunteer }: Told): Promise<void> {
  const { locale } = officer.way;
  const words = guestsWords[locale];
  await officer.go(wordsIn(locale).places.guests);
  await officer.openLine(volunteer);
  await officer.press(words.startButton(volunteer));
  await officer.reads(words.done.started);
}

export async function countersign(officer: Person, { volunteer }: Told): Promise<void> {
  const { locale } = officer.way;
  const words = guestsWords[locale];
  await officer.go(wordsIn(locale).places.guests);
  await officer.openLine(volunteer);
  await officer.follow(words.countersignLink);
  await officer.write(words.daysServed, '1');
  await officer.write(words.signedByField, '演示联络员');
  await officer.press(words.confirmButton(volunteer));
  await officer.reads(words.done.confirmed);
}
