/** While the card is open the screen stays on and bright, so that it scans in the sun; afterwards as it was. */
import Taro, { useDidHide, useDidShow, useUnload } from '@tarojs/taro';
import { useRef } from 'react';

const able = (name: string) => process.env.TARO_ENV === 'weapp' && Taro.canIUse(name);

export function useBrightScreen(): void {
  const before = useRef<number>();
  const brighten = async () => {
    if (able('setKeepScreenOn')) await Taro.setKeepScreenOn({ keepScreenOn: true });
    if (!able('getScreenBrightness') || !able('setScreenBrightness')) return;
    before.current ??= (await Taro.getScreenBrightness()).value as unknown as number;
    await Taro.setScreenBrightness({ value: 1 });
  };
  const restore = async () => {
    if (able('setKeepScreenOn')) await Taro.setKeepScreenOn({ keepScreenOn: false });
    if (before.current !== undefined) await Taro.setScreenBrightness({ value: before.current });
    before.current = undefined;
  };
  // A phone that does not let us is no reason to hide the card.
  const quietly = (act: () => Promise<void>) => () => void act().catch(() => undefined);
  useDidShow(quietly(brighten));
  useDidHide(quietly(restore));
  useUnload(quietly(restore));
}
