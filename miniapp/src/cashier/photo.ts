/** A code read from a photo, in browsers that can. WeChat has its camera. */
import Taro from '@tarojs/taro';

interface Detector {
  detect(photo: ImageBitmap): Promise<{ rawValue: string }[]>;
}
type MakeDetector = new (options: { formats: string[] }) => Detector;

const detector = () => (window as { BarcodeDetector?: MakeDetector }).BarcodeDetector;

export const canReadPhotos = (): boolean => process.env.TARO_ENV === 'h5' && detector() !== undefined;

/** Nothing in either when no photo was chosen. */
export async function codeInPhoto(): Promise<{ code?: string; sentence?: string }> {
  const Make = detector();
  if (process.env.TARO_ENV !== 'h5' || !Make) return {};
  const chosen = await Taro.chooseMedia({ count: 1, mediaType: ['image'] }).catch(() => undefined);
  const file = (chosen?.tempFiles[0] as { originalFileObj?: File } | undefined)?.originalFileObj;
  if (!file) return {};
  const [found] = await new Make({ formats: ['qr_code'] }).detect(await createImageBitmap(file)).catch(() => []);
  return found ? { code: found.rawValue } : { sentence: '照片里没有读出码。请对准、拍清楚，或手工输入。' };
}
