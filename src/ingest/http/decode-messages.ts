import type { ErrorCode } from '../../common/domain-error.js';
import type { TranslationContext } from '../domain/translation.js';
import type { Protocol } from './decode-body.js';

/** What the main thread sends to the decoding one. */
export type DecodeRequest =
  | {
      readonly type: 'decode';
      readonly protocol: Protocol;
      readonly bytes: Uint8Array;
      readonly context: TranslationContext;
    }
  /** The last chunk has been taken: the next may come. */
  | { readonly type: 'next' };

/** What the decoding thread answers: chunks, each waited for, so that taking them over never holds the event loop for long. */
export type DecodeReply =
  /** First of all, where the body could be read. */
  | { readonly type: 'counted'; readonly events: number }
  | { readonly type: 'chunk'; readonly items: readonly unknown[] }
  | { readonly type: 'end'; readonly replacedCharacters: number }
  | { readonly type: 'error'; readonly code: ErrorCode | null; readonly message: string };
