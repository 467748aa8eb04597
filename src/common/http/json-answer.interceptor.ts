import {
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { jsonPieces } from '../json/json-text.js';
import { byteLength, jsonStream } from './json-stream.js';

/** From here on a copy of the answer as one text, and another one as bytes, would be felt. */
const LARGE_CHARACTERS = 1024 * 1024;

/** Serialises what a controller returns, with payloads inserted as the text that was stored. Strings are sent as they are. */
@Injectable()
export class JsonAnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((answer: unknown) => {
        if (typeof answer !== 'object' || answer === null || response.headersSent) return answer;
        response.type('application/json');
        const pieces = jsonPieces(answer);
        const characters = pieces.reduce((sum, piece) => sum + piece.length, 0);
        return characters < LARGE_CHARACTERS
          ? pieces.join('')
          : new StreamableFile(jsonStream(pieces), { length: byteLength(pieces) });
      }),
    );
  }
}
