/** The `wx` object: what the phone app uses of it. What it reads and does not find is written down in `missing`. */
import type { Device } from './device';
import { WxFailure } from './failure';
import { downloadFile, request, uploadFile } from './network';
import type { Kind, Pages } from './pages';
import type { Native, Realm } from './realm';
import type { Time } from './time';

const system = {
  SDKVersion: '3.5.0',
  version: '8.0.50',
  platform: 'ios',
  system: 'iOS 17',
  brand: 'iPhone',
  model: 'iPhone 12',
  pixelRatio: 3,
  windowWidth: 390,
  windowHeight: 763,
  screenWidth: 390,
  screenHeight: 844,
  statusBarHeight: 47,
  language: 'zh_CN',
  fontSizeSetting: 17,
  fontSizeScaleFactor: 1,
  theme: 'light',
  safeArea: { left: 0, right: 390, top: 47, bottom: 810, width: 390, height: 763 },
};

type Callback = ((answer: unknown) => void) | undefined;
type Act = (options: Native, stop: AbortSignal) => unknown;

export interface Around {
  device: Device;
  realm: Realm;
  time: Time;
  pages: Pages;
  launch: Native;
}

export class Wx {
  /** Members that were read and are not there. */
  readonly missing = new Set<string>();
  /** Calls that have not been answered yet. */
  pending = 0;
  readonly object: Native;

  constructor(private readonly around: Around) {
    const table = { ...this.functions(), ...this.tasks(), ...this.atOnce() };
    this.object = new Proxy<Native>(table, {
      get: (all, name) => {
        if (typeof name === 'string' && !(name in all)) this.missing.add(name);
        return all[name as string];
      },
      // Webpack keeps its list of chunks here.
      set: (all, name, value) => {
        this.missing.delete(name as string);
        all[name as string] = value;
        return true;
      },
    });
  }

  /** WeChat's way: callbacks when one is given, else a Promise; what can be stopped gives a task in any case. */
  private call(name: string, act: Act, isTask = false) {
    return (options: Native = {}): unknown => {
      const { device, realm, time } = this.around;
      const success = options.success as Callback;
      const fail = options.fail as Callback;
      const complete = options.complete as Callback;
      const stop = new AbortController();
      device.calls.push({ name, options });
      this.pending += 1;
      const answer = new Promise<void>((resolve) => time.setTimeout(() => resolve()))
        .then(() => act(options, stop.signal))
        .then((found) => realm.born({ errMsg: `${name}:ok`, ...(found as Native) }))
        .catch((error: unknown) => {
          const failure = error instanceof WxFailure ? error : undefined;
          if (!failure) realm.fail(error);
          const numbered = failure?.errno === undefined ? {} : { errno: failure.errno };
          throw realm.born({ errMsg: `${name}:fail ${failure?.words ?? String(error)}`, ...numbered });
        })
        .finally(() => {
          this.pending -= 1;
        });
      if (!success && !fail && !complete && !isTask) return answer;
      const tell = (callback: Callback) => (told: unknown) => {
        for (const one of [callback, complete]) {
          try {
            one?.(told);
          } catch (error) {
            realm.fail(error);
          }
        }
      };
      void answer.then(tell(success), tell(fail));
      const nothing = () => undefined;
      return isTask
        ? {
            abort: () => stop.abort(),
            onProgressUpdate: nothing,
            onHeadersReceived: nothing,
            offHeadersReceived: nothing,
          }
        : undefined;
    };
  }

