import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { writeJson } from '../json/json-text.js';

/** Serialises what a controller returns, with payloads inserted as the text that was stored. Strings are sent as they are. */
@Injectable()
export class JsonAnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((answer: unknown) => {
        if (typeof answer !== 'object' || answer === null || response.headersSent) return answer;
        response.type('application/json');
        return writeJson(answer);
      }),
    );
  }
}
