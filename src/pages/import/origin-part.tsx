import type { Origin } from '../../db/queries/imports.ts';
import { confidences } from '../../domain/import/import.ts';
import { Instant } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { importWords } from './import-words.ts';

/** From which lines of which files a record comes; nothing where it was made here. */
export function Origins({ viewer, origins }: { viewer: Viewer; origins: readonly Origin[] }) {
  if (origins.length === 0) return null;
  const words = importWords[viewer.locale];
  return (
    <section class="part" aria-labelledby="origin">
      <h2 id="origin">{words.origin}</h2>
      <ul>
        {origins.map(({ importId, fileName, line, confidence, at }) => {
          const sure = confidences.find((known) => known === confidence);
          return (
            <li>
              {fileName === '' ? words.fileOf : <a href={`/desk/imports/${importId}`}>{words.fromFile(fileName, line)}</a>}
              <span class="quiet small">
                {' '}
                · {sure === undefined ? null : `${words.confidences[sure]} · `}
                <Instant at={at} viewer={viewer} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
