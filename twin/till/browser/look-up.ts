/**
 * Looking up goods and customers while staff type; an answer somebody has typed beyond is not
 * shown.
 */
import type { findGoods, findPeople } from '../till-catalog.ts';
import { drawPeople } from './draw-till.ts';

type Goods = ReturnType<typeof findGoods>;

async function look<T>(path: string, query: string): Promise<T> {
  return (await (await fetch(`${path}?query=${encodeURIComponent(query)}`)).json()) as T;
}

/** `found` is told of the goods that answer to what was typed last. */
export function openLookUp(found: (goods: Goods) => void) {
  const asked = { goods: '', people: '' };
  return {
    async goods(query: string): Promise<void> {
      asked.goods = query;
      const goods = await look<Goods>('/pos/goods', query);
      if (asked.goods === query) found(goods);
    },
    async people(query: string): Promise<void> {
      asked.people = query;
      const people = await look<ReturnType<typeof findPeople>>('/pos/people', query);
      const list = document.querySelector<HTMLElement>('[data-people]');
      if (list && asked.people === query) drawPeople(list, people);
    },
  };
}
