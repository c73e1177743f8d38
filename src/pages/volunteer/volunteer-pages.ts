import type { PageRouter } from '../page-router.ts';
import { applicationPage } from './application-page.tsx';
import { applicationsPages } from './applications-page.tsx';
import { askBacksPages } from './ask-backs-page.tsx';
import { availabilityPage } from './availability-page.tsx';
import { checkAnswersPages } from './check-answers-page.tsx';
import { choicesPage } from './choices-page.tsx';
import { needsPage } from './needs-page.tsx';
import { profilePages } from './profile-page.tsx';
import { checksPage } from './checks-page.tsx';
import { teamPage } from './team-page.tsx';
import { statementPages } from './statement-page.tsx';
import { subjectsPage } from './subjects-page.tsx';
import { withdrawPages } from './withdraw-page.tsx';

/** `/applications/profile` stands before `/applications/:id`, which would take it for an id. */
export const volunteerPages: readonly PageRouter[] = [
  profilePages,
  askBacksPages,
  applicationsPages,
  subjectsPage,
  availabilityPage,
  choicesPage,
  needsPage,
  statementPages,
  teamPage,
  checksPage,
  checkAnswersPages,
  withdrawPages,
  applicationPage,
];
