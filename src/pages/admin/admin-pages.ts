import type { PageRouter } from '../page-router.ts';
import { accountPages } from './account-page.tsx';
import { accountsPages } from './accounts-page.tsx';
import { freezePages } from './freeze-page.tsx';
import { jobsPages } from './jobs-page.tsx';
import { mergePages } from './merges-page.tsx';
import { mergePlanPages } from './merge-plan-page.tsx';
import { retentionPages } from './retention-page.tsx';
import { settingsPages } from './settings-page.tsx';
import { textPages } from './text-page.tsx';
import { textsPages } from './texts-page.tsx';
import { webhookPages } from './webhook-page.tsx';
import { webhookStepPages } from './webhook-steps.tsx';
import { webhooksPages } from './webhooks-page.tsx';

export const adminPages: readonly PageRouter[] = [
  accountsPages,
  accountPages,
  freezePages,
  mergePlanPages,
  mergePages,
  textsPages,
  textPages,
  jobsPages,
  retentionPages,
  settingsPages,
  webhooksPages,
  webhookPages,
  webhookStepPages,
];
