/** A request's raw bytes, up to a bound. */
import type { IncomingMessage } from 'node:http';

type BodyReading =
  | { readonly ok: true; readonly body: Buffer }
  | { readonly ok: false; readonly reason: 'too_large' | 'too_busy' | 'broken_off' };

type BodyReader = (request: IncomingMessage) => Promise<BodyReading>;

// A sender that is cut off while it still writes may never see our answer; so what is too large is
// read to its end and thrown away, up to this many times the bound.
const PATIENCE = 4;

// Nearly every delivery is smaller than this. A quarter of the room is kept for those, so that a
// few large bodies that never end do not shut the webhooks of every shop out.
const SMALL_BYTES = 256 * 1024;
const LARGE_SHARE = 0.75;

/**
 * Reads bodies of at most `eachMax` bytes, together at most `allMax` at any moment: unsigned
 * senders must not be able to fill the memory. Refuses `too_large`, `too_busy`, `broken_off`.
 */
export function bodyReader(bounds: { eachMax: number; allMax: number }): BodyReader {
  let heldBytes = 0;
  const roomFor = (size: number) => bounds.allMax * (size > SMALL_BYTES ? LARGE_SHARE : 1);
  return (request) =>
    new Promise((resolve) => {
      // Said beforehand, it need not even be read.
      if (Number(request.headers['content-length']) > bounds.eachMax * PATIENCE) {
        request.resume();
        return resolve({ ok: false, reason: 'too_large' });
      }
      const chunks: Buffer[] = [];
      let kept = 0;
      let refused: 'too_large' | 'too_busy' | null = null;
      let seen = 0;

      const finish = (reading: BodyReading): void => {
        heldBytes -= kept;
        kept = 0;
        resolve(reading);
      };
      request.on('data', (chunk: Buffer) => {
        seen += chunk.length;
        if (seen > bounds.eachMax) refused = 'too_large';
        else if (refused === null && heldBytes + chunk.length > roomFor(seen)) refused = 'too_busy';
        if (refused === null) {
          chunks.push(chunk);
          kept += chunk.length;
          heldBytes += chunk.length;
          return;
        }
        chunks.length = 0;
        heldBytes -= kept;
        kept = 0;
        if (seen > bounds.eachMax * PATIENCE) request.destroy();
      });
      request.on('end', () => {
        if (refused !== null) return finish({ ok: false, reason: refused });
        const [only] = chunks;
        const body = chunks.length === 1 && only ? only : Buffer.concat(chunks);
        return finish({ ok: true, body });
      });
      // Comes last, also after `end`, where it changes nothing any more.
      request.on('close', () => finish({ ok: false, reason: 'broken_off' }));
      request.on('error', () => finish({ ok: false, reason: 'broken_off' }));
    });
}
