import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A step of a trace: a span, generation, tool call, event ... */
@Entity('observations')
@Index('observations_start', ['projectId', 'startTime'])
@Index('observations_id', ['projectId', 'id', 'startTime'])
@Index('observations_name', { synchronize: false })
@Index('observations_level', { synchronize: false })
@Index('observations_version', { synchronize: false })
export class ObservationEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'observations_pkey' })
  projectId: string;

  @PrimaryColumn({ name: 'trace_id', type: 'text', primaryKeyConstraintName: 'observations_pkey' })
  traceId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'observations_pkey' })
  id: string;

  @Column({ type: 'text' })
  type: string;

  @Column({ type: 'text', nullable: true })
  name: string | null;

  @Column({ type: 'text', default: 'default' })
  environment: string;

  @Column({ name: 'start_time', type: 'timestamptz' })
  startTime: Date;

  /** What the start has below the microsecond, where it is known. */
  @Column({ name: 'start_nanos', type: 'integer', nullable: true })
  startNanos: number | null;

  @Column({ name: 'end_time', type: 'timestamptz', nullable: true })
  endTime: Date | null;

  @Column({ name: 'completion_start_time', type: 'timestamptz', nullable: true })
  completionStartTime: Date | null;

  @Column({ name: 'parent_observation_id', type: 'text', nullable: true })
  parentObservationId: string | null;

  /** True: its application has no part of it above this one, whatever has called it. */
  @Column({ name: 'is_app_root', type: 'boolean', nullable: true })
  isAppRoot: boolean | null;

  @Column({ type: 'text', default: 'DEFAULT' })
  level: string;

  @Column({ name: 'status_message', type: 'text', nullable: true })
  statusMessage: string | null;

  @Column({ type: 'text', nullable: true })
  version: string | null;

  @Column({ type: 'text', nullable: true })
  model: string | null;

  @Column({ name: 'model_id', type: 'text', nullable: true })
  modelId: string | null;

  @Column({ name: 'model_parameters', type: 'jsonb', nullable: true })
  modelParameters: unknown;

  @Column({ name: 'prompt_id', type: 'text', nullable: true })
  promptId: string | null;

  @Column({ name: 'prompt_name', type: 'text', nullable: true })
  promptName: string | null;

  @Column({ name: 'prompt_version', type: 'integer', nullable: true })
  promptVersion: number | null;

  @Column({ type: 'text', nullable: true })
  input: string | null;

  @Column({ type: 'text', nullable: true })
  output: string | null;

  @Column({ type: 'jsonb', nullable: true })
  metadata: unknown;

  @Column({ name: 'prompt_tokens', type: 'bigint', nullable: true })
  promptTokens: string | null;

  @Column({ name: 'completion_tokens', type: 'bigint', nullable: true })
  completionTokens: string | null;

  @Column({ name: 'total_tokens', type: 'bigint', nullable: true })
  totalTokens: string | null;

  @Column({ type: 'text', nullable: true })
  unit: string | null;

  @Column({ name: 'usage_details', type: 'jsonb', nullable: true })
  usageDetails: unknown;

  /** What was sent as usage, where the details do not say all of it: JSON as it was sent. */
  @Column({ name: 'usage_sent', type: 'text', nullable: true })
  usageSent: string | null;

  @Column({ name: 'cost_details', type: 'jsonb', nullable: true })
  costDetails: unknown;

  @Column({ name: 'input_price', type: 'numeric', nullable: true })
  inputPrice: string | null;

  @Column({ name: 'output_price', type: 'numeric', nullable: true })
  outputPrice: string | null;

  @Column({ name: 'total_price', type: 'numeric', nullable: true })
  totalPrice: string | null;

  @Column({ name: 'calculated_input_cost', type: 'numeric', nullable: true })
  calculatedInputCost: string | null;

  @Column({ name: 'calculated_output_cost', type: 'numeric', nullable: true })
  calculatedOutputCost: string | null;

  @Column({ name: 'calculated_total_cost', type: 'numeric', nullable: true })
  calculatedTotalCost: string | null;

  /** By which prices the server has priced it; null where its client has sent costs or nothing can be priced. */
  @Column({ name: 'price_sheet', type: 'bigint', nullable: true })
  priceSheet: number | null;

  @Column({ name: 'priced_input_cost', type: 'numeric', nullable: true })
  pricedInputCost: string | null;

  @Column({ name: 'priced_output_cost', type: 'numeric', nullable: true })
  pricedOutputCost: string | null;

  @Column({ name: 'priced_total_cost', type: 'numeric', nullable: true })
  pricedTotalCost: string | null;

  /** The tools that the model could use, by its input and metadata. */
  @Column({ name: 'tool_names', type: 'text', array: true, nullable: true })
  toolNames: string[] | null;

  /** Of the calls in its output, one for each. */
  @Column({ name: 'called_tool_names', type: 'text', array: true, nullable: true })
  calledToolNames: string[] | null;

  /** Counts of tokens by the server, where nobody has sent any. */
  @Column({ name: 'estimated_usage', type: 'jsonb', nullable: true })
  estimatedUsage: unknown;

  @Column({ type: 'double precision', nullable: true })
  latency: number | null;

  @Column({ name: 'time_to_first_token', type: 'double precision', nullable: true })
  timeToFirstToken: number | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;

  @Column({ type: 'text' })
  stamp: string;

  @Column({ name: 'field_stamps', type: 'jsonb', nullable: true })
  fieldStamps: unknown;

  @Column({ type: 'integer', default: 1 })
  revision: number;
}
