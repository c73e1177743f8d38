import { exportFormats, type ExportFormat, type ExportKind } from '../../domain/exports/export.ts';
import type { Viewer } from '../viewer.ts';
import { exportsWords } from './exports-words.ts';

type ListProps = { readonly viewer: Viewer; readonly kind: ExportKind; readonly season?: string | undefined };

const formatNames: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', xlsx: 'XLSX' };

/** The files of a list: one link a format, each saying of what it is to those who hear it. */
export function ListFiles({ viewer: { locale }, kind, season }: ListProps) {
  const words = exportsWords[locale];
  const asked = season === undefined ? '' : `?season=${season}`;
  return (
    <span>
      {exportFormats.map((format, i) => (
        <>
          {i === 0 ? '' : ' · '}
          <a href={`/lists/${kind}.${format}${asked}`} aria-label={words.fileOf(words.kinds[kind].name, formatNames[format])} download>
            {formatNames[format]}
          </a>
        </>
      ))}
    </span>
  );
}

/** Below a list: the same as a file. */
export function TakeAlong(props: ListProps) {
  const words = exportsWords[props.viewer.locale];
  return (
    <p class="quiet small">
      {words.take(words.kinds[props.kind].name)} <ListFiles {...props} />
    </p>
  );
}
