import type { PageRouter } from '../page-router.ts';
import { consentPages } from './consents-page.tsx';
import { dataPages } from './data-page.tsx';
import { erasePages } from './erase-page.tsx';
import { identityPages } from './identity-page.tsx';
import { keysPages } from './keys-page.tsx';
import { overviewPages } from './overview-page.tsx';
import { profilePages } from './profile-page.tsx';
import { tokenPages } from './tokens-page.tsx';

export const accountPages: readonly PageRouter[] = [
  overviewPages,
  keysPages,
  profilePages,
  identityPages,
  consentPages,
  dataPages,
  erasePages,
  tokenPages,
];
