/** Access tokens: algorithm, issuer, audience, type and life are pinned (security.md A1, T44). */
import type { FastifyJWTOptions } from '@fastify/jwt';
import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal';
import { ACCESS_MINUTES, AUDIENCE, type Claims, type Tokens } from './session';

const ISSUER = 'niangjia';
const TYPE = 'at+jwt';

export const tokenOptions = (secret: string): FastifyJWTOptions => ({
  secret,
  sign: { algorithm: 'HS256', iss: ISSUER, expiresIn: `${ACCESS_MINUTES}m`, header: { alg: 'HS256', typ: TYPE } as never },
  verify: {
    algorithms: ['HS256'],
    allowedIss: ISSUER,
    allowedAud: Object.values(AUDIENCE),
    checkTyp: TYPE,
    requiredClaims: ['exp', 'iat', 'sub', 'sid', 'aud', 'iss'],
    maxAge: `${ACCESS_MINUTES}m`,
  } as never,
});

export function makeTokens(app: FastifyInstance): Tokens {
  return {
    sign: (claims, now) => app.jwt.sign({ ...claims, iat: Math.floor(now.getTime() / 1000) }),
    verify: (token) => {
      try {
        const claims = app.jwt.verify<Claims>(token);
        if (typeof claims.sub !== 'string' || typeof claims.sid !== 'string') throw new Refusal('SESSION_ENDED');
        return claims;
      } catch {
        // Whatever is wrong with a token, also what makes the library throw something odd, is one refusal.
        throw new Refusal('SESSION_ENDED');
      }
    },
  };
}
