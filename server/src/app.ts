/** Builds the server: plugins, core, modules. Never listens, so that tests need no port. */
import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import jwt from '@fastify/jwt';
import multipart from '@fastify/multipart';
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import { limits } from '@niangjia/shared/rules/limits';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { Redis } from 'ioredis';
import type { Config } from './core/config';
import './core/types';
import { isWorkingDay } from './core/calendar';
import type { Database } from './core/db';
import { answerBadAddress, answerBadHttp } from './core/early';
import { answerErrors } from './core/errors';
import { openFileStore } from './core/files';
import { ulid } from './core/ids';
import type { Kit } from './core/kit';
import { limitStore } from './core/limits';
import { openMetrics } from './core/metrics';
import { Refusal } from './core/refusal';
import { bearer, serve } from './core/route';
import { openSecrets } from './core/secrets';
import { callers } from './core/session';
import { openSms } from './core/sms';
import { makeTokens, tokenOptions } from './core/tokens';
import { openWechat } from './core/wechat';
import { campaignRoutes } from './modules/campaigns/routes';
import { deskRoutes } from './modules/desk/routes';
import { eventRoutes } from './modules/events/routes';
import { expertRoutes } from './modules/experts/routes';
import { fileRoutes } from './modules/files/routes';
import { insightRoutes } from './modules/insight/routes';
import { memberRoutes } from './modules/membership/members-routes';
import { requestRoutes } from './modules/membership/request/routes';
import { membershipRoutes } from './modules/membership/routes';
import { transferRoutes } from './modules/membership/transfer/routes';
import { merchantRoutes } from './modules/merchants/routes';
import { noticeRoutes } from './modules/notices/routes';
import { orderRoutes } from './modules/orders/routes';
import { ownDataRoutes } from './modules/own-data/routes';
import { peopleRoutes } from './modules/people/routes';
import { planningRoutes } from './modules/planning/routes';
import { postRoutes } from './modules/posts/routes';
import { problemRoutes } from './modules/problems/routes';
import { redemptionRoutes } from './modules/redemptions/routes';
import { rosterRoutes } from './modules/rosters/routes';
import { settlementRoutes } from './modules/settlements/routes';
import { servePush } from './modules/system/push';
import { systemRoutes } from './modules/system/routes';
import { unionRoutes } from './modules/unions/routes';
import { treeRoutes } from './modules/unions/tree-routes';
import { visitRoutes } from './modules/visits/routes';
import { voucherRoutes } from './modules/vouchers/routes';

export interface AppOptions {
  config: Config;
  db: Database;
  /** The clock; tests move it. */
  now?: () => Date;
  /** Where log lines go; tests read them. */
  logStream?: { write(line: string): void };
  isWorkingDay?: (day: string) => boolean;
  /** Called once the kit is made and before it serves: the stand-in, the API reference, the built pages. */
  beside?: (app: FastifyInstance, kit: Kit) => Promise<void>;
}

