/** The phone in somebody's hand, apart from any mini-program: what it keeps, its net, and what its person answers. */
import { randomUUID } from 'node:crypto';
import type { Native } from './realm';

/** One call of `wx`, or one tap on a button with an open-type, in the order of calling. */
export interface Call {
  name: string;
  options: Native;
}

/** One request that left, or tried to leave, the phone. */
export interface Sent {
  method: string;
  /** Path and query below the server's address. */
  path: string;
  body: string | undefined;
  header: Record<string, string>;
  /** Undefined when nothing came back. */
  status: number | undefined;
  answer: unknown;
}

/** What `setData` carried over WeChat's bridge, and how large the largest load was. */
interface Traffic {
  calls: number;
  bytes: number;
  largest: number;
}

export class Device {
  /** WeChat's storage, as JSON; outlives the mini-program. */
  readonly storage = new Map<string, string>();
  /** `answers lost`: what is sent arrives, but nothing comes back. */
  net: 'up' | 'down' | 'answers lost' = 'up';
  /** What the camera sees when a code is to be scanned; nothing: the person closes it. */
  camera: { path?: string; result?: string } | undefined;
  /** Answer to WeChat's question for the phone number. */
  phoneNumber: string | 'refuse' = 'refuse';
  /** Photos to choose from: name to bytes. */
  readonly album = new Map<string, Uint8Array>();
  /** The place to choose on WeChat's map; nothing: the person closes it. */
  place: { name: string; address: string; latitude: number; longitude: number } | undefined;
  readonly calls: Call[] = [];
  readonly sent: Sent[] = [];
  /** By route of the page or component. */
  readonly traffic = new Map<string, Traffic>();
  /** What toasts said. */
  readonly toasts: string[] = [];
  /** Addresses that requests were meant for, as the build has them. */
  readonly origins = new Set<string>();

  constructor(
    /** Whose WeChat it is: signs in as `openid-<who>`. */
    readonly who: string,
    /** The real server. */
    readonly address: string,
  ) {}

  /** Codes of the phone work once, so each is another. */
  newLoginCode(): string {
    return `login-${this.who}~${randomUUID()}`;
  }

  newPhoneCode(): string {
    return `phone-${this.phoneNumber}-${randomUUID()}`;
  }

  /** The last request to a path, which must be there. */
  lastSent(path: string): Sent {
    const found = this.sent.findLast((one) => one.path === path);
    if (!found) throw new Error(`nothing was sent to ${path}; sent: ${this.sent.map((one) => one.path).join(' ')}`);
    return found;
  }
}
