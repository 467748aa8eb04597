import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { tap, type Observable } from 'rxjs';
import type { ModelPageResponseDto, ModelResponseDto } from './dto/model-response.dto.js';
import { readsAttributeConditions } from './reads-attribute-conditions.js';

type Answer = ModelPageResponseDto | ModelResponseDto | undefined;

/** Leaves the tiers out that a client cannot read: it would fail on the whole answer. */
@Injectable()
export class KnownTiersInterceptor implements NestInterceptor<Answer, Answer> {
  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<Answer> {
    const { headers } = context.switchToHttp().getRequest<Request>();
    return readsAttributeConditions(headers) ? next.handle() : next.handle().pipe(tap(leaveOut));
  }
}

/** An answer is made for its request alone. */
function leaveOut(answer: Answer): void {
  if (answer === undefined) return;
  for (const model of 'data' in answer ? answer.data : [answer])
    model.pricingTiers = model.pricingTiers.filter(({ conditions }) =>
      conditions.every(({ source }) => source === undefined),
    );
}
