/** The one stylesheet: tokens first, then the parts of pages. Served by us, cached by browsers. */
export const style = `/* Design tokens: the one place for type, space and colour. A starting point to refine, not a framework. */
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf7, #14161b);
  --sheet: light-dark(#ffffff, #1b1e25);
  --ink: light-dark(#1d2330, #eceae4);
  --quiet: light-dark(#5b6472, #a3a9b5);
  --rule: light-dark(#e3dfd6, #31353f);
  --accent: light-dark(#4b3f8f, #b6abf2);
  --accent-wash: light-dark(#eeebf7, #262238);
  --done: light-dark(#1c7a4f, #6fd0a0);
  --waiting: light-dark(#8a5800, #e6b35c);
  --refused: light-dark(#b3261e, #f2938c);
  --sans: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  --serif: Georgia, "Songti SC", "Noto Serif CJK SC", serif;
  --s1: 0.25rem; --s2: 0.5rem; --s3: 0.75rem; --s4: 1rem; --s6: 1.5rem; --s8: 2rem; --s12: 3rem; --s16: 4rem;
  --t-small: 0.875rem; --t-body: 1rem; --t-lead: 1.1875rem; --t-h3: 1.1875rem; --t-h2: 1.5rem; --t-h1: 2rem; --t-title: 2.75rem;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: var(--t-body)/1.6 var(--sans); overflow-wrap: break-word; }
body:lang(zh) { line-height: 1.75; }
h1, .title { font: 400 var(--t-title)/1.15 var(--serif); letter-spacing: -0.01em; margin: 0; }
h2 { font: 400 var(--t-h2)/1.25 var(--serif); margin: 0 0 var(--s3); }
h3 { font-size: var(--t-h3); margin: 0; font-weight: 600; }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.button, .quiet-button { cursor: pointer; } .button[hidden] { display: none; }
.quiet-button { background: none; border: 0; padding: var(--s1) 0; color: var(--accent); font: inherit; text-decoration: underline; text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
.narrow { max-width: 34em; } .field { margin: var(--s6) 0; } .field label { display: block; font-weight: 600; } .field p { margin: 0; }
.field input, .field textarea, .field select { width: 100%; margin-top: var(--s2); padding: var(--s2) var(--s3); font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--quiet); border-radius: 4px; }
.field input.code { width: 10em; font-size: var(--t-lead); letter-spacing: 0.2em; font-variant-numeric: tabular-nums; }
.faulty { border-left: 4px solid var(--refused); padding-left: var(--s4); } .fault { color: var(--refused); margin: var(--s1) 0; }
.faults { border: 3px solid var(--refused); padding: var(--s4) var(--s6); margin: var(--s6) 0; } .faults ul { margin: 0; padding-left: var(--s4); } .faults a { color: var(--refused); }
.others { display: flex; flex-wrap: wrap; gap: var(--s4); margin-top: var(--s6); }
.plain { list-style: none; padding: 0; margin: 0 0 var(--s6); } .plain li { display: flex; justify-content: space-between; gap: var(--s4); align-items: baseline; padding: var(--s2) 0; border-bottom: 1px solid var(--rule); }
.sessions td:last-child { text-align: right; padding-right: 0; }
.figure-name { font: 400 var(--t-h2) var(--serif); margin: 0; } .label { display: none; color: var(--quiet); }
.quiet { color: var(--quiet); } .small { font-size: var(--t-small); }
.num { font-variant-numeric: tabular-nums; text-align: right; }
.button { display: inline-block; padding: var(--s2) var(--s4); background: var(--accent); color: var(--paper); border: 0; border-radius: 4px; font: inherit; font-weight: 600; text-decoration: none; }
.button.second { background: none; color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.pill { display: inline-block; padding: 0 var(--s2); border-radius: 999px; font-size: var(--t-small); line-height: 1.5rem; box-shadow: inset 0 0 0 1px currentColor; }
.pill.done { color: var(--done); } .pill.waiting { color: var(--waiting); } .pill.refused { color: var(--refused); }
table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 600; font-size: var(--t-small); color: var(--quiet); }
td, th { padding: var(--s2) var(--s3) var(--s2) 0; border-bottom: 1px solid var(--rule); vertical-align: baseline; }

header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 var(--s6); }
header { display: flex; gap: var(--s6); align-items: baseline; padding-block: var(--s6); border-bottom: 1px solid var(--rule); flex-wrap: wrap; }
header .name { font: 400 1.5rem var(--serif); margin-right: auto; color: inherit; text-decoration: none; }
footer { padding-block: var(--s8) var(--s12); border-top: 1px solid var(--rule); color: var(--quiet); font-size: var(--t-small); }
.skip, .unseen { position: absolute; left: -100vw; } .skip:focus { position: static; padding: var(--s2) var(--s4); }
.lead { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: var(--s12); padding-block: var(--s16) var(--s12); align-items: end; }
.lead .intro { font-size: var(--t-lead); max-width: 32em; margin: var(--s6) 0 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: var(--s6); margin: 0; }
.figures dt { color: var(--quiet); font-size: var(--t-small); }
.figures dd { margin: 0; font: 400 2rem/1.2 var(--serif); font-variant-numeric: tabular-nums; }
.figures.two { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.figures.three { grid-template-columns: repeat(3, minmax(0, 1fr)); }
.figures > div { display: flex; flex-direction: column; justify-content: space-between; }
.seats { display: inline-flex; gap: 3px; vertical-align: middle; margin-right: var(--s1); }
.seats i { width: 10px; height: 10px; border-radius: 50%; box-shadow: inset 0 0 0 1.5px var(--accent); }
.seats .taken { background: var(--accent); } .seats .more { box-shadow: inset 0 0 0 1px var(--quiet); }
.source { margin: var(--s4) 0 0; }
section.part { padding-block: var(--s8); } section.part > h1 { margin-bottom: var(--s6); }
/* Swagger UI draws on white only. */
.swagger-ui { color-scheme: light; background: #fff; color: #1d2330; padding-bottom: var(--s8); }
.steps { list-style: none; counter-reset: step; display: grid; grid-template-columns: repeat(4, 1fr); gap: var(--s6); padding: 0; margin: 0; }
.steps li { counter-increment: step; border-top: 1px solid var(--rule); padding-top: var(--s3); }
.steps li::before { content: counter(step); color: var(--accent); font: 400 var(--t-h2) var(--serif); }
.steps h3 { margin-bottom: var(--s1); } .steps p { margin: 0; color: var(--quiet); }
.story { display: grid; gap: var(--s3); margin: 0; } .story > div { display: grid; grid-template-columns: 5rem minmax(0, 38em); }
.story dt { font: 400 var(--t-lead)/1.6 var(--serif); color: var(--accent); font-variant-numeric: tabular-nums; } .story dd { margin: 0; }
.measure { max-width: 40em; }
.operations { margin: 0; } .operations > div { padding: var(--s3) 0; border-bottom: 1px solid var(--rule); }
.operations dt { overflow-wrap: anywhere; } .operations dd { margin: 0; }
code { font-size: 0.9375em; }
.under { display: block; color: var(--quiet); font-size: var(--t-small); }
td .seats-wanted { white-space: nowrap; font-variant-numeric: tabular-nums; }
@media (max-width: 48rem) {
  .lead { grid-template-columns: minmax(0, 1fr); gap: var(--s8); padding-block: var(--s8); }
  h1 { font-size: var(--t-h1); }
  .steps { grid-template-columns: minmax(0, 1fr); }
  thead { position: absolute; left: -100vw; }
  .figures.two, .figures.three { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--s4); } .figures dd { font-size: var(--t-h2); }
  tr { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 var(--s4); padding: var(--s3) 0; border-bottom: 1px solid var(--rule); }
  td { border: 0; padding: 0; } .label { display: inline; }
  .sessions tr { grid-template-columns: minmax(0, 1fr) auto; align-items: baseline; } .sessions td:last-child { grid-area: 1 / 2; } .sessions td:nth-child(2), .sessions td:nth-child(3) { grid-column: 1 / -1; }
}
`;
