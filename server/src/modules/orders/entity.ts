/** The menu, units' orders with their steps, and pools. */
import type { Skill } from '@niangjia/shared/rules/experts';
import type { Department, MenuGroup, MenuState, OrderState, PoolState, Venue } from '@niangjia/shared/rules/orders';
import { day, flag, instant, int, key, long, optional, primary, table, text } from '../../core/columns';

export interface MenuItem {
  id: string;
  unionId: string;
  group: MenuGroup;
  title: string;
  words: string;
  prepare: string;
  minutes: number;
  minPeople: number;
  maxPeople: number;
  venue: Venue;
  skill: Skill;
  department: Department;
  poolKm: number;
  restDays: boolean | number;
  state: MenuState;
  createdBy: string;
  createdAt: string;
}
export const MenuItemTable = table<MenuItem>(
  'menu_item',
  {
    id: primary(key),
    unionId: key,
    group: text(10),
    title: text(30),
    words: text(300),
    prepare: text(200),
    minutes: int,
    minPeople: int,
    maxPeople: int,
    venue: text(10),
    skill: text(30),
    department: text(20),
    poolKm: int,
    restDays: flag,
    state: text(12),
    createdBy: key,
    createdAt: instant,
  },
  { ix_item_union: ['unionId', 'state'] },
  { fk_item_union: ['unionId', 'trade_union'] },
);

export interface ServiceOrder {
  id: string;
  /** `DD20261122-0001` */
  number: string;
  unionId: string;
  /** Whose department serves it: the item's union; for a wish the nearest union above with a menu. */
  ownerId: string;
  department: Department;
  itemId: string | null;
  /** `unionId:itemId` while it is open: one open order a unit and item; of a wish `unionId:wish:n`, ten of a unit. */
  openItem: string | null;
  /** The item's title when it was ordered, or the wish. */
  title: string;
  group: MenuGroup;
  people: number;
  placeName: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
  /** JSON, `{ day, part }[]`. */
  days: string;
  notes: string;
  contactName: string;
  contactSealed: string;
  sharing: boolean | number;
  state: OrderState;
  dueOn: string | null;
  /** How often this unit had been served when it came into the line; raised for all its waiting orders by each visit. */
  served: number;
  /** Its place in the line: a return or a lost visit does not change it. */
  queuedAt: string;
  visitId: string | null;
  unitAgreedAt: string | null;
  mergedInto: string | null;
  deliveredAt: string | null;
  stars: number | null;
  ratingWords: string | null;
  ratedAt: string | null;
  createdBy: string;
  createdAt: string;
}
export const ServiceOrderTable = table<ServiceOrder>(
  'service_order',
  {
    id: primary(key),
    number: text(30),
    unionId: key,
    ownerId: key,
    department: text(20),
    itemId: optional(key),
    openItem: optional(text(60)),
    title: text(30),
    group: text(10),
    people: int,
    placeName: text(40),
    address: text(120),
    latitude: optional(int),
    longitude: optional(int),
    days: long,
    notes: text(300),
    contactName: text(40),
    contactSealed: text(200),
    sharing: flag,
    state: text(12),
    dueOn: optional(day),
    served: int,
    queuedAt: instant,
    visitId: optional(key),
    unitAgreedAt: optional(instant),
    mergedInto: optional(key),
    deliveredAt: optional(instant),
    stars: optional(int),
    ratingWords: optional(text(300)),
    ratedAt: optional(instant),
    createdBy: key,
    createdAt: instant,
  },
  {
    uq_order_number: ['number'],
    uq_order_open: ['openItem'],
    ix_order_union: ['unionId', 'state', 'id'],
    ix_order_owner: ['ownerId', 'state', 'dueOn', 'id'],
    ix_order_line: ['itemId', 'state', 'served', 'queuedAt', 'id'],
    ix_order_visit: ['visitId'],
  },
  { fk_order_union: ['unionId', 'trade_union'], fk_order_owner: ['ownerId', 'trade_union'] },
);

/** What happened, appended only. */
export interface OrderStep {
  id: string;
  orderId: string;
  at: string;
  /** `staff:…`, `person:…` or `system`. */
  by: string;
  /** Who, as people read it: a department, the unit, an expert. */
  who: string;
  /** A verb of `orderMoves` or what happened beside it. */
  what: string;
  words: string | null;
}
export const OrderStepTable = table<OrderStep>(
  'order_step',
  {
    id: primary(key),
    orderId: key,
    at: instant,
    by: text(40),
    who: text(80),
    what: text(80),
    words: optional(text(300)),
  },
  { ix_step_order: ['orderId', 'id'] },
  { fk_step_order: ['orderId', 'service_order'] },
);

export interface Pool {
  id: string;
  itemId: string;
  ownerId: string;
  state: PoolState;
  answerBy: string;
  visitId: string | null;
  createdBy: string;
  createdAt: string;
}
export const PoolTable = table<Pool>(
  'pool',
  {
    id: primary(key),
    itemId: key,
    ownerId: key,
    state: text(12),
    answerBy: instant,
    visitId: optional(key),
    createdBy: key,
    createdAt: instant,
  },
  { ix_pool_owner: ['ownerId', 'state'], ix_pool_answer: ['state', 'answerBy'] },
);

export interface PoolPart {
  id: string;
  poolId: string;
  orderId: string;
  /** The order while the pool is open: in one pool at a time. */
  openOrder: string | null;
  /** The first one's place is where the visit would be. */
  nth: number;
  answer: 'waiting' | 'agreed' | 'declined';
  answeredAt: string | null;
}
export const PoolPartTable = table<PoolPart>(
  'pool_part',
  {
    id: primary(key),
    poolId: key,
    orderId: key,
    openOrder: optional(key),
    nth: int,
    answer: text(10),
    answeredAt: optional(instant),
  },
  { uq_part_order: ['openOrder'], ix_part_pool: ['poolId'], ix_part_order: ['orderId'] },
);

export const orderTables = [MenuItemTable, ServiceOrderTable, OrderStepTable, PoolTable, PoolPartTable];
