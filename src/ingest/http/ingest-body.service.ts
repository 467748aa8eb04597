import { Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { Clock } from '../../common/clock.js';
import { ByteBudget, type ByteHold } from '../../common/byte-budget.js';
import { readJsonBody } from '../../common/http/request-body.js';
import { ServerMetrics } from '../../common/monitoring/server-metrics.js';
import { AppConfig } from '../../config/app-config.js';
import { BodyDecoder } from './body-decoder.js';
import type { Protocol, ProtocolItems } from './decode-body.js';
import { EventTally } from './event-tally.js';

/** Brings a body, holding its bytes as they come. */
export type ReadBody = (maxBytes: number, hold: ByteHold) => Promise<Buffer>;

/** What every ingest route does with its body: read within limits, decode, hand on, and hold the bytes until it is done. */
@Injectable()
export class IngestBodyService {
  private readonly budget: ByteBudget;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly decoder: BodyDecoder,
    private readonly metrics: ServerMetrics,
  ) {
    this.budget = new ByteBudget(
      config.maxInFlightBytes,
      'The server is taking in as much as it can; try again',
    );
    metrics.gauge(
      'xtrace_in_flight_bytes',
      'Bytes of request bodies that are being taken in.',
      () => this.budget.usedBytes,
    );
  }

  /** @param refusedIn how many events were refused by themselves, where a protocol does that */
  take<P extends Protocol, Result>(
    protocol: P,
    request: IncomingMessage,
    projectId: string,
    write: (items: ProtocolItems[P][], bytes: number) => Promise<Result>,
    refusedIn?: (result: Result) => number,
  ): Promise<Result> {
    const read: ReadBody = (maxBytes, hold) => readJsonBody(request, maxBytes, hold);
    return this.takeFrom(protocol, read, projectId, write, refusedIn);
  }

  /** Like {@link take}, of a body that is no JSON or does not come as a request of HTTP. */
  async takeFrom<P extends Protocol, Result>(
    protocol: P,
    read: ReadBody,
    projectId: string,
    write: (items: ProtocolItems[P][], bytes: number) => Promise<Result>,
    refusedIn: (result: Result) => number = () => 0,
  ): Promise<Result> {
    const hold = this.budget.hold();
    const tally = new EventTally(this.metrics, protocol);
    try {
      const body = await read(this.config.maxBodyBytes, hold);
      const bytes = body.length;
      const context = { projectId, receivedAtMs: this.clock.now() };
      const { items, replacedCharacters } = await this.decoder.decode(protocol, body, context, (events) =>
        tally.counted(events),
      );
      if (replacedCharacters > 0) this.metrics.replacedCharacters.inc(replacedCharacters);
      const result = await write(items, bytes);
      tally.accepted(refusedIn(result));
      return result;
    } catch (error) {
      tally.rejected(error);
      throw error;
    } finally {
      hold.release();
    }
  }
}
