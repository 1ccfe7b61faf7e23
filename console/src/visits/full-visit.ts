import type { Reply } from '@niangjia/shared/contract/index';

export type FullVisit = Reply<'GET /visits/:id'>;
