/** Names for buyers who never were: given names from all over, family names of trees and tools. */
import { createHash } from 'node:crypto';

const GIVEN = `
  Ada Amara Anouk Aras Bela Bram Cleo Dara Edda Elif Emre Enzo Fenna Filip Goran Greta
  Hana Hugo Ida Ines Ivo Jada Jonas Kaia Kemal Lea Levi Lina Malik Mara Mila Nadia Nico
  Noor Odile Omar Petra Priya Quinn Rafa Rosa Runa Sanna Selim Tala Theo Uma Vera Wren
  Yara Yusuf Zoe
`;
const FAMILY = `
  Alder Anvil Ashby Aspen Beech Birch Bramble Briar Cedar Chisel Clover Copper Elder
  Fennel Fern Flint Furrow Gorse Hazel Heath Heron Hollow Juniper Kettle Larch Linden Loom
  Maple Marsh Meadow Mallet Nettle Oakes Ochre Orchard Pewter Pine Plume Poplar Quill Reed
  Rowan Rush Sable Sedge Slate Sorrel Spindle Tansy Thistle Timber Vale Willow Yarrow
`;

/** The same key always has the same name. */
export function inventName(key: string): { readonly first: string; readonly last: string } {
  const digest = createHash('sha256').update(`name ${key}`).digest();
  const pick = (list: string, at: number) => {
    const names = list.trim().split(/\s+/);
    return names[digest.readUInt16BE(at) % names.length] ?? 'Invented';
  };
  return { first: pick(GIVEN, 0), last: pick(FAMILY, 2) };
}
