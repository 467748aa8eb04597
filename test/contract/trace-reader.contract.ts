import { traceDetailContract } from './trace-detail.contract.js';
import { traceFilterContract } from './trace-filter.contract.js';
import { traceListContract } from './trace-list.contract.js';
import { traceOrderContract } from './trace-order.contract.js';
import { traceRoomContract } from './trace-room.contract.js';
import type { StoreForReading } from './trace-reader-bed.js';

/** What every TraceReader must do. */
export function traceReaderContract(store: StoreForReading): void {
  traceListContract(store);
  traceFilterContract(store);
  traceOrderContract(store);
  traceDetailContract(store);
  traceRoomContract(store);
}
