/** One step of the schema. Append only: one that has shipped is never edited. */
export interface HubMigration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}
