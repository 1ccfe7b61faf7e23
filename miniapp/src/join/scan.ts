import Taro from '@tarojs/taro';
import { tokenIn } from './scanned';

/** Opens the camera (WeChat only) and goes to the union whose code was scanned. */
export async function scanToJoin(): Promise<void> {
  // Closing the camera is no error.
  const scanned = await Taro.scanCode({ scanType: ['qrCode', 'wxCode'] as never }).catch(() => undefined);
  if (!scanned) return;
  const token = tokenIn(scanned);
  // A code of another kind goes there too: the page says that it is none of ours and offers the search.
  await Taro.navigateTo({ url: `/join/union?scene=${encodeURIComponent(token ?? 'other')}` });
}
