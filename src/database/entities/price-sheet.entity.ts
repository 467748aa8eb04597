import { Column, Entity, PrimaryColumn } from 'typeorm';

/** By which prices observations were priced: a PriceTerms. Never changed. */
@Entity('price_sheets')
export class PriceSheetEntity {
  @PrimaryColumn({ name: 'project_id', type: 'text' })
  projectId: string;

  /** Of the content. */
  @PrimaryColumn({ type: 'bigint' })
  id: number;

  @Column({ type: 'jsonb' })
  sheet: unknown;
}
