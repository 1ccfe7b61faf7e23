import Taro from '@tarojs/taro';

/** Some phones never answer; nobody's application waits for that. */
const PATIENCE_MS = 60_000;

type Asking = Parameters<typeof Taro.requestSubscribeMessage>[0];

/**
 * Lets WeChat ask whether the result may come as its message. To be called in the tap itself: WeChat refuses it after
 * anything asynchronous. Resolves once the person has answered, whatever they said; who says no gets an SMS.
 */
export function askForMessage(templateId: string): Promise<unknown> | undefined {
  if (process.env.TARO_ENV !== 'weapp' || !templateId || !Taro.canIUse('requestSubscribeMessage')) return undefined;
  // Its type also asks for what only another platform takes.
  const answer = Taro.requestSubscribeMessage({ tmplIds: [templateId] } as Asking).catch(() => undefined);
  return Promise.race([answer, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}
