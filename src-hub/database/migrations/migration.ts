/** One step of the schema. Add new ones only: a released migration is never edited. */
export interface HubMigration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}
