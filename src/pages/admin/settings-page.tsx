import { findInstallation, type InstallationFacts } from '../../db/queries/installation.ts';
import { roles } from '../../domain/account.ts';
import type { MailSettings, Settings } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Summary } from '../parts/lists.tsx';
import { Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { settingsWords } from './settings-words.ts';

type Shown = { readonly viewer: Viewer; readonly settings: Settings; readonly facts: InstallationFacts };

/** The configuration in force, without a secret. */
function settingsPage(shown: Shown) {
  const { viewer } = shown;
  const words = settingsWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <Configured {...shown} />
      <Held {...shown} />
      <Names {...shown} />
    </Frame>
  );
}

function Configured({ viewer, settings: { signIn, keys, contact, mail } }: Shown) {
  const words = settingsWords[viewer.locale];
  return (
    <section class="part" aria-labelledby="site">
      <h2 id="site">{words.site}</h2>
      <Summary
        viewer={viewer}
        rows={[
          { label: words.siteUrl, value: <code>{signIn.siteUrl}</code> },
          { label: words.signIn, value: words.byLetter },
          {
            label: words.provider,
            value:
              signIn.provider === undefined ? (
                words.noProvider
              ) : (
                <>
                  {signIn.provider.name}
                  <span class="quiet small under">{signIn.provider.issuer}</span>
                </>
              ),
          },
          { label: words.from, value: mail?.from ?? words.unknown },
          { label: words.contact, value: contact },
          { label: words.way, value: wayText(mail, viewer) },
          { label: words.returned, value: returnText(mail, viewer) },
          { label: words.keys, value: words.keyVersions(String(keys.newest), keys.versions.join(viewer.locale === 'zh' ? '、' : ', ')) },
        ]}
      />
    </section>
  );
}

function wayText(mail: MailSettings | undefined, { locale }: Viewer): string {
  const words = settingsWords[locale];
  if (mail === undefined) return words.unknown;
  return mail.way === 'smtp' ? words.bySmtp(mail.host ?? '') : words.byPlatform;
}

function returnText(mail: MailSettings | undefined, { locale }: Viewer): string {
  const words = settingsWords[locale];
  if (mail?.way === 'platform') return words.returnedToPlatform;
  return mail?.returnDomain === undefined ? words.notReturned : words.returnedTo(mail.returnDomain);
}

function Held({ viewer, facts }: Shown) {
  const words = settingsWords[viewer.locale];
  const numbers = new Intl.NumberFormat(viewer.locale === 'en' ? 'en' : 'zh-CN');
  return (
    <section class="part" aria-labelledby="held">
      <h2 id="held">{words.database}</h2>
      <Summary
        viewer={viewer}
        rows={[
          { label: words.database, value: words.databaseVersion(facts.postgresVersion) },
          { label: words.schema, value: String(facts.schemaVersion) },
          {
            label: words.demonstration,
            value: facts.madeUp === 0 ? words.demonstrationNo : words.demonstrationYes(numbers.format(facts.madeUp)),
          },
          { label: words.accounts, value: words.accountsInAll(numbers.format(facts.accounts), numbers.format(facts.frozen)) },
          ...roles.map((role) => ({
            label: terms[viewer.locale].roles[role],
            value: <a href={`/admin/accounts?role=${role}`}>{numbers.format(facts.byRole[role] ?? 0)}</a>,
          })),
        ]}
      />
    </section>
  );
}

/** Every setting by the name under which the server has it, and whether it is there; never what it is. */
function Names({ viewer, settings: { signIn, contact, mail } }: Shown) {
  const words = settingsWords[viewer.locale];
  const optional: Readonly<Record<string, boolean>> = {
    CONTACT_EMAIL: mail?.from.includes(contact) !== true,
    SMTP_URL: mail?.way === 'smtp',
    RETURN_DOMAIN: mail?.returnDomain !== undefined,
    OPENID_ISSUER: signIn.provider !== undefined,
    OPENID_NAME: signIn.provider !== undefined,
  };
  return (
    <section class="part" aria-labelledby="where">
      <h2 id="where">{words.where}</h2>
      <p class="measure">{words.whereLead}</p>
      <Table
        caption={words.where}
        viewer={viewer}
        rows={Object.entries(words.settings)}
        columns={[
          { title: words.name, cell: ([name]) => <code>{name}</code> },
          { title: words.meaning, cell: ([, meaning]) => meaning },
          {
            title: words.isSet,
            cell: ([name]) => (optional[name] === false ? <Pill>{words.notSet}</Pill> : <Pill tone="done">{words.set}</Pill>),
          },
        ]}
      />
    </section>
  );
}

export const settingsPages = new PageRouter().get('/admin/settings', 'setting.read', async (c) => {
  const { db, settings } = c.var;
  return sendPrivate(c, settingsPage({ viewer: viewerOf(c), settings, facts: await findInstallation(db) }));
});
