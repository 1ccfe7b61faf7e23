/**
 * A phone in somebody's hand with the built mini-program on it. It is used as a person uses it: open, tap, type, read.
 * After every act the phone is given the time to come to rest: requests answered, timers of the next moment fired.
 *
 * What it cannot tell: there is no layout, no native keyboard, picker or question of the system, the compiler of WXML is
 * of 2020, components have neither slots nor observers, and WeChat's own net and permissions are not there. Before a
 * release somebody still has to hold a real phone.
 */
import type { World } from '../world';
import type { Bundle } from './bundle';
import { Device } from './device';
import { parted } from './pages';
import { Running } from './running';
import { attribute, type Element, everyElement, fire, wordsOf } from './view';

const REST_MS = 8000;
/** A timer further away than this is not part of what was just done. */
const SOON_MS = 60;

export class Phone {
  readonly device: Device;
  private running: Running | undefined;
  /** Members of `wx` that the app read and that are not there. */
  readonly missing = new Set<string>();

  /** @param who whose WeChat it is */
  constructor(
    private readonly world: Pick<World, 'address' | 'clock'>,
    private readonly bundle: Bundle,
    who: string,
  ) {
    this.device = new Device(who, world.address);
  }

  /** Starts the mini-program from cold at a page; whatever was open is gone, what was stored is not. */
  async open(url = this.bundle.pages[0] ?? '', scene = 1001): Promise<void> {
    this.close();
    const launch = { ...parted(url), scene, referrerInfo: {} };
    this.running = new Running(this.bundle, this.device, this.world.clock.now, launch);
    this.running.start(url);
    await this.rest();
  }

  /** WeChat takes the mini-program out of memory. What went wrong in it so far ends the test. */
  close(): void {
    const { running } = this;
    this.running = undefined;
    if (!running) return;
    running.pages.closeAll();
    running.time.stop();
    for (const name of running.wx.missing) this.missing.add(name);
    if (running.realm.errors.length) throw new Error(`on the phone:\n${running.realm.errors.join('\n')}`);
  }

  get on(): Running {
    if (!this.running) throw new Error('the mini-program is not open');
    return this.running;
  }

  /** Route of the page that is shown. */
  get page(): string {
    return this.on.pages.top.route;
  }

  get text(): string {
    return wordsOf(this.screen());
  }

  screen(): Element {
    return this.on.view.of(this.on.pages.top);
  }

  all(fits: (element: Element) => boolean): Element[] {
    return [...everyElement(this.screen())].filter(fits);
  }

  has(id: string): boolean {
    return this.all((element) => element.attr.id === id).length > 0;
  }

  /** The element with this id, which must be there once. */
  one(id: string): Element {
    const [found, ...more] = this.all((element) => element.attr.id === id);
    if (!found || more.length)
      throw new Error(`${found ? more.length + 1 : 'no'} #${id} on ${this.page}:\n${this.text}`);
    return found;
  }

  value(id: string): unknown {
    return this.one(id).attr.value;
  }

  /** Fails unless all of this can be read on the screen. */
  see(...words: string[]): void {
    const { text } = this;
    for (const word of words) if (!text.includes(word)) throw new Error(`no “${word}” on ${this.page}:\n${text}`);
  }

  unseen(...words: string[]): void {
    const { text } = this;
    for (const word of words) if (text.includes(word)) throw new Error(`“${word}” stands on ${this.page}:\n${text}`);
  }

  async tap(id: string): Promise<void> {
    await this.press(this.one(id));
  }

  /** Taps the innermost element that shows exactly these words. */
  async tapWords(words: string): Promise<void> {
    const found = this.all((element) => element.tag !== '#text' && wordsOf(element) === words).at(-1);
    if (!found) throw new Error(`nothing says “${words}” on ${this.page}:\n${this.text}`);
    await this.press(found);
  }

  /** WeChat's own tab bar below the page. */
  async tapTab(words: string): Promise<void> {
    const tab = this.bundle.tabs.find(({ text }) => text === words);
    if (!tab || !this.bundle.tabs.some(({ route }) => route === this.page))
      throw new Error(`no tab “${words}” on ${this.page}`);
    this.on.pages.go('switchTab', `/${tab.route}`);
    await this.rest();
  }

  /** Types into an input in place of what stood there, and leaves it. */
  async type(id: string, words: string): Promise<void> {
    const most = Number(attribute(this.one(id), 'maxlength') ?? 140);
    const value = most >= 0 ? words.slice(0, most) : words;
    await this.tell(id, 'focus', { value: this.value(id), height: 300 });
    if (!(await this.tell(id, 'input', { value, cursor: value.length }))) throw new Error(`#${id} takes no input`);
    await this.tell(id, 'blur', { value, cursor: value.length });
  }

  /** The keyboard's send key. */
  async send(id: string): Promise<void> {
    await this.tell(id, 'confirm', { value: this.value(id) });
  }

  /** WeChat's own way back: the arrow, or a swipe from the edge. */
  async back(): Promise<void> {
    this.on.pages.back(1);
    await this.rest();
  }

  /** The person looks at another app, or comes back. */
  async look(away: boolean): Promise<void> {
    this.on.pages.hide(away, this.on.launch);
    await this.rest();
  }

  /** Time passes on the phone and at the server. */
  async later(milliseconds: number): Promise<void> {
    this.world.clock.forward(milliseconds);
    this.on.time.forward(milliseconds);
    await this.rest();
  }

  /** Waits until every request is answered and no timer of the next moment is left. */
  async rest(): Promise<void> {
    const end = Date.now() + REST_MS;
    for (let quiet = 0; quiet < 3; ) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      quiet = this.on.wx.pending > 0 || this.on.time.busyWithin(SOON_MS) ? 0 : quiet + 1;
      if (Date.now() > end) throw new Error(`the phone does not come to rest on ${this.page}:\n${this.text}`);
    }
  }

  private async tell(id: string, type: string, detail: Record<string, unknown>): Promise<number> {
    const heard = fire(this.on.realm, this.one(id), type, detail, this.on.time.now());
    await this.rest();
    return heard;
  }

  private async press(element: Element): Promise<void> {
    if (attribute(element, 'disabled') === true) throw new Error(`“${wordsOf(element)}” is disabled`);
    const { realm, time } = this.on;
    const asked = attribute(element, 'open-type');
    const heard = asked
      ? fire(realm, element, String(asked).toLowerCase(), this.answer(String(asked)), time.now())
      : fire(realm, element, 'tap', { x: 1, y: 1 }, time.now());
    if (!heard) throw new Error(`nothing hears a tap on “${wordsOf(element)}”`);
    await this.rest();
  }

  /** What the person answers when WeChat itself asks. */
  private answer(asked: string): Record<string, unknown> {
    this.device.calls.push({ name: asked, options: {} });
    if (asked !== 'getPhoneNumber') throw new Error(`open-type ${asked} is not known here`);
    if (this.device.phoneNumber === 'refuse') return { errMsg: 'getPhoneNumber:fail user deny', errno: 103 };
    return { errMsg: 'getPhoneNumber:ok', code: this.device.newPhoneCode() };
  }
}
