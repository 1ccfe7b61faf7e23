/** One start of the mini-program, from cold until it is closed: its time, its code, its pages and what they show. */
import type { Bundle } from './bundle';
import type { Device } from './device';
import { Instances } from './instance';
import { Pages } from './pages';
import { Realm } from './realm';
import { Time } from './time';
import { View } from './view';
import { Wx } from './wx';

export class Running {
  readonly time: Time;
  readonly realm: Realm;
  readonly instances: Instances;
  readonly pages: Pages;
  readonly view: View;
  readonly wx: Wx;

  constructor(
    bundle: Bundle,
    device: Device,
    now: Date,
    readonly launch: Record<string, unknown>,
  ) {
    this.time = new Time(now, (error) => this.realm.fail(error));
    this.realm = new Realm(bundle, this.time, () => this.pages.stack.map(({ self }) => self));
    this.instances = new Instances(this.realm, device.traffic, (act) => void this.time.setTimeout(act));
    this.pages = new Pages(bundle, this.realm, this.instances);
    this.view = new View(bundle, this.realm, this.instances);
    this.wx = new Wx({ device, realm: this.realm, time: this.time, pages: this.pages, launch });
    this.realm.give(this.wx.object);
  }

  start(url: string): void {
    this.realm.start();
    const { app } = this.realm;
    for (const name of ['onLaunch', 'onShow']) {
      const act = app[name];
      if (typeof act === 'function') act.call(app, this.realm.born(this.launch));
    }
    this.pages.go('reLaunch', `/${url}`);
  }
}
