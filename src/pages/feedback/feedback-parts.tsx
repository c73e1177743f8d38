import type { FeedbackGiven, FeedbackSheet } from '../../actions/feedback/feedback-of.ts';
import { feedbackQuestions, feedbackSides, type FeedbackSide } from '../../domain/feedback.ts';
import { Summary } from '../parts/lists.tsx';
import { Instant } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { feedbackWords } from './feedback-words.ts';

/** The questions of a side, each with its words. */
export function questionsOf(side: FeedbackSide, { locale }: Pick<Viewer, 'locale'>): readonly { code: string; label: string }[] {
  const words: Readonly<Record<string, string>> = feedbackWords[locale].questions[side];
  return feedbackQuestions[side].map((code) => ({ code, label: words[code] ?? code }));
}

type Given = { readonly viewer: Viewer; readonly side: FeedbackSide; readonly given: FeedbackGiven; readonly title: string };

/** What one side said. */
export function GivenPart({ viewer, side, given, title }: Given) {
  const words = feedbackWords[viewer.locale];
  return (
    <section class="part" aria-labelledby={`given-${side}`}>
      <h2 id={`given-${side}`}>{title}</h2>
      <Summary
        viewer={viewer}
        rows={[
          ...questionsOf(side, viewer).map(({ code, label }) => ({ label, value: `${given.scores[code] ?? '–'} / 5` })),
          ...(given.text === '' ? [] : [{ label: words.text, value: <span class="told-text">{given.text}</span> }]),
          { label: words.handedIn, value: <Instant at={given.handedInAt} viewer={viewer} /> },
        ]}
      />
    </section>
  );
}

/** What both sides said, for those who run the programme; nothing where neither has. */
export function BothGiven({ viewer, feedback }: { readonly viewer: Viewer; readonly feedback: FeedbackSheet | undefined }) {
  const words = feedbackWords[viewer.locale];
  return (
    <>
      {feedbackSides.map((side) => {
        const given = feedback?.[side] ?? null;
        return given === null ? null : <GivenPart viewer={viewer} side={side} given={given} title={words.of[side]} />;
      })}
    </>
  );
}
