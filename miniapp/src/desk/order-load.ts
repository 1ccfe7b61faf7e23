/** What the form of an order needs before it can be filled in. */
import type { Reply } from '@niangjia/shared/contract/index';
import { staffApi } from '../api';
import { draftOf, type Item, type OrderDraft } from './order-draft';

interface EarlierPlace {
  placeName: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
}
export interface OrderForm {
  /** Under which the draft is kept. */
  about: string;
  /** Null: a wish. */
  item: Item | null;
  title: string;
  unions: Reply<'GET /union-choices'>['items'];
  /** The order that came back, what was said, and what it was. */
  returned: { id: string; words: string; phoneMasked: string; draft: OrderDraft } | null;
}

const lastWords = (order: Reply<'GET /orders/:id'>): string =>
  [...order.steps].reverse().find(({ words }) => words)?.words ?? '';

export async function loadOrderForm({ itemId, id }: { itemId?: string; id?: string }): Promise<OrderForm> {
  const unions = (await staffApi('GET /union-choices')).items;
  if (id) {
    const order = await staffApi('GET /orders/:id', { params: { id } });
    const item = order.itemId ? await staffApi('GET /menu/:id', { params: { id: order.itemId } }) : null;
    const returned = {
      ...{ id, words: lastWords(order), phoneMasked: order.contactPhoneMasked },
      draft: draftOf(order),
    };
    return { about: `order-${id}`, item, title: order.title, unions, returned };
  }
  const item = itemId ? await staffApi('GET /menu/:id', { params: { id: itemId } }) : null;
  return { about: itemId ?? 'wish', item, title: item?.title ?? '写下想要的', unions, returned: null };
}

const OFFERED = 3;

/** Where this unit had its last services: offered again. Only an addition, so a failure leaves it empty. */
export async function earlierPlaces(unionId: string): Promise<EarlierPlace[]> {
  const { items } = await staffApi('GET /orders', { query: { view: 'mine' } });
  const others = items.filter((order, nth) => {
    const isFirst = items.findIndex(({ placeName }) => placeName === order.placeName) === nth;
    return order.unionId === unionId && isFirst;
  });
  return Promise.all(
    others.slice(0, OFFERED).map(async ({ id }) => {
      const { placeName, address, latitude, longitude } = await staffApi('GET /orders/:id', { params: { id } });
      return { placeName, address, latitude, longitude };
    }),
  );
}
