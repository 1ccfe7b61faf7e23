/** What stands on the screen: the built WXML through WeChat's own compiler, components inside, and events going up. */
import { createContext, runInContext } from 'node:vm';
import type { Bundle } from './bundle';
import type { Instance, Instances } from './instance';
import type { Native, Realm } from './realm';

export interface Element {
  tag: string;
  /** Only of a text, whose tag is `#text`. */
  text: string;
  attr: Native;
  children: Element[];
  parent: Element | undefined;
  /** Whose code hears its events. */
  owner: Instance;
}

/** As the compiled WXML gives it. */
type Raw = string | number | { tag: string; attr?: Native; children?: Raw[] };
type Generator = (data: unknown) => { children?: Raw[] };

const bubbling = (type: string): boolean => type === 'tap' || type === 'longpress' || type.startsWith('touch');
/** Stands in the line of the text around it. */
const inline = new Set(['text', '#text']);

export class View {
  private readonly find: (file: string) => Generator | undefined;
  /** Data has to be of this realm, or WXS takes it for something else. */
  private readonly parse: (text: string) => unknown;

  constructor(
    private readonly bundle: Bundle,
    private readonly realm: Realm,
    private readonly instances: Instances,
  ) {
    // The compiled code warns by console.log about every template that is not there.
    const warn = (...given: unknown[]) => {
      const words = given.map(String).join(' ');
      if (/not found|error/i.test(words)) this.realm.errors.push(`wxml: ${words}`);
    };
    const console = { log: warn, warn, error: warn, info() {}, group() {}, groupEnd() {} };
    const context = createContext({ console, __webview_engine_version__: 0.02 });
    Object.assign(context, { window: context, global: context });
    this.find = bundle.view.runInContext(context)(context);
    this.parse = runInContext('JSON.parse', context);
  }

  /** The page's elements as they stand now. */
  of(page: Instance): Element {
    const root = this.draw(page);
    if (page.tabBar) this.adopt(root, this.draw(page.tabBar).children);
    return root;
  }

  private draw(owner: Instance): Element {
    const generate = this.find(`${owner.route}.wxml`);
    if (!generate) throw new Error(`${owner.route}.wxml is missing`);
    const root: Element = { tag: 'page', text: '', attr: {}, children: [], parent: undefined, owner };
    const components = this.bundle.components(owner.route);
    let places = 0;
    const add = (raw: Raw, parent: Element): void => {
      if (typeof raw !== 'object') {
        parent.children.push({ tag: '#text', text: String(raw), attr: {}, children: [], parent, owner });
        return;
      }
      const { attr = {}, children = [] } = raw;
      if (raw.tag === 'virtual') return children.forEach((child) => void add(child, parent));
      const tag = raw.tag.replace(/^wx-/, '');
      const element: Element = { tag, text: '', attr, children: [], parent, owner };
      parent.children.push(element);
      const component = components.get(tag);
      if (!component) return children.forEach((child) => void add(child, element));
      places += 1;
      const name = (attr.i as Native | undefined)?.sid ?? attr.id ?? places;
      this.adopt(element, this.draw(this.instances.inside(owner, `${component} ${name}`, component, attr)).children);
    };
    for (const raw of generate(this.parse(JSON.stringify(owner.self.data))).children ?? []) add(raw, root);
    return root;
  }

  private adopt(parent: Element, children: Element[]): void {
    for (const child of children) child.parent = parent;
    parent.children.push(...children);
  }
}

export function* everyElement(element: Element): Iterable<Element> {
  yield element;
  for (const child of element.children) yield* everyElement(child);
}

/** What can be read, a line for every block. */
export function wordsOf(element: Element): string {
  const parts = (one: Element): string => {
    if (one.tag === '#text') return one.text;
    const inner = one.children.map(parts).join('');
    return inline.has(one.tag) ? inner : `\n${inner}\n`;
  };
  return parts(element)
    .replace(/\n{2,}/g, '\n')
    .trim();
}

/** An attribute, written `openType` or `open-type`. */
export const attribute = (element: Element, name: string): unknown =>
  element.attr[name] ?? element.attr[name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];

const marks = (element: Element): Native =>
  Object.fromEntries(
    Object.entries(element.attr)
      .filter(([name]) => name.startsWith('data-'))
      .map(([name, value]) => [name.slice(5), value]),
  );

/** Fires an event as WeChat does: at the element, then, for taps and touches, at those around it. Says how many heard. */
export function fire(realm: Realm, element: Element, type: string, detail: Native, now: number): number {
  const place = (at: Element) => ({ id: at.attr.id ?? '', dataset: marks(at), offsetLeft: 0, offsetTop: 0 });
  let heard = 0;
  for (let at: Element | undefined = element; at; at = bubbling(type) ? at.parent : undefined) {
    const caught = at.attr[`catch${type}`];
    const name = caught ?? at.attr[`bind${type}`] ?? at.attr[`bind:${type}`];
    const listener = typeof name === 'string' ? at.owner.self[name] : undefined;
    if (typeof listener !== 'function') continue;
    heard += 1;
    const touches = bubbling(type) ? { touches: [], changedTouches: [] } : {};
    const event = {
      type,
      timeStamp: now,
      detail,
      target: place(element),
      currentTarget: place(at),
      mark: {},
      ...touches,
    };
    try {
      listener.call(at.owner.self, realm.born(event));
    } catch (error) {
      realm.fail(error);
    }
    if (caught) break;
  }
  return heard;
}
