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

export const fileTables = [StoredFileTable];
