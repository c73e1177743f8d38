import type { Words } from './shape.ts';

export const en: Words = {
  htmlLang: 'en',
  name: 'Zhijiao',
  skip: 'Skip to the content',
  otherLanguage: '中文',
  title: 'Teach where you are needed',
  lead: 'Students and young teachers go to remote counties to teach English and computing and share how they learn. Say what you teach, when you are free and where you would go; seats go first to the counties most in need, and anyone can check every match.',
  figures: 'The programme in figures',
  since: (from, to) => (from === null ? '' : to === null ? `since ${from}` : `${from}–${to}`),
  source: 'Source: ',
  recorded: (completions, madeUp) =>
    `Beside these, ${completions} completed placements are recorded here, counted apart from the totals above${madeUp > 0 ? `; ${madeUp} of them are made-up demonstration data` : ''}.`,
  how: 'How it works',
  steps: [
    ['Apply', 'Volunteers state subjects, delivery, dates and choices; counties state needs and host conditions.'],
    ['Match', 'The counties most in need come first, then choices; the result carries a proof that it is the best.'],
    ['Go', 'Nobody starts before every check is cleared; volunteer and county hear first who goes where.'],
    ['Record', 'Lessons are reported by the volunteer and countersigned by the county, then counted.'],
  ],
  total: 'All volunteers 2004–2018',
  demonstration: 'demonstration',
  needs: 'Counties still short of teachers',
  noNeeds: 'There are no open needs at present.',
  county: 'County',
  subject: 'Subject',
  when: 'Delivery and dates',
  seats: 'Seats',
  wanted: (seats) => `${seats} wanted`,
  delivery: { on_site: 'On site', distance: 'Distance', blended: 'Blended' },
  api: 'API',
  apiTitle: 'The API, explained',
  apiLead:
    'Every operation sends and takes JSON, below /api/v1. Open data needs no account; for the rest send a token: Authorization: Bearer …. The type of a problem leads to a page that explains it.',
  problem: 'Problem of the API',
  allProblems: 'Problems that the API can answer with',
  foot: 'Whatever is marked “demonstration” is made up.',
};
