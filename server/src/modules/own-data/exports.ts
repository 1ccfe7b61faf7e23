/** One's own data as a file, in a form for machines and one for people (PIPL 45, E10). Nothing of it is stored. */
import { dayOf } from '@niangjia/shared/rules/days';
import { noticePages } from '@niangjia/shared/rules/notices';
import { EXPORT_HOURS } from '@niangjia/shared/rules/own-data';
import { type Ask, makeAsk, personOf } from '../../core/ask';
import { randomToken, sha256, ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import type { FileReply } from '../../core/route';
import { insert, query } from '../../core/sql';
import { makeWorkbook, XLSX_TYPE } from '../../core/workbook';
import { notify } from '../notices/notify';
import { type OwnExport, OwnExportTable } from './entity';
import { useProof } from './proof';
import type { Row } from './section';
import { sections } from './sections';

/** The token of a path holds 32 characters: 24 random bytes. */
const TOKEN_BYTES = 24;
/** Photos travel inside the machine's form as long as they fit; the rest is listed, and can be opened in the app. */
const PHOTO_BYTES = 8 * 1024 * 1024;

/** Makes the link. Refusals WRONG_CODE, CODE_EXPIRED, PHONE_MISSING. */
export async function makeExport(ask: Ask, { proof, form }: { proof: string; form: OwnExport['form'] }) {
  const { personId } = personOf(ask);
  await useProof(ask, proof);
  const token = randomToken(TOKEN_BYTES);
  const until = new Date(ask.now.getTime() + EXPORT_HOURS * 3600_000).toISOString();
  const id = ulid();
  await insert(ask.db, OwnExportTable, {
    id,
    personId,
    form,
    tokenHash: sha256(token),
    createdAt: ask.now.toISOString(),
    until,
    fetchedAt: null,
  });
  await notify(ask, personId, {
    kind: 'data',
    title: '您导出了自己的数据',
    words: '下载链接 24 小时内有效，只能打开一次。如果不是您本人办理，请立即联系工会或拨打 12351。',
    page: noticePages.data,
  });
  ask.about(`export:${id}`, { form });
  return { address: `/api/me/exports/${token}`, until };
}

async function goodLink(kit: Kit, token: string): Promise<OwnExport> {
  const [link] = await query<OwnExport>(kit.db.reader, 'SELECT * FROM own_export WHERE tokenHash = ?', [sha256(token)]);
  if (!link || link.fetchedAt !== null || link.until <= kit.now().toISOString()) throw new Refusal('LINK_EXPIRED');
  return link;
}

async function collect(ask: Ask, personId: string): Promise<Record<string, Row[]>> {
  const found: Record<string, Row[]> = {};
  for (const [name, section] of Object.entries(sections)) {
    const rows = await section.rows(ask, personId);
    const fields = Object.keys(section.columns);
    found[name] = rows.map((row) => Object.fromEntries(fields.map((field) => [field, row[field] ?? null])));
  }
  return found;
}

/** The person's own photos, as far as they fit; null for one that does not. */
async function photosOf(kit: Kit, personId: string): Promise<Record<string, string | null>> {
  const files = await query<{ id: string; fileKey: string; bytes: number }>(
    kit.db.reader,
    'SELECT id, fileKey, bytes FROM stored_file WHERE owner = ? ORDER BY bytes',
    [`person:${personId}`],
  );
  const photos: Record<string, string | null> = {};
  let room = PHOTO_BYTES;
  for (const { id, fileKey, bytes } of files) {
    room -= bytes;
    photos[id] = room < 0 ? null : (await kit.files.get(fileKey)).toString('base64');
  }
  return photos;
}

async function makeJson(kit: Kit, ask: Ask, personId: string): Promise<Buffer> {
  const about = {
    exportedAt: ask.now.toISOString(),
    note: '本文件是工会保存的关于您的全部数据。photos 是照片的 Base64 内容；为 null 的照片太大，只列出，可在小程序里查看。',
  };
  const data = { about, ...(await collect(ask, personId)), photos: await photosOf(kit, personId) };
  return Buffer.from(JSON.stringify(data, null, 2));
}

async function makeXlsx(ask: Ask, personId: string): Promise<Buffer> {
  const found = await collect(ask, personId);
  return makeWorkbook(
    Object.entries(sections).map(([name, { title, columns }]) => ({
      name: title,
      columns: Object.values(columns).map((column) => ({ title: column, width: 22 })),
      rows: (found[name] ?? []).map((row) => Object.values(row)),
    })),
  );
}

/** Outside the transaction: the file behind a link that is still good. Refusal LINK_EXPIRED. */
export async function makeOwnFile(kit: Kit, token: string): Promise<FileReply & { link: OwnExport }> {
  const link = await goodLink(kit, token);
  const { ask } = makeAsk(kit, kit.db.reader, { kind: 'nobody' });
  const name = `niangjia-${dayOf(ask.now)}.${link.form}`;
  if (link.form === 'json')
    return { link, name, type: 'application/json; charset=utf-8', bytes: await makeJson(kit, ask, link.personId) };
  return { link, name, type: XLSX_TYPE, bytes: await makeXlsx(ask, link.personId) };
}

/** In the transaction: of two who fetch at once, one gets it. Refusal LINK_EXPIRED. */
export async function takeOwnFile<File extends { link: OwnExport }>(ask: Ask, file: File): Promise<File> {
  const { id, until, personId } = file.link;
  const fetchedAt = ask.now.toISOString();
  const taken = await ask.db
    .createQueryBuilder()
    .update(OwnExportTable)
    .set({ fetchedAt })
    .where('id = :id AND fetchedAt IS NULL AND until > :now', { id, now: fetchedAt })
    .execute();
  if (until <= fetchedAt || !taken.affected) throw new Refusal('LINK_EXPIRED');
  ask.about(`export:${id}`, { person: personId });
  return file;
}
