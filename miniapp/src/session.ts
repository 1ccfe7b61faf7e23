/** A signed-in session as it lies in the phone's storage: one for the person, one for the officer's desk. */
import type { Reply } from '@niangjia/shared/contract/index';
import Taro from '@tarojs/taro';

export type Tokens = Reply<'POST /phone-sessions'>;

export interface Session {
  tokens(): Tokens | undefined;
  keep(tokens: Tokens): void;
  forget(): void;
}

const kept = (name: string): Session => ({
  tokens: () => (Taro.getStorageSync(name) as Tokens | '') || undefined,
  keep: (tokens) => Taro.setStorageSync(name, tokens),
  forget: () => Taro.removeStorageSync(name),
});

export const personSession = kept('session');
export const deskSession = kept('desk-session');

export const isSignedIn = (): boolean => personSession.tokens() !== undefined;
