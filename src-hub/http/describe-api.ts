import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { MARK, TYPEFACE_CSS } from './look.ts';

export const DOCS_PATH = '/docs';

/** The typeface and the colour of the kiosk, over the style of the page that describes the calls. */
const STYLE = `${TYPEFACE_CSS}
body,.swagger-ui,.swagger-ui :is(h1,h2,h3,h4,h5,p,a,button,input,select,label,td,th,.info .title,.opblock-tag,.opblock-summary-description){font-family:Kiosk,system-ui,sans-serif}
.swagger-ui .topbar{background:#0b5563}
`;

/** Describes all routes that are added later, as OpenAPI at `/docs` and `/docs/json`. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Borne Adhérent: hub',
        version: '1',
        description:
          'What kiosks and the website ask of head office. Kiosks also sign each request, by RFC 9421: docs/sync.md.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, {
    routePrefix: DOCS_PATH,
    staticCSP: true,
    logo: { type: 'image/svg+xml', content: Buffer.from(MARK) },
    theme: { title: 'Borne Adhérent: hub', css: [{ filename: 'theme.css', content: STYLE }] },
  });
}
