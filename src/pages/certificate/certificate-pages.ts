import type { PageRouter } from '../page-router.ts';
import { certificateListPages } from './desk-list-page.tsx';
import { certificateDeskPages } from './desk-page.tsx';
import { ownCertificatePages } from './own-page.tsx';
import { publishedPages } from './published-pages.ts';
import { signatoryPages } from './signatories-page.tsx';
import { signingKeyPages } from './signing-keys-page.tsx';
import { verifyPages } from './verify-page.tsx';

export const certificatePages: readonly PageRouter[] = [
  verifyPages,
  ownCertificatePages,
  certificateListPages,
  certificateDeskPages,
  signatoryPages,
  signingKeyPages,
  publishedPages,
];
