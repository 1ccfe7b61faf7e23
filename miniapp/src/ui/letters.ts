/** The person's text size: seven steps, kept on the phone, the same for every page that is open. */
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';

export const letterSteps = [0.88, 1, 1.15, 1.3, 1.45, 1.6, 1.75] as const;
const KEPT = 'letters';
const listeners = new Set<(step: number) => void>();

/** What the phone itself asks for, until the person chooses here. */
function systemStep(): number {
  const factor =
    process.env.TARO_ENV === 'weapp' && Taro.canIUse('getAppBaseInfo')
      ? ((Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number }).fontSizeScaleFactor ?? 1)
      : 1;
  const step = letterSteps.findIndex((one) => one >= factor - 0.05);
  return step < 0 ? letterSteps.length - 1 : step;
}

function keptStep(): number {
  const kept: unknown = Taro.getStorageSync(KEPT);
  return typeof kept === 'number' && kept in letterSteps ? kept : systemStep();
}

export function setLetterStep(step: number): void {
  Taro.setStorageSync(KEPT, step);
  for (const listener of listeners) listener(step);
}

export function useLetterStep(): number {
  const [step, setStep] = useState(keptStep);
  useEffect(() => {
    listeners.add(setStep);
    return () => void listeners.delete(setStep);
  }, []);
  return step;
}
