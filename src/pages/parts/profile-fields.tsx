import type { z } from 'zod';

import type { Locale } from '../../domain/account.ts';
import { homeRegions, volunteerKinds } from '../../domain/teaching.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { languageName, profileWords, zoneName } from '../words/profile-words.ts';
import { terms } from '../words/terms.ts';
import { ChecksField, DayField, RadioField, SelectField, TextField, type FieldFault, type Option } from './form.tsx';

type FieldsProps = { readonly viewer: Viewer; readonly typed: Typed; readonly faults: readonly FieldFault[] };

/** What can be chosen, and whatever else was chosen before. */
function optionsOf(names: Readonly<Record<string, string>>, also: readonly string[], nameOf: (value: string) => string): Option[] {
  const others = also.filter((value) => value !== '' && !(value in names));
  return [...Object.keys(names), ...others].map((value) => ({ value, label: nameOf(value) }));
}

export function NameField({ viewer: { locale }, typed, faults }: FieldsProps) {
  const words = profileWords[locale];
  return (
    <TextField name="name" label={words.name} hint={words.nameHint} typed={typed} faults={faults} maxlength={120} autocomplete="name" />
  );
}

/** What the match needs to know of a volunteer: the same questions before an application, within it and in the account. */
export function ProfileFields({ viewer: { locale }, typed, faults }: FieldsProps) {
  const words = profileWords[locale];
  const [kinds, regions] = [terms[locale].volunteerKinds, terms[locale].homeRegions];
  const shared = { typed, faults };
  return (
    <>
      <RadioField
        {...shared}
        name="profile.kind"
        label={words.kind}
        options={volunteerKinds.map((value) => ({ value, label: kinds[value], hint: words.kindHints[value] }))}
      />
      <TextField {...shared} name="profile.homeInstitution" label={words.homeInstitution} maxlength={200} autocomplete="organization" />
      <SelectField
        {...shared}
        name="profile.homeRegion"
        label={words.homeRegion}
        none={words.choose}
        options={homeRegions.map((value) => ({ value, label: regions[value] }))}
      />
      <SelectField
        {...shared}
        name="profile.timeZone"
        label={words.timeZone}
        hint={words.timeZoneHint}
        none={words.choose}
        options={optionsOf(words.zones, [typed.text('profile.timeZone')], (zone) => zoneName(zone, locale))}
      />
      <DayField {...shared} name="profile.bornDay" label={words.bornDay} hint={words.bornDayHint} autocomplete="bday" />
      <ChecksField
        {...shared}
        areShort
        name="profile.languages"
        label={words.languages}
        hint={words.languagesHint}
        options={optionsOf(words.languageNames, typed.list('profile.languages'), (tag) => languageName(tag, locale))}
      />
    </>
  );
}

/** What was typed into the fields, for the schema to judge. */
export function profileIn(typed: Typed) {
  const text = (name: string) => typed.text(`profile.${name}`).trim();
  return {
    kind: text('kind'),
    homeInstitution: text('homeInstitution'),
    homeRegion: text('homeRegion'),
    timeZone: text('timeZone'),
    bornDay: text('bornDay'),
    languages: typed.list('profile.languages'),
  };
}

const fields = [
  'name',
  'profile.kind',
  'profile.homeInstitution',
  'profile.homeRegion',
  'profile.timeZone',
  'profile.bornDay',
  'profile.languages',
] as const;

/** What the schema finds wrong, told once a field. */
export function profileFaults(error: z.ZodError, locale: Locale): FieldFault[] {
  const words = profileWords[locale].faults;
  const pointers = faultsOf(error).map(({ pointer }) => pointer.slice(1).replaceAll('/', '.'));
  return fields
    .filter((field) => pointers.some((pointer) => pointer === field || pointer.startsWith(`${field}.`)))
    .map((field) => ({ field, message: words[field] }));
}

/** The one thing that only the action can see: somebody is not born yet. */
export function bornLater(failure: KnownFailure, locale: Locale): FieldFault[] | undefined {
  return failure.kind === 'invalid' ? [{ field: 'profile.bornDay', message: profileWords[locale].future }] : undefined;
}
