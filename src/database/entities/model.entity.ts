import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a project says that a model costs. */
@Entity('models')
export class ModelEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'models_pkey' })
  projectId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'models_pkey' })
  id: string;

  @Column({ name: 'model_name', type: 'text' })
  modelName: string;

  @Column({ name: 'match_pattern', type: 'text' })
  matchPattern: string;

  @Column({ name: 'start_date', type: 'timestamptz', nullable: true })
  startDate: Date | null;

  @Column({ type: 'text' })
  unit: string;

  @Column({ name: 'tokenizer_id', type: 'text', nullable: true })
  tokenizerId: string | null;

  @Column({ name: 'tokenizer_config', type: 'jsonb', nullable: true })
  tokenizerConfig: unknown;

  @Column({ type: 'jsonb' })
  tiers: unknown;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
