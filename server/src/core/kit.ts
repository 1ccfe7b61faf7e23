/** What one running server is made of. Made once in app.ts; nothing in it decides anything. */
import type { Caller } from './ask';
import type { Config } from './config';
import type { Database } from './db';
import type { FileStore } from './files';
import type { Metrics } from './metrics';
import type { Secrets } from './secrets';
import type { Tokens } from './session';
import type { Sms } from './sms';
import type { Wechat } from './wechat';

export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface Kit {
  config: Config;
  db: Database;
  secrets: Secrets;
  tokens: Tokens;
  /** Who holds a token now; throws SESSION_ENDED. */
  callerOf(token: string): Promise<Caller>;
  wechat: Wechat;
  sms: Sms;
  files: FileStore;
  metrics: Metrics;
  log: Log;
  /** The one clock of all decisions. */
  now(): Date;
  isWorkingDay(day: string): boolean;
}
