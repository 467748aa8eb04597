import { EventEmitter } from 'node:events';
import type { Request } from 'express';
import { letBodyRunOut } from './let-body-run-out.js';

class FakeRequest extends EventEmitter {
  readonly resume = jest.fn();
  readonly socket = { destroy: jest.fn() };

  constructor(public complete: boolean) {
    super();
  }
}

function answered(complete: boolean): FakeRequest {
  const request = new FakeRequest(complete);
  letBodyRunOut(request as unknown as Request);
  return request;
}

describe(letBodyRunOut, () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('leaves a request alone that has come whole', () => {
    const request = answered(true);
    jest.runAllTimers();
    expect(request.resume).not.toHaveBeenCalled();
    expect(request.socket.destroy).not.toHaveBeenCalled();
  });

  it('throws away the rest, and keeps the connection when it comes in time', () => {
    const request = answered(false);
    expect(request.resume).toHaveBeenCalled();
    request.complete = true;
    request.emit('end');
    expect(jest.getTimerCount()).toBe(0);
    expect(request.socket.destroy).not.toHaveBeenCalled();
  });

  it('closes the connection of a client that goes on sending', () => {
    const request = answered(false);
    jest.advanceTimersByTime(1000);
    expect(request.socket.destroy).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1000);
    expect(request.socket.destroy).toHaveBeenCalledTimes(1);
  });
});
