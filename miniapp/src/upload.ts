/** Sends a photo, a video or a document: with the officer's session, or with the person's. */
import type { Reply } from '@niangjia/shared/contract/index';
import Taro from '@tarojs/taro';
import { api, Offline, staffApi } from './api';
import { deskSession, personSession, type Session } from './session';
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

async function sendInWechat(path: string, filePath: string, header: Record<string, string>) {
  const formData = saysOf(await readInWechat(filePath));
  const url = `${API_BASE}/api${path}`;
  const { statusCode, data } = await Taro.uploadFile({ url, filePath, name: 'file', header, formData }).catch(() => {
    throw new Offline();
  });
  return { status: statusCode, text: data };
}

/** By fetch: Taro would read the photo through an address that the page's policy does not allow. */
async function sendInBrowser(path: string, file: File | undefined, headers: Record<string, string>) {
  if (!file) throw new Rejected('文件读不出来，请重新选。');
  const form = new FormData();
  const says = saysOf(new Uint8Array(await file.arrayBuffer()));
  for (const [name, value] of Object.entries(says)) form.append(name, value);
  form.append('file', file, 'file');
  const response = await fetch(`/api${path}`, { method: 'POST', headers, body: form }).catch(() => {
    throw new Offline();
  });
  return { status: response.status, text: await response.text() };
}

interface Answered {
  id: string;
  sentence?: string;
  fields?: { sentence: string }[];
}

async function send(path: string, { tempFilePath, originalFileObj }: Photo, session: Session): Promise<Answered> {
  const header = { Authorization: `Bearer ${session.tokens()?.access ?? ''}` };
  const { status, text } = await (process.env.TARO_ENV === 'weapp'
    ? sendInWechat(path, tempFilePath, header)
    : sendInBrowser(path, originalFileObj, header));
  const answer = JSON.parse(text) as Answered;
  if (status !== 200) throw new Rejected(answer.fields?.[0]?.sentence ?? answer.sentence ?? '没有传上，请再试一次。');
  return answer;
}

const sendPhoto = async (photo: Photo, session: Session): Promise<Reply<'POST /files'>> =>
  (await send('/files', photo, session)) as Reply<'POST /files'>;

// An upload cannot be sent twice at leisure: a session that is about to end is renewed before it.
export async function uploadPhoto(photo: Photo): Promise<Reply<'POST /files'>> {
  await staffApi('GET /staff/me');
  return sendPhoto(photo, deskSession);
}

export async function uploadOwnPhoto(photo: Photo): Promise<Reply<'POST /files'>> {
  await api('GET /me');
  return sendPhoto(photo, personSession);
}

/** A video or a document, by whoever holds this page: the officer's desk or the expert. */
export async function uploadAttachment(file: Photo, name: string, by: 'staff' | 'person'): Promise<{ id: string }> {
  await (by === 'staff' ? staffApi('GET /staff/me') : api('GET /me'));
  const path = `/attachments?fileName=${encodeURIComponent(name.slice(0, 200) || '附件')}`;
  return send(path, file, by === 'staff' ? deskSession : personSession);
}

export const sayUpload = (error: unknown): string =>
  error instanceof Error && error.message ? error.message : '照片没有传上，请再试一次。';
