import type { Urgency } from '@niangjia/shared/rules/membership';
import Taro from '@tarojs/taro';
import { deskSession } from '../session';

/** What "sign in" means at the desk. */
export async function goDeskSignIn(): Promise<void> {
  deskSession.forget();
  await Taro.redirectTo({ url: '/desk/sign-in' });
}

export const urgencies: Record<Urgency, string> = { overdue: '已超期', due: '快到期', calm: '办理中' };

export const isUrgency = (text: string | undefined): text is Urgency => text !== undefined && text in urgencies;
