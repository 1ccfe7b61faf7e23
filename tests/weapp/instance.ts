/** One living page or component: what its code sees as `this`, with `data` and `setData`. */
import type { Device } from './device';
import type { Native, Realm } from './realm';

/** WeChat refuses more in one `setData`. */
const BRIDGE_LIMIT = 1024 * 1024;

export interface Instance {
  /** Path of the page or component in the bundle. */
  route: string;
  self: Native;
  /** Components inside, by their place, with the properties that they were last given. */
  inside: Map<string, { child: Instance; given: string }>;
  tabBar?: Instance;
}

export const call = (object: Native, name: string, ...given: unknown[]): unknown => {
  const method = object[name];
  return typeof method === 'function' ? method.apply(object, given) : undefined;
};

/** Puts a value at `root.cn.[0].v`. */
function put(data: Native, path: string, value: unknown): void {
  const steps = path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean);
  const last = steps.pop() ?? path;
  let at: Native = data;
  steps.forEach((step, i) => {
    at[step] ??= /^\d+$/.test(steps[i + 1] ?? last) ? [] : {};
    at = at[step] as Native;
  });
  at[last] = value;
}

const observer = { relativeTo: () => observer, relativeToViewport: () => observer, observe() {}, disconnect() {} };
const channel = { on() {}, off() {}, emit() {} };

/** There is no layout here: every element is as large as any other. */
function selectorQuery(later: (act: () => void) => void): Native {
  const box = { left: 0, top: 0, right: 100, bottom: 40, width: 100, height: 40, scrollTop: 0, scrollLeft: 0 };
  const answers: unknown[] = [];
  let many = false;
  const ask = () => {
    answers.push(many ? [box] : box);
    return query;
  };
  const pick = (several: boolean) => () => {
    many = several;
    return { boundingClientRect: ask, scrollOffset: ask, fields: ask, node: ask, context: ask };
  };
  const exec = (act?: (found: unknown[]) => void) => later(() => act?.(answers));
  const query: Native = {
    in: () => query,
    select: pick(false),
    selectAll: pick(true),
    selectViewport: pick(false),
    exec,
  };
  return query;
}

export class Instances {
  constructor(
    private readonly realm: Realm,
    private readonly traffic: Device['traffic'],
    private readonly later: (act: () => void) => void,
  ) {}

  page(route: string): Instance {
    this.realm.load(route);
    const definition = this.realm.pages.get(route);
    if (!definition) throw new Error(`${route}.js does not call Page()`);
    return this.live(route, definition, (definition.data ?? {}) as Native);
  }

  component(route: string, given: Native): Instance {
    this.realm.load(route);
    const definition = this.realm.components.get(route);
    if (!definition) throw new Error(`${route}.js does not call Component()`);
    const properties = Object.entries((definition.properties ?? {}) as Record<string, Native | null>);
    const usual = Object.fromEntries(properties.map(([name, of]) => [name, of?.value ?? null]));
    const data = { ...((definition.data ?? {}) as Native), ...usual, ...given };
    const instance = this.live(route, { ...definition, ...(definition.methods as Native) }, data);
    instance.self.properties = instance.self.data;
    for (const name of ['created', 'attached', 'ready']) {
      const lifetimes = (definition.lifetimes ?? {}) as Native;
      const act = lifetimes[name] ?? definition[name];
      if (typeof act === 'function') act.call(instance.self);
    }
    return instance;
  }

  /** The component at a place inside another; the properties that the parent gives win only when they change. */
  inside(parent: Instance, place: string, route: string, properties: Native): Instance {
    const given = JSON.stringify(properties);
    const known = parent.inside.get(place);
    if (!known) {
      const child = this.component(route, this.realm.born(properties));
      parent.inside.set(place, { child, given });
      return child;
    }
    if (known.given !== given) Object.assign(known.child.self.data as Native, this.realm.born(properties));
    known.given = given;
    return known.child;
  }

  private live(route: string, definition: Native, data: Native): Instance {
    const { realm, later } = this;
    const self: Native = { ...definition, data: realm.born(data), route, __route__: route };
    const traffic = this.traffic.get(route) ?? { calls: 0, bytes: 0, largest: 0 };
    this.traffic.set(route, traffic);
    self.setData = (change: Native, done?: () => void) => {
      const load = JSON.stringify(change);
      const bytes = Buffer.byteLength(load);
      traffic.calls += 1;
      traffic.bytes += bytes;
      traffic.largest = Math.max(traffic.largest, bytes);
      if (bytes > BRIDGE_LIMIT)
        realm.fail(new Error(`${route}: setData of ${bytes} bytes, WeChat allows ${BRIDGE_LIMIT}`));
      for (const [path, value] of Object.entries(realm.born(change))) put(self.data as Native, path, value);
      if (done) later(done);
    };
    self.createSelectorQuery = () => selectorQuery(later);
    self.createIntersectionObserver = () => observer;
    self.selectComponent = () => null;
    self.getOpenerEventChannel = () => channel;
    self.triggerEvent = () => undefined;
    return { route, self, inside: new Map() };
  }
}
