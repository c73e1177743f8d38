import { metrics, SpanStatusCode, trace, type Histogram } from '@opentelemetry/api';

import type { ClockJob } from '../../domain/job.ts';

const scope = 'zhijiao';
/** Made with the first job, when whoever listens is known. */
let durations: Histogram | undefined;

/** A span and a duration of one go of a job. Where nobody listens it only does the work. */
export async function traced(name: ClockJob, work: () => Promise<unknown>): Promise<void> {
  const span = trace.getTracer(scope).startSpan(`job ${name}`, { attributes: { 'zhijiao.job.name': name } });
  const begun = performance.now();
  let outcome = 'done';
  try {
    await work();
  } catch (error) {
    outcome = 'failed';
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
    durations ??= metrics.getMeter(scope).createHistogram('zhijiao.job.duration', { unit: 's', description: 'Duration of jobs' });
    durations.record((performance.now() - begun) / 1000, { 'zhijiao.job.name': name, 'zhijiao.job.outcome': outcome });
  }
}
