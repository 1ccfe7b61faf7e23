/** The draft of filing for a worker in the phone's storage. */
import Taro from '@tarojs/taro';
import { emptyFile, type FileDraft, keptOf } from './file-form';

const NAME = 'desk-file';

export const readFileDraft = (): FileDraft => (Taro.getStorageSync(NAME) as FileDraft | '') || emptyFile;
export const keepFileDraft = (draft: FileDraft): void => Taro.setStorageSync(NAME, keptOf(draft));
export const dropFileDraft = (): void => Taro.removeStorageSync(NAME);
