/** What a person asks a union to do about the own record. */
import type { ChangeReason, RequestKind, RequestState } from '@niangjia/shared/rules/members';
import { day, instant, key, long, optional, primary, table, text } from '../../../core/columns';

export interface PersonRequest {
  id: string;
  /** Receipt number, `QQ20261122-0001`. */
  number: string;
  kind: RequestKind;
  state: RequestState;
  /** Who asks. */
  personId: string;
  /** The other record: who holds the phone number, or one's own older record. */
  holderId: string | null;
  unionId: string;
  /** The union that decides now: `unionId`, or one above it once it rose. */
  heldBy: string;
  askedAt: string;
  dueOn: string;
  risenAt: string | null;
  /** Of leaving, retaining and returning. */
  reason: ChangeReason | null;
  /** JSON of `Given`, sealed under the key of who asks: own words may hold anything. null once erased. */
  sealed: string | null;
  /** Person and group of kinds while it is open, else null: unique, so that one of a group is open. */
  openKey: string | null;
  /** The newest joint act that it opened. */
  jointId: string | null;
  decidedBy: string | null;
  closedAt: string | null;
  refusal: string | null;
}
export const PersonRequestTable = table<PersonRequest>(
  'person_request',
  {
    id: primary(key),
    number: text(30),
    kind: text(12),
    state: text(12),
    personId: key,
    holderId: optional(key),
    unionId: key,
    heldBy: key,
    askedAt: instant,
    dueOn: day,
    risenAt: optional(instant),
    reason: optional(text(12)),
    sealed: optional(long),
    openKey: optional(text(40)),
    jointId: optional(key),
    decidedBy: optional(key),
    closedAt: optional(instant),
    refusal: optional(text(300)),
  },
  {
    uq_request_number: ['number'],
    uq_request_open: ['openKey'],
    ix_request_queue: ['state', 'dueOn', 'id'],
    ix_request_person: ['personId', 'id'],
    ix_request_holder: ['holderId'],
    ix_request_union: ['unionId', 'state'],
    ix_request_held: ['heldBy', 'state'],
  },
  { fk_request_person: ['personId', 'person'], fk_request_union: ['unionId', 'trade_union'] },
);

export const requestTables = [PersonRequestTable];

/** What was typed and proved in a request. */
export interface Given {
  words: string | null;
  phone?: string;
  name?: string | null;
  idNumber?: string | null;
}

export const givenPlace = ({ id, personId }: Pick<PersonRequest, 'id' | 'personId'>) => ({
  subjectId: personId,
  table: 'person_request',
  column: 'sealed',
  rowId: id,
});
