import type { Random } from '../load/random.js';
import { instant } from '../load/time-window.js';
import type { Json, JsonObject, ObservationBody, TraceBatch, TraceBody } from '../wire/trace-batch.js';
import type { StepEnd, StepStart } from './step.js';

/** A step that was begun. */
export interface OpenStep {
  readonly stepId: string;
  readonly observation: ObservationBody;
  readonly startedAt: number;
}

export interface TraceStart {
  readonly name: string;
  readonly userId: string;
  readonly sessionId?: string;
  /** Within the session, counted from 1. */
  readonly turn?: number;
  readonly release: string;
  readonly version: string;
  readonly environment: string;
  readonly tags: readonly string[];
  readonly metadata: JsonObject;
  readonly input: Json;
}

/** Writes a trace down as an instrumented application would, on a clock of its own that the steps move forward. */
export class TraceRecorder {
  private readonly trace: TraceBody;
  private readonly observations: ObservationBody[] = [];
  private readonly tags: Set<string>;
  private readonly runMetadata: JsonObject;

  constructor(
    start: TraceStart,
    private time: number,
    private readonly random: Random,
  ) {
    const runId = `run_${random.hex(12)}`;
    this.runMetadata = {
      run_id: runId,
      session_id: start.sessionId,
      turn_id: start.turn === undefined ? undefined : `turn-${String(start.turn)}`,
    };
    this.tags = new Set(start.tags);
    this.trace = {
      id: random.uuid(),
      timestamp: instant(time),
      name: start.name,
      userId: start.userId,
      sessionId: start.sessionId,
      release: start.release,
      version: start.version,
      environment: start.environment,
      tags: [],
      metadata: { ...start.metadata, ...this.runMetadata },
      input: start.input,
    };
  }

  /** Milliseconds since 1970 on the trace's own clock. */
  get now(): number {
    return this.time;
  }

  pass(ms: number): void {
    this.time += Math.max(0, Math.round(ms));
  }

  tag(tag: string): void {
    this.tags.add(tag);
  }

  begin(parent: OpenStep | null, step: StepStart): OpenStep {
    const stepId = `step-${String(this.observations.length + 1)}`;
    const observation: ObservationBody = {
      id: this.random.uuid(),
      traceId: this.trace.id,
      parentObservationId: parent?.observation.id,
      type: step.type,
      name: step.name,
      startTime: instant(this.time),
      level: 'DEFAULT',
      environment: this.trace.environment,
      version: this.trace.version,
      input: step.input,
      metadata: {
        ...this.runMetadata,
        step_id: stepId,
        parent_step_id: parent?.stepId,
        step_type: step.stepType,
        attempt_index: step.attemptIndex,
        ...step.metadata,
      },
    };
    this.observations.push(observation);
    return { stepId, observation, startedAt: this.time };
  }

  end(step: OpenStep, end: StepEnd = {}): void {
    Object.assign(step.observation, end, {
      endTime: instant(this.time),
      latency: (this.time - step.startedAt) / 1000,
    });
  }

  /** Notes something that takes no time to speak of. */
  note(parent: OpenStep, step: StepStart, end: StepEnd = {}): void {
    this.end(this.begin(parent, step), end);
  }

  /** Runs the parts from the same instant on; afterwards it is as late as the slowest made it. */
  together<T>(parts: readonly (() => T)[]): T[] {
    const start = this.time;
    let latest = start;
    const results = parts.map((part) => {
      this.time = start;
      const result = part();
      latest = Math.max(latest, this.time);
      return result;
    });
    this.time = latest;
    return results;
  }

  finish(output: Json): TraceBatch {
    const trace: TraceBody = { ...this.trace, tags: [...this.tags], output };
    return { trace, observations: this.observations };
  }
}
