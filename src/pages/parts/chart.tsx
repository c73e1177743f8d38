import type { Locale } from '../../domain/account.ts';

export type Bar = { readonly label: string; readonly value: number; readonly href?: string };

type BarsProps = {
  readonly caption: string;
  /** The caption is only for those who hear the table: a heading above says it. */
  readonly isCaptionUnseen?: boolean;
  readonly bars: readonly Bar[];
  readonly valueTitle: string;
  readonly labelTitle: string;
  readonly locale: Locale;
};

/** Bars from zero in one hue, each with its label and figure: a table whose bars are only drawn beside what it says. */
export function Bars({ caption, isCaptionUnseen = false, bars, labelTitle, valueTitle, locale }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const numbers = new Intl.NumberFormat(locale === 'en' ? 'en' : 'zh-CN');
  return (
    <table class="bars">
      <caption class={isCaptionUnseen ? 'unseen' : undefined}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{labelTitle}</th>
          <th scope="col" class="num">
            {valueTitle}
          </th>
          <td aria-hidden="true"></td>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ label, value, href }) => (
          <tr>
            <th scope="row">{href === undefined ? label : <a href={href}>{label}</a>}</th>
            <td class="num">{numbers.format(value)}</td>
            <td class="bar" aria-hidden="true">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none">
                <rect x="0" y="0" width={(100 * value) / most} height="10" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
