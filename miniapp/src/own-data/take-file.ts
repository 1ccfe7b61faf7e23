/** Taking the exported file out of the server: a download in a browser, WeChat's own viewer in WeChat. */
import Taro from '@tarojs/taro';
import { Offline } from '../api';
import { openAddress } from './data-form';

/** The link as it can also be opened elsewhere. */
export const fullAddress = (address: string): string =>
  openAddress(address, process.env.TARO_ENV === 'weapp' ? API_BASE : window.location.origin);

export async function takeFile(address: string): Promise<void> {
  if (process.env.TARO_ENV !== 'weapp') {
    const link = document.createElement('a');
    link.href = fullAddress(address);
    // Kept as a file instead of shown; the server gives its name.
    link.download = '';
    link.click();
    return;
  }
  const { statusCode, tempFilePath } = await Taro.downloadFile({ url: fullAddress(address) }).catch(() => {
    throw new Offline();
  });
  if (statusCode !== 200) throw new Error(`the link answered ${statusCode}`);
  await Taro.openDocument({ filePath: tempFilePath, fileType: 'xlsx', showMenu: true });
}
