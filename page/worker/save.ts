/** 审核意见: what is saved. */
import type { Review } from '../../server/src/review/index.ts';

/** One archive that holds everything. */
export async function saved(_review: Review): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  throw new Error('not yet');
}
