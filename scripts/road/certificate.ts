import { valueOf } from './client.ts';
import type { People, Say } from './people.ts';

export async function enterSignatory({ admin }: People, today: string, say: Say): Promise<void> {
  const names = { nameZh: '示范主任', nameEn: 'Demonstration director', titleZh: '主任', titleEn: 'Director' };
  const issuer = { issuerZh: '示范支教项目', issuerEn: 'Demonstration programme', contact: 'office@zhijiao.example.org' };
  const { fromDay } = await valueOf(admin.signatories.$post({ json: { ...names, ...issuer, fromDay: today } }));
  say(`Admin: entered who signs certificates from ${fromDay} on.`);
}

/** The certificate came with the completion; anybody checks it by its number, and confirms the name. */
export async function checkCertificate({ anyone, coordinator, volunteer }: People, say: Say): Promise<void> {
  const { items } = await valueOf(volunteer.certificates.$get({ query: {} }));
  const [certificate] = items;
  if (certificate === undefined) throw new Error('no certificate came with the completion');
  const param = { serial: certificate.serial };
  const { facts, maskedName, state } = await valueOf(anyone.certificates[':serial'].$get({ param }));
  const { isHolder } = await valueOf(anyone.certificates[':serial'].holder.$post({ param, json: { name: certificate.name } }));
  const other = await valueOf(anyone.certificates[':serial'].holder.$post({ param, json: { name: 'Somebody Else' } }));
  if (!isHolder || other.isHolder || state !== 'issued') throw new Error('the certificate is not confirmed');
  say(`Volunteer: has certificate ${certificate.serial}, signed by ${facts.signatory.name.en}.`);
  say(
    `Anybody: checked it (${facts.daysServed} day, ${facts.minutesTaught} minutes, ${maskedName ?? ''}); the full name is confirmed when typed.`,
  );
  const reason = { reason: 'the name was put right' };
  const newer = await valueOf(coordinator.certificates[':serial'].reissue.$post({ param, json: reason }));
  const old = await valueOf(anyone.certificates[':serial'].$get({ param }));
  if (old.state !== 'superseded' || old.supersededBy !== newer.serial) throw new Error('the old certificate does not point on');
  say(`Coordinator: issued it anew; the old one says ${old.state} and points on.`);
}
