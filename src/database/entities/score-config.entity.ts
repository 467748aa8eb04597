import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What scores of a name may look like. */
@Entity('score_configs')
export class ScoreConfigEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text', primaryKeyConstraintName: 'score_configs_pkey' })
  projectId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'score_configs_pkey' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ name: 'data_type', type: 'text' })
  dataType: string;

  @Column({ name: 'is_archived', type: 'boolean', default: false })
  isArchived: boolean;

  @Column({ name: 'min_value', type: 'double precision', nullable: true })
  minValue: number | null;

  @Column({ name: 'max_value', type: 'double precision', nullable: true })
  maxValue: number | null;

  @Column({ type: 'jsonb', nullable: true })
  categories: unknown;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