  private functions(): Native {
    const { device, pages } = this.around;
    const acts: Record<string, Act> = {
      getSystemInfo: () => system,
      getNetworkType: () => ({ networkType: device.net === 'down' ? 'none' : 'wifi' }),
      login: () => ({ code: device.newLoginCode() }),
      scanCode: () => {
        if (!device.camera) throw new WxFailure('cancel');
        return { result: '', scanType: device.camera.path ? 'WX_CODE' : 'QR_CODE', ...device.camera };
      },
      chooseMedia: ({ count = 9 }) => {
        const chosen = [...device.album].slice(0, Number(count));
        if (chosen.length === 0) throw new WxFailure('cancel');
        return {
          type: 'image',
          tempFiles: chosen.map(([tempFilePath, { length }]) => ({ tempFilePath, size: length, fileType: 'image' })),
        };
      },
      chooseLocation: () => {
        if (!device.place) throw new WxFailure('cancel');
        return device.place;
      },
      requestSubscribeMessage: ({ tmplIds }) =>
        Object.fromEntries((tmplIds as string[]).map((template) => [template, 'accept'])),
      showToast: ({ title }) => void device.toasts.push(String(title)),
      showModal: () => ({ confirm: true, cancel: false }),
      navigateBack: ({ delta = 1 }) => pages.back(Number(delta)),
      getScreenBrightness: () => ({ value: 0.5 }),
    };
    const silent = ['hideToast', 'showLoading', 'hideLoading', 'setNavigationBarTitle', 'stopPullDownRefresh'];
    const hardware = [
      'previewImage',
      'openDocument',
      'pageScrollTo',
      'makePhoneCall',
      'openLocation',
      'addPhoneCalendar',
      'setKeepScreenOn',
      'setScreenBrightness',
      'vibrateShort',
    ];
    for (const name of [...silent, ...hardware]) acts[name] = () => undefined;
    for (const kind of ['navigateTo', 'redirectTo', 'reLaunch', 'switchTab'] as Kind[])
      acts[kind] = ({ url }) => pages.go(kind, String(url));
    return Object.fromEntries(Object.entries(acts).map(([name, act]) => [name, this.call(name, act)]));
  }

  private tasks(): Native {
    const { device } = this.around;
    return {
      request: this.call('request', (options, stop) => request(device, options, stop), true),
      uploadFile: this.call('uploadFile', (options, stop) => uploadFile(device, options, stop), true),
      downloadFile: this.call('downloadFile', (options, stop) => downloadFile(device, options, stop), true),
    };
  }

  private atOnce(): Native {
    const { device, realm, time, launch } = this.around;
    const { storage } = device;
    const info = () => realm.born(system);
    const listeners = ['NetworkStatusChange', 'ThemeChange', 'AppShow', 'AppHide', 'Error', 'UnhandledRejection'];
    const nothing = () => undefined;
    return {
      ...Object.fromEntries(listeners.flatMap((name) => [`on${name}`, `off${name}`]).map((name) => [name, nothing])),
      getSystemInfoSync: info,
      getAppBaseInfo: info,
      getWindowInfo: info,
      getDeviceInfo: info,
      canIUse: (name: string) => (name.split('.')[0] ?? '') in this.object,
      getLaunchOptionsSync: () => realm.born(launch),
      getEnterOptionsSync: () => realm.born(launch),
      getAccountInfoSync: () => realm.born({ miniProgram: { appId: 'wxtest', envVersion: 'release', version: '1' } }),
      getStorageSync: (name: string) => realm.born(JSON.parse(storage.get(name) ?? '""')),
      setStorageSync: (name: string, value: unknown) => void storage.set(name, JSON.stringify(value) ?? '""'),
      removeStorageSync: (name: string) => void storage.delete(name),
      clearStorageSync: () => storage.clear(),
      getFileSystemManager: () => ({
        readFile: ({ filePath, success, fail }: Native) => {
          const bytes = device.album.get(String(filePath));
          time.setTimeout(() => {
            if (bytes) (success as Callback)?.({ errMsg: 'readFile:ok', data: bytes.slice().buffer });
            else (fail as Callback)?.(realm.born({ errMsg: 'readFile:fail no such file' }));
          });
        },
      }),
      nextTick: (act: () => void) => void time.setTimeout(act),
    };
  }
}
