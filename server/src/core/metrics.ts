/** Prometheus metrics: counts and times by contract key, never by person. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof openMetrics>;

export function openMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'niangjia_request_seconds',
      help: 'Time of answers by contract key and status',
      labelNames: ['key', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    }),
    alarms: new Counter({
      name: 'niangjia_alarms_total',
      help: 'Things a person should look at',
      labelNames: ['kind'],
      registers: [registry],
    }),
    outbox: new Gauge({ name: 'niangjia_outbox_waiting', help: 'Messages not sent yet', registers: [registry] }),
  };
}
