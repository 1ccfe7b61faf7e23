/** The stack of open pages, WeChat's rules of going between them, and what each page is told about it. */
import type { Bundle } from './bundle';
import { beside } from './bundle';
import { WxFailure } from './failure';
import { call, type Instance, type Instances } from './instance';
import type { Native, Realm } from './realm';

export type Kind = 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab';

/** More pages than these cannot be open at once. */
const DEPTH = 10;

const tabBarRoute = 'custom-tab-bar/index';

/** WeChat hands a query over as it stands: nothing is decoded. */
export function parted(url: string): { path: string; query: Record<string, string> } {
  const [path = '', text = ''] = url.split(/\?(.*)/s);
  const pairs = text.split('&').filter(Boolean);
  const query = Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2).concat('').slice(0, 2)));
  return { path, query };
}

export class Pages {
  readonly stack: Instance[] = [];
  /** Tab pages stay alive while another is shown. */
  private readonly tabs = new Map<string, Instance>();
  private hidden = false;

  constructor(
    private readonly bundle: Bundle,
    private readonly realm: Realm,
    private readonly instances: Instances,
  ) {}

  get top(): Instance {
    const top = this.stack.at(-1);
    if (!top) throw new Error('no page is open');
    return top;
  }

  go(kind: Kind, url: string): void {
    const { path, query } = parted(url);
    const route = beside(this.stack.at(-1)?.route ?? '', path);
    const isTab = this.bundle.tabs.some((tab) => tab.route === route);
    if (!this.bundle.pages.includes(route)) throw this.no(`page "${path}" is not found`);
    if (isTab && kind !== 'switchTab' && kind !== 'reLaunch') throw this.no('can not navigateTo a tabbar page');
    if (!isTab && kind === 'switchTab') throw this.no('can not switch to no-tabBar page');
    if (kind === 'switchTab' && Object.keys(query).length) throw this.no('can not switch to a tab with a query');
    if (kind === 'navigateTo' && this.stack.length >= DEPTH) throw this.no('webview count limit exceed');
    if (kind === 'navigateTo') call(this.top.self, 'onHide');
    if (kind === 'redirectTo') this.close(this.stack.pop());
    if (kind === 'reLaunch') this.closeAll();
    if (kind === 'switchTab') this.leaveForTab(route);
    if (this.stack.at(-1)?.route === route && kind === 'switchTab') return;
    const kept = isTab ? this.tabs.get(route) : undefined;
    if (kept) {
      this.stack.push(kept);
      return this.show(kept);
    }
    this.open(route, query, isTab);
  }

  back(delta: number): void {
    for (let i = 0; i < delta && this.stack.length > 1; i++) this.close(this.stack.pop());
    this.show(this.top);
  }

  /** The person leaves WeChat for a while, or comes back. */
  hide(hidden: boolean, launch: Native): void {
    if (this.hidden === hidden) return;
    this.hidden = hidden;
    if (hidden) {
      call(this.top.self, 'onHide');
      call(this.realm.app, 'onHide');
    } else {
      call(this.realm.app, 'onShow', launch);
      this.show(this.top);
    }
  }

  closeAll(): void {
    for (const page of new Set([...this.stack.splice(0), ...this.tabs.values()])) call(page.self, 'onUnload');
    this.tabs.clear();
  }

  private open(route: string, query: Record<string, string>, isTab: boolean): void {
    const page = this.instances.page(route);
    page.self.options = this.realm.born(query);
    this.stack.push(page);
    if (isTab) this.tabs.set(route, page);
    if (isTab && this.bundle.app.tabBar?.custom) page.tabBar = this.instances.component(tabBarRoute, {});
    page.self.getTabBar = (act?: (bar: unknown) => void) => {
      act?.(page.tabBar?.self);
      return page.tabBar?.self;
    };
    call(page.self, 'onLoad', page.self.options);
    this.show(page);
    call(page.self, 'onReady');
  }

  /** To another tab: everything above the tab is closed, the tab before it only hidden. */
  private leaveForTab(route: string): void {
    while (this.stack.length && this.stack.at(-1)?.route !== route) {
      const page = this.stack.pop();
      if (!page) break;
      if (this.tabs.has(page.route)) call(page.self, 'onHide');
      else this.close(page);
    }
  }

  private close(page: Instance | undefined): void {
    if (!page) return;
    this.tabs.delete(page.route);
    call(page.self, 'onUnload');
  }

  private show(page: Instance): void {
    call(page.self, 'onShow');
    if (!page.tabBar) return;
    const lifetimes = this.realm.components.get(tabBarRoute)?.pageLifetimes as Native | undefined;
    if (typeof lifetimes?.show === 'function') lifetimes.show.call(page.tabBar.self);
  }

  /** A way that leads nowhere is a mistake in the app, even when it ignores the answer. */
  private no(words: string): WxFailure {
    this.realm.errors.push(words);
    return new WxFailure(words);
  }
}
