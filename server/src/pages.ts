/** The built phone app at `/`, the console at `/console/`, the API reference at `/docs`, metrics. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { refusals } from '@niangjia/shared/rules/refusals';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { Kit } from './core/kit';
import { Refusal } from './core/refusal';

/** The plugin's own policy sends each file of the page to https, which a phone in the local network cannot follow. */
const DOCS_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; " +
  "frame-ancestors 'none'";

/** OpenAPI of every contract entry: `/docs/json`, with a page to try it at `/docs`. */
export async function serveReference(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '娘家 API',
        version: '0.1.0',
        description: `拒绝时一律返回 { code, sentence, requestId, fields? }。code 取值：\n\n${Object.entries(refusals)
          .map(([code, [status, sentence]]) => `- \`${code}\` (${status}) ${sentence}`)
          .join('\n')}`,
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: DOCS_POLICY,
    uiConfig: { docExpansion: 'none', deepLinking: true },
  });
}

/** Counts for Prometheus: from this machine, or with the token. Anybody else learns nothing. */
export function serveMetrics(app: FastifyInstance, kit: Kit): void {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const { metricsToken } = kit.config;
    const local = request.ip === '127.0.0.1' || request.ip === '::1';
    const allowed = metricsToken
      ? request.headers.authorization === `Bearer ${metricsToken}`
      : local && !kit.config.production;
    if (!allowed) throw new Refusal('NOT_FOUND');
    return reply.type(kit.metrics.registry.contentType).send(await kit.metrics.registry.metrics());
  });
}

/** Built pages; a folder that is not built yet is left out. */
export async function servePages(app: FastifyInstance, root: string): Promise<void> {
  const pages = [
    { folder: join(root, 'miniapp/dist/h5'), prefix: '/' },
    { folder: join(root, 'console/dist'), prefix: '/console/' },
  ].filter(({ folder }) => existsSync(join(folder, 'index.html')));
  for (const [nth, { folder, prefix }] of pages.entries())
    await app.register(fastifyStatic, {
      root: folder,
      prefix,
      decorateReply: nth === 0,
      wildcard: prefix === '/console/' ? false : undefined,
      index: 'index.html',
      redirect: true,
      cacheControl: false,
      setHeaders: (response, path) => {
        const lasting = /[.-][0-9A-Za-z_-]{8}\.(js|css|png|svg|woff2)$/.test(path);
        response.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  const staff = pages.find(({ prefix }) => prefix === '/console/');
  // Every address of the console is its one page: it can be opened anew, and sent to a colleague.
  if (staff)
    app.get('/console/*', { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html', staff.folder));
}
