import { metrics, propagation, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/** Where traces and metrics are sent, and under whose name; undefined where nowhere. */
export type TelemetrySettings = { readonly endpoint: string; readonly serviceName: string } | undefined;

export type Telemetry = { /** Sends what is left. */ readonly stop: () => Promise<void> };

/** Who stops is held no longer by a collector that does not answer. */
const timeoutMillis = 3000;

/** Sends traces and metrics by OTLP over HTTP, each thread its own. Calls do not wait for it. */
export function startTelemetry(settings: TelemetrySettings): Telemetry {
  if (settings === undefined) return { stop: async () => undefined };
  const { endpoint, serviceName } = settings;
  const at = (signal: string) => `${endpoint.replace(/\/$/, '')}/v1/${signal}`;
  const resource = resourceFromAttributes({ 'service.name': serviceName });
  const tracing = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: at('traces'), timeoutMillis }) })],
  });
  const reader = new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ url: at('metrics'), timeoutMillis }) });
  const metering = new MeterProvider({ resource, readers: [reader] });
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(tracing);
  metrics.setGlobalMeterProvider(metering);
  return { stop: async () => void (await Promise.allSettled([tracing.shutdown(), metering.shutdown()])) };
}