export async function buildApp(options: AppOptions): Promise<{ app: FastifyInstance; kit: Kit }> {
  const { config, db } = options;
  const app = Fastify({
    logger: {
      level: config.logLevel,
      ...(options.logStream && { stream: options.logStream }),
      // A URL's query may hold a name or a token; an error may hold SQL with values: neither is written.
      serializers: {
        // Nor the path of an API call as it was sent: it may hold the token of a link.
        req: (request: { method: string; url?: string; id?: string; routeOptions?: { url?: string } }) => ({
          method: request.method,
          path: request.routeOptions?.url ?? request.url?.split('?')[0],
          id: request.id,
        }),
        err: (error: Error & { code?: string }) => ({ type: error.name, code: error.code, message: '', stack: '' }),
      },
    },
    genReqId: (_request: IncomingMessage) => ulid(),
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerBadHttp,
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    bodyLimit: 64 * 1024,
    connectionTimeout: 30_000,
    requestTimeout: 160_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  });
  await app.register(jwt, tokenOptions(config.tokenSecret));
  const now = options.now ?? (() => new Date());
  const tokens = makeTokens(app);
  const kit: Kit = {
    config,
    db,
    secrets: openSecrets(config.keys),
    tokens,
    callerOf: callers(db.reader, tokens, now),
    wechat: openWechat(config.wechat),
    sms: openSms(config.sms),
    files: openFileStore(config.files),
    metrics: openMetrics(),
    log: app.log,
    now,
    isWorkingDay: options.isWorkingDay ?? isWorkingDay,
  };
  answerErrors(app, kit);
  letGoOfConnections(app);
  await protect(app, kit);
  await options.beside?.(app, kit);
  serve(app, kit, systemRoutes);
  serve(app, kit, peopleRoutes);
  serve(app, kit, unionRoutes);
  serve(app, kit, treeRoutes);
  serve(app, kit, membershipRoutes);
  serve(app, kit, memberRoutes);
  serve(app, kit, transferRoutes);
  serve(app, kit, requestRoutes);
  serve(app, kit, fileRoutes);
  serve(app, kit, insightRoutes);
  serve(app, kit, postRoutes);
  serve(app, kit, noticeRoutes);
  serve(app, kit, ownDataRoutes);
  serve(app, kit, deskRoutes);
  serve(app, kit, rosterRoutes);
  serve(app, kit, campaignRoutes);
  serve(app, kit, voucherRoutes);
  serve(app, kit, merchantRoutes);
  serve(app, kit, redemptionRoutes);
  serve(app, kit, settlementRoutes);
  serve(app, kit, eventRoutes);
  serve(app, kit, expertRoutes);
  serve(app, kit, orderRoutes);
  serve(app, kit, visitRoutes);
  serve(app, kit, planningRoutes);
  serve(app, kit, problemRoutes);
  servePush(app, kit);
  app.addHook('onResponse', async (request, reply) => {
    const key = (request.routeOptions.config as { key?: string }).key;
    if (key) kit.metrics.requests.observe({ key, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  return { app, kit };
}

/** Once the server is to end, each answer is the last of its connection: else a kept one would hold the end up. */
function letGoOfConnections(app: FastifyInstance): void {
  let ending = false;
  app.addHook('preClose', async () => {
    ending = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (ending) reply.header('connection', 'close');
  });
}

/** Headers, limits, pressure: everything that stands before a route. */
async function protect(app: FastifyInstance, kit: Kit): Promise<void> {
  const { config } = kit;
  await app.register(helmet, {
    hsts: { maxAge: 31_536_000, includeSubDomains: true },
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin && config.allowedOrigins.includes(origin)) {
      reply.header('access-control-allow-origin', origin).header('vary', 'origin');
      if (request.method === 'OPTIONS')
        return reply
          .header('access-control-allow-headers', 'authorization, content-type, idempotency-key')
          .header('access-control-allow-methods', 'GET, POST')
          .code(204)
          .send();
    }
  });
  if (config.rateLimit > 0) {
    const redis = config.redisUrl
      ? new Redis(config.redisUrl, {
          maxRetriesPerRequest: 1,
          enableOfflineQueue: false,
          commandTimeout: 200,
          lazyConnect: false,
        })
      : null;
    redis?.on('error', () => undefined);
    app.addHook('onClose', async () => redis?.disconnect());
    await app.register(rateLimit, {
      // Routes name their limit; pages and pictures of the app itself have none: a whole shift may open it at once.
      global: false,
      max: config.rateLimit,
      timeWindow: '1 minute',
      store: limitStore(redis) as never,
      keyGenerator: (request) => limitKey(kit, request),
      errorResponseBuilder: () => new Refusal('TOO_MANY'),
    });
  }
  await app.register(multipart, {
    throwFileSizeLimit: true,
    limits: {
      fileSize: limits.file.bytes,
      files: limits.file.perRequest,
      fields: 8,
      parts: 10,
      fieldSize: 1024,
      headerPairs: 50,
    },
  });
  await app.register(underPressure, {
    maxEventLoopDelay: 0.8 * config.patienceMs,
    // A pause longer than the interval counts as endless (no sample in it), and everybody would hear BUSY for one of a second.
    sampleInterval: config.patienceMs,
    message: 'BUSY',
    retryAfter: 3,
    customError: Busy as never,
  });
  app.setNotFoundHandler(config.rateLimit > 0 ? { preHandler: app.rateLimit() } : {}, (request) => {
    if (request.method !== 'GET' && request.method !== 'POST' && request.method !== 'HEAD')
      throw new Refusal('METHOD_NOT_ALLOWED');
    throw new Refusal('NOT_FOUND');
  });
}

/**
 * Whose calls are counted together. By subject where a token is good: five hundred people behind one factory's address
 * do not share a limit. Else by address (/56 of IPv6), so that made-up tokens buy nothing.
 */
function limitKey(kit: Kit, request: FastifyRequest): string {
  try {
    return `subject:${kit.tokens.verify(bearer(request) ?? '', kit.now()).sub}`;
  } catch {
    return normalizeIP(request.ip, 56);
  }
}

class Busy extends Refusal {
  constructor() {
    super('BUSY');
  }
}
