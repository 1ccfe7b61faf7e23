/** While a code is shown the screen stays on and bright, so that it scans in the sun; afterwards as it was. */
import Taro, { useDidHide, useDidShow, useUnload } from '@tarojs/taro';
import { useEffect, useRef } from 'react';

const able = (name: string) => process.env.TARO_ENV === 'weapp' && Taro.canIUse(name);

/** @param on whether the page shows a code now */
export function useBrightScreen(on = true): void {
  const wanted = useRef(on);
  wanted.current = on;
  const bright = useRef(false);
  const before = useRef<number>();
  const brighten = async () => {
    if (bright.current || !wanted.current) return;
    bright.current = true;
    if (able('setKeepScreenOn')) await Taro.setKeepScreenOn({ keepScreenOn: true });
    if (!able('getScreenBrightness') || !able('setScreenBrightness')) return;
    before.current ??= (await Taro.getScreenBrightness()).value as unknown as number;
    await Taro.setScreenBrightness({ value: 1 });
  };
  const restore = async () => {
    if (!bright.current) return;
    bright.current = false;
    if (able('setKeepScreenOn')) await Taro.setKeepScreenOn({ keepScreenOn: false });
    if (before.current !== undefined) await Taro.setScreenBrightness({ value: before.current });
    before.current = undefined;
  };
  // A phone that does not let us is no reason to hide the code.
  const quietly = (act: () => Promise<void>) => () => void act().catch(() => undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a code that comes or goes changes it
  useEffect(quietly(on ? brighten : restore), [on]);
  useDidShow(quietly(brighten));
  useDidHide(quietly(restore));
  useUnload(quietly(restore));
}
