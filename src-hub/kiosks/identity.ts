/** Who calls: a kiosk or head office's website, by its token. */
export interface HubClient {
  readonly id: string;
  readonly kind: 'kiosk' | 'website';
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route below `/v1` except the enrolment; see `authenticate.ts`. */
    client: HubClient;
  }
}
