/** Sends a photo with the officer's session. */
import type { Reply } from '@niangjia/shared/contract/index';
import Taro from '@tarojs/taro';
import { Offline, staffApi } from './api';
import { deskSession } from './session';
import { sha256 } from './sha256';

/** A photo that was taken or chosen: where it lies on the phone, and in a browser the file itself. */
export interface Photo {
  tempFilePath: string;
  originalFileObj?: File;
}

/** What the server says to a file, in words; it is not asked through the typed client, which sends JSON. */
class Rejected extends Error {}

const readInWechat = (filePath: string): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => resolve(new Uint8Array(data as ArrayBuffer)),
      fail: () => reject(new Rejected('照片读不出来，请重新拍一张。')),
    });
  });

/** How long the photo is and its digest: the server notices one that was cut. */
const saysOf = (bytes: Uint8Array) => ({ length: String(bytes.length), sha256: sha256(bytes) });

async function sendInWechat(filePath: string, header: Record<string, string>) {
  const formData = saysOf(await readInWechat(filePath));
  const url = `${API_BASE}/api/files`;
  const { statusCode, data } = await Taro.uploadFile({ url, filePath, name: 'file', header, formData }).catch(() => {
    throw new Offline();
  });
  return { status: statusCode, text: data };
}

/** By fetch: Taro would read the photo through an address that the page's policy does not allow. */
async function sendInBrowser(file: File | undefined, headers: Record<string, string>) {
  if (!file) throw new Rejected('照片读不出来，请重新选一张。');
  const form = new FormData();
  const says = saysOf(new Uint8Array(await file.arrayBuffer()));
  for (const [name, value] of Object.entries(says)) form.append(name, value);
  form.append('file', file, 'photo.jpg');
  const response = await fetch('/api/files', { method: 'POST', headers, body: form }).catch(() => {
    throw new Offline();
  });
  return { status: response.status, text: await response.text() };
}

export async function uploadPhoto({ tempFilePath, originalFileObj }: Photo): Promise<Reply<'POST /files'>> {
  // An upload cannot be sent twice at leisure: a session that is about to end is renewed before it.
  await staffApi('GET /staff/me');
  const header = { Authorization: `Bearer ${deskSession.tokens()?.access ?? ''}` };
  const { status, text } = await (process.env.TARO_ENV === 'weapp'
    ? sendInWechat(tempFilePath, header)
    : sendInBrowser(originalFileObj, header));
  const answer = JSON.parse(text) as Reply<'POST /files'> & { sentence?: string };
  if (status !== 200) throw new Rejected(answer.sentence ?? '照片没有传上，请再试一次。');
  return answer;
}

export const sayUpload = (error: unknown): string =>
  error instanceof Error && error.message ? error.message : '照片没有传上，请再试一次。';
