interface PouchDatabase {
  bulkDocs(docs: readonly object[]): Promise<unknown>;
  close(): Promise<void>;
  readonly replicate: {
    to(
      target: PouchDatabase,
      options: { readonly batch_size: number },
    ): Promise<{ readonly docs_written: number }>;
  };
}

declare module 'pouchdb-core' {
  interface PouchConstructor {
    new (name: string, options: { readonly adapter: string }): PouchDatabase;
    plugin(plugin: unknown): PouchConstructor;
  }
  const PouchDB: PouchConstructor;
  export default PouchDB;
}

declare module 'pouchdb-adapter-leveldb' {
  const plugin: unknown;
  export default plugin;
}

declare module 'pouchdb-replication' {
  const plugin: unknown;
  export default plugin;
}
