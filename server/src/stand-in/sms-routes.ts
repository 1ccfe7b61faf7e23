import type { FastifyPluginAsync } from 'fastify';
import { readFields } from './fields';

export interface SentSms {
  phone: string;
  template: string;
  params: Record<string, string>;
  at: Date;
}

const templates = ['sign-in-code', 'application-decided', 'notice', 'own-data-code', 'staff-invitation'];

/** The SMS provider. It takes no message without its key, and none that a real one would refuse. */
export function smsRoutes({ key, note }: { key: string; note: (sms: SentSms) => void }): FastifyPluginAsync {
  return async (app) => {
    app.post('/messages', async (request, reply) => {
      if (request.headers.authorization !== `Bearer ${key}`) return reply.code(401).send({ error: 'wrong key' });
      const { phone, template, params } = readFields(request.body) ?? {};
      if (typeof phone !== 'string' || !/^1\d{10}$/.test(phone)) return reply.code(400).send({ error: 'phone' });
      if (typeof template !== 'string' || !templates.includes(template)) {
        return reply.code(400).send({ error: 'template' });
      }
      const texts = readFields(params);
      if (!texts || Object.values(texts).some((text) => typeof text !== 'string')) {
        return reply.code(400).send({ error: 'params' });
      }
      note({ phone, template, params: texts as Record<string, string>, at: new Date() });
      return { taken: true };
    });
  };
}
