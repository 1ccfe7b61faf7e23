import type { files } from '@niangjia/shared/contract/files';
import { type Routes, steps } from '../../core/route';
import { keepFile, readFile, signAddress, storeImage } from './service';

export const fileRoutes: Routes<keyof typeof files> = {
  'POST /files': steps('POST /files', {
    before: (kit, given, by) => storeImage(kit, by, (given as unknown as { body: { bytes: Buffer } }).body.bytes),
    run: (ask, _, stored) => keepFile(ask, stored),
  }),
  'GET /files/:id': steps('GET /files/:id', {
    before: (kit, { params, query }) => readFile(kit, params.id, query.until, query.signature),
    run: (_ask, _given, file) => Promise.resolve(file),
  }),
  'GET /files/:id/address': (ask, { params }) => signAddress(ask, params.id),
};
