import type { AttachmentKind } from '@niangjia/shared/rules/problems';
import { hash, instant, int, key, primary, table, text } from '../../core/columns';

export interface StoredFile {
  id: string;
  /** `person:…` or `staff:…`: who sent it. */
  owner: string;
  fileKey: string;
  type: 'image/jpeg' | 'image/png' | 'image/webp';
  bytes: number;
  width: number;
  height: number;
  sha256: string;
  createdAt: string;
}
export const StoredFileTable = table<StoredFile>(
  'stored_file',
  {
    id: primary(key),
    owner: text(40),
    fileKey: text(40),
    type: text(20),
    bytes: int,
    width: int,
    height: int,
    sha256: hash,
    createdAt: instant,
  },
  { ix_file_owner: ['owner', 'createdAt'], uq_file_key: ['fileKey'] },
);

/** A video or a document; its bytes lie in parts under its id (attachments.ts). */
export interface Attachment {
  id: string;
  /** `person:…` or `staff:…`: who sent it. */
  owner: string;
  kind: AttachmentKind;
  /** As its sender called it. */
  name: string;
  bytes: number;
  sha256: string;
  createdAt: string;
}
export const AttachmentTable = table<Attachment>(
  'attachment',
  { id: primary(key), owner: text(40), kind: text(10), name: text(80), bytes: int, sha256: hash, createdAt: instant },
  { ix_attachment_owner: ['owner', 'createdAt'], ix_attachment_at: ['createdAt'] },
);

export const fileTables = [StoredFileTable, AttachmentTable];
