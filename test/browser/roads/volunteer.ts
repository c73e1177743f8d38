import { accountWords } from '../../../src/pages/account/account-words.ts';
import { checkWords } from '../../../src/pages/service/check-words.ts';
import { placementWords } from '../../../src/pages/service/placement-words.ts';
import { applicationWords } from '../../../src/pages/volunteer/application-words.ts';
import { checksWords } from '../../../src/pages/volunteer/checks-words.ts';
import { choicesWords } from '../../../src/pages/volunteer/choices-words.ts';
import { sectionWords } from '../../../src/pages/volunteer/section-words.ts';
import { submittingWords } from '../../../src/pages/volunteer/submitting-words.ts';
import { profileWords } from '../../../src/pages/words/profile-words.ts';
import { terms } from '../../../src/pages/words/terms.ts';
import { wordsIn } from '../../../src/pages/words/words.ts';
import type { Person } from './person.ts';
import type { Told } from './told.ts';

/** From nothing to an application: who I am first, then the parts one after the other. */
export async function beginApplication(volunteer: Person, { season, volunteer: name }: Told): Promise<void> {
  const { locale } = volunteer.way;
  const [words, profile, { saveAndBegin }] = [applicationWords[locale], profileWords[locale], sectionWords[locale].profile];
  await volunteer.go(wordsIn(locale).places.applications);
  await volunteer.press(new RegExp(`${words.beginShort} ${season}`));
  // Sent too early: nothing is lost, and what is missing leads to its field.
  await volunteer.write(profile.name, name);
  await volunteer.press(saveAndBegin);
  await volunteer.expectFaults();
  await volunteer.jump(profile.faults['profile.kind']);
  await volunteer.mark(new RegExp(`^${terms[locale].volunteerKinds.student}`));
  await volunteer.write(profile.homeInstitution, '示范大学');
  await volunteer.choose(profile.homeRegion, terms[locale].homeRegions.mainland);
  await volunteer.choose(profile.timeZone, profile.zones['Asia/Shanghai']);
  await volunteer.date(profile.bornDay, '2003-05-04');
  await volunteer.mark(profile.languageNames['zh-CN']);
  await volunteer.mark(profile.languageNames.en);
  await volunteer.press(saveAndBegin);
  await volunteer.reads(words.done.begun);
}

export async function fillApplication(volunteer: Person, { today, subject, province }: Told): Promise<void> {
  const { locale } = volunteer.way;
  const [words, { availability, save }] = [applicationWords[locale], sectionWords[locale]];
  await volunteer.follow(words.tasks.subjects);
  await volunteer.choose(subject, sectionWords[locale].subjects.levels[2]);
  await volunteer.press(save);
  // On to the next part by itself.
  await volunteer.mark(new RegExp(`^${terms[locale].deliveries.on_site}`));
  await volunteer.date(availability.startDay, today);
  await volunteer.date(availability.endDay, today);
  await volunteer.write(availability.weeklyHours, '20');
  await volunteer.press(save);
  await choose(volunteer, province);
  await volunteer.press(save);
  await agreeToTexts(volunteer);
}

/** A request that fits, and the whole province, which then goes before it. */
async function choose(volunteer: Person, province: string): Promise<void> {
  const words = choicesWords[volunteer.way.locale];
  await volunteer.follow(words.find);
  await volunteer.press(new RegExp(`^${words.needs.addToChoices}`));
  await volunteer.reads(words.needs.added);
  await volunteer.follow(words.needs.goBack);
  await volunteer.choose(words.add, province);
  await volunteer.press(words.addButton);
  if (volunteer.way.scripts) {
    await volunteer.lift(words.handle(province));
    await volunteer.reads(new RegExp(`${words.saved}$`));
  } else await volunteer.press(words.named(words.up, province));
  await volunteer.reads(new RegExp(`^${words.rank('1')}${province}`));
}

async function agreeToTexts(volunteer: Person): Promise<void> {
  const words = checksWords[volunteer.way.locale];
  const { texts } = terms[volunteer.way.locale];
  for (const kind of ['code_of_conduct', 'sensitive_data', 'pass_to_county'] as const) await volunteer.press(words.agree(texts[kind]));
  await volunteer.follow(words.done);
}

export async function submitApplication(volunteer: Person): Promise<void> {
  const { locale } = volunteer.way;
  const words = submittingWords[locale];
  await volunteer.follow(applicationWords[locale].checkAnswers);
  await volunteer.press(words.submit);
  await volunteer.reads(applicationWords[locale].done.submitted);
}

/** Gives an identity document, and hands it in to be looked at. */
export async function handInIdentity(volunteer: Person, { identityNumber }: Told): Promise<void> {
  const { locale } = volunteer.way;
  const [words, account] = [checkWords[locale], accountWords[locale]];
  const name = terms[locale].clearances.identity;
  await volunteer.go(wordsIn(locale).places.checks);
  await volunteer.press(words.beginOf(name));
  await volunteer.follow(words.giveIdentity);
  await volunteer.mark(terms[locale].documentTypes.resident_id);
  await volunteer.write(account.number, identityNumber);
  await volunteer.press(account.giveIdentity);
  await volunteer.reads(account.doneIdentity);
  await volunteer.go(wordsIn(locale).places.checks);
  await volunteer.follow(words.openOf(name));
  await volunteer.press(words.handIn(name));
  await volunteer.reads(words.done.submitted);
}

export async function acceptOffer(volunteer: Person, { place }: Told): Promise<void> {
  const { locale } = volunteer.way;
  const words = placementWords[locale];
  await volunteer.go(wordsIn(locale).places.placements);
  await volunteer.follow(words.readOffer(place));
  await volunteer.press(words.accept);
  await volunteer.reads(words.done.accepted);
}

/** Logs a lesson and reports. */
export async function teach(volunteer: Person, { place, today, subject }: Told): Promise<void> {
  const { locale } = volunteer.way;
  const words = placementWords[locale];
  await volunteer.go(wordsIn(locale).places.placements);
  await volunteer.follow(words.logLessonOf(place));
  await volunteer.date(words.day, today);
  await volunteer.date(words.time, '00:00');
  await volunteer.choose(words.subject, subject);
  await volunteer.write(words.minutes, '5');
  await volunteer.write(words.learnersCount, '32');
  await volunteer.press(words.save);
  await volunteer.reads(words.saved);
  await volunteer.follow(place);
  await volunteer.follow(words.writeReport);
  await volunteer.write(words.reportedDays, '1');
  await volunteer.write(words.reportText, '读课文，说英语，唱歌。');
  await volunteer.press(words.submitReport);
  await volunteer.reads(words.done.report);
}

/** What was done stands in the volunteer's own record. */
export async function seeRecord(volunteer: Person, { place }: Told): Promise<void> {
  const { locale } = volunteer.way;
  const words = placementWords[locale];
  await volunteer.go(wordsIn(locale).places.placements);
  await volunteer.follow(place);
  await volunteer.reads(words.stages.completed);
}
