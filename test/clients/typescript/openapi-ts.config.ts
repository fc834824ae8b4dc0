import { defineConfig } from '@hey-api/openapi-ts';

/** What the command line can't say: enums as values, so that an error's code has a name. Input and output are said there. */
export default defineConfig({
  input: '',
  output: '',
  plugins: ['@hey-api/client-fetch', '@hey-api/sdk', { name: '@hey-api/typescript', enums: 'javascript' }],
});
