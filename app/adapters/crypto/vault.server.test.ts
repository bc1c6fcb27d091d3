import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openVault } from './vault.server.ts';

const vault = openVault(Buffer.alloc(32, 1));
const another = openVault(Buffer.alloc(32, 2));

describe('the vault', () => {
  it('gives back what it sealed, for the same bond only', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.string(), (bytes, bond, other) => {
        const sealed = vault.seal(bytes, bond);
        expect(vault.unseal(sealed, bond)).toEqual(Buffer.from(bytes));
        if (other !== bond) expect(vault.unseal(sealed, other)).toBeNull();
      }),
    );
  });

  it('opens nothing that was changed or cut', () => {
    const sealed = Buffer.from(vault.seal(Buffer.from('jon@example.com'), 'delivery'));
    expect(sealed.includes('jon')).toBe(false);
    for (let place = 0; place < sealed.length; place += 1) {
      const bent = Buffer.from(sealed);
      bent[place] = (bent[place] ?? 0) ^ 1;
      expect(vault.unseal(bent, 'delivery')).toBeNull();
      expect(vault.unseal(sealed.subarray(0, place), 'delivery')).toBeNull();
    }
  });

  it('opens nothing that another key sealed', () => {
    expect(another.unseal(vault.seal(Buffer.from('x'), 'bond'), 'bond')).toBeNull();
  });

  it('seals the same bytes differently each time', () => {
    const [once, twice] = [vault.seal(Buffer.from('x'), 'b'), vault.seal(Buffer.from('x'), 'b')];
    expect(once).not.toEqual(twice);
  });

  it('hashes an id by its kind and its own key, and for good', () => {
    const customer = vault.keyHash({ kind: 'customer', id: '8208' });
    expect(customer).toMatch(/^[0-9a-f]{64}$/);
    expect(vault.keyHash({ kind: 'customer', id: '8208' })).toBe(customer);
    expect(vault.keyHash({ kind: 'order', id: '8208' })).not.toBe(customer);
    expect(another.keyHash({ kind: 'customer', id: '8208' })).not.toBe(customer);
    expect(vault.emailHash('customer 8208')).not.toBe(customer);
  });

  it('hashes an e-mail however it was written, and another way under another key', () => {
    const hash = vault.emailHash('jon@example.com');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(vault.emailHash('  Jon@Example.COM ')).toBe(hash);
    expect(another.emailHash('jon@example.com')).not.toBe(hash);
  });

  it('takes a key of 32 bytes and no other', () => {
    expect(() => openVault(Buffer.alloc(31))).toThrow('DATA_KEY is 32 bytes.');
  });
});
