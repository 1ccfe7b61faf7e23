/** Access tokens: algorithm, issuer, audience, type and life are pinned (security.md A1, T44). */
import type { FastifyJWTOptions } from '@fastify/jwt';
import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal';
import { ACCESS_MINUTES, AUDIENCE, type Claims, type Tokens } from './session';

const ISSUER = 'niangjia';
const TYPE = 'at+jwt';
const LIFE_SECONDS = ACCESS_MINUTES * 60;

export const tokenOptions = (secret: string): FastifyJWTOptions => ({
  secret,
  sign: {
    algorithm: 'HS256',
    iss: ISSUER,
    expiresIn: `${ACCESS_MINUTES}m`,
    header: { alg: 'HS256', typ: TYPE } as never,
  },
  verify: {
    algorithms: ['HS256'],
    allowedIss: ISSUER,
    allowedAud: Object.values(AUDIENCE),
    checkTyp: TYPE,
    requiredClaims: ['exp', 'iat', 'sub', 'sid', 'aud', 'iss'],
    // Times are checked below, by the one clock of all decisions.
    ignoreExpiration: true,
    ignoreNotBefore: true,
  } as never,
});

interface Times {
  exp: number;
  iat: number;
  nbf?: number;
}

/** A token lives 15 minutes from when it was made, whatever it says of itself. */
const isAlive = ({ exp, iat, nbf = iat }: Times, now: Date): boolean => {
  const seconds = now.getTime() / 1000;
  return (
    [exp, iat, nbf].every(Number.isFinite) &&
    exp > seconds &&
    exp - iat <= LIFE_SECONDS &&
    Math.max(iat, nbf) <= seconds + 1
  );
};

/** Signatures that were found right are remembered for so many tokens: limit and route look at the same one. */
const REMEMBERED = 1000;

export function makeTokens(app: FastifyInstance): Tokens {
  const known = new Map<string, Claims & Times>();
  // What never changes for the same text. Its times are looked at each time.
  const signed = (token: string): Claims & Times => {
    const before = known.get(token);
    if (before) return before;
    const claims = app.jwt.verify<Claims & Times>(token);
    const [oldest] = known.size >= REMEMBERED ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    known.set(token, claims);
    return claims;
  };
  return {
    sign: (claims, now) => app.jwt.sign({ ...claims, iat: Math.floor(now.getTime() / 1000) }),
    verify: (token, now) => {
      try {
        const claims = signed(token);
        if (typeof claims.sub === 'string' && typeof claims.sid === 'string' && isAlive(claims, now)) return claims;
      } catch {
        // Whatever is wrong with a token, also what makes the library throw something odd, is one refusal.
      }
      throw new Refusal('SESSION_ENDED');
    },
  };
}
